#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Records random scripts on a real JDK and compares the runtime's replay with the recording, byte for byte.

    fresh.py --runner=build/bin/tidepool_conformance [--java=java] [--scripts=120 | --operations=1000000] [--seed=N]

Prints the seed: the same seed gives the same scripts. At a difference, the script stays in the work folder.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from recorder import JDK, Recorder, run

BATCH = 2000  # scripts in one JVM


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner", required=True)
    parser.add_argument("--java", default="java", help="the java program; javac is looked for beside it")
    parser.add_argument("--scripts", type=int, default=120)
    parser.add_argument("--operations", type=int, default=0, help="go on until there were so many")
    parser.add_argument("--seed", type=int, default=random.randrange(2**31))
    parser.add_argument("--work", help="folder for scripts and recordings")
    options = parser.parse_args()

    work = Path(options.work or tempfile.mkdtemp(prefix="tidepool-conformance-"))
    recorder = Recorder(options.java, work / "classes")

    operations, scripts, batch = 0, 0, 0
    while operations < options.operations or scripts < options.scripts:
        seed = options.seed + batch
        batch += 1
        print(f"JDK {recorder.version}, seed {seed}", flush=True)
        folder = work / f"scripts-{seed}"
        count = BATCH if options.operations else options.scripts
        run([sys.executable, str(JDK / "gen.py"), str(folder), str(count), str(seed)])
        recorder.record(folder)
        operations += recorder.compare(options.runner, folder)
        scripts += count
        for file in folder.iterdir():
            file.unlink()
    print(f"{operations} operations, all the same")


if __name__ == "__main__":
    main()
