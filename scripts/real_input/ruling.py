"""Compares the checker's findings on real projects with the judged ones. Started by scripts/ruling."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
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


def rule(project: Project, options: argparse.Namespace) -> tuple[bool, str]:
    """True if all is as pinned, and the row for the table of results."""
    sources.prepare(project)
    if options.prepare:
        print(f"{project.name}: {len(sources.commands(project))} commands in {project.build}")
        return True, ""
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
    row = (f"| {project.name} {here} | {seen['units']} | {seen['failed']} | {seen['holders']} | {seen['pools']} | "
           f"{seen['submissions']} | {len(findings)} | {true} | {false} | {len(comparison.lost)} | {cost.wall:.0f} | "
           f"{cost.cpu:.0f} | {cost.peak / 2**20:.0f} |")
    return not (comparison.differs() or unjudged or document["failed"]), row


def record(rows: list) -> None:
    page = ROOT / "docs" / "ruling.md"
    revision = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%h of %cs"], capture_output=True, text=True)
    table = ["| project | units | failed | holders | pools | submissions | findings | true | false | lost | "
             "wall s | CPU s | peak MiB |", "|" + " --- |" * 13, *rows, "",
             f"Revision {revision.stdout.strip()}, {os.cpu_count()} cores.", ""]
    text, count = RESULTS.subn(lambda m: m[1] + "\n".join(table) + m[2], page.read_text(encoding="utf-8"))
    if count != 1:
        raise sources.SetupError(f"{page}: no '<!-- results -->' ... '<!-- /results -->' to write into")
    page.write_text(text, encoding="utf-8")


def main() -> int:
    options = arguments()
    options.tool = options.tool.resolve()
    if options.list:
        print("\n".join(p.name for p in PROJECTS))
        return 0
    chosen = [find(name) for name in options.project] if options.project else PROJECTS
    same, rows = True, []
    try:
        for project in chosen:
            good, row = rule(project, options)
            same, rows = same and good, [*rows, row]
        if options.record and not options.prepare:
            record(rows)
    except (sources.SetupError, pins.PinError, OSError) as error:
        print(f"scripts/ruling: {error}", file=sys.stderr)
        return 2
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
