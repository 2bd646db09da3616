#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs scenarios on the real JDKs that are installed and compares their tables with the runtime's, byte for byte.

    on_jdk.py --runner=build/bin/tidepool_conformance --work=FOLDER FOLDER...

Takes every .txt file in the folders, at any depth; none is a failure, and so is no JDK. `ninja check` and scripts/test give it what the
findings of all test programs have left in build/test/scenarios (test/support/expect.py).
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "runtime" / "conformance"))
from recorder import Recorder, jdks  # noqa: E402


def compare(options):
    scripts = [script for folder in options.folders for script in sorted(Path(folder).rglob("*.txt"))]
    if not scripts:
        raise SystemExit(f"no scenario in {' '.join(options.folders)}: have the tests run?")
    work = Path(options.work)
    shutil.rmtree(work, ignore_errors=True)
    (work / "scripts").mkdir(parents=True)
    for number, script in enumerate(scripts):
        shutil.copy(script, work / "scripts" / f"{number:05}-{script.stem}.txt")
    javas = jdks.installed()
    if not javas:
        raise SystemExit("no JDK is installed")
    for major, java in javas.items():
        recorder = Recorder(java, major, work / f"classes{major}")
        recorder.record(work / "scripts")
        operations = recorder.compare(options.runner, work / "scripts")
        print(f"{len(scripts)} scenarios, {operations} operations: the same tables on JDK {major}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner", required=True)
    parser.add_argument("--work", required=True, help="folder for classes and recordings; emptied")
    parser.add_argument("--result", help="write pass or fail into this file, as lit does")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    passed = True
    try:
        compare(options)
    except SystemExit as failure:
        print(failure)
        passed = False
    if options.result:
        code = "PASS" if passed else "FAIL"
        Path(options.result).write_text(json.dumps({"tests": [{"name": "scenarios on a JDK", "code": code}]}))
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
