#!/usr/bin/env python3
"""Compares what reports say about each SDK with what the SDK met in its usages.

Usage: agreement-readiness.py --defects FILE --dropin PROGRAM --list
       agreement-readiness.py --defects FILE --sweep SWEEP.json --reports DIR --exceptions FILE

`--list` prints the defects of FILE and whether each needs credentials. The second form reads
DIR/DEFECT/report.json and prints a line for each defect. A verdict holds when

  works            every usage went as on the conformant server;
  limited, breaks  some usage did not.

The table says how many of the twelve most ordinary usages were hurt, and how many of all.

The exceptions explain every other place: `DEFECT VERSIONS REASON`.
"""

import argparse
import json
import pathlib
import subprocess
import sys

ORDINARY = [
    "create", "create_stream", "stream_helper", "tool_forced", "tool_round_trip", "tool_runner", "count_tokens",
    "models_list", "error_empty_messages", "error_overloaded", "async_create", "async_stream",
]  # fmt: skip


def chosen(path):
    return [line for line in pathlib.Path(path).read_text().split("\n") if line and not line.startswith("#")]


def needing_credentials(dropin):
    text = subprocess.run([dropin, "serve", "--defects"], check=True, capture_output=True, text=True).stdout
    return {line.split("\t")[0] for line in text.splitlines() if "demands a token" in line}


def exceptions(path):
    found = {}
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(None, 2)
        if len(parts) != 3:
            sys.exit(f"{path}:{number}: not `DEFECT VERSIONS REASON`")
        found.update({(parts[0], version): parts[2] for version in parts[1].split(",")})
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--defects", required=True)
    parser.add_argument("--sweep")
    parser.add_argument("--dropin")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--reports")
    parser.add_argument("--exceptions")
    arguments = parser.parse_args()
    names = chosen(arguments.defects)
    if arguments.list:
        needing = needing_credentials(arguments.dropin)
        for name in names:
            print(name, "yes" if name in needing else "no")
        return
    sweep = json.loads(pathlib.Path(arguments.sweep).read_text())
    explained, broken, held = exceptions(arguments.exceptions), set(), 0
    print(f"{'defect':32} " + "  ".join(f"{'SDK ' + version + '.x':22}" for version in sweep["versions"]))
    for name in ["none", *names]:
        report = json.loads((pathlib.Path(arguments.reports) / name / "report.json").read_text())
        verdicts = {client["name"]: client["verdict"] for client in report["clients"]}
        cells = []
        for version in sweep["versions"]:
            usages = sweep["defects"]["(none)" if name == "none" else name][version]
            met, often = len(usages), sum(usage in usages for usage in ORDINARY)
            said = verdicts[f"python-sdk-{version}"]
            holds = (said == "works" and not met) or (said in ("limited", "breaks") and met)
            held += bool(holds)
            if not holds:
                broken.add((name, version))
            cells.append(f"{said}, {often}/12, {met}/{sweep['usages'][version]}" + ("" if holds else " !"))
        print(f"{name:32} " + "  ".join(f"{cell:22}" for cell in cells))
    print(f"\nreadiness held {held} times, is explained {len(broken & set(explained))} times")
    status = 0
    for name, version in sorted(broken - set(explained)):
        status = 1
        print(f"NEW: {name} {version}")
    for name, version in sorted(set(explained) - broken):
        status = 1
        print(f"GONE: {name} {version}: take it out of {arguments.exceptions}")
    sys.exit(status)


if __name__ == "__main__":
    main()
