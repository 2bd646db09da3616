"""Compares the checker's findings on real projects with the judged ones. Started by scripts/ruling."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pins
import sources
from measure import Cost, measure
from projects import PROJECTS, ROOT, Project, cache, find

RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.S)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/ruling", description=__doc__)
    parser.add_argument("--project", action="append", metavar="NAME", help="only this one (repeatable)")
    parser.add_argument("--update", action="store_true",
                        help="write what was found to test/ruling/; verdicts are kept, new findings get none")
    parser.add_argument("--record", action="store_true", help="write results and times to docs/ruling.md")
    parser.add_argument("--prepare", action="store_true", help="only fetch and configure")
    parser.add_argument("--list", action="store_true", help="list the projects")
    parser.add_argument("--tool", type=Path, default=ROOT / "build" / "bin" / "tidepool")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("extra", nargs="*", help="more arguments for 'tidepool check', after --")
    return parser.parse_args()


def check(project: Project, options: argparse.Namespace) -> tuple[dict, Cost]:
    """Runs the checker; paths below the sources become relative to them."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as report, tempfile.TemporaryFile("w+") as errors:
        cost = measure([options.tool, "check", "-p", project.build, f"-j{options.jobs}", "--format=json", "-o",
                        report.name, *options.extra,
                        *(project.source() / pattern for pattern in project.only)], cwd=project.source(), stderr=errors)
        text = report.read()
        errors.seek(0)
        if cost.code not in (0, 1, 3):
            raise sources.SetupError(f"{errors.read().strip()[-2000:]}\n{project.name}: "
                                     f"'tidepool check' ended with exit code {cost.code}")
    document = json.loads(text)
    for finding in document["findings"]:
        finding["file"] = relative(finding["file"], project)
        finding["line"] = int(finding["line"])
    return document, cost


def relative(path: str, project: Project) -> str:
    for root, name in ((project.source(), ""), (project.build, "build:")):
        if Path(path).is_relative_to(root):
            return name + str(Path(path).relative_to(root))
    return path


def line(entry: dict) -> str:
    verdict = entry.get("verdict")
    told = f" [{str(verdict).lower()}]" if verdict is not None else ""
    return f"{entry['file']}:{entry['line']}: {entry['check']}{told} {entry.get('message') or entry.get('why', '')}"


def show(comparison: pins.Comparison, unjudged: list, failed: list) -> None:
    for finding in comparison.new:
        print(f"  new      {line(finding)}")
    for pin in comparison.lost:
        print(f"  lost     {line(pin)}")
    for pin, found in comparison.changed:
        print(f"  changed  {line(found)} (was {pin['file']}:{pin['line']}: {pin['check']})")
    for pin in unjudged:
        print(f"  unjudged {line(pin)}")
    for unit in failed:
        print(f"  failed   {unit['file']}: {unit['message'].strip().splitlines()[0] if unit['message'] else ''}")


@dataclass
class Ruled:
    good: bool = True     # all is as pinned
    row: str = ""         # of the table of results
    judged: list = field(default_factory=list)  # (check, confidence, verdict)


def fails_by_design(unit: str, project: Project) -> bool:
    """Units that the project's own build cannot compile as its database says."""
    return any(unit.endswith(name) for name in project.unparsable)


def lines_of(project: Project) -> int:
    """Lines of the units themselves, headers left out."""
    units = {Path(entry["directory"], entry["file"]) for entry in sources.commands(project)}
    return sum(unit.read_bytes().count(b"\n") for unit in units if unit.exists())


