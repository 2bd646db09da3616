#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares what the checker says of a program with what the program's comments say it should.

    expect.py [options] FILE-or-FOLDER [-- compiler flags]

A folder's .c and .cpp files, at any depth, are the units of one program. The comments:

    // EXPECT: tidepool-missing-remove     that check reports this line (several: with commas)
    // MAY: tidepool-stale-read            either answer is right
    // KNOWN-FP: tidepool-stale-read       reported today, wrongly (only in a case named fp_...)
    // KNOWN-FN: tidepool-stale-read       should be reported, is not today (only in fn_...)
    // KNOWN-FN(trace): tidepool-...       so for one front only; the others are right

Nothing else may be reported, in units and headers alike. What is reported must happen when it is replayed, too: a
verdict of `tidepool check --confirm` other than "confirmed" and "transient" fails the case, unless the finding is a
KNOWN-FP, or is said to be none of those that a thread's table can show. The fn_/fp_ marks fail on the day on which the
answer gets right: then the case is renamed and the mark becomes an EXPECT, or goes.

Fronts: `check` is `tidepool check`, `tidy` is clang-tidy with the module. A program of one unit runs
through both, a larger one through `check` only, unless --fronts says otherwise. `trace` runs the program on the
reference runtime and asks `tidepool trace` (traced.py). `check` after it is told of the run, which has to
confirm each finding, and both have to say the same. Options that are not listed below go to `tidepool check`. Those that the module knows too reach both fronts; any other makes
`check` the only default.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import traced
from programs import Failure, place, program_files, reported, run, write_database

MARK = re.compile(r"(?://|/\*)\s*(EXPECT|MAY|KNOWN-F[PN])(?:\((\w+)\))?:"
                  r"\s*(tidepool-[\w-]+(?:\s*,\s*tidepool-[\w-]+)*)")
LOOKS_LIKE_MARK = re.compile(r"(?://|/\*)\s*(EXPECT|MAY|KNOWN-F[PN])\b")
TIDY_LINE = re.compile(r"^(?P<file>/.*?):(?P<line>\d+):\d+: (?:warning|error): (?P<text>.*) \[(?P<names>[\w.,+-]+)\]$")
# Options of `tidepool check` and what the module calls them.
TIDY_OPTIONS = {"--confidence": "Confidence", "--latent": "Latent", "--models": "Models",
                "--report-scratch": "ReportScratch"}


def parse_arguments(argv):
    flags = []
    if "--" in argv:
        cut = argv.index("--")
        argv, flags = argv[:cut], argv[cut + 1:]
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, help="the tidepool program")
    parser.add_argument("--clang-dir", required=True, help="folder of clang, clang++ and clang-tidy")
    parser.add_argument("--module", default="", help="libTidepoolTidy.so")
    parser.add_argument("--available", default="check,tidy", help="fronts that this build has")
    parser.add_argument("--fronts", help="fronts to run, separated by commas")
    parser.add_argument("--scenarios", help="folder in which the findings' scenarios are kept, for on_jdk.py")
    parser.add_argument("--runtime", help="libtidepool.a, for the front `trace`")
    parser.add_argument("--headers", help="the folder of its headers")
    parser.add_argument("--precompiled", help="these, precompiled")
    parser.add_argument("--sanitize", action="append", default=[], help="value of -fsanitize= for the programs")
    parser.add_argument("--checks", help="globs, as for both fronts")
    parser.add_argument("program", help="a file, or a folder of units and headers")
    options, passed_on = parser.parse_known_args(argv)
    stray = [word for word in passed_on if not word.startswith("-")]
    if stray:
        parser.error(f"unexpected argument {stray[0]!r} (options with values are written --name=value)")
    options.passed_on, options.flags = passed_on, flags
    if options.headers:
        options.flags.append("-I" + options.headers)
    options.sanitize = ["-fsanitize=" + names for names in options.sanitize]
    options.unproven = set()  # (check, file, line, why) of findings that a replay or a run does not show
    options.program = Path(options.program).resolve()
    return options


def read_marks(files, name):
    """[(kind, the front that alone is meant or None, (check, file, line))]"""
    marks = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = list(MARK.finditer(line))
            if len(found) != len(LOOKS_LIKE_MARK.findall(line)):
                raise Failure(f"{file}:{number}: cannot read this mark: {line.strip()}")
            for kind, only, checks in (m.groups() for m in found):
                marks += [(kind, only, (check.strip(), str(file), number)) for check in checks.split(",")]
    for kind, prefix in (("KNOWN-FP", "fp_"), ("KNOWN-FN", "fn_")):
        if any(mark[0] == kind for mark in marks) != name.startswith(prefix):
            raise Failure(f"{name}: {kind} marks and a name that begins with {prefix} go together")
    return marks


def marks_for(front, marks):
    """{kind: {(check, file, line)}}; what is known of another front only is right here."""
    result = {"EXPECT": set(), "MAY": set(), "KNOWN-FP": set(), "KNOWN-FN": set()}
    for kind, only, at in marks:
        if only in (None, front):
            result[kind].add(at)
        elif kind == "KNOWN-FN":
            result["EXPECT"].add(at)
    return result


