# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles a test program against the reference runtime, runs it, and asks `tidepool trace` what the run has left."""

import os

from programs import Failure, compile_command, place, reported, run

COMPILE = ["-O0", "-Wall", "-Wextra", "-Werror"]


def trace_file(folder):
    return os.path.join(folder, "run.jsonl")


def build(folder, units, options):
    objects = []
    for unit in units:
        compiled = os.path.join(folder, f"{len(objects)}.o")
        header = ["-include-pch", options.precompiled] if options.precompiled and unit.suffix != ".c" else []
        must([*compile_command(unit, options), *COMPILE, *options.sanitize, *header, "-c", str(unit), "-o", compiled],
             folder)
        objects.append(compiled)
    program = os.path.join(folder, "program")
    must([os.path.join(options.clang_dir, "clang++"), *options.sanitize, *objects, options.runtime, "-pthread", "-ldl",
          "-o", program], folder)
    return program


def must(command, folder, **environment):
    code, out, err = run(command, folder, **environment)
    if code != 0:
        raise Failure(f"`{' '.join(command)}` ended with {code}\n{out}{err}")


def findings(folder, units, options):
    """{(check, file, line)}"""
    must([build(folder, units, options)], folder, TIDEPOOL_TRACE=trace_file(folder))
    seen = reported([options.tool, "trace", "--format=json", trace_file(folder)], folder)
    return {place(f["check"], f["file"], f["line"]) for f in seen}
