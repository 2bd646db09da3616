"""What a scan costs: tidepool summary and check against a bare parse and clang-tidy with one check. Started by
scripts/bench."""

import argparse
import json
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import sources
from measure import Cost, measure
from projects import ROOT, Project, find

PAGE = ROOT / "docs" / "speed.md"
RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)
SAMPLE = ROOT / "test" / "bench" / "sample.txt"
TOOLS = ["summary", "syntax", "tidy"]
SHARED = re.compile(r"(\d+) of \d+ units shared system headers")
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


def checked(command: list, allowed: tuple = (0,), **options) -> tuple[Cost, str]:
    """The cost, and what the program said on standard error."""
    with tempfile.TemporaryFile("w+") as errors:
        cost = measure(command, stderr=errors, **options)
        errors.seek(0)
        said = errors.read()
    if cost.code not in allowed:
        raise sources.SetupError(f"{said[-2000:]}\n{shlex.join(map(str, command))}\nended with exit code {cost.code}")
    return cost, said


def run(unit: Unit, tool: str, options: argparse.Namespace) -> Cost:
    return checked(unit.command(tool, options), cwd=unit.entry["directory"])[0]


@dataclass
class Whole:
    """tidepool check on all of a project's units in the sample."""
    project: Project
    units: list
    costs: list = field(default_factory=list)
    shared: int = 0  # units that shared system headers
    links: list = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return statistics.median(cost.cpu for cost in self.costs)

    @property
    def peak(self) -> float:
        return statistics.median(cost.peak for cost in self.costs)

    @property
    def link_cpu(self) -> float:
        return statistics.median(cost.cpu for cost in self.links)

    def run(self, options: argparse.Namespace, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        cost, said = checked([options.tool, "check", "-p", self.project.build, "-j1", "--shared-headers=explain",
                              f"--summaries={folder}", *(u.entry["file"] for u in self.units)], allowed=(0, 1))
        self.costs.append(cost)
        self.shared = int(SHARED.search(said)[1])
        self.compare(folder)
        self.links.append(checked([options.tool, "link", *(u.summary for u in self.units)], allowed=(0, 1))[0])

    def compare(self, folder: Path) -> None:
        """Sharing headers must not change a byte. Several entries may mean one file: one of them is the unit's."""
        made = {}
        for path in folder.iterdir():
            made.setdefault(path.name.split("-", 1)[1], []).append(path.read_bytes())
        for unit in self.units:
            if unit.summary.read_bytes() not in made.get(f"{Path(unit.file).stem}.tps", []):
                raise sources.SetupError(f"{unit.file}: 'tidepool check' summarises it otherwise than 'tidepool summary'")


def measure_all(units: list, options: argparse.Namespace, folder: Path) -> list:
    """Everything in turns, as the machine is not the same all the time."""
    wholes = [Whole(p, [u for u in units if u.project is p]) for p in {u.project.name: u.project for u in units}.values()]
    for turn in range(options.rounds):
        for number, unit in enumerate(units, 1):
            if sys.stderr.isatty():
                print(f"\rround {turn + 1} of {options.rounds}, unit {number} of {len(units)} ", end="",
                      file=sys.stderr, flush=True)
            # Another first one in every round: nobody always finds the files warm.
            for step in range(len(TOOLS)):
                tool = TOOLS[(step + turn) % len(TOOLS)]
                unit.costs[tool].append(run(unit, tool, options))
        for whole in wholes:
            whole.run(options, folder / "check")
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return wholes


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


def document(units: list, wholes: list, rounds: int) -> dict:
    cpu, peak = totals(units)
    return {
        "revision": revision(), "rounds": rounds,
        "units": [{"project": u.project.name, "file": u.file, "summaryBytes": u.summary.stat().st_size,
                   "cpu": {t: [c.cpu for c in u.costs[t]] for t in TOOLS},
                   "peak": {t: [c.peak for c in u.costs[t]] for t in TOOLS}} for u in units],
        "check": [{"project": w.project.name, "cpu": [c.cpu for c in w.costs], "peak": [c.peak for c in w.costs],
                   "shared": w.shared, "units": len(w.units), "linkCpu": [c.cpu for c in w.links]} for w in wholes],
        "total": {"cpu": cpu, "peak": peak, "summaryToSyntax": ratio(cpu["summary"], cpu["syntax"]),
                  "summaryToTidy": ratio(cpu["summary"], cpu["tidy"]),
                  "checkToSyntax": ratio(sum(w.cpu for w in wholes), cpu["syntax"]), "linkShare": link_share(wholes)},
    }


def link_share(wholes: list) -> float:
    """Linking and solving, as a part of the whole check."""
    return ratio(sum(w.link_cpu for w in wholes), sum(w.cpu for w in wholes))


def check_row(name: str, wholes: list, syntax: float, peak: float) -> str:
    """Of the peaks, the largest counts; of a bare parse, that of the largest unit."""
    cpu, own = sum(w.cpu for w in wholes), max(w.peak for w in wholes)
    shared = f"{sum(w.shared for w in wholes)} of {sum(len(w.units) for w in wholes)}"
    return (f"{name:24.24}{cpu:9.2f}{syntax:9.2f}{ratio(cpu, syntax):9.2f}{own / 2**20:9.0f}{peak / 2**20:9.0f}"
            f"{ratio(own, peak):9.2f}{shared:>12}{100 * link_share(wholes):9.1f}")


def check_table(units: list, wholes: list) -> None:
    print(f"\n{'whole check':24}{'CPU s':>9}{'syntax':>9}{'/syntax':>9}{'MiB':>9}{'syntax':>9}{'/syntax':>9}"
          f"{'sharing':>12}{'link %':>9}")
    for whole in wholes:
        cpu, peak = totals(whole.units)
        print(check_row(whole.project.name, [whole], cpu["syntax"], peak["syntax"]))
    cpu, peak = totals(units)
    print(check_row("total", wholes, cpu["syntax"], peak["syntax"]))


def record(units: list, wholes: list, rounds: int) -> None:
    rows = ["| project | units | `-fsyntax-only` s | clang-tidy | `tidepool summary` | `tidepool check` | link and solve "
            "| peak MiB of `-fsyntax-only` | `summary` | `check -j1` | units that shared |", "|" + " --- |" * 11]
    parts = [(w.project.name, w.units, [w]) for w in wholes] + [("all", units, wholes)]
    for name, own, measured in parts:
        cpu, peak = totals(own)
        whole = sum(w.cpu for w in measured)
        rows.append(f"| {name} | {len(own)} | {cpu['syntax']:.2f} | {ratio(cpu['tidy'], cpu['syntax']):.2f} | "
                    f"**{ratio(cpu['summary'], cpu['syntax']):.2f}** | **{ratio(whole, cpu['syntax']):.2f}** | "
                    f"{100 * link_share(measured):.1f} % | {peak['syntax'] / 2**20:.0f} | "
                    f"{ratio(peak['summary'], peak['syntax']):.2f} | "
                    f"{ratio(max(w.peak for w in measured), peak['syntax']):.2f} | {sum(w.shared for w in measured)} |")
    rows += ["", f"Revision {revision()}, medians of {rounds} rounds.", ""]
    text, count = RESULTS.subn(lambda m: m[1] + "\n".join(rows) + m[2], PAGE.read_text(encoding="utf-8"))
    if count != 1:
        raise sources.SetupError(f"{PAGE}: no '<!-- results -->' ... '<!-- /results -->' to write into")
    PAGE.write_text(text, encoding="utf-8")


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
