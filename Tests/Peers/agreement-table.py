#!/usr/bin/env python3
"""Compares what the genuine SDKs met with what dropin says, and prints the table of agreement.

Usage: agreement-table.py --sweep SWEEP.json --matrix MATRIX.json --report REPORT.json --exceptions FILE
                          [--draft]

SWEEP is from agreement-sweep.py, MATRIX from `dropin self-test --json`, REPORT from any whole run: it has the
requirements with their levels and clients. Two rules are held against each defect and SDK version:

  hurt     where the SDK raises, or its caller gets wrong data, a MUST that names that SDK fails, or at least a
           SHOULD where that happens in rare usages alone;
  content  where it is content and the data is right, no MUST fails that names Python SDKs alone.

FILE lists every place where a rule does not hold: `hurt DEFECT VERSIONS REASON`. A place that is not listed and a
listed one that is none are both failures. Exit status 1 then. `--draft` prints the lines that FILE would need.
"""

import argparse
import collections
import json
import sys


# What few callers do, or nobody does on purpose.
RARE = {
    "key_beside_foreign_token", "token_beside_foreign_key", "cache_mark_null", "tool_strict", "empty_reply",
    "error_nameless_choice", "error_count_of_nothing",
}  # fmt: skip


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def exceptions(path):
    """(rule, defect, version) -> reason, from the committed list."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            parts = line.split(None, 3)
            if len(parts) != 4 or parts[0] not in ("hurt", "content"):
                sys.exit(f"{path}:{number}: not `hurt|content DEFECT VERSIONS REASON`")
            for version in parts[2].split(","):
                found[(parts[0], parts[1], version)] = parts[3]
    return found


class Registry:
    def __init__(self, report):
        self.requirements = {entry["id"]: entry for entry in report["requirements"]}

    def of_level(self, failed, *levels):
        return [self.requirements[name] for name in failed if self.requirements[name]["level"] in levels]

    @staticmethod
    def names(requirement, version):
        return any(c["name"] in ("python-sdk", f"python-sdk-{version}") for c in requirement["clients"])

    @staticmethod
    def names_only_sdks(requirement, version):
        clients = [client["name"] for client in requirement["clients"]]
        return Registry.names(requirement, version) and all(name.startswith("python-sdk") for name in clients)


def outcome(usages):
    """The worst that any usage met."""
    met = {usage["outcome"] for usage in usages.values()}
    return next((word for word in ("raised", "wrong", "differs") if word in met), "content")


def main():
    parser = argparse.ArgumentParser()
    for name in ("sweep", "matrix", "report", "exceptions"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--draft", action="store_true")
    arguments = parser.parse_args()
    sweep, matrix = load(arguments.sweep), load(arguments.matrix)
    registry = Registry(load(arguments.report))
    explained = exceptions(arguments.exceptions)
    failed = {
        row["defect"]: [row["requirement"]] * row["killed"] + row["collateral"] for row in matrix["defects"]
    }
    named = {row["defect"]: row["requirement"] for row in matrix["defects"]}
    for name, versions in sweep["defects"].items():
        if name.startswith("("):
            for version, usages in versions.items():
                if usages:
                    sys.exit(f"the conformant server fails SDK {version}.x: {usages}")
    defects = [name for name in sweep["defects"] if not name.startswith("(")]
    if missing := [name for name in defects if name not in failed]:
        sys.exit(f"the kill matrix lacks {len(missing)} defects, the first is {missing[0]}")

    broken, counts = {}, collections.Counter()
    print(f"{'defect':32} {'SDK 0.x':9}{'SDK 1.x':9}{'SDK 2.x':9} {'dropin: must that fails':44} agreement")
    for name in defects:
        musts = registry.of_level(failed[name], "must")
        owed = registry.of_level(failed[name], "must", "should")
        marks, words = [], []
        for version in sweep["versions"]:
            met = outcome(sweep["defects"][name][version])
            words.append(met)
            rule = None
            answerable = owed if RARE.issuperset(sweep["defects"][name][version]) else musts
            if met != "content" and not any(registry.names(entry, version) for entry in answerable):
                rule = "hurt"
            if met == "content" and any(registry.names_only_sdks(entry, version) for entry in musts):
                rule = "content"
            counts[(version, met, rule is None)] += 1
            if rule:
                broken[(rule, name, version)] = sweep["defects"][name][version]
                marks.append(f"{rule} {version}")
        first = registry.requirements[named[name]]
        said = ", ".join(entry["id"] for entry in musts[:2]) or f"({first['id']}, {first['level']})"
        verdict = "yes" if not marks else "no: " + ", ".join(marks)
        print(f"{name:32} {words[0]:9}{words[1]:9}{words[2]:9} {said[:44]:44} {verdict}")

    print()
    for version in sweep["versions"]:
        total = sum(count for (each, _, _), count in counts.items() if each == version)
        met = collections.Counter()
        agreed = collections.Counter()
        for (each, word, agrees), count in counts.items():
            if each == version:
                met[word] += count
                agreed[agrees] += count
        parts = ", ".join(f"{word} {met[word]}" for word in ("raised", "wrong", "differs", "content"))
        print(
            f"SDK {version}.x, {sweep['usages'][version]} usages, {total} defects: {parts}; "
            f"agreement {agreed[True]}, explained {agreed[False]}"
        )
    if arguments.draft:
        together = collections.defaultdict(list)
        for rule, name, version in broken:
            together[(rule, name)].append(version)
        for (rule, name), versions in together.items():
            entry = registry.requirements[named[name]]
            print(f"{rule} {name} {','.join(versions)} TODO {entry['id']} {entry['level']}")
        return
    status = 0
    for rule, name, version in sorted(set(broken) - set(explained)):
        status = 1
        detail = "; ".join(f"{k}: {u['detail']}" for k, u in list(broken[(rule, name, version)].items())[:2])
        print(f"NEW: {rule} {name} {version}: {detail or 'content'}")
    for rule, name, version in sorted(set(explained) - set(broken)):
        # Not every run looks at every defect; one that is gone altogether is a mistake in any.
        if name in named and name not in sweep["defects"]:
            continue
        status = 1
        print(f"GONE: {rule} {name} {version}: take it out of {arguments.exceptions}")
    sys.exit(status)


if __name__ == "__main__":
    main()
