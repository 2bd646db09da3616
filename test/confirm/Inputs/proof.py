# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints one member of a JSON file by its path: an object's members one a line, in order."""
import json
import sys

value = json.load(open(sys.argv[1]))
for name in sys.argv[2].split("."):
    value = value[int(name) if name.isdigit() else name]
if isinstance(value, dict):
    for name in sorted(value):
        print(f"{name}: {value[name]}")
else:
    print(value, end="")
