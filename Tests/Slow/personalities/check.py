"""Runs the suite against groups of personalities that cover every pair, and lists what is broken at MUST or SHOULD."""

import itertools
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Two that contradict each other say nothing together: what one adds the other takes away.
CONTRADICTIONS = [{"terse", "verbose"}]
GROUP = 7


def names(dropin):
    text = subprocess.run([dropin, "serve", "--personalities"], capture_output=True, text=True, check=True).stdout
    return [line.split("\t")[0] for line in text.splitlines()]


def is_possible(group):
    return not any(pair <= set(group) for pair in CONTRADICTIONS)


def cover(all_names):
    """Groups of at most GROUP names so that every possible pair stands in one of them; always the same."""
    left = {pair for pair in itertools.combinations(all_names, 2) if is_possible(pair)}
    groups = []
    while left:
        group = list(min(left))
        while len(group) < GROUP:
            def gain(name):
                return sum(tuple(sorted((name, other), key=all_names.index)) in left for other in group)

            candidates = [name for name in all_names if name not in group and is_possible(group + [name])]
            best = max(candidates, key=gain)
            if gain(best) == 0:
                break
            group.append(best)
        group.sort(key=all_names.index)
        left -= set(itertools.combinations(group, 2))
        groups.append(group)
    return groups


def broken(dropin, specs, group):
    """The requirements that are broken, with the first check of each."""
    options = [option for name in group for option in ("--personality", name)]
    with tempfile.TemporaryDirectory() as work:
        server = subprocess.Popen([dropin, "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip()
            run = subprocess.run(
                [dropin, "run", url, "--specs", specs, "--out", work, "--quiet"], capture_output=True, text=True)
        finally:
            server.terminate()
            server.wait()
        if run.returncode not in (0, 1, 3):
            return [f"exit {run.returncode}: {run.stderr.strip()[-300:]}"]
        report = json.loads((Path(work) / "report.json").read_text())
    checks = {}
    for check in report["checks"]:
        if check["verdict"] == "fail":
            checks.setdefault(check["requirement"], check)
    return [
        f"{r['level']} {r['id']}: {checks.get(r['id'], {}).get('id')}: {checks.get(r['id'], {}).get('message')}"
        f" [{checks.get(r['id'], {}).get('actual')}]"
        for r in report["requirements"]
        if r["verdict"] == "fail" and r["level"] != "may"
    ]


def chosen(dropin, given):
    """The groups to try: what is named, every third one of all (`--sample`), or all."""
    everyone = names(dropin)
    groups = [[name] for name in everyone] + cover(everyone)
    if given == ["--sample"]:
        return groups[::3]
    unknown = [name for name in given if name not in everyone]
    if unknown:
        sys.exit(f"personalities: there is no personality {', '.join(unknown)}")
    return [given] if given else groups


def main():
    dropin, specs, *given = sys.argv[1:]
    groups = chosen(dropin, given)
    # Two at a time: the servers mostly wait.
    with ThreadPoolExecutor(2) as pool:
        failed = report(zip(groups, pool.map(lambda group: broken(dropin, specs, group), groups)))
    print(f"personalities: {len(groups) - failed} passed, {failed} failed")
    return 1 if failed else 0


def report(outcomes):
    failed = 0
    for group, alarms in outcomes:
        failed += bool(alarms)
        print(("FALSE ALARM " if alarms else "ok ") + " + ".join(group), flush=True)
        for alarm in alarms:
            print("    " + alarm, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
