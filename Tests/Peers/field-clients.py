#!/usr/bin/env python3
"""Has genuine clients do every task with a server that nobody here wrote; prints one JSON document.

Usage: field-clients.py --url URL --model M [--token T] [--claude NAME=PROGRAM]... [--sdk NAME=PYTHON]...

NAME is a profile of specs/clients. The document is {client: {task: {"met": …, "detail": …}}}; `met` is

  works       the task is done, whatever it cost;
  worse       done, but something that its user relies on is wrong or missing;
  breaks      an error, or nothing within the time;
  not tested  the model behind the server did not do what the task needs, such as calling a tool.

Needs nothing but the standard library. What is asked is plain, so that any model can do it.
"""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # The source folder stays as it is.

import claude_code  # noqa: E402
from claude_code_process import Gone, Process, Relay  # noqa: E402

here = pathlib.Path(__file__).resolve().parent
TURN_SECONDS = 60
RANK = ["not tested", "works", "worse", "breaks"]
# Which usages of the SDK show a task. Of several the worst counts.
SDK_TASKS = {
    "chat": ["create", "conversation", "system_array", "usual_options", "replay", "stop_at_max_tokens"],
    "stream": ["create_stream", "stream_helper", "limit_in_stream"],
    "call-tools": ["tool_forced", "tool_forced_stream", "tool_round_trip", "tool_runner"],
    "think": ["thinking_adaptive", "thinking_enabled"],
    "images": ["image_input", "document_input"],
    "stop-sequences": ["stop_at_sequence", "stop_in_stream"],
    "structured-output": ["structured_parse"],
    "count-tokens": ["count_tokens", "beta_count_tokens"],
    "list-models": ["models_list", "models_retrieve"],
    "errors": ["error_empty_messages", "error_wrong_key", "error_unknown_model"],
    "cancel": ["leave_early"],
}
# What is found wanting when the model, and not the server, does not do what was asked.
MODELS_DOING = ("has no tool_use block", "the tool was never called", "is not the text that was asked for",
                "the loop ended before", "an input that does not fit")


REFUSED = ("AuthenticationError", "PermissionDeniedError")


class Worst:
    """The worst that was met in a task."""

    def __init__(self):
        self.tasks = {}

    def note(self, task, met, detail=""):
        known = self.tasks.get(task)
        if known is None or RANK.index(met) > RANK.index(known["met"]):
            self.tasks[task] = {"met": met, "detail": " ".join(str(detail).split())[:160]}


def of_sdk(python, options):
    wanted = [name for names in SDK_TASKS.values() for name in names]
    command = [python, "-I", here / "sdk-usages.py", "--base-url", options.url, "--key", options.token or "unused",
               "--model", options.model, "--timeout", "20", *(word for name in wanted for word in ("--only", name))]
    if not options.token:
        command.append("--no-auth")
    def tried(*more):
        done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=900)
        return {usage["name"]: usage for usage in json.loads(done.stdout)["usages"]}

    usages, worst = tried(), Worst()
    if options.token and usages["create"]["exception"] in REFUSED:
        # As reports advise where one header is let in.
        worst.note("connect", "worse", usages["create"]["detail"])
        usages = tried("--bearer")
    for task, names in SDK_TASKS.items():
        for usage in (usages[name] for name in names):
            detail = f"{usage['name']}: {usage['exception'] or ''} {usage['detail'] or ''}"
            if usage["outcome"] == "raised":
                is_part = task == "errors" or usage["name"] == "models_retrieve" or usage["exception"] == "ValidationError"
                worst.note(task, "worse" if is_part else "breaks", detail)
            elif usage["outcome"] == "wrong":
                is_of_model = any(words in usage["detail"] for words in MODELS_DOING)
                worst.note(task, "not tested" if is_of_model else "worse", detail)
            elif usage["outcome"] == "ok":
                worst.note(task, "works")
    create = usages["create"]
    refused = create["exception"] in REFUSED
    worst.note("connect", "breaks" if refused or create["exception"] == "APIConnectionError" else "works", create["detail"] or "")
    return worst.tasks


def blocks(events, kind):
    found = []
    for event in events:
        message = event.get("message")
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, list):
            found += [block for block in content if isinstance(block, dict) and block.get("type") == kind]
    return found


