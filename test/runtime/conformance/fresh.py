#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Records random scripts on real JDKs and compares the runtime's replay with the recordings, byte for byte.

    fresh.py --runner=build/bin/tidepool_conformance [--java=JAVA]... [--scripts=120 | --operations=1000000] [--seed=N]

On each JDK that is installed, unless --java says which. Prints the seed: the same seed gives the same scripts. At a
difference, the script stays in the work folder.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
import jdks  # noqa: E402

JDK = HERE.parent / "jdk"
OPENS = ["--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/java.lang.ref=ALL-UNNAMED"]
BATCH = 2000  # scripts in one JVM


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def compare(java, major, options, work):
    """On one JDK; SystemExit at the first difference."""
    classes = work / "classes"
    classes.mkdir(parents=True, exist_ok=True)
    run([jdks.javac_of(java), "-d", str(classes), str(JDK / "Oracle.java")])
    behaviour = "17" if major < 25 else "25"
    operations, scripts, batch = 0, 0, 0
    while operations < options.operations or scripts < options.scripts:
        seed = options.seed + batch
        batch += 1
        print(f"JDK {major}, seed {seed}", flush=True)
        folder = work / f"scripts-{seed}"
        count = BATCH if options.operations else options.scripts
        run([sys.executable, str(JDK / "gen.py"), str(folder), str(count), str(seed)])
        run([java, "-XX:+UseSerialGC", *OPENS, "-cp", str(classes), "Oracle", "-batch", str(folder)])
        result = run([options.runner, f"--jdk={behaviour}", *sorted(map(str, folder.glob("*.jsonl")))]).strip()
        print(result.splitlines()[-1], flush=True)
        operations += int(re.search(r"(\d+) operations", result)[1])
        scripts += count
        for file in folder.iterdir():
            file.unlink()
    print(f"JDK {major}: {operations} operations, all the same", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner", required=True)
    parser.add_argument("--java", action="append", help="a java program, with javac beside it")
    parser.add_argument("--scripts", type=int, default=120)
    parser.add_argument("--operations", type=int, default=0, help="go on until there were so many")
    parser.add_argument("--seed", type=int, default=random.randrange(2**31))
    parser.add_argument("--work", help="folder for scripts and recordings")
    options = parser.parse_args()

    javas = {jdks.major_of(java): java for java in options.java} if options.java else jdks.installed()
    if not javas:
        print("no JDK is installed: nothing to compare with")
    work = Path(options.work or tempfile.mkdtemp(prefix="tidepool-conformance-"))
    for major, java in javas.items():
        compare(java, major, options, work / f"jdk{major}")


if __name__ == "__main__":
    main()
