# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Finds the JDKs that are installed: those of /usr/lib/jvm, and the one of the PATH."""

import glob
import os
import re
import shutil
import subprocess


def javac_of(java):
    """The compiler beside a java, or None: then it is no JDK."""
    javac = os.path.join(os.path.dirname(java), "javac")
    return javac if os.access(javac, os.X_OK) else None


def major_of(java):
    """17, 25, ...; None if it does not run."""
    try:
        run = subprocess.run([java, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(\d+)', run.stderr + run.stdout)
    return int(match[1]) if match else None


def installed():
    """{major: path of java}, in the order of versions; each JDK once, however many names it has."""
    names = glob.glob("/usr/lib/jvm/*/bin/java") + [shutil.which("java") or ""]
    real = sorted({os.path.realpath(name) for name in names if name})
    found = {major_of(java): java for java in real if javac_of(java)}
    return {major: found[major] for major in sorted(m for m in found if m)}
