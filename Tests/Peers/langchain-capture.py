#!/usr/bin/env python3
"""Drives an installed `langchain-anthropic` through `dropin record` and writes what it put on the wire.

Usage: langchain-capture.py --base-url RECORDER --evidence DIR --out DIR
"""

import argparse
import importlib.metadata
import os
import pathlib
import sys

for name in list(os.environ):
    if name.upper().startswith(("ANTHROPIC_", "LANGCHAIN_", "LANGSMITH_")) or name.lower().endswith("_proxy"):
        del os.environ[name]
sys.dont_write_bytecode = True  # The source folder stays as it is.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import capture_format as capture  # noqa: E402
from langchain_anthropic import ChatAnthropic  # noqa: E402
from langchain_core.tools import tool  # noqa: E402

KEY = "capture-key-6e1f09b2c7"


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return "Sunny."


def create(model):
    model.invoke("Say hello.")


def create_stream(model):
    for _ in model.stream("Say hello."):
        pass


def tool_round_trip(model):
    bound = model.bind_tools([get_weather])
    messages = [("user", "Use get_weather.")]
    first = bound.invoke(messages)
    results = [get_weather.invoke(call) for call in first.tool_calls]
    bound.invoke([*messages, first, *results])


def system_and_history(model):
    model.invoke([("system", "Be brief."), ("user", "Say one."), ("assistant", "One."), ("user", "Say two.")])


def main():
    parser = argparse.ArgumentParser()
    for name in ("base-url", "evidence", "out"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    evidence, out = pathlib.Path(arguments.evidence), pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    model = ChatAnthropic(
        model="reference/model-1", max_tokens=64, api_key=KEY, base_url=arguments.base_url, max_retries=0
    )
    version, done = importlib.metadata.version("langchain-anthropic"), 0
    for usage in (create, create_stream, tool_round_trip, system_and_history):
        usage(model)
        requests = capture.requests_after(evidence, done)
        done += len(requests)
        capture.write(out, "langchain", version, usage.__name__, requests)


if __name__ == "__main__":
    main()
