"""How scripts/bench shows its numbers: on the terminal, in docs/speed.md, as JSON."""

import re
import subprocess

import sources
from bench_runs import TOOLS
from projects import ROOT

PAGE = ROOT / "docs" / "speed.md"
RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)


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
                  "checkToSyntax": ratio(sum(w.cpu for w in wholes), cpu["syntax"]),
                  "linkShare": link_share(wholes)},
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
    rows = ["| project | units | `-fsyntax-only` CPU s | clang-tidy | `tidepool summary` | `tidepool check` | of it "
            "link, solve | `-fsyntax-only` peak MiB | `summary` | `check -j1` | units that shared |",
            "|" + " --- |" * 11]
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
