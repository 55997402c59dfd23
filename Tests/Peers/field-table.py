#!/usr/bin/env python3
"""Compares what genuine clients met at real servers with what dropin says, and prints the table of agreement.

Usage: field-table.py --records FOLDER --exceptions FILE [--draft] [SERVER ...]

FOLDER has one file a server, as `script/field --clients` writes them. A cell agrees where both say that a task breaks, or both
that it does not; what is done with something wrong in it (worse) may be called either. Where the model did not do what the task needs, or dropin did not decide, there is nothing to compare. The
exceptions list every other cell: `SERVER CLIENT TASK REASON`. One that is not listed, and a listed one that agrees, are both
failures: exit status 1. `--draft` prints the lines that are missing.
"""

import argparse
import collections
import json
import pathlib
import sys


def exceptions(path):
    found = {}
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            parts = line.split(None, 3)
            if len(parts) != 4:
                sys.exit(f"{path}:{number}: not `SERVER CLIENT TASK REASON`")
            found[tuple(parts[:3])] = parts[3]
    return found


def compared(said, met):
    """Whether they agree; None where there is nothing to compare."""
    if met == "not tested" or said in (None, "not-used", "not-tested"):
        return None
    return met == "worse" or (said == "breaks") == (met == "breaks")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=pathlib.Path, required=True)
    parser.add_argument("--exceptions", required=True)
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("servers", nargs="*")
    options = parser.parse_args()
    explained, seen, new, counts = exceptions(options.exceptions), set(), [], collections.Counter()
    names = options.servers or sorted(path.stem for path in options.records.glob("*.json"))
    records = {name: json.loads((options.records / f"{name}.json").read_text()) for name in names}
    for name, record in records.items():
        behind = "" if record["behind"] == "nothing" else f", in front of the {record['behind']} server of the tests"
        print(f"{name} {record['version']}{behind}, {record['day']}")
    print(f"\n{'server':24} {'client':20} {'task':18} {'genuine':10} {'dropin':10} agreement")
    for name, record in records.items():
        for client, tasks in record.get("genuine", {}).items():
            said = record["tasks"].get(client, {})
            for task, found in tasks.items():
                agrees, key = compared(said.get(task), found["met"]), (name, client, task)
                word = {True: "yes", False: "no", None: "-"}[agrees]
                if agrees is False:
                    seen.add(key)
                    reason = explained.get(key)
                    word = f"no: {reason}" if reason else "NEW"
                    if not reason:
                        new.append(f"{' '.join(key)} TODO {found['met']}, dropin {said.get(task)}: {found['detail']}")
                counts[agrees if agrees is not False else ("explained" if key in explained else "new")] += 1
                print(f"{name:24} {client:20} {task:18} {found['met']:10} {said.get(task) or '-':10} {word}")
    total = counts[True] + counts["explained"] + counts["new"]
    print(f"\n{len(names)} servers, {total} cells compared: {counts[True]} agree, {counts['explained']} explained, "
          f"{counts['new']} not; nothing to compare in {counts[None]}")
    gone = sorted(key for key in explained if key[0] in names and key not in seen)
    for line in new if options.draft else [f"NEW: {line}" for line in new]:
        print(line)
    for key in gone:
        print(f"GONE: {' '.join(key)}: take it out of {options.exceptions}")
    sys.exit(1 if new or gone else 0)


if __name__ == "__main__":
    main()
