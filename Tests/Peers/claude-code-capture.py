#!/usr/bin/env python3
"""Drives the genuine Claude Code through `dropin record` and writes what it put on the wire, words left out.

Usage: claude-code-capture.py --dropin PROGRAM --python VENV_PYTHON --client NAME --out DIR

Its prompts and the descriptions of its tools are its maker's: every text becomes `*`. Names, types, numbers and the
order of things stay.
"""

import argparse
import contextlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # The source folder stays as it is.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import capture_format as capture  # noqa: E402
import claude_code  # noqa: E402

# Strings that say what something is, and not something to the model.
KEPT = {"type", "role", "name", "model", "ttl", "scope", "display", "effort", "media_type", "format", "const", "pattern", "keep"}
SCHEMA_WORDS = {"type", "enum", "required", "const", "format", "pattern", "$schema", "propertyNames"}


class Blanking:
    """Takes words out of a request, and names what changes from run to run by its order."""

    def __init__(self):
        self.calls = {}

    def call(self, name):
        return self.calls.setdefault(name, f"toolu_{len(self.calls) + 1}")

    def body(self, body):
        return {key: self.member(key, value) for key, value in body.items()}

    def member(self, key, value):
        if key == "metadata":
            user = value["user_id"]
            named = json.dumps(dict.fromkeys(json.loads(user), "*")) if user.startswith("{") else re.sub("[0-9a-f-]{36,}", "*", user)
            return {"user_id": named}
        if key == "tools":
            return [{k: self.schema(v) if k == "input_schema" else self.value(k, v) for k, v in t.items()} for t in value]
        return self.value(key, value)

    def value(self, key, value):
        if isinstance(value, dict):
            if key == "input":
                return {name: "*" for name in value}
            return {name: self.value(name, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.value(key, item) for item in value]
        if not isinstance(value, str) or key in KEPT:
            return value
        if key in ("id", "tool_use_id"):
            return self.call(value)
        if value.startswith("x-anthropic-billing-header:"):
            return re.sub(r"(cc_version=[0-9]+\.[0-9]+\.[0-9]+)\.\w+", r"\1.*", re.sub(r"cch=\w+", "cch=*", value))
        return "*" if value else ""

    def schema(self, value):
        if isinstance(value, dict):
            return {
                name: item if name in SCHEMA_WORDS and not isinstance(item, dict)
                else "*" if isinstance(item, str) else self.schema(item)
                for name, item in value.items()
            }
        return [self.schema(item) for item in value] if isinstance(value, list) else value


@contextlib.contextmanager
def recorder(dropin, directory, *arguments):
    """A server, and a recorder in front of it: its address and its evidence."""
    with contextlib.ExitStack() as stack:
        def start(name, *command):
            output = directory / name
            with open(output, "w") as file:
                process = subprocess.Popen([dropin, *command], stdout=file, stderr=subprocess.DEVNULL)
            stack.callback(lambda: (process.terminate(), process.wait()))
            for _ in range(300):
                if output.read_text():
                    return output.read_text().split()[0]
                time.sleep(0.1)
            raise SystemExit(f"{name}: nothing listens")
        upstream = start("server", "serve", "--port", "0", "--token", claude_code.TOKEN, *arguments)
        url = start("recorder", "record", "--upstream", upstream, "--port", "0", "--out", str(directory / "session"))
        yield url, directory / "session/evidence"


def requests(evidence):
    """In the order in which they were asked."""
    found = []
    for record in capture.records(evidence):
        request = record["exchange"]["request"]
        if "body_file" in record:
            request["body"] = (evidence / record["body_file"]).read_text()
        if "body_pieces" in record:
            request["body"] = "".join(unit * times for unit, times in record["body_pieces"])
        request["status"] = (record["exchange"].get("response") or {}).get("status")
        found.append((record["exchange"]["id"], request))
    return [request for _, request in sorted(found, key=lambda each: each[0])]


class Capture:
    def __init__(self, arguments):
        self.dropin, self.out, self.client = arguments.dropin, pathlib.Path(arguments.out), arguments.client
        self.claude = claude_code.program(arguments.python)
        self.version = claude_code.version(self.claude)
        self.out.mkdir(parents=True, exist_ok=True)

    def write(self, usage, chosen):
        blanking, documents = Blanking(), []
        for request in chosen:
            entry = capture.fixture(request)
            entry["headers"] = [
                "X-Claude-Code-Session-Id: *" if h.lower().startswith("x-claude-code-session-id")
                else re.sub(r"(agent-id): .*", r"\1: *", h, flags=re.I) for h in entry["headers"]]
            if "body" in entry:
                entry["body"] = blanking.body(entry["body"])
            documents.append(entry)
        # The same tools and the same system prompt again and again say nothing new.
        for earlier, later in zip(documents, documents[1:]):
            for name in ("tools", "system"):
                if name in later.get("body", {}) and later["body"][name] == (earlier.get("body") or {}).get(name):
                    later.setdefault("as before", []).append(name)
        for document in documents:
            for name in document.get("as before", []):
                del document["body"][name]
        head = {"client": self.client, "version": self.version, "established": "captured", "usage": usage}
        text = json.dumps({**head, "requests": documents}, indent=1, ensure_ascii=False)
        (self.out / f"{usage}.json").write_text(text + "\n")

    @contextlib.contextmanager
    def place(self, *arguments):
        with tempfile.TemporaryDirectory() as scratch:
            directory = pathlib.Path(scratch)
            with recorder(self.dropin, directory, *arguments) as (url, evidence):
                yield claude_code.Place(directory), url, evidence

    def session(self, turns, *arguments, **environment):
        with self.place(*arguments) as (place, url, evidence):
            filled = [turn.replace("HERE", str(place.project)) for turn in turns]
            claude_code.session(self.claude, place, url, filled, **environment)
            return [request for request in requests(evidence) if request["method"] == "POST"]

    def terminal(self, steps, **environment):
        with self.place() as (place, url, evidence):
            def reached(predicate):
                return lambda: predicate(requests(evidence))
            claude_code.terminal(
                self.claude, place, url, [(keys, reached(until)) for keys, until in steps], **environment)
            return requests(evidence)


def posts(found, path="/v1/messages"):
    return [request for request in found if request["method"] == "POST" and request["url"].split("?")[0].endswith(path)]


# A model of each class of ids that the program knows, by the name that specs/clients gives the class.
CLASSES = {"budget": "claude-sonnet-4-5", "budget_effort": "claude-opus-4-5", "adaptive": "claude-sonnet-4-6", "plain": "claude-3-5-sonnet"}
READ = "Use Read with file_path = HERE/{}, offset = 1, limit = 9, pages = \"\""


def main():
    parser = argparse.ArgumentParser()
    for name in ("dropin", "python", "client", "out"):
        parser.add_argument(f"--{name}", required=True)
    run = Capture(parser.parse_args())

    run.write("first_turn", run.session(["Say hi."]))
    for name, model in CLASSES.items():
        run.write(f"first_turn_{name}", run.session(["Say hi."], "--any-model", ANTHROPIC_MODEL=model)[:1])
    loop = run.session([
        "Say hi.",
        READ.format("notes.txt") + ", then " + READ.format("missing.txt")[4:],
        READ.format("square.png"),
        "Use Bash with command = \"cat notes.txt\", run_in_background = false, timeout = 5000, dangerouslyDisableSandbox = false",
        READ.format("notes.txt"),
        "Say hi again.",
    ])
    run.write("tool_loop", loop[-1:])
    run.write("stopped_reply", run.session(["Count from 1 to 2000. …", "Say hi."])[-1:])
    refused = run.session(
        ["Say hi."], "--without", "adaptive_thinking", "--without", "effort", "--without", "system_messages",
        "--without", "long_limits", "--context", "30000")
    served = next(number for number, request in enumerate(refused) if request["status"] == 200)
    run.write("asking_again", refused[: served + 1])
    run.write("subagents", run.session([
        "Use Agent with description = a, prompt = \"Say hi.\", subagent_type = general-purpose, run_in_background = false, isolation = \"\""]))
    seen = run.terminal(
        [([], lambda found: found), (["Say hi.", "\r"], lambda found: posts(found)),
         (["/context", "\r"], lambda found: posts(found, "/count_tokens")),
         (["/compact", "\r"], lambda found: len(posts(found)) > 1)],
        CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY="1")
    run.write("startup", [request for request in seen if request["method"] != "POST"] + posts(seen)[:1])
    run.write("count", posts(seen, "/count_tokens")[:1])
    run.write("compaction", posts(seen)[1:2])
    print(f"{run.client} {run.version}: {8 + len(CLASSES)} usages")


if __name__ == "__main__":
    main()
