#!/usr/bin/python3
# Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Is this a valid SARIF 2.1.0 log?

    validate_sarif.py FILE...      ("-" is standard input)

Checks against the schema beside this script, and then what a schema cannot say: that indices and
ids refer to something. Prints "FILE: valid, N results" or one line for every fault. Needs Debian's
python3-jsonschema. Exit codes: 0 valid, 1 not valid, 2 wrong use or no such file.
"""

import json
import os
import sys

try:
    import jsonschema
except ImportError:
    sys.exit("validate_sarif.py: needs the package python3-jsonschema and /usr/bin/python3")

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sarif-schema-2.1.0.json")


def where(path):
    """runs[0].results[3].level"""
    steps = (f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    return "".join(steps).lstrip(".") or "the log"


def objects(value, path=()):
    """Every object in value with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            yield from objects(child, path + (key,))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from objects(child, path + (index,))


def schema_faults(log, schema):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(log)
    for error in sorted(errors, key=lambda error: [str(step) for step in error.path]):
        yield where(error.path), error.message


def rule_faults(run, result):
    rules = run["tool"]["driver"].get("rules", [])
    rule_id, index = result.get("ruleId"), result.get("ruleIndex", -1)
    if index >= len(rules):
        yield "ruleIndex", f"{index}, but there are {len(rules)} rules"
    elif index >= 0 and rule_id is not None and rules[index]["id"] != rule_id:
        yield "ruleIndex", f"{index} is the rule {rules[index]['id']}, not {rule_id}"
    if rule_id is None and index < 0:
        yield "ruleId", "missing"
    elif rule_id is not None and rules and rule_id not in (rule["id"] for rule in rules):
        yield "ruleId", f"no rule is called {rule_id}"


def reference_faults(run, start):
    """Faults in what a run's results and places refer to."""
    for number, result in enumerate(run.get("results", [])):
        for member, fault in rule_faults(run, result):
            yield where(start + ("results", number, member)), fault
    bases = run.get("originalUriBaseIds", {})
    artifacts = run.get("artifacts", [])
    for path, value in objects(run, start):
        base = value.get("uriBaseId")
        if isinstance(base, str) and base not in bases:
            yield where(path + ("uriBaseId",)), f"{base} is not among originalUriBaseIds"
        if path[-1:] == ("artifactLocation",) and value.get("index", -1) >= len(artifacts):
            yield where(path + ("index",)), f"{value['index']}, but there are {len(artifacts)} artifacts"
        if "endLine" in value and value["endLine"] < value.get("startLine", 1):
            yield where(path + ("endLine",)), "before startLine"


def faults(text, schema):
    try:
        log = json.loads(text)
    except ValueError as error:
        return [("the log", f"not JSON: {error}")], 0
    found = list(schema_faults(log, schema))
    if not found:  # what follows takes the schema's promises for granted
        for number, run in enumerate(log["runs"]):
            found += reference_faults(run, ("runs", number))
    return found, 0 if found else sum(len(run.get("results", [])) for run in log["runs"])


def main(names):
    if not names or names[0] in ("-h", "--help"):
        print(__doc__.strip(), file=sys.stdout if names else sys.stderr)
        return 0 if names else 2
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    status = 0
    for name in names:
        try:
            text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8").read()
        except (OSError, UnicodeDecodeError) as error:
            print(f"validate_sarif.py: {name}: {error}", file=sys.stderr)
            return 2
        found, results = faults(text, schema)
        for place, fault in found:
            print(f"{name}: {place}: {fault}")
        if found:
            status = 1
        else:
            print(f"{name}: valid, {results} results")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
