#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command that has to end with a certain exit code: exits.py CODE COMMAND..."""

import subprocess
import sys

wanted, command = int(sys.argv[1]), sys.argv[2:]
code = subprocess.run(command).returncode
sys.stdout.flush()
if code != wanted:
    sys.exit(f"exits.py: wanted exit code {wanted}, got {code}")
