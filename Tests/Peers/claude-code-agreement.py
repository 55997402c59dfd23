#!/usr/bin/env python3
"""Uses the genuine Claude Code against the reference server and its defects; prints one JSON document.

Usage: claude-code-agreement.py --dropin PROGRAM --claude PROGRAM --scratch DIR [--only DEFECT]... [--jobs N]

The document is {"version", "usages", "requests", "defects": {defect: {usage: {outcome, detail, requests}}}}
with the usages that did not go as on the conformant server; that one appears as "(none)" and "(none, with
credentials)". `requests` is how many were made, here and there. `outcome` is

  raised   an error is shown, or nothing comes within the time, where the conformant server gives an answer;
  wrong    no error, but other text, other calls or other results, or no error where one belongs;
  differs  the same for the user, with other figures, another count of requests, or another error for one.

Needs nothing but the standard library and DIR, which is made and removed.
"""

import argparse
import concurrent.futures
import json
import pathlib
import shutil
import subprocess
import sys
import time

from claude_code_process import Gone, Process, Relay
from claude_code_usages import seen, usages

KEY = "agreement-key"
# These begin with a process of their own: another day, another gateway, another key.
ALONE = ["resumed_with_key", "without_streams", "short_replies", "foreign_key"]
BASELINES = ["(none)", "(none, with credentials)"]
here = pathlib.Path(__file__).resolve().parent
PICTURE = here.parent.parent / "fixtures" / "images" / "square.png"
# The session has to survive what a server does to it; two tries show whether there is a second one.
VARIABLES = {
    "CLAUDE_CODE_MAX_RETRIES": "1",
    **dict.fromkeys(
        ["ANTHROPIC_MODEL", *(f"ANTHROPIC_DEFAULT_{size}_MODEL" for size in ("HAIKU", "OPUS", "SONNET"))],
        "reference/model-1",
    ),
}
# A subagent may ask for a work tree of its own; the hook gives it the place where it is.
SETTINGS = {"hooks": {"WorktreeCreate": [{"hooks": [{"type": "command", "command": "pwd"}]}]}}