def findings_of_check(folder, units, options):
    command = [options.tool, "check", "-p", folder, "--format=json", "--confirm", "--show-refuted", *options.passed_on]
    if options.scenarios:
        scenarios = os.path.join(options.scenarios, str(options.program).strip("/").replace("/", "-"))
        shutil.rmtree(scenarios, ignore_errors=True)
        command.append("--scenarios=" + scenarios)
    if options.checks:
        command.append("--checks=" + options.checks)
    ran = os.path.exists(traced.trace_file(folder))
    if ran:
        command.append("--confirm-with=" + traced.trace_file(folder))
    result = set()
    for finding in reported(command, folder):
        at = place(finding["check"], finding["file"], finding["line"])
        result.add(at)
        proof = finding["proof"]
        if proof["verdict"] not in ("confirmed", "transient") and "a thread's table" not in proof["evidence"]:
            options.unproven.add((at, proof["verdict"] + ": " + proof["evidence"]))
        if ran and proof["execution"]["verdict"] != "confirmed":
            options.unproven.add((at, "the run does not confirm it: " + proof["execution"]["evidence"]))
    return result


def findings_of_tidy(folder, units, options):
    # "Everything" means everything of this module.
    own = {"*": "tidepool-*", "-*": "-tidepool-*"}
    globs = [own.get(glob, glob) for glob in (options.checks or "*").split(",")]
    settings = {TIDY_OPTIONS.get(name, name): value or "true"
                for name, _, value in (word.partition("=") for word in options.passed_on)}
    tidy = [os.path.join(options.clang_dir, "clang-tidy"), "--load=" + options.module,
            "--checks=" + ",".join(["-*", *globs]), "--config=" + json.dumps({"CheckOptions": settings})]
    _, listed, err = run([*tidy, "--list-checks"], folder)
    if not re.search(r"^\s+tidepool-", listed, re.M):
        raise Failure(f"{options.module} brought no check into clang-tidy\n{err}")
    result = set()
    for unit in units:
        code, out, err = run([*tidy, "-p", folder, "--quiet", "--header-filter=.*", str(unit)], folder)
        others = []
        for hit in filter(None, map(TIDY_LINE.match, out.splitlines())):
            ours = [name for name in hit["names"].split(",") if name.startswith("tidepool-")]
            result |= {place(name, hit["file"], hit["line"]) for name in ours}
            others += [hit[0]] if not ours else []
        if code != 0 or others:
            raise Failure(f"clang-tidy ended with {code}\n" + out + err)
    return result


FRONTS = {"trace": traced.findings, "check": findings_of_check, "tidy": findings_of_tidy}


def judge(front, findings, marks):
    """The differences as lines of text; none when all is as the comments say."""
    wanted = marks["EXPECT"] | marks["KNOWN-FP"]
    allowed = wanted | marks["MAY"]
    remarks = []

    def remark(text, places):
        remarks.extend(f"  {file}:{line}: {text} [{check}]" for check, file, line in places)

    remark("EXPECTed, not reported:", marks["EXPECT"] - findings)
    remark("reported, no comment asks for it:", findings - allowed - marks["KNOWN-FN"])
    remark("no longer reported wrongly: take the KNOWN-FP mark away and rename the case:",
           marks["KNOWN-FP"] - findings)
    remark("now reported as it should: make the KNOWN-FN mark an EXPECT and rename the case:",
           marks["KNOWN-FN"] & findings)
    return [f"{front}: the findings are not those that the comments name"] + sorted(remarks) if remarks else []


def compare(source, run):
    return [f"  {file}:{line}: {where} [{check}]"
            for where, places in (("in the source, not in the run", source - run),
                                  ("in the run, not in the source", run - source))
            for check, file, line in sorted(places)]


def main(argv):
    options = parse_arguments(argv)
    try:
        units, files = program_files(options.program)
        marks = read_marks(files, options.program.name)
        available = options.available.split(",")
        if options.fronts:
            fronts = options.fronts.split(",")
        else:
            both = len(units) == 1 and all(word.partition("=")[0] in TIDY_OPTIONS for word in options.passed_on)
            fronts = [front for front in (("check", "tidy") if both else ("check",)) if front in available]
        wrong = [front for front in fronts if front not in available]
        if wrong:
            raise Failure(f"this build has no front {wrong[0]!r}")
        remarks, said = [], {}
        with tempfile.TemporaryDirectory(prefix="tidepool-expect-") as folder:
            write_database(folder, units, options)
            for front in fronts:
                said[front] = FRONTS[front](folder, units, options)
                remarks += judge(front, said[front], marks_for(front, marks))
        known = {at for kind, _, at in marks if kind.startswith("KNOWN")}
        remarks += [f"  {file}:{line}: {why} [{check}]" for (check, file, line), why in sorted(options.unproven)
                    if (check, file, line) not in known]
        if "trace" in said:
            remarks += compare(said["check"] - known, said["trace"] - known)
    except Failure as failure:
        remarks = [str(failure)]
    if remarks:
        print("\n".join(remarks))
    return 1 if remarks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