class Session:
    """A conversation with Claude Code."""

    def __init__(self, claude, options, scratch, token):
        self.place = claude_code.Place(scratch)
        self.relay = Relay(options.url)
        # What follows the port in the base URL stays behind the relay's.
        path = "/" + options.url.split("://", 1)[1].partition("/")[2]
        sizes = {f"ANTHROPIC_DEFAULT_{size}_MODEL": options.model for size in ("HAIKU", "OPUS", "SONNET")}
        variables = {"ANTHROPIC_AUTH_TOKEN": token, "ANTHROPIC_MODEL": options.model, "CLAUDE_CODE_MAX_RETRIES": "1", **sizes}
        allowed = ["--allowedTools", "Read"]
        self.process = Process(claude, self.relay.url() + path.rstrip("/"), self.place.home, self.place.project, variables, allowed)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stop()
        self.relay.close()

    def say(self, text, interrupt=None):
        """What the turn came to: its events and the error that was shown, if there was one."""
        try:
            events = self.process.say(text, TURN_SECONDS, interrupt)
        except Gone as gone:
            return [], str(gone)
        result = events[-1]
        failed = result.get("is_error") or str(result.get("result", "")).startswith("API Error")
        return events, str(result.get("result") or result.get("subtype")) if failed else ""


def of_claude_code(claude, options):
    worst, token = Worst(), options.token or "unused"
    with tempfile.TemporaryDirectory() as scratch, Session(claude, options, scratch, token) as session:
        events, error = session.say("Say hi.")
        if error:
            is_key = any(word in error for word in ("401", "403", "/login", "Invalid API key", "authenticat"))
            worst.note("connect", "breaks" if is_key or "it has ended" in error else "works", error)
            worst.note("chat", "breaks", error)
            for task in ("stream", "think", "call-tools", "images", "long-sessions", "cancel"):
                worst.note(task, "not tested", "no conversation")
            return worst.tasks
        said = " ".join(str(block.get("text")) for block in blocks(events, "text"))
        worst.note("connect", "works")
        worst.note("chat", "works" if said.strip() else "breaks", "" if said.strip() else "an empty reply")
        worst.note("think", "works")
        streamed = session.process.deltas > 0
        worst.note("stream", "works" if streamed else "worse", "" if streamed else "the reply came as a whole")
        for task, name in (("call-tools", "notes.txt"), ("images", "square.png")):
            prompt = f'Use Read with file_path = {session.place.project}/{name}, offset = 1, limit = 9, pages = ""'
            events, error = session.say(prompt)
            if error:
                worst.note(task, "breaks", error)
            elif not blocks(events, "tool_use"):
                worst.note(task, "not tested", "the model calls nothing")
            elif task == "images" and not any("image" in json.dumps(block) for block in blocks(events, "tool_result")):
                worst.note(task, "not tested", "the picture was not read")
            else:
                worst.note(task, "works")
        _, error = session.say("/context")
        worst.note("count-tokens", "breaks" if error else "works", error)
        _, error = session.say("/compact")
        _, after = session.say("Say hi.")
        worst.note("long-sessions", "breaks" if error or after else "works", error or after)
        # Far too long: either it is taken in, or the session survives it.
        _, error = session.say("Say" + " a" * 200_000)
        is_named = not error or "too long" in error.lower() or "context" in error.lower()
        session.say("/clear")
        _, after = session.say("Say hi.")
        worst.note("long-sessions", "breaks" if after or not is_named else "works", after or error)
        session.say("Count from 1 to 300.", 1)
        _, error = session.say("Say hi.")
        worst.note("cancel", "breaks" if error else "works", error)
    if options.token:
        with tempfile.TemporaryDirectory() as scratch, Session(claude, options, scratch, "wrong-" + token[:-1] + "x") as session:
            _, error = session.say("Say hi.")
            is_clear = any(word in error for word in ("401", "403", "/login", "Invalid API key", "authenticat"))
            worst.note("errors", "works" if is_clear else "worse", error or "a wrong key is let in")
    return worst.tasks


def main():
    parser = argparse.ArgumentParser()
    for name in ("url", "model", "token"):
        parser.add_argument(f"--{name}", required=name != "token")
    for name in ("claude", "sdk"):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="NAME=PROGRAM")
    options = parser.parse_args()
    jobs = [(named.partition("="), of_claude_code) for named in options.claude] + [(named.partition("="), of_sdk) for named in options.sdk]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = {name: pool.submit(driver, program, options) for (name, _, program), driver in jobs}
    json.dump({name: each.result() for name, each in found.items()}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
