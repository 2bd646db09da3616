#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps the checks' pages honest: their examples are compiled and checked, their reports compared.

    pages.py --tool=TIDEPOOL --clang=CLANGXX [--update] PAGE.md ...

A page docs/checks/<check>.md has, in this order, perhaps a ```yaml block (a model file), a ```cpp block with the
bug, a ```text block with what `tidepool check --checks=-*,tidepool-<check>` says of it, and a ```cpp block with the
cure, of which no check says anything. The first line of a block of code or models is a comment: the file's name.
--update writes the reports into the pages instead of comparing them.
"""

import argparse
import difflib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE_NAME = re.compile(r"(?://|#) ([\w.-]+)\n")
LAST_LINE = re.compile(r"^\d+ units?\b.*\n", re.MULTILINE)
TIMEOUT = 300  # seconds


class Failure(Exception):
    """Anything that makes a page fail, with the text to show."""


def blocks_of(page, language):
    return [m for m in BLOCK.finditer(page.read_text()) if m[1] == language]


def put_down(block, folder):
    name = FILE_NAME.match(block[2])
    if not name:
        raise Failure("a block does not begin with a comment that names the file")
    file = folder / name[1]
    file.write_text(block[2])
    return file


def report_on(source, models, options, globs):
    """(exit code, the report) of one program in one file."""
    folder = source.parent
    database = [{"directory": str(folder), "file": source.name,
                 "arguments": [options.clang, "-std=c++20", "-c", source.name]}]
    (folder / "compile_commands.json").write_text(json.dumps(database))
    command = [options.tool, "check", f"--checks={globs}"] + [f"--models={m.name}" for m in models] + [source.name]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT)
    if run.returncode not in (0, 1):
        raise Failure(f"{' '.join(command)}\nexit code {run.returncode}\n{run.stdout}{run.stderr}")
    return run.returncode, LAST_LINE.sub("", run.stdout).strip() + "\n"


def check_page(page, options):
    programs, reports = blocks_of(page, "cpp"), blocks_of(page, "text")
    if len(programs) != 2 or len(reports) != 1:
        raise Failure("a page has two cpp blocks (the bug, the cure) and one text block (the report)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        models = [put_down(block, folder) for block in blocks_of(page, "yaml")]
        code, report = report_on(put_down(programs[0], folder), models, options, f"-*,tidepool-{page.stem}")
        if code != 1:
            raise Failure("the example is not reported")
        cure_code, cure_report = report_on(put_down(programs[1], folder), models, options, "*")
        if cure_code != 0:
            raise Failure("the cure is reported:\n" + cure_report)
    if report == reports[0][2]:
        return
    if options.update:
        text = page.read_text()
        page.write_text(text[:reports[0].start(2)] + report + text[reports[0].end(2):])
        return
    changes = difflib.unified_diff(reports[0][2].splitlines(), report.splitlines(), "page", "tidepool", lineterm="")
    raise Failure("the report is another one (--update writes it into the page):\n" + "\n".join(changes))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, help="the tidepool program")
    parser.add_argument("--clang", required=True, help="clang++, for the compilation database")
    parser.add_argument("--update", action="store_true", help="write the reports into the pages")
    parser.add_argument("pages", nargs="+", type=Path)
    options = parser.parse_args()
    failed = False
    for page in options.pages:
        try:
            check_page(page, options)
        except (Failure, subprocess.TimeoutExpired) as failure:
            print(f"{page}: {failure}", file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
