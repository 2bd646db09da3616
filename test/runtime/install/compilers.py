#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The public headers with every supported compiler that is installed: GCC from 12 on, Clang from 14 on.

    compilers.py --include=DIR --library=libtidepool.a --program=main.cpp --work=DIR [--compiler=CXX]...

Each header alone, in C++17, and the program, in C++20, too, with many warnings as errors; then the program is linked
and run. Prints a line for each compiler.
"""

import argparse
import glob
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wnon-virtual-dtor", "-Werror"]
OLDEST = {"g++": 12, "clang++": 14}
TIMEOUT = 300  # seconds


def supported():
    """One path for each version."""
    found = {}
    for name in ("g++", "clang++"):
        for path in glob.glob(f"/usr/bin/{name}") + glob.glob(f"/usr/bin/{name}-[0-9]*"):
            match = re.fullmatch(re.escape(name) + r"(?:-(\d+))?", os.path.basename(path))
            run = subprocess.run([path, "-dumpversion"], capture_output=True, text=True)
            version = int(run.stdout.split(".")[0]) if match and run.returncode == 0 else 0
            if version >= OLDEST[name]:
                found[name, version] = path
    return [found[key] for key in sorted(found)]


def run(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=TIMEOUT)
    return None if done.returncode == 0 else f"{' '.join(map(str, command))}\n{text or ''}\n{done.stdout}{done.stderr}"


def failures(compiler, headers, options):
    check = [compiler, *WARNINGS, "-fsyntax-only", f"-I{options.include}", "-x", "c++", "-"]
    jobs = [([*check, "-std=c++17"], f'#include "tidepool/{header.name}"\n') for header in headers]
    jobs.append(([*check, "-std=c++20"], options.program.read_text()))
    with ThreadPoolExecutor(2) as pool:
        wrong = [w for w in pool.map(lambda job: run(*job), jobs) if w]
    if wrong:
        return wrong
    program = options.work / Path(compiler).name
    wrong = run([compiler, "-std=c++17", "-O1", *WARNINGS, f"-I{options.include}", options.program, options.library, "-pthread",
                 "-ldl", "-o", program]) or run([program])
    return [wrong] if wrong else []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("include", "library", "program", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--compiler", action="append", help="instead of those that are found")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    headers = sorted((options.include / "tidepool").glob("*.h"))
    failed = False
    for compiler in options.compiler or supported():
        wrong = failures(compiler, headers, options)
        print(f"{Path(compiler).name}: {len(headers)} headers and a program: {'wrong' if wrong else 'fine'}", flush=True)
        sys.stderr.write("".join(wrong[:3]))
        failed |= bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
