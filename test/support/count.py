#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Adds up the results of GoogleTest and lit (each a JSON file) into a last line: "N passed, N failed".

A suite without a readable result, or without a single test, counts as one failure: it crashed or ran nothing.
"""

import json
import sys

LIT_PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
LIT_NEITHER = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def outcomes(report):
    """(name, passed) of every test that ran."""
    for suite in report.get("testsuites", []):
        for case in suite["testsuite"]:
            if case["result"] == "COMPLETED":
                yield f'{suite["name"]}.{case["name"]}', not case.get("failures")
    for test in report.get("tests", []) if "testsuites" not in report else []:
        if test["code"] not in LIT_NEITHER:
            yield test["name"], test["code"] in LIT_PASSED


def main(files):
    passed, failed = 0, []
    for file in files:
        try:
            with open(file) as stream:
                ran = list(outcomes(json.load(stream)))
        except (OSError, ValueError) as error:
            failed.append(f"{file}: no result ({error})")
            continue
        if not ran:
            failed.append(f"{file}: no test ran")
        passed += sum(ok for _, ok in ran)
        failed += [name for name, ok in ran if not ok]
    for name in failed:
        print("failed: " + name)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
