"""What a scan costs, against a bare parse and clang-tidy with one check. Started by scripts/bench."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import sources
from bench_runs import TOOLS, Unit, Whole
from bench_tables import check_table, document, record, table
from projects import ROOT, find

SAMPLE = ROOT / "test" / "bench" / "sample.txt"
GOAL = "goal: CPU at most 0.70 of -fsyntax-only, peak no higher, link and solve under 2 % of the whole"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__, epilog=GOAL)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, interleaved; the median counts")
    parser.add_argument("--record", action="store_true", help="write the totals to docs/speed.md")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there, too")
    parser.add_argument("--project", action="append", metavar="NAME", help="only units of this one (repeatable)")
    parser.add_argument("--sample", type=Path, default=SAMPLE, help="list of units")
    parser.add_argument("--tool", type=Path, default=ROOT / "build" / "bin" / "tidepool")
    return parser.parse_args()


def read_sample(options: argparse.Namespace, folder: Path) -> list:
    """Lines of 'project path'; '#' starts a comment."""
    units, databases = [], {}
    for number, line in enumerate(options.sample.read_text().splitlines(), 1):
        words = line.split("#")[0].split()
        if not words or (options.project and words[0] not in options.project):
            continue
        if len(words) != 2:
            raise sources.SetupError(f"{options.sample}:{number}: expected 'project path'")
        project = find(words[0])
        if project.name not in databases:
            sources.prepare(project)
            databases[project.name] = {e["file"]: e for e in sources.commands(project)}
        entry = databases[project.name].get(str(project.source() / words[1]))
        if not entry:
            raise sources.SetupError(f"{options.sample}:{number}: {words[1]} is no unit of {project.name}")
        units.append(Unit(project, words[1], entry, folder / f"{len(units)}.tps"))
    if not units:
        raise sources.SetupError(f"{options.sample}: no units")
    return units


def measure_all(units: list, options: argparse.Namespace, folder: Path) -> list:
    """Everything in turns, as the machine is not the same all the time."""
    projects = {u.project.name: u.project for u in units}.values()
    wholes = [Whole(p, [u for u in units if u.project is p]) for p in projects]
    for turn in range(options.rounds):
        for number, unit in enumerate(units, 1):
            if sys.stderr.isatty():
                print(f"\rround {turn + 1} of {options.rounds}, unit {number} of {len(units)} ", end="",
                      file=sys.stderr, flush=True)
            # Another first one in every round: nobody always finds the files warm.
            for step in range(len(TOOLS)):
                unit.run(TOOLS[(step + turn) % len(TOOLS)], options)
        for whole in wholes:
            whole.run(options, folder / "check")
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return wholes


def main() -> int:
    options = arguments()
    options.tool = options.tool.resolve()
    try:
        with tempfile.TemporaryDirectory() as folder:
            units = read_sample(options, Path(folder))
            wholes = measure_all(units, options, Path(folder))
            table(units)
            check_table(units, wholes)
            print(GOAL)
            if options.record:
                record(units, wholes, options.rounds)
            if options.json:
                options.json.write_text(json.dumps(document(units, wholes, options.rounds), indent=1) + "\n")
    except (sources.SetupError, OSError) as error:
        print(f"scripts/bench: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
