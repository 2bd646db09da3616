"""What scripts/bench runs: a unit with each tool, and the whole check of a project's units."""

import argparse
import re
import shlex
import shutil
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import sources
from measure import Cost, measure
from projects import Project

TOOLS = ["summary", "syntax", "tidy"]
SHARED = re.compile(r"(\d+) of \d+ units shared system headers")


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


def checked(command: list, allowed: tuple = (0,), **options) -> tuple[Cost, str]:
    """The cost, and what the program said on standard error."""
    with tempfile.TemporaryFile("w+") as errors:
        cost = measure(command, stderr=errors, **options)
        errors.seek(0)
        said = errors.read()
    if cost.code not in allowed:
        raise sources.SetupError(f"{said[-2000:]}\n{shlex.join(map(str, command))}\n"
                                 f"ended with exit code {cost.code}")
    return cost, said


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

    def run(self, tool: str, options: argparse.Namespace) -> None:
        self.costs[tool].append(checked(self.command(tool, options), cwd=self.entry["directory"])[0])


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
        files = [u.entry["file"] for u in self.units]
        cost, said = checked([options.tool, "check", "-p", self.project.build, "-j1", "--shared-headers=explain",
                              f"--summaries={folder}", *files], allowed=(0, 1))
        self.costs.append(cost)
        self.shared = int(SHARED.search(said)[1])
        self.compare(folder)
        summaries = [u.summary for u in self.units]
        self.links.append(checked([options.tool, "link", *summaries], allowed=(0, 1))[0])

    def compare(self, folder: Path) -> None:
        """Sharing headers must not change a byte. A file that is compiled twice has two summaries."""
        made = {}
        for path in folder.iterdir():
            made.setdefault(path.name.split("-", 1)[1], []).append(path.read_bytes())
        for unit in self.units:
            if unit.summary.read_bytes() not in made.get(f"{Path(unit.file).stem}.tps", []):
                raise sources.SetupError(f"{unit.file}: with shared headers its summary is another one")
