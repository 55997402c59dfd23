#!/usr/bin/env python3
"""Proves the SDK usages both ways: all are ok with a right server, and each defect is seen where it must be.

Usage: check-usages.py MAJOR; run by the Python that has that SDK (sdk-check does it). Exit status 1 when an
outcome is not the one written down here, or when a usage is caught out by no defect.
"""

import json
import pathlib
import runpy
import subprocess
import sys

sys.dont_write_bytecode = True  # The source folder stays as it is.
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))

from messages_fixture import DEFECTS, KEY, MODEL, Fixture  # noqa: E402

RAW = "create_stream async_stream"
HELPERS = "stream_helper async_stream_helper tool_forced_stream"
TEXTS = "create replay system_array thinking_adaptive async_create"
STOPS = "stop_at_max_tokens stop_at_sequence"
CALLS = "tool_forced tool_round_trip"
MESSAGES = f"{TEXTS} {STOPS} {CALLS} tool_runner"
BAD_BODIES = "error_empty_messages error_empty_messages_stream error_negative_max_tokens"
LOOKUPS = "count_tokens models_list models_retrieve"

# What each defect does to the usages: {outcome: names}; the usages that are not named stay ok.
SEEN = {
    "no-message-start": {"wrong": RAW, "raised": HELPERS},
    "no-message-stop": {"wrong": RAW},
    "start-input-zero": {"wrong": f"{RAW} {HELPERS}"},
    "delta-without-usage": {"wrong": RAW, "raised": HELPERS},
    "cumulative-json": {"raised": "tool_forced_stream"},
    "stream-as-json": {"wrong": RAW, "raised": HELPERS},
    "endless-stream": {"raised": f"{RAW} {HELPERS}"},
    "text-at-start": {"wrong": "stream_helper async_stream_helper"},
    "empty-text": {
        "wrong": f"{TEXTS} {RAW} stream_helper async_stream_helper tool_round_trip tool_runner",
    },
    "stop-reason-null": {"wrong": f"{MESSAGES} {RAW} {HELPERS}"},
    "openai-stop-reason": {"wrong": f"{MESSAGES} {RAW} {HELPERS}"},
    "usage-zero": {"wrong": f"{MESSAGES} {RAW} {HELPERS}"},
    "tool-input-text": {"wrong": f"{CALLS} tool_runner", "raised": "tool_forced_stream"},
    "tool-input-misfit": {"wrong": f"{CALLS} tool_forced_stream tool_runner"},
    "tool-end-turn": {"wrong": f"{CALLS} tool_forced_stream tool_runner"},
    "stop-sequence-unreported": {"wrong": "stop_at_sequence"},
    "max-tokens-ignored": {"wrong": "stop_at_max_tokens"},
    "system-ignored": {"wrong": "system_array"},
    "replay-refused": {"raised": "replay"},
    "tool-result-fails": {"raised": "tool_round_trip tool_runner"},
    "thinking-refused": {"raised": "thinking_adaptive"},
    "thread-ignored": {},
    "html": {
        "wrong": f"create system_array thinking_adaptive async_create {STOPS} {CALLS} {RAW}",
        "raised": f"replay tool_runner {HELPERS}",
    },
    "validation-422": {"raised": BAD_BODIES},
    "error-text": {"wrong": f"{BAD_BODIES} error_wrong_key error_unknown_model"},
    "error-in-stream": {"wrong": BAD_BODIES},
    "any-key": {"wrong": "error_wrong_key"},
    "unknown-model-500": {"raised": "error_unknown_model"},
    "error-type-unknown-model": {"wrong": "error_unknown_model"},
    "count-zero": {"wrong": "count_tokens"},
    "count-absent": {"raised": "count_tokens"},
    "models-runaway": {"wrong": "models_list"},
    "models-array": {"raised": "models_list"},
    "models-openai": {"wrong": "models_list"},
    "models-get-raw": {"raised": "models_retrieve"},
    "hang": {"raised": "create async_create models_list"},
    "only-x-api-key": {},
    "only-2023": {},
}

# SDK 2 sends Bearer, a newer version, and threads from its tool runner.
SEEN_BY_SDK_2 = {
    "thread-ignored": {"wrong": "tool_runner"},
    "validation-422": {"raised": f"{BAD_BODIES} tool_runner"},
    "error-text": {"wrong": SEEN["error-text"]["wrong"], "raised": "tool_runner"},
    "error-in-stream": {"wrong": f"{BAD_BODIES} tool_runner"},
    "only-x-api-key": {
        "raised": f"{MESSAGES} {RAW} {HELPERS} {BAD_BODIES} {LOOKUPS} error_unknown_model",
    },
    "only-2023": {"raised": f"{MESSAGES} {RAW} {HELPERS} {LOOKUPS} error_unknown_model"},
}

# Defects that cost their time limit with every usage: the limit in seconds, and the usages worth the time.
SLOW = {
    "hang": (1, SEEN["hang"]["raised"]),
    "endless-stream": (1, "create_stream stream_helper async_stream"),
}


def outcomes(defect, usages):
    """{usage: outcome} of the SDK usages against a server with one defect, or with none."""
    limit, only = SLOW.get(defect, (20, " ".join(usages["USAGES"])))
    with Fixture(defect) as fixture:
        context = usages["Context"](fixture.base_url, KEY, MODEL, timeout=limit)
        return {name: usages["try_usage"](name, context)["outcome"] for name in only.split()}


def outcomes_by_command():
    """The same without a defect, through the command line and its document."""
    with Fixture() as fixture:
        target = ["--base-url", fixture.base_url, "--key", KEY, "--model", MODEL]
        command = [sys.executable, "-I", str(here / "sdk-usages.py"), *target]
        ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=600, check=True)
    return {usage["name"]: usage["outcome"] for usage in json.loads(ran.stdout)["usages"]}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ("0", "1", "2"):
        sys.exit("usage: check-usages.py 0|1|2")
    seen = {**SEEN, **(SEEN_BY_SDK_2 if sys.argv[1] == "2" else {})}
    if list(SEEN) != list(DEFECTS):
        sys.exit("check-usages.py: the defects here and in messages_fixture.py differ")
    usages = runpy.run_path(str(here / "sdk-usages.py"))
    mistakes, caught, everything = 0, set(), set(usages["USAGES"])
    if outcomes_by_command() != dict.fromkeys(usages["USAGES"], "ok"):
        sys.exit("check-usages.py: not every usage is ok with a right server")
    for defect in DEFECTS:
        found = outcomes(defect, usages)
        wanted = dict.fromkeys(found, "ok")
        for outcome, names in seen[defect].items():
            wanted.update((name, outcome) for name in names.split() if name in found)
        caught |= {name for name, outcome in found.items() if outcome != "ok"}
        wrong = {name: found[name] for name in found if found[name] != wanted[name]}
        mistakes += len(wrong)
        for name, outcome in wrong.items():
            print(f"{defect}: {name} is {outcome} instead of {wanted[name]}")
    for name in sorted(everything - caught):
        print(f"no defect catches {name} out")
        mistakes += 1
    print(f"SDK {sys.argv[1]}: {len(DEFECTS)} defects, {len(everything)} usages, {mistakes} mistakes")
    sys.exit(1 if mistakes else 0)


if __name__ == "__main__":
    main()
