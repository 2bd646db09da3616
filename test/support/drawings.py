#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps a page's drawings of tables in step with `tidepool replay --table`.

    drawings.py --tool=TIDEPOOL [--update] PAGE.md

A comment that begins "<!-- tidepool replay --table" holds a script, one operation a line. The next fenced block shows
some of what the script draws, in this order; a drawing begins with its operation and ends at an empty line. --update
draws those operations anew.
"""

import argparse
import difflib
import re
import subprocess
import sys
from pathlib import Path

FIGURE = re.compile(r"^<!-- tidepool replay --table\n(?P<script>.*?)^-->\n+```\n(?P<drawings>.*?)^```$", re.DOTALL | re.MULTILINE)
DRAWING = re.compile(r"^.+\nthread \d+: length .*\n(?:.+\n)*", re.MULTILINE)
TIMEOUT = 60  # seconds


def drawn(tool, script):
    run = subprocess.run([tool, "replay", "--table", "-"], input=script, capture_output=True, text=True, timeout=TIMEOUT)
    if run.returncode != 0:
        raise SystemExit(f"{script}\nended with {run.returncode}: {run.stderr}")
    return DRAWING.findall(run.stdout)


def in_order(shown, all_drawn):
    """Of each shown drawing, the one that the tool makes for the same operation, or None."""
    rest = iter(all_drawn)
    return [next((d for d in rest if d.splitlines()[0] == s.splitlines()[0]), None) for s in shown]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, help="the tidepool program")
    parser.add_argument("--update", action="store_true", help="write the drawings into the page")
    parser.add_argument("page", type=Path)
    options = parser.parse_args()
    text = options.page.read_text()
    figures = list(FIGURE.finditer(text))
    total, count = len(DRAWING.findall(text)), sum(len(DRAWING.findall(f["drawings"])) for f in figures)
    if count != total or count == 0:
        raise SystemExit(f"{options.page}: {total} drawings, of which {count} have a script")
    for figure in reversed(figures):
        now = in_order(DRAWING.findall(figure["drawings"]), drawn(options.tool, figure["script"]))
        if None in now:
            raise SystemExit(f"{options.page}: the script draws nothing for an operation that is shown:\n{figure['drawings']}")
        text = text[:figure.start("drawings")] + "\n".join(now) + text[figure.end("drawings"):]
    if options.update:
        options.page.write_text(text)
    elif text != options.page.read_text():
        sys.stderr.writelines(difflib.unified_diff(options.page.read_text().splitlines(True), text.splitlines(True), "page", "tidepool"))
        return 1
    print(f"{count} drawings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
