# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Programs of the tests: a file, or a folder of units and headers; how they are compiled, and what is run on them."""

import json
import os
import subprocess
from pathlib import Path

UNIT_SUFFIXES = {".c", ".cpp", ".cc", ".cxx"}
SOURCE_SUFFIXES = UNIT_SUFFIXES | {".h", ".hpp", ".hh", ".inc"}
TIMEOUT = 300  # seconds; what needs longer for a test program hangs


class Failure(Exception):
    """Anything that makes the case fail, with the text to show."""


def program_files(program):
    """(units, all files whose comments count)"""
    if program.is_file():
        return [program], [program]
    if not program.is_dir():
        raise Failure(f"{program}: no such file or folder")
    files = sorted(p for p in program.rglob("*") if p.suffix in SOURCE_SUFFIXES and p.is_file())
    units = [p for p in files if p.suffix in UNIT_SUFFIXES]
    if not units:
        raise Failure(f"{program}: no .c or .cpp file in it")
    return units, files


def compile_command(unit, options):
    """Without input and output."""
    root = options.program if options.program.is_dir() else options.program.parent
    compiler, standard = ("clang", "-std=c17") if unit.suffix == ".c" else ("clang++", "-std=c++20")
    return [os.path.join(options.clang_dir, compiler), standard, f"-I{root}", *options.flags]


def write_database(folder, units, options):
    entries = [{"directory": folder, "file": str(unit),
                "arguments": [*compile_command(unit, options), "-c", str(unit), "-o", unit.stem + ".o"]}
               for unit in units]
    Path(folder, "compile_commands.json").write_text(json.dumps(entries, indent=1))


def run(command, folder, **environment):
    """(exit code, output, errors)"""
    try:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=TIMEOUT)
    except FileNotFoundError:
        raise Failure(f"{command[0]}: not there; is it built?") from None
    except subprocess.TimeoutExpired:
        raise Failure(f"no end after {TIMEOUT} s: {' '.join(command)}") from None
    return done.returncode, done.stdout, done.stderr


def place(check, file, line):
    return check, os.path.realpath(file), int(line)


def reported(command, folder):
    """The findings in the JSON of a command of `tidepool`."""
    code, out, err = run(command, folder)
    failed = Failure(f"`{' '.join(command)}` ended with {code}\n{out}{err}")
    if code not in (0, 1):
        raise failed
    try:
        findings = json.loads(out)["findings"]
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(f"cannot read the JSON of `{' '.join(command)}` ({error!r})\n{out}{err}") from None
    if code != (1 if findings else 0):
        raise failed
    return findings