class Server:
    """`dropin serve` with one defect on a port of its own."""

    def __init__(self, dropin, name, auth):
        command = [dropin, "serve", "--port", "0"]
        if not name.startswith("("):
            command += ["--defect", name]
        if auth:
            command += ["--token", KEY]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            sys.exit(f"claude-code-agreement: the server with {name} did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Day:
    """Every usage against one server."""

    def __init__(self, arguments, name, auth, directory, limit):
        self.arguments, self.auth, self.limit, self.name = arguments, auth, limit, name
        self.home, self.project = directory / "home", directory / "project"
        self.process, self.answers, self.sessions = None, {}, {}

    def start(self, variables, options=()):
        self.stop()
        allowed = ["--allowedTools", "Read", "Write", "Bash", "Agent"]
        everything = [*allowed, "--settings", json.dumps(SETTINGS), *options]
        variables = {**VARIABLES, "CLAUDE_CODE_TMPDIR": str(self.home), **variables}
        self.process = Process(
            self.arguments.claude, self.relay.url(), self.home, self.project, variables, everything
        )

    def stop(self):
        if self.process:
            self.process.stop()
            self.process = None

    def converse(self, usage, variables, options=()):
        """The turns of one usage, or what came in their way."""
        turns, gone, began = [], None, time.monotonic()
        self.relay.taken()
        try:
            if self.process is None:
                self.start(variables, options)
            else:
                self.process.say("/clear", self.limit)
            for number, text in enumerate(usage.turns):
                left = self.limit - (time.monotonic() - began)
                interrupt = usage.interrupt if number == 0 else None
                events = self.process.say(text, max(1, left), interrupt)
                self.sessions[usage.name] = events[-1].get("session_id", "")
                found = seen(events, self.project)
                if not usage.figures:
                    found["figures"] = {}
                if interrupt:
                    # How far it came depends on the moment.
                    found |= {"said": [], "retries": 0}
                if usage.loose and number == len(usage.turns) - 1:
                    found |= {"said": [], "end": "", "how": [], "figures": {}}
                turns.append(found)
        except Gone as reason:
            gone = str(reason)
            self.stop()
        self.answers[usage.name] = {"turns": turns, "gone": gone, "requests": self.relay.taken()}

    def plan(self):
        wanted = self.arguments.usage
        for usage in usages(self.project):
            if (usage.name != "foreign_key" or self.auth) and (not wanted or usage.name in wanted):
                yield usage

    def spend(self):
        shutil.rmtree(self.home.parent, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.project.mkdir()
        (self.project / "notes.txt").write_text("hello\n")
        shutil.copy(PICTURE, self.project / "square.png")
        server = Server(self.arguments.dropin, self.name, self.auth)
        self.relay = Relay(server.url)
        try:
            for usage in self.plan():
                if usage.name in ALONE:
                    self.stop()
                self.relay.refuses_streams = usage.name == "without_streams"
                key = "another-key" if usage.name == "foreign_key" else KEY
                variables, options = {"ANTHROPIC_AUTH_TOKEN": key}, []
                if usage.name == "resumed_with_key":
                    variables = {"ANTHROPIC_API_KEY": key}
                    options = ["--resume", self.sessions.get("five_turns", "")]
                if usage.name == "short_replies":
                    variables["CLAUDE_CODE_MAX_OUTPUT_TOKENS"] = "140"
                self.converse(usage, variables, options)
        finally:
            self.stop()
            self.relay.close()
            server.stop()
            shutil.rmtree(self.home.parent, ignore_errors=True)
        return self.answers


def difference(turn, sound, usage):
    """How one turn went in comparison."""
    if turn["failed"] != sound["failed"]:
        outcome = "raised" if turn["failed"] else "wrong"
        return outcome, f"{turn['end'][:200]!r}"
    if turn["failed"] and not usage.interrupt:
        if turn["end"] != sound["end"]:
            return ("raised" if usage.exact else "differs"), f"{turn['end'][:200]!r}"
    elif turn["said"] != sound["said"] or turn["end"] != sound["end"]:
        outcome = "differs" if usage.estimates else "wrong"
        there = [*sound["said"], sound["end"], ""]
        for mine, other in zip([*turn["said"], turn["end"], ""], there, strict=False):
            if mine != other:
                return outcome, f"{mine[:160]!r}, not {other[:160]!r}"
    for part in ("how", "figures", "retries"):
        if turn[part] != sound[part]:
            return "differs", f"{part} {json.dumps(turn[part])}, not {json.dumps(sound[part])}"
    return "content", ""


def compared(answers, sound, plan):
    """The usages that did not go as on the conformant server."""
    found, rank = {}, ["content", "differs", "wrong", "raised"]
    for name, answer in answers.items():
        usage = plan[name]
        outcome, detail = "content", ""
        if answer["gone"]:
            outcome, detail = "raised", f"in turn {len(answer['turns']) + 1}: {answer['gone']}"
        else:
            pairs = zip(answer["turns"], sound[name]["turns"], strict=True)
            for number, (turn, other) in enumerate(pairs, 1):
                worse, words = difference(turn, other, usage)
                if rank.index(worse) > rank.index(outcome):
                    outcome, detail = worse, f"turn {number}: {words}"
            if outcome == "content" and answer["requests"] != sound[name]["requests"]:
                outcome, detail = "differs", "requests"
        if outcome != "content":
            requests = [answer["requests"], sound[name]["requests"]]
            found[name] = {"outcome": outcome, "detail": detail, "requests": requests}
    return found


def defects(dropin):
    text = subprocess.run([dropin, "serve", "--defects"], check=True, capture_output=True, text=True).stdout
    return [line.split("\t")[:3] for line in text.splitlines()]


def join(files):
    documents = [json.loads(pathlib.Path(file).read_text()) for file in files]
    found, requests = {}, {}
    for document in documents:
        requests |= document["requests"]
        for name, answers in document["defects"].items():
            found.setdefault(name, {}).update(answers)
    names = sorted(found, key=lambda name: (name not in BASELINES, name))
    together = {**documents[0], "requests": requests, "defects": {name: found[name] for name in names}}
    show(together)


def show(document):
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False)
    print()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dropin")
    parser.add_argument("--claude")
    parser.add_argument("--scratch", type=pathlib.Path)
    parser.add_argument("--only", action="append")
    parser.add_argument("--usage", action="append", help="only this usage")
    parser.add_argument("--from-file", type=pathlib.Path, help="the defects in a file, one a line")
    parser.add_argument("--baseline", action="store_true", help="what the conformant server gives")
    parser.add_argument("--part", default="0/1", metavar="I/N", help="every N-th defect, from the I-th on")
    parser.add_argument("--join", nargs="+", metavar="FILE", help="put the parts together instead")
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=15, help="seconds for a usage")
    arguments = parser.parse_args()
    if arguments.join:
        return join(arguments.join)
    names = list(arguments.only or [])
    if arguments.from_file:
        lines = arguments.from_file.read_text().splitlines()
        names += [line for line in lines if line.strip() and not line.startswith("#")]
    known = defects(arguments.dropin)
    for name in names:
        if name not in {entry[0] for entry in known}:
            parser.error(f"there is no defect {name}")
    chosen = [entry for entry in known if not names or entry[0] in names]
    part, parts = (int(number) for number in arguments.part.split("/"))
    chosen = chosen[part::parts]
    jobs = [(BASELINES[0], False), (BASELINES[1], True)]
    if not arguments.baseline:
        jobs += [(name, "demands a token" in summary) for name, _, summary in chosen]
    arguments.scratch.mkdir(parents=True, exist_ok=True)

    def work(numbered):
        number, (name, auth) = numbered
        # The conformant server has all the time it wants: only a defect is to be cut off.
        limit = 120 if name.startswith("(") else arguments.timeout
        # A directory name of so many tokens: figures would differ otherwise.
        day = Day(arguments, name, auth, arguments.scratch / f"{1000 + number}", limit)
        answers = day.spend()
        print(f"{name} {number + 1}/{len(jobs)}", file=sys.stderr, flush=True)
        return name, auth, answers

    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        done = list(pool.map(work, enumerate(jobs)))
    sound = {auth: answers for name, auth, answers in done[:2]}
    if arguments.baseline:
        return show({name: answers for name, _, answers in done})
    plan = {usage.name: usage for usage in usages(pathlib.Path("."))}
    for auth, answers in sound.items():
        for name, answer in answers.items():
            if answer["gone"]:
                where = "with credentials" if auth else "without credentials"
                sys.exit(f"{name} on the conformant server {where}: {answer['gone']}")
    asked = [arguments.claude, "--version"]
    version = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    document = {
        "version": version.split()[0],
        "usages": len(plan),
        "requests": {name: answer["requests"] for name, answer in sound[False].items()},
        "defects": {name: compared(answers, sound[auth], plan) for name, auth, answers in done},
    }
    show(document)


if __name__ == "__main__":
    main()
