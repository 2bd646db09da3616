"""Projects with ./configure: configured with clang-19, then 'made' with a compiler that only notes its commands."""

import json
import os
import subprocess
from pathlib import Path

RECORDER = Path(__file__).with_name("record_compile.py")
# The last one is the compiler that apr's libtool was built with; it links.
COMPILERS = ["clang-19", "clang++-19", "x86_64-linux-gnu-gcc"]


def recorder(folder: Path, really: list) -> Path:
    """A folder to be put in front of the PATH."""
    tools = folder / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    for compiler in COMPILERS:
        (tools / compiler).unlink(missing_ok=True)
        (tools / compiler).symlink_to(RECORDER)
    (folder / "real").write_text("\n".join(really))
    return tools


def configure(project, run) -> None:
    source, build = project.source(), project.build
    build.mkdir(parents=True, exist_ok=True)
    advice = f"see {build}/config.log; delete {build} to start anew"
    if project.autoreconf:
        run(["autoreconf", "-fi"], advice, cwd=source)
    run([source / "configure", "CC=clang-19", "CXX=clang++-19", *project.options], advice, cwd=build)
    folder = build / "record"
    tools = recorder(folder, project.really)
    environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
    # Parts that need a program of the build's own, and documentation, fail: what was noted is what counts.
    subprocess.run(["make", "-k", f"-j{os.cpu_count()}", *project.flags], cwd=build, env=environment,
                   capture_output=True, check=False)
    commands = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    if not commands:
        raise OSError(f"{build}: 'make' compiled nothing; {advice}")
    (build / "compile_commands.json").write_text(json.dumps(commands, indent=0))
