# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Records scripts on a real JDK, and compares the runtime's replay with the recordings, byte for byte."""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
import jdks  # noqa: E402

JDK = Path(__file__).resolve().parent.parent / "jdk"
OPENS = ["--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/java.lang.ref=ALL-UNNAMED"]


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


class Recorder:
    def __init__(self, java, major, classes):
        """Compiles the recorder into the folder `classes`, with the javac beside `java`, a JDK's of that version."""
        self.java, self.classes = java, classes
        self.behaviour = "17" if major < 25 else "25"  # which of the runtime's two
        classes.mkdir(parents=True, exist_ok=True)
        run([jdks.javac_of(java), "-d", str(classes), str(JDK / "Oracle.java")])

    def record(self, folder):
        """Each script NAME.txt in the folder gets its recording, NAME.jsonl."""
        run([self.java, "-XX:+UseSerialGC", *OPENS, "-cp", str(self.classes), "Oracle", "-batch", str(folder)])

    def compare(self, runner, folder):
        """The number of operations. Ends the program at the first difference."""
        result = run([runner, f"--jdk={self.behaviour}", *sorted(map(str, folder.glob("*.jsonl")))]).strip()
        print(result.splitlines()[-1], flush=True)
        return int(re.search(r"(\d+) operations", result)[1])
