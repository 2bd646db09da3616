#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command whose standard output nobody reads: closed_pipe.py CODE COMMAND..."""

import os
import subprocess
import sys

wanted, command = int(sys.argv[1]), sys.argv[2:]
reading, writing = os.pipe()
os.close(reading)
done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, restore_signals=False)
if done.returncode != wanted or done.stderr:
    sys.exit(f"closed_pipe.py: wanted exit code {wanted} and silence, got {done.returncode}: {done.stderr.decode()}")
