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
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
import jdks  # noqa: E402
from recorder import JDK, Recorder, run  # noqa: E402

BATCH = 2000  # scripts in one JVM


def compare(java, major, options, work):
    """On one JDK; SystemExit at the first difference."""
    recorder = Recorder(java, major, work / "classes")
    operations, scripts, batch = 0, 0, 0
    while operations < options.operations or scripts < options.scripts:
        seed = options.seed + batch
        batch += 1
        print(f"JDK {major}, seed {seed}", flush=True)
        folder = work / f"scripts-{seed}"
        count = BATCH if options.operations else options.scripts
        run([sys.executable, str(JDK / "gen.py"), str(folder), str(count), str(seed)])
        recorder.record(folder)
        operations += recorder.compare(options.runner, folder)
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
