"""Runs a program and says what it cost."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    code: int
    wall: float  # seconds
    cpu: float   # seconds, user and system, of the program and what it started
    peak: int    # bytes resident, the largest single process

    def __str__(self) -> str:
        return f"{self.wall:.1f} s, CPU {self.cpu:.1f} s, peak {self.peak / 2**20:.0f} MiB"


def measure(command: list, cwd=None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) -> Cost:
    start = time.monotonic()
    child = subprocess.Popen([str(c) for c in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=stdout,
                             stderr=stderr)
    # wait4 and not getrusage: only this child counts, whatever else was run before.
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(child.returncode, time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss * 1024)