def rule(project: Project, options: argparse.Namespace) -> Ruled:
    sources.prepare(project)
    if options.prepare:
        print(f"{project.name}: {len(sources.commands(project))} commands in {project.build}")
        return Ruled()
    pinned = pins.load(project.pins)
    document, cost = check(project, options)
    findings, seen = document["findings"], document["summary"]
    here = sources.version(project)
    if pinned.get("version", here) != here:
        print(f"{project.name}: pinned for {pinned['version']}, but the mirror has {here}")

    comparison = pins.compare(pinned["findings"], findings)
    unjudged = [pin for pin, _ in comparison.matched if pin["verdict"] == "unjudged"]
    false = sum(pin["verdict"] is False for pin, _ in comparison.matched)
    true = sum(pin["verdict"] is True for pin, _ in comparison.matched)
    counts = (f"{seen['units']} units, {seen['functions']} functions, {seen['holders']} holders, "
              f"{seen['pools']} pools, {seen['submissions']} submissions")
    print(f"{project.name} {here}: {counts}: {len(findings)} findings ({true} true, {false} false, "
          f"{len(comparison.new)} new, {len(comparison.lost)} lost); {cost}")
    show(comparison, unjudged, document["failed"])
    if options.update:
        pins.save(project.pins, {"project": project.name, "version": here,
                                 "findings": pins.updated(pinned["findings"], findings)})
    unparsed = [unit for unit in document["failed"] if not fails_by_design(unit["file"], project)]
    return Ruled(
        good=not (comparison.differs() or unjudged or unparsed),
        row=f"| {project.name} {here} | {seen['units']} | {lines_of(project)} | {seen['failed']} | {seen['holders']} | "
            f"{seen['pools']} | {seen['submissions']} | {len(findings)} | {true} | {false} | {len(comparison.lost)} | "
            f"{cost.wall:.0f} | {cost.cpu:.0f} | {cost.peak / 2**20:.0f} |",
        judged=[(finding["check"], finding["confidence"], pin["verdict"]) for pin, finding in comparison.matched])


def write_between(page: Path, table: list) -> None:
    text, count = RESULTS.subn(lambda m: m[1] + "\n".join(table) + "\n" + m[2], page.read_text(encoding="utf-8"))
    if count != 1:
        raise sources.SetupError(f"{page}: no '<!-- results -->' ... '<!-- /results -->' to write into")
    page.write_text(text, encoding="utf-8")


def per_check(judged: list) -> list:
    """How many findings of each check and confidence are right."""
    counts = Counter((check, confidence, verdict is True) for check, confidence, verdict in judged
                     if verdict != "unjudged")
    kinds = sorted({(check, confidence) for check, confidence, _ in counts})
    rows = [f"| {check} | {confidence} | {counts[check, confidence, True]} | {counts[check, confidence, False]} |"
            for check, confidence in kinds]
    true = sum(n for (_, _, good), n in counts.items() if good)
    total = sum(counts.values())
    share = f"{true} of {total}" + (f", {100 * true // total} %" if total else "")
    return ["| check | confidence | true | false |", "| --- | --- | --- | --- |", *rows, "", f"True altogether: {share}."]


def record(ruled: list) -> None:
    revision = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%h of %cs"], capture_output=True, text=True)
    stamp = ["", f"Revision {revision.stdout.strip()}, {os.cpu_count()} cores."]
    write_between(ROOT / "docs" / "ruling.md",
                  ["| project | units | lines | failed | holders | pools | submissions | findings | true | false | lost | "
                   "wall s | CPU s | peak MiB |", "|" + " --- |" * 14, *(r.row for r in ruled), *stamp])
    write_between(ROOT / "docs" / "quality.md", [*per_check([j for r in ruled for j in r.judged]), *stamp])


def main() -> int:
    options = arguments()
    options.tool = options.tool.resolve()
    if options.list:
        print("\n".join(p.name for p in PROJECTS))
        return 0
    chosen = [find(name) for name in options.project] if options.project else PROJECTS
    ruled = []
    try:
        for project in chosen:
            ruled.append(rule(project, options))
        if options.record and not options.prepare:
            record(ruled)
    except (sources.SetupError, pins.PinError, OSError) as error:
        print(f"scripts/ruling: {error}", file=sys.stderr)
        return 2
    return 0 if all(r.good for r in ruled) else 1


if __name__ == "__main__":
    sys.exit(main())
