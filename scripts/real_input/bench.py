"""What a unit costs: tidepool summary against a bare parse and clang-tidy with one check. Started by scripts/bench."""

import argparse
import json
import shlex
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import sources
from measure import Cost, measure
from projects import ROOT, Project, find

SAMPLE = ROOT / "test" / "bench" / "sample.txt"
TOOLS = ["summary", "syntax", "tidy"]
GOAL = "goal: CPU at most 0.70 of -fsyntax-only, peak no higher, link and solve under 2 % of the whole"


@dataclass
class Unit:
    project: Project
    file: str  # below the sources
    entry: dict
    summary: Path
    costs: dict = field(default_factory=lambda: {tool: [] for tool in TOOLS})

    def command(self, tool: str, options: argparse.Namespace) -> list:
        path = self.entry["file"]
        if tool == "summary":
            return [options.tool, "summary", "-p", self.project.build, path, "-o", self.summary]
        if tool == "tidy":
            return ["clang-tidy-19", "-checks=-*,bugprone-use-after-move", "--quiet", "-p", self.project.build, path]
        return syntax_only(self.entry)

    def cpu(self, tool: str) -> float:
        return statistics.median(cost.cpu for cost in self.costs[tool])

    def peak(self, tool: str) -> float:
        return statistics.median(cost.peak for cost in self.costs[tool])


def syntax_only(entry: dict) -> list:
    """The unit's own command, stopped after parsing."""
    given = entry.get("arguments") or shlex.split(entry["command"])
    command = []
    words = iter(given)
    for word in words:
        if word == "-o":
            next(words, None)
        elif word != "-c":
            command.append(word)
    return [*command, "-fsyntax-only", "-w"]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__, epilog=GOAL)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, interleaved; the median counts")
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


def run(unit: Unit, tool: str, options: argparse.Namespace) -> Cost:
    command = unit.command(tool, options)
    with tempfile.TemporaryFile("w+") as errors:
        cost = measure(command, cwd=unit.entry["directory"], stderr=errors)
        if cost.code != 0:
            errors.seek(0)
            raise sources.SetupError(f"{errors.read()[-2000:]}\n{shlex.join(map(str, command))}\n"
                                     f"ended with exit code {cost.code}")
    return cost


def measure_all(units: list, options: argparse.Namespace) -> None:
    for turn in range(options.rounds):
        for number, unit in enumerate(units, 1):
            if sys.stderr.isatty():
                print(f"\rround {turn + 1} of {options.rounds}, unit {number} of {len(units)} ", end="",
                      file=sys.stderr, flush=True)
            # Another first one in every round: nobody always finds the files warm.
            for step in range(len(TOOLS)):
                tool = TOOLS[(step + turn) % len(TOOLS)]
                unit.costs[tool].append(run(unit, tool, options))
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)


def link(units: list, options: argparse.Namespace) -> list:
    """Links each project's summaries by themselves; costs by project."""
    result = []
    for name in dict.fromkeys(u.project.name for u in units):
        summaries = [u.summary for u in units if u.project.name == name]
        rounds = [measure([options.tool, "link", *summaries]) for _ in range(options.rounds)]
        if any(cost.code not in (0, 1) for cost in rounds):
            raise sources.SetupError(f"'tidepool link' on {name}'s summaries ended with exit code {rounds[0].code}")
        result.append((name, statistics.median(c.cpu for c in rounds), max(c.peak for c in rounds)))
    return result


def ratio(a: float, b: float) -> float:
    return a / b if b else float("nan")


def row(name: str, cpu: dict, peak: dict) -> str:
    seconds = "".join(f"{cpu[tool]:9.2f}" for tool in TOOLS)
    memory = "".join(f"{peak[tool] / 2**20:7.0f}" for tool in TOOLS)
    return (f"{name:60.60}{seconds} {ratio(cpu['summary'], cpu['syntax']):6.2f}"
            f"{ratio(cpu['summary'], cpu['tidy']):6.2f}{memory} {ratio(peak['summary'], peak['syntax']):6.2f}")


def totals(units: list) -> tuple[dict, dict]:
    """CPU adds up; of the peaks, the largest counts."""
    return ({t: sum(u.cpu(t) for u in units) for t in TOOLS}, {t: max(u.peak(t) for u in units) for t in TOOLS})


def table(units: list) -> None:
    print(f"{'unit':60}{'CPU s: summary':>16}{'syntax':>8}{'tidy':>6}{'/syntax':>8}{'/tidy':>6}"
          f"{'MiB: summary':>14}{'syntax':>8}{'tidy':>6}{'/syntax':>8}")
    for unit in units:
        print(row(f"{unit.project.name} {unit.file}", *({t: value(t) for t in TOOLS}
                                                       for value in (unit.cpu, unit.peak))))
    for name in dict.fromkeys(u.project.name for u in units):
        print(row(f"total {name}", *totals([u for u in units if u.project.name == name])))
    print(row("total", *totals(units)))


def revision() -> str:
    return subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True,
                          text=True).stdout.strip()


def document(units: list, links: list, rounds: int) -> dict:
    cpu, peak = totals(units)
    return {
        "revision": revision(), "rounds": rounds,
        "units": [{"project": u.project.name, "file": u.file, "summaryBytes": u.summary.stat().st_size,
                   "cpu": {t: [c.cpu for c in u.costs[t]] for t in TOOLS},
                   "peak": {t: [c.peak for c in u.costs[t]] for t in TOOLS}} for u in units],
        "link": [{"project": name, "cpu": seconds, "peak": memory} for name, seconds, memory in links],
        "total": {"cpu": cpu, "peak": peak, "summaryToSyntax": ratio(cpu["summary"], cpu["syntax"]),
                  "summaryToTidy": ratio(cpu["summary"], cpu["tidy"]), "linkShare": link_share(cpu, links)},
    }


def link_share(cpu: dict, links: list) -> float:
    seconds = sum(cost for _, cost, _ in links)
    return ratio(seconds, seconds + cpu["summary"])


def main() -> int:
    options = arguments()
    options.tool = options.tool.resolve()
    try:
        with tempfile.TemporaryDirectory() as folder:
            units = read_sample(options, Path(folder))
            measure_all(units, options)
            links = link(units, options)
            table(units)
            for name, seconds, memory in links:
                print(f"link and solve {name}: CPU {seconds:.2f} s, peak {memory / 2**20:.0f} MiB")
            print(f"link and solve: {100 * link_share(totals(units)[0], links):.1f} % of the whole")
            print(GOAL)
            if options.json:
                options.json.write_text(json.dumps(document(units, links, options.rounds), indent=1) + "\n")
    except (sources.SetupError, OSError) as error:
        print(f"scripts/bench: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
