#!/usr/bin/env python3
"""Compares what the genuine Claude Code met with what dropin says, and prints the table of agreement.

Usage: claude-code-table.py --sweep SWEEP.json --matrix MATRIX.json --needs FILE --exceptions FILE
                            [--reports DIR] [--draft]

SWEEP is from claude-code-agreement.py, MATRIX from `dropin self-test --json`, FILE from `dropin list --clients
--requirements`. Rules for each defect:

  hurt       where it shows an error or wrong data, a requirement that it cannot do without fails;
  content    where all is well for its user, none of those fails;
  readiness  DIR/DEFECT/report.json, if there is one, says `breaks` in the first place, not in the second.

The exceptions list every place where a rule does not hold: `RULE DEFECT REASON`; one for the first two speaks
for readiness too. A place that is not listed and a listed one that is none are both failures: exit status 1.
`--draft` prints the lines that are missing.
"""

import argparse
import collections
import json
import pathlib
import sys

RULES = ("hurt", "content", "readiness")
HURT = ("raised", "wrong")
CLIENT = "claude-code"


def exceptions(path):
    found = {}
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(None, 2)
        if len(parts) != 3 or parts[0] not in RULES:
            sys.exit(f"{path}:{number}: not `hurt|content|readiness DEFECT REASON`")
        found[(parts[0], parts[1])] = parts[2]
    return found


def needs(path):
    lines = (line.split("\t") for line in pathlib.Path(path).read_text().splitlines())
    return {entry: need for client, need, entry in lines if client == CLIENT}


def outcome(usages):
    """The worst that any usage met."""
    met = {usage["outcome"] for usage in usages.values()}
    return next((word for word in ("raised", "wrong", "differs") if word in met), "content")


def verdict(reports, name):
    file = reports / ("none" if name.startswith("(") else name) / "report.json" if reports else None
    if not file or not file.exists():
        return None
    clients = json.loads(file.read_text())["clients"]
    return next(client["verdict"] for client in clients if client["name"] == CLIENT)


def main():
    parser = argparse.ArgumentParser()
    for name in ("sweep", "matrix", "needs", "exceptions"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--reports", type=pathlib.Path)
    parser.add_argument("--draft", action="store_true")
    arguments = parser.parse_args()
    sweep = json.loads(pathlib.Path(arguments.sweep).read_text())
    matrix = json.loads(pathlib.Path(arguments.matrix).read_text())
    need, explained = needs(arguments.needs), exceptions(arguments.exceptions)
    rows = {row["defect"]: row for row in matrix["defects"]}
    for name, usages in sweep["defects"].items():
        if name.startswith("(") and usages:
            sys.exit(f"the conformant server fails Claude Code: {usages}")
    names = [name for name in sweep["defects"] if not name.startswith("(")]
    if missing := [name for name in names if name not in rows]:
        sys.exit(f"the kill matrix lacks {len(missing)} defects, the first is {missing[0]}")

    broken, counts, held = {}, collections.Counter(), 0
    print(f"Claude Code {sweep['version']}, {sweep['usages']} usages\n")
    heads = f"{'defect':32} {'met':8} {'usages hurt':36} {'dropin: required that fails':44} "
    print(heads + f"{'readiness':10} agreement")
    for name in names:
        usages = sweep["defects"][name]
        met, row = outcome(usages), rows[name]
        failed = [row["requirement"]] * row["killed"] + row["collateral"]
        required = [entry for entry in failed if need[entry] == "required"]
        rule = None
        if (met in HURT) != bool(required):
            rule = "hurt" if met in HURT else "content"
        said = verdict(arguments.reports, name)
        if said and not rule and (said == "breaks") != (met in HURT):
            rule = "readiness"
        held += bool(said and not rule)
        if rule:
            broken[(rule, name)] = "; ".join(f"{k}: {u['outcome']} {u['detail']}" for k, u in usages.items())
        counts[(met, rule is None)] += 1
        hurt = [usage for usage, found in usages.items() if found["outcome"] in HURT]
        shown = ", ".join(hurt[:3]) + (f" and {len(hurt) - 3} more" if len(hurt) > 3 else "")
        words = ", ".join(required[:2]) or f"({row['requirement']}, {need[row['requirement']]})"
        agrees = f"no: {rule}" if rule else "yes"
        print(f"{name:32} {met:8} {shown[:36]:36} {words[:44]:44} {said or '-':10} {agrees}")
    total = sum(counts.values())
    met = (*HURT, "differs", "content")
    parts = [f"{word} {counts[(word, True)] + counts[(word, False)]}" for word in met]
    agreed = sum(count for (_, agrees), count in counts.items() if agrees)
    print(f"\n{total} defects: {', '.join(parts)}; agreement {agreed}, explained {total - agreed}")
    if arguments.reports:
        print(f"readiness foretold {held} of {sum(bool(verdict(arguments.reports, name)) for name in names)}")
    status, listed = 0, {entry for entry in explained if entry[1] in names}
    for rule, name in sorted(set(broken) - listed):
        status = 1
        detail = broken[(rule, name)][:200] or "content"
        first = f"{rows[name]['requirement']} {need[rows[name]['requirement']]}"
        print(f"{rule} {name} TODO {first}: {detail}" if arguments.draft else f"NEW: {rule} {name}: {detail}")
    for rule, name in sorted(listed - set(broken)):
        status = 1
        print(f"GONE: {rule} {name}: take it out of {arguments.exceptions}")
    sys.exit(status)


if __name__ == "__main__":
    main()
