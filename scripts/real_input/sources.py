"""Fetches, patches and configures the real projects. Quick when there is nothing to do."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import autotools
from projects import Project, cache, find

GENERATED = re.compile(r"\.(h|hpp|c|cpp|cc|inc)$|_autogen$|generate_\w*_h$")
COMPILERS = ["-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"]


class SetupError(Exception):
    """Says in one message what failed and what to do about it."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(command: list, advice: str, **options) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise SetupError(f"{tail}\n'{' '.join(map(str, command[:3]))} ...' failed: {advice}")
    return done.stdout


def as_root(command: list) -> list:
    return command if os.geteuid() == 0 else ["sudo", *command]


def install(packages: list) -> None:
    """Only what is missing; the package manager is not even asked otherwise."""
    def present(name: str) -> bool:
        query = ["dpkg-query", "-W", "-f=${db:Status-Status}", name]
        return subprocess.run(query, capture_output=True, text=True).stdout == "installed"

    missing = [p for p in packages if not present(p)]
    if not missing:
        return
    say(f"installing {' '.join(missing)}")
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    advice = f"install these packages by hand: {' '.join(missing)}"
    run(as_root([*environment, "update"]), advice)
    run(as_root([*environment, "install", "-y", "--no-install-recommends", *missing]), advice)


def private_apt() -> list:
    """Options that make apt read source packages from the system's own mirror without touching its files."""
    home = cache() / "apt"
    for folder in ("parts", "lists/partial", "cache/archives/partial"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    listing = run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT) $(ORIGIN)",
                   "Created-By: Packages"], "apt has no package lists; run 'apt-get update'")
    # The release proper: the pins are made for its versions, which no longer change.
    targets = sorted({tuple(line.split()[:3]) for line in listing.splitlines()
                      if line.endswith(" Debian") and "-" not in line.split()[1] and " main " in line})
    if not targets:
        raise SetupError("apt knows no Debian mirror; the real input is Debian's source packages")
    key = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    signed = f"Signed-By: {key}\n" if key.exists() else ""
    text = "\n".join(f"Types: deb-src\nURIs: {site}\nSuites: {release}\nComponents: {component}\n{signed}"
                     for site, release, component in targets)
    (home / "parts" / "source.sources").write_text(text)
    settings = {"Dir::Etc::SourceList": "/dev/null", "Dir::Etc::SourceParts": home / "parts",
                "Dir::State::Lists": home / "lists", "Dir::Cache": home / "cache",
                "APT::Sandbox::User": "root"}
    return [f"-o{name}={value}" for name, value in settings.items()]


def fetch(project: Project) -> None:
    if project.source():
        return
    say(f"{project.name}: fetching its Debian source package")
    cache().mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-q", *private_apt()]
    run([*apt, "update"], "is the mirror reachable?")
    run([*apt, "source", project.package], "does the mirror have source packages?", cwd=cache())
    if not project.source():
        raise SetupError(f"no source tree {cache()}/{project.name}-* after 'apt-get source {project.package}'")


def version(project: Project) -> str:
    """The Debian version that was unpacked."""
    first = (project.source() / "debian" / "changelog").open(encoding="utf-8").readline()
    return first[first.index("(") + 1:first.index(")")]


def generate(project: Project) -> None:
    """The sources and headers that the build makes. What it would take a program of the build's own for stays out."""
    listed = run(["ninja", "-C", project.build, "-t", "targets", "rule", "CUSTOM_COMMAND"], "is ninja installed?")
    made = [line for line in listed.splitlines() if GENERATED.search(line)]
    if made:
        subprocess.run(["ninja", "-C", project.build, "-k", "0", *made], capture_output=True, check=False)


def configure(project: Project) -> None:
    if (project.build / "configured").exists():
        return
    say(f"{project.name}: configuring with clang-19")
    for link, target in project.links.items():
        place = project.source() / link
        if not place.is_symlink():
            shutil.rmtree(place, ignore_errors=True)
            place.symlink_to(target)
    if project.autotools:
        autotools.configure(project, run)
    else:
        run(["cmake", "-S", project.source(), "-B", project.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *COMPILERS, *project.options],
            f"see {project.build}/CMakeFiles; delete {project.build} to start anew")
        generate(project)
    (project.build / "configured").touch()


def seed(project: Project) -> None:
    """A copy of the base's sources with the patch applied; the same compile commands, other paths."""
    base = find(project.base)
    prepare(base)
    stamp = project.build / "seeded"
    digest = hashlib.sha256(project.patch.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest and project.source():
        return
    say(f"{project.name}: copying {base.name} and seeding its defects")
    tree = cache() / f"{project.name}-source"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.rmtree(project.build, ignore_errors=True)
    shutil.copytree(base.source(), tree, symlinks=True, ignore=shutil.ignore_patterns(".pc"))
    run(["patch", "-p1", "-i", project.patch], f"{project.patch} does not fit {version(base)}", cwd=tree)
    project.build.mkdir(parents=True)
    commands = (base.build / "compile_commands.json").read_text()
    moved = re.sub(re.escape(str(base.source())) + r'(?=[/\s"\\]|$)', str(tree), commands)
    (project.build / "compile_commands.json").write_text(moved)
    stamp.write_text(digest)


def prepare(project: Project) -> None:
    """Afterwards there are sources and a compile_commands.json."""
    if project.base:
        seed(project)
        return
    install(project.packages)
    fetch(project)
    configure(project)


def commands(project: Project) -> list:
    """The entries of the compilation database."""
    return json.loads((project.build / "compile_commands.json").read_text())
