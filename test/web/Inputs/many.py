#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a program with many findings: many.py FOLDER UNITS FINDINGS-A-UNIT."""

import json
import os
import sys

folder, units, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pool = os.path.join(os.path.dirname(__file__), "..", "..", "cli", "Inputs")
os.makedirs(folder, exist_ok=True)
commands = []
for unit in range(units):
    path = os.path.join(folder, f"unit_{unit}.cpp")
    with open(path, "w") as file:
        file.write('#include "pool.h"\n')
        for n in range(each):
            name = f"{unit}_{n}"
            file.write(f"""
static thread_local const std::string *tlslot_{name}_;

static void serve_{name}(const std::string &Name) {{
  tlslot_{name}_ = &Name;
  if (Name.empty())
    return;
  tlslot_{name}_ = nullptr;
}}

void submit_{name}(Pool &P, std::string Name) {{
  P.submit([Name] {{ serve_{name}(Name); }});
}}
""")
    commands.append({"directory": folder, "file": path,
                     "arguments": ["clang++", "-std=c++20", "-I" + pool, "-c", path]})
with open(os.path.join(folder, "compile_commands.json"), "w") as file:
    json.dump(commands, file)
