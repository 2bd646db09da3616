"""The judged findings of one project: reading, comparing, writing test/ruling/<project>.yaml."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

KEYS = ["fingerprint", "check", "file", "line", "holder", "verdict", "why"]
VERDICTS = (True, False, "unjudged")


class PinError(Exception):
    """A pin file that cannot be used, with the place."""


@dataclass
class Comparison:
    new: list = field(default_factory=list)      # findings without a pin
    lost: list = field(default_factory=list)     # pins without a finding
    changed: list = field(default_factory=list)  # (pin, finding): the same one, elsewhere
    matched: list = field(default_factory=list)  # (pin, finding), changed ones included

    def differs(self) -> bool:
        return bool(self.new or self.lost or self.changed)


def load(path: Path) -> dict:
    if not path.exists():
        return {"findings": []}
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise PinError(f"{path}: {error}") from error
    document.setdefault("findings", [])
    for number, pin in enumerate(document["findings"] or [], 1):
        unknown = set(pin) - set(KEYS)
        missing = {"check", "file", "line", "verdict", "why"} - set(pin)
        if unknown or missing or pin["verdict"] not in VERDICTS:
            raise PinError(f"{path}: finding {number}: unknown keys {sorted(unknown)}, missing keys "
                           f"{sorted(missing)}, or a verdict other than true, false, unjudged")
    document["findings"] = document["findings"] or []
    return document


def place(entry: dict) -> tuple:
    return entry["check"], entry["file"], entry["line"]


def compare(pins: list, findings: list) -> Comparison:
    """By fingerprint, which survives moved lines; a pin without one (expected, not seen yet) by its place."""
    result = Comparison()
    rest = list(findings)

    def take(wanted):
        for finding in rest:
            if wanted(finding):
                rest.remove(finding)
                return finding
        return None

    later = []
    for pin in pins:
        mark = pin.get("fingerprint")
        # Equal lines of one function share a fingerprint: prefer the one in the same place.
        found = mark and (take(lambda f: f["fingerprint"] == mark and place(f) == place(pin))
                          or take(lambda f: f["fingerprint"] == mark))
        if found:
            result.matched.append((pin, found))
        else:
            later.append(pin)
    for pin in later:
        found = take(lambda f: place(f) == place(pin))
        if found:
            result.matched.append((pin, found))
        else:
            result.lost.append(pin)
    result.changed = [(pin, found) for pin, found in result.matched if place(pin) != place(found)
                      or pin.get("fingerprint", found["fingerprint"]) != found["fingerprint"]]
    result.new = rest
    return result


def updated(pins: list, findings: list) -> list:
    """What the pins become: judgements are kept, what is new has none, what is lost goes, except that a
    true finding stays until somebody takes it out by hand: it says what the checker owes."""
    comparison = compare(pins, findings)
    judged = {id(found): pin for pin, found in comparison.matched}
    entries = []
    for finding in findings:
        pin = judged.get(id(finding), {"verdict": "unjudged", "why": ""})
        entry = {key: finding[key] for key in KEYS if key in finding}
        entries.append(entry | {"verdict": pin["verdict"], "why": pin["why"]})
    owed = [pin for pin in comparison.lost if pin["verdict"] is True]
    return sorted(entries + owed, key=lambda e: (e["file"], e["line"], e["check"]))


def save(path: Path, document: dict) -> None:
    """Keeps the comment at the file's top."""
    comment = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                break
            comment.append(line)
    body = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in comment) + body, encoding="utf-8")
