#!/usr/bin/env python3
"""Drives an installed `anthropic` package through `dropin record` and writes what it put on the wire.

Usage: sdk-capture.py --base-url RECORDER --evidence DIR --out DIR --client NAME

Writes a file for each usage, with its requests in order; see capture_format.py.
"""

import argparse
import asyncio
import logging
import os
import pathlib
import sys

for name in list(os.environ):
    if name.upper().startswith("ANTHROPIC_") or name.lower().endswith("_proxy"):
        del os.environ[name]
logging.disable(logging.CRITICAL)

sys.dont_write_bytecode = True  # The source folder stays as it is.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import anthropic  # noqa: E402
import capture_format as capture  # noqa: E402

MODEL = "reference/model-1"
KEY = "capture-key-6e1f09b2c7"
HELLO = [{"role": "user", "content": "Say hello."}]
WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city.",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}


def ordinary(**overrides):
    return {"model": MODEL, "max_tokens": 64, "messages": HELLO, **overrides}


def create(client):
    client.messages.create(**ordinary())


def create_stream(client):
    for _ in client.messages.create(**ordinary(), stream=True):
        pass


def stream_helper(client):
    with client.messages.stream(**ordinary()) as stream:
        stream.get_final_message()


def tool_round_trip(client):
    question = [{"role": "user", "content": "Use get_weather."}]
    first = client.messages.create(**ordinary(messages=question, tools=[WEATHER]))
    results = [
        {"type": "tool_result", "tool_use_id": block.id, "content": "Sunny."}
        for block in first.content
        if block.type == "tool_use"
    ]
    history = [*question, {"role": "assistant", "content": first.content}, {"role": "user", "content": results}]
    client.messages.create(**ordinary(messages=history, tools=[WEATHER]))


def tool_runner(client):
    @anthropic.beta_tool
    def get_weather(city: str) -> str:
        """The weather in a city.

        Args:
            city: The city's name.
        """
        return "Sunny in " + city

    question = [{"role": "user", "content": "Use get_weather."}]
    runner = client.beta.messages.tool_runner(
        model=MODEL, max_tokens=64, messages=question, tools=[get_weather], max_iterations=3
    )
    for _ in runner:
        pass


def beta_create(client):
    client.beta.messages.create(**ordinary(), betas=["context-1m-2025-08-07", "effort-2025-11-24"])


def count_tokens(client):
    client.messages.count_tokens(model=MODEL, messages=HELLO)


def beta_count_tokens(client):
    client.beta.messages.count_tokens(model=MODEL, messages=HELLO)


def models_list(client):
    list(client.models.list(limit=1))


def models_retrieve(client):
    client.models.retrieve(MODEL)


def retried(client):
    try:
        client.with_options(max_retries=1).messages.create(
            **ordinary(messages=[{"role": "user", "content": "Fail with rate_limit_error"}])
        )
    except anthropic.RateLimitError:
        pass


async def async_create(client):
    await client.messages.create(**ordinary())


SYNC = [
    create, create_stream, stream_helper, tool_round_trip, tool_runner, beta_create, count_tokens,
    beta_count_tokens, models_list, models_retrieve, retried,
]  # fmt: skip


def main():
    parser = argparse.ArgumentParser()
    for name in ("base-url", "evidence", "out", "client"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    evidence, out = pathlib.Path(arguments.evidence), pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    options = {"api_key": KEY, "base_url": arguments.base_url, "max_retries": 0}
    client = anthropic.Anthropic(**options)

    async def run_async(usage):
        async with anthropic.AsyncAnthropic(**options) as each:
            await usage(each)

    done = 0
    for usage in [*SYNC, async_create]:
        if usage is async_create:
            asyncio.run(run_async(usage))
        else:
            usage(client)
        requests = capture.requests_after(evidence, done)
        done += len(requests)
        capture.write(out, arguments.client, anthropic.__version__, usage.__name__, requests)


if __name__ == "__main__":
    main()
