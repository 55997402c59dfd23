#!/usr/bin/env python3
"""Pastes the curl line of every failure into a shell, and compares what comes back with what the report is about.

Usage: reproduce-lines.py --dropin PROGRAM --plan FILE [--only NAME]... [--all] [--show]

Each line of the plan is `NAME SERVE-OPTIONS -- RUN-OPTIONS`: a server of its own is started, run against, and asked
again with every line of the report. `--all` takes every defect of the reference server instead, with the cases on
the requirement that it breaks.

Compared are the status, the content type and the body, ids and times left blank; for a response that was cut off, that
curl fails as well or gets the same bytes; for connections, how many were made. Prints a line for each server and,
with `--show`, every curl line. Fails when a line does not reproduce, or when a server brings no failure to light.
"""

import argparse
import base64
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

TOKEN = "reproduce-test-token-0123456789"
BLANKS = [
    (re.compile(rb'"(id|request_id|tool_use_id|signature|data)"(\s*):(\s*)"[^"]*"'), rb'"\1"\2:\3""'),
    (re.compile(rb"\b(msg|toolu|req|call|resp|chatcmpl)[-_][0-9A-Za-z]+"), rb"\1"),
    (re.compile(rb"\b[0-9]{9,}\b"), b"0"),
    (re.compile(rb"\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?"), b""),
]  # fmt: skip
FIGURES = re.compile(rb"\nfirst byte after [0-9.]+ s, end after [0-9.]+ s\n$")
CONNECTIONS = re.compile(rb"\nconnections made for it: ([0-9]+)\n")


def blank(body):
    for pattern, replacement in BLANKS:
        body = pattern.sub(replacement, body)
    return body


def bytes_of(body):
    return body.encode() if isinstance(body, str) else base64.b64decode(body["base64"])


def responses(output):
    """Status, content type and body of what curl printed, from the last response to the first."""
    output = FIGURES.sub(b"", CONNECTIONS.sub(b"", output))
    starts = [found.start() for found in re.finditer(rb"(?m)^HTTP/1\.[01] ", output)]
    for start, next in reversed(list(zip(starts, starts[1:] + [None]))):
        response = output[start:next]
        end = re.search(rb"\r?\n\r?\n", response)
        head, body = (response[: end.start()], response[end.end() :]) if end else (response, b"")
        status = re.match(rb"HTTP/\S+ +([0-9]+)", head)
        kind = re.search(rb"(?im)^content-type:[ \t]*(.*?)[ \t]*\r?$", head)
        yield int(status[1]) if status else None, kind[1].decode() if kind else None, body
    if not starts:
        yield None, None, output


def difference(exchange, line, run):
    """What is not as the evidence has it, or None."""
    if made := [int(number) for number in CONNECTIONS.findall(run.stdout)]:
        # Where the connection was not good for more, curl has made another.
        if (sum(made) == 1) != (exchange["reused_connection"] and not isinstance(exchange["end"], dict)):
            return f"made {made} connections"
        if exchange["response"] is None:
            return None
    found = list(responses(run.stdout))
    if "curl -Z " not in line:
        return unlike(exchange, run.returncode, *found[0])
    # Which of those that went out together is the one is chance.
    problems = [unlike(exchange, run.returncode, status, kind, body.removesuffix(b"\n")) for status, kind, body in found]
    return None if None in problems else problems[0]


def unlike(exchange, code, status, kind, body):
    end, response = exchange["end"], exchange["response"]
    failed = isinstance(end, dict)
    if response is None:
        return None if status is None and not body and code else f"status {status} where there was no answer ({end})"
    if status != response["status"]:
        return f"status {status}, not {response['status']}"
    known = next((value for name, value in response["headers"] if name.lower() == "content-type"), None)
    if kind != known:
        return f"content type {kind}, not {known}"
    before, after = blank(bytes_of(response["body"])), blank(body)
    if failed:
        shorter, longer = sorted([before, after], key=len)
        if not longer.startswith(shorter):
            return "other bytes before the break"
        return None if code or after == before else f"no break ({end})"
    if before != after:
        place = next((n for n, pair in enumerate(zip(before, after)) if pair[0] != pair[1]), min(len(before), len(after)))
        return f"bodies of {len(before)} and {len(after)} bytes part at {place}: {before[place:][:60]} {after[place:][:60]}"
    return f"curl ended with {code}" if code and end == "complete" else None


