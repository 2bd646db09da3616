#!/usr/bin/env python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the benchmarks in turns, all on one processor, and prints cycles, ratios and what was promised.

A number is the median of all rounds; in a round, the best of several repetitions, which is what disturbs least on a
machine that others use, too. Cycles are nanoseconds of processor time by the clock that the same process measured
("clock": a chain of dependent instructions that takes six cycles). Tables are Markdown, for docs/runtime.md.
"""

import argparse
import contextlib
import datetime
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
import jdks  # noqa: E402

PAGE = HERE.parents[2] / "docs" / "runtime.md"
RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)
OPERATIONS, KEYS = ("get", "set", "removeAndSet"), (1, 8, 64, 1024)
SUBJECTS = ("Tidepool", "Untraced", "PthreadKeys", "BoostPointers", "UnorderedMap", "Native")
CLOCK_CYCLES = 6
# operation, other, the ratio that is promised
PROMISES = [("get", "JDK 25", 0.75), ("get", "PthreadKeys", 1.0), ("set", "JDK 25", 1.2), ("removeAndSet", "JDK 25", 0.6),
            ("get", "Untraced", 1.03), ("set", "Untraced", 1.03), ("removeAndSet", "Untraced", 1.03)]
TABLES = ("OpenWeak", "OpenStrong", "ChainedStrong", "OpenCrowded", "ChainedCrowded", "PerHolder")


def output(command):
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {run.returncode}\n{run.stderr}")
    return run.stdout


def google(binary):
    """{name: (best nanoseconds an item, run)} of a Google Benchmark program."""
    text = output([str(binary), "--benchmark_format=json", "--benchmark_repetitions=5", "--benchmark_min_time=0.02"])
    best = {}
    for run in json.loads(text)["benchmarks"]:
        if run["run_type"] == "iteration" and not run.get("error_occurred"):
            name = run["run_name"]
            time = 1e9 / run["items_per_second"] if "items_per_second" in run else 0.0
            if name not in best or time < best[name][0]:
                best[name] = time, run
    return best


class Cycles:
    """Cycles of one round after the other, and their medians."""

    def __init__(self):
        self.rounds = defaultdict(list)

    def note(self, place, cycles):
        self.rounds[place].append(cycles)

    def __getitem__(self, place):
        return statistics.median(self.rounds[place])

    def least(self, place):
        return min(self.rounds[place])

    def __contains__(self, place):
        return place in self.rounds

    def note_native(self, binary, rename):
        times = google(binary)
        clock = times["clock"][0] / CLOCK_CYCLES
        for name, (time, _) in times.items():
            match = re.fullmatch(r"(\w+)<(\w+)>/(\d+)", name)
            if match and rename(match[2]):
                self.note((rename(match[2]), match[1], int(match[3])), time / clock)
        return 1 / clock

    def note_java(self, subject, command):
        clock = None
        for line in output(command).splitlines():
            operation, keys, nanoseconds = line.split()
            if operation == "clock":
                clock = float(nanoseconds) / CLOCK_CYCLES
            else:
                self.note((subject, operation, int(keys)), float(nanoseconds) / clock)


def table(title, columns, rows):
    print(f"\n| {title} | " + " | ".join(map(str, columns)) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for name, cells in rows:
        print(f"| {name} | " + " | ".join("-" if c is None else c if isinstance(c, str) else f"{c:.1f}" for c in cells) + " |")


def measure_operations(binaries, java, rounds):
    cycles, clocks = Cycles(), []
    for _ in range(rounds):
        clocks.append(cycles.note_native(binaries / "runtime_bench", lambda name: name))
        for major, command in java.items():
            cycles.note_java(f"JDK {major}", [*command, "0.05"])
        cycles.note_native(binaries / "runtime_bench_untraced", lambda name: "Untraced" if name == "Tidepool" else None)
    return cycles, statistics.median(clocks)


def measure_memory(binaries, java):
    memory = {}
    lines = {f"JDK {m}": output([*command, "-memory", "400"]) for m, command in java.items()}
    lines["Tidepool"] = output([str(binaries / "memory_bench")])
    for subject, text in lines.items():
        for line in text.splitlines():
            _, keys, size = line.split()
            memory[subject, int(keys)] = int(size)
    return memory


def show_promises(cycles, memory):
    missed = 0
    rows = []
    for operation, other, most in PROMISES:
        # What the hooks cost is less than what differs from run to run by where memory happens to lie. So there the
        # best rounds are compared, and the mean of all keys counts.
        hooks = other == "Untraced"
        of = cycles.least if hooks else cycles.__getitem__
        ratios = [of(("Tidepool", operation, k)) / of((other, operation, k)) if (other, operation, k) in cycles else None
                  for k in KEYS]
        if ratios == [None] * len(KEYS):
            continue
        seen = statistics.mean(ratios) if hooks else max(r for r in ratios if r is not None)
        kept = seen <= most
        missed += not kept
        rows.append((f"{operation}, to {other}", [None if r is None else f"{r:.2f}" for r in ratios]
                     + [f"{most}", "kept" if kept else "missed"]))
    if ("JDK 25", KEYS[0]) in memory:
        ratios = [memory["Tidepool", k] / memory["JDK 25", k] for k in KEYS]
        kept = max(ratios[1:]) <= 1  # of one key nothing is promised
        missed += not kept
        rows.append(("memory, to JDK 25", [f"{r:.2f}" for r in ratios] + ["1.0", "kept" if kept else "missed"]))
    table("ratio", [*KEYS, "at most", ""], rows)
    return missed


def show_ablations(binary):
    times = google(binary)
    sizes = KEYS[1:]
    for operation in ("get", "removeAndSet"):
        table(f"{operation}, nanoseconds", sizes,
              [(name, [times[f"{operation}<{name}>/{k}"][0] for k in sizes]) for name in TABLES])
    shared = {name: [next(t for n, (t, _) in times.items() if n.startswith(f"shared{name}/") and n.endswith(f"threads:{k}"))
                     * k for k in (1, 2)] for name in ("PerThread", "PerHolder")}
    table("get of 8 shared holders, nanoseconds a thread", ["1 thread", "2 threads"], shared.items())
    row = next(row for name, (_, row) in times.items() if name.startswith("threadsEnd"))
    print(f"\n500 threads have set a value and ended. Left in the map of the holder: {float(row['left_per_holder']):.0f}; "
          f"of those in the threads' maps: {float(row['left_per_thread']):.0f}.")


def machine():
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{model[1] if model else os.uname().machine}, {os.cpu_count()} processors, load {os.getloadavg()[1]:.0f}"


def measure_all(options):
    """Prints all tables; how many promises are missed."""
    binaries = options.build.resolve() / "bin"
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(processors)})
    with tempfile.TemporaryDirectory() as classes:
        javas = jdks.installed()
        if javas:
            output([jdks.javac_of(javas[min(javas)]), "--release", "17", "-d", classes, str(HERE / "JavaBench.java")])
        java = {m: [j, "-XX:+UseSerialGC", "-cp", classes, "JavaBench"] for m, j in javas.items()}
        cycles, clock = measure_operations(binaries, java, options.rounds)
        memory = measure_memory(binaries, java)

    print(f"Cycles an operation, medians of {options.rounds} rounds; {datetime.date.today()}, {machine()}, {clock:.1f} GHz.")
    subjects = [*(f"JDK {m}" for m in java), *SUBJECTS]
    for operation in OPERATIONS:
        table(f"{operation}, keys", KEYS, [
            (s, [cycles[s, operation, k] if (s, operation, k) in cycles else None for k in KEYS]) for s in subjects])
    table("bytes a thread, keys", KEYS, [(s, [str(memory[s, k]) for k in KEYS]) for s in subjects if (s, 8) in memory])
    missed = show_promises(cycles, memory)
    os.sched_setaffinity(0, processors)
    show_ablations(binaries / "ablation_bench")
    return missed


def record(text):
    page = PAGE.read_text()
    if not RESULTS.search(page):
        raise SystemExit(f"{PAGE}: no '<!-- results -->' ... '<!-- /results -->' to write into")
    PAGE.write_text(RESULTS.sub(lambda match: match[1] + text + match[2], page))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="end with 1 if a promise is missed")
    parser.add_argument("--record", action="store_true", help="write the tables into docs/runtime.md")
    options = parser.parse_args()
    with contextlib.redirect_stdout(io.StringIO()) as text:
        missed = measure_all(options)
    print(text.getvalue(), end="")
    if options.record:
        record(text.getvalue())
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
