#!/usr/bin/env -S /usr/bin/python3 -B
"""Stands in for a compiler where a project writes no compilation database: notes the commands, compiles nothing.

It is called by the compiler's name through a link in FOLDER/bin, which is in front of the others on the PATH. Each
compilation becomes FOLDER/*.json (as clang's -gen-cdb-fragment-path would write, at the price of compiling). What make
waits for comes out empty, except for the sources named in FOLDER/real: programs that the build itself runs.
"""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

SOURCES = {".c", ".cc", ".cpp", ".cxx", ".C"}
WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "-I", "-isystem", "-include", "-D", "-U", "-x", "-Xclang", "-L", "-l"}


def inputs(arguments: list, suffixes: set) -> list:
    previous = ["", *arguments]
    return [a for a, before in zip(arguments, previous)
            if Path(a).suffix in suffixes and not a.startswith("-") and before not in WITH_VALUE]


def after(arguments: list, option: str) -> str | None:
    return arguments[arguments.index(option) + 1] if option in arguments[:-1] else None


def compile_really(compiler: str, here: Path, arguments: list) -> None:
    elsewhere = os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if Path(p).resolve() != here.resolve())
    os.environ["PATH"] = elsewhere
    os.execv(shutil.which(compiler), [compiler, *arguments])


def record(folder: Path, compiler: str, source: str, arguments: list) -> None:
    entry = {"directory": os.getcwd(), "file": source, "arguments": [compiler, *arguments]}
    name = hashlib.sha256(f"{entry['directory']}\0{source}".encode()).hexdigest()[:24]
    (folder / f"{name}.json").write_text(json.dumps(entry))


def main() -> None:
    me, arguments = Path(sys.argv[0]), sys.argv[1:]
    folder, compiler = me.parent.parent, me.name
    sources, objects = inputs(arguments, SOURCES), inputs(arguments, {".o", ".lo"})
    compiles = "-c" in arguments and len(sources) == 1
    real = (folder / "real").read_text().split()
    wanted = any(Path(s).name in real for s in sources)
    linkable = objects and all(os.path.getsize(o) for o in objects if os.path.exists(o))
    if compiles:
        record(folder, compiler, sources[0], arguments)
    if wanted or linkable or not (compiles or "-o" in arguments) or "-E" in arguments:
        compile_really(compiler, me.parent, arguments)
    for made in (after(arguments, "-o") or f"{Path(sources[0]).stem}.o", after(arguments, "-MF")):
        if made:
            Path(made).touch()


main()
