#!/usr/bin/env python3
"""Reports how the requests of one capture differ from those of another.

Usage: capture-drift.py FIXTURES CAPTURE

Version numbers of the client are no drift. Prints a line for each difference; exit status 0 unless a usage is missing.
"""

import json
import pathlib
import sys


def load(directory):
    return {path.stem: json.loads(path.read_text()) for path in sorted(pathlib.Path(directory).glob("*.json"))}


def lines(document):
    """Every fact of the requests as a line of its own, without the client's version."""
    found = []
    for number, request in enumerate(document["requests"], 1):
        found.append(f"{number} {request['method']} {request['path']}?{request['query']}")
        found += [f"{number} header {header}" for header in request["headers"]]
        found += [f"{number} body {line}" for line in flat(request.get("body"))]
    return {line.replace(document["version"], "VERSION") for line in found}


def flat(value, path=""):
    if isinstance(value, dict) and value:
        return [line for key, item in value.items() for line in flat(item, f"{path}/{key}")]
    if isinstance(value, list) and value:
        return [line for index, item in enumerate(value) for line in flat(item, f"{path}/{index}")]
    return [] if value is None and not path else [f"{path} = {json.dumps(value, ensure_ascii=False)}"]


def main():
    fixtures, capture = load(sys.argv[1]), load(sys.argv[2])
    missing = sorted(set(fixtures) - set(capture))
    versions = sorted({document["version"] for document in capture.values()})
    known = sorted({document["version"] for document in fixtures.values()})
    print(f"{pathlib.Path(sys.argv[2]).name} {', '.join(versions)} against the fixtures of {', '.join(known)}")
    drifted = 0
    for usage, document in fixtures.items():
        if usage in missing:
            continue
        before, after = lines(document), lines(capture[usage])
        for line in sorted(before ^ after):
            drifted += 1
            print(f"  {usage}: {'gone' if line in before else 'new'}: {line}")
    print(f"  {drifted} differences in {len(fixtures) - len(missing)} usages")
    if missing:
        sys.exit(f"  not captured: {', '.join(missing)}")


if __name__ == "__main__":
    main()