def attempt(arguments, name, serve, options, work):
    """The failures of one server: (name, check, line, difference)."""
    auth = "--token" in serve
    process = subprocess.Popen(
        [arguments.dropin, "serve", "--port", "0", *serve], stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        # Nothing of the caller's: no token, and no proxy, past which a run goes.
        environment = {key: os.environ[key] for key in ("PATH", "HOME", "DROPIN_SPECS") if key in os.environ}
        environment |= {"LC_ALL": "C.UTF-8", "REPRODUCE_TOKEN": TOKEN}
        command = [arguments.dropin, "run", url, *options, "--out", str(work), "--quiet"]
        run = subprocess.run(
            command + (["--token-env", "REPRODUCE_TOKEN"] if auth else []), env=environment, capture_output=True)
        if run.returncode not in (0, 1, 3):
            sys.exit(f"{name}: exit {run.returncode}\n{run.stdout.decode()}{run.stderr.decode()}")
        text = (work / "report.json").read_text()
        if TOKEN in text:
            sys.exit(f"{name}: the token is in the report")
        checks = [check for check in json.loads(text)["checks"] if check["verdict"] == "fail"]
        lines = open(work / "evidence/exchanges.jsonl")
        exchanges = {entry["exchange"]["id"]: entry["exchange"] for entry in map(json.loads, lines)}
        del environment["REPRODUCE_TOKEN"]
        environment |= {"TOKEN": TOKEN, "EVIDENCE": str(work / "evidence")}
        found, tried = [], set()
        for check in checks:
            line = check.get("reproduce")
            if line in tried:
                continue
            tried.add(line)
            if not line:
                found.append((name, check["id"], "", "no line"))
                continue
            try:
                again = subprocess.run(
                    ["bash", "-c", line], env=environment, capture_output=True, timeout=90)
                problem = difference(exchanges[check["exchange"]], line, again)
                if problem and again.stderr:
                    problem += f" [{again.stderr[-200:].decode(errors='replace').strip()}]"
            except subprocess.TimeoutExpired:
                problem = "curl did not end"
            found.append((name, check["id"], line, problem))
        return found
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(work, ignore_errors=True)


def printed(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def plan(arguments):
    if not arguments.all:
        for line in pathlib.Path(arguments.plan).read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                name, *words = shlex.split(line.replace("@TOKEN", TOKEN))
                end = words.index("--")
                yield name, words[:end], words[end + 1 :]
        return
    entries = [line.split("\t") for line in printed(arguments.dropin, "list", "--requirements")]
    own = {entry[0] for entry in entries if entry[4] not in ("", "invariant")}
    for line in printed(arguments.dropin, "serve", "--defects"):
        name, requirement, summary = line.split("\t")[:3]
        token = ["--token", TOKEN] if "demands a token" in summary else []
        # What holds of every exchange has no case of its own.
        options = ["--requirement", requirement] if requirement in own else ["--profile", "smoke"]
        yield name, ["--defect", name, *token], options


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dropin", required=True)
    parser.add_argument("--plan")
    parser.add_argument("--only", action="append")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--jobs", type=int, default=4)
    arguments = parser.parse_args()
    jobs = [job for job in plan(arguments) if not arguments.only or job[0] in arguments.only]
    wrong = silent = total = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool, tempfile.TemporaryDirectory() as folder:
        attempts = [
            (job[0], pool.submit(attempt, arguments, *job, pathlib.Path(folder) / str(number)))
            for number, job in enumerate(jobs)
        ]  # fmt: skip
        for name, job in attempts:
            found = job.result()
            problems = [entry for entry in found if entry[3]]
            total, wrong, silent = total + len(found), wrong + len(problems), silent + (not found and not name.endswith("?"))
            print(f"{name}: {len(found) - len(problems)} of {len(found)}" + ("" if found else " (no failure)"), flush=True)
            for _, check, line, problem in problems:
                print(f"  {check}: {problem}")
            if arguments.show:
                for _, check, line, _ in found:
                    print(f"  {check}\n    {line[:1500]}")
    print(f"curl lines: {total - wrong} of {total} reproduce; {silent} of {len(jobs)} servers without a failure")
    sys.exit(1 if wrong or (silent and not arguments.all) or not total else 0)


if __name__ == "__main__":
    main()
