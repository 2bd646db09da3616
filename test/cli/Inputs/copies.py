#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A project of many units that are copies of one: copies.py SOURCE FOLDER COUNT"""

import json
import sys
from pathlib import Path

source, folder, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
entries = []
for number in range(count):
    name = f"unit{number}.cpp"
    # External names of their own, as linking would otherwise take one body for all.
    (folder / name).write_text(source.read_text().replace("serve", f"serve{number}"))
    entries.append({"directory": str(folder), "file": name, "command": f"c++ -std=c++17 -c {name}"})
(folder / "compile_commands.json").write_text(json.dumps(entries))
