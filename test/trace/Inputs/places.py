# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares checks and primary locations (file and line) of two outputs in the text format."""
import re
import sys

FINDING = re.compile(r"^(\S+?):(\d+)(?::\d+)?: warning: .* \[(tidepool-[\w-]+)\]$")


def places(file):
    return {(hit[3], hit[1], int(hit[2])) for hit in map(FINDING.match, open(file)) if hit}


seen, said = map(places, sys.argv[1:3])
for name, only in (("only in the run", seen - said), ("only in the source", said - seen)):
    for place in sorted(only):
        print(name + ":", *place)
sys.exit(seen != said or not seen)
