"""Tests of a client that drive it themselves, against `dropin serve --assess DIR`: each has a run of its own.

    tests_of_a_client.py URL
"""

import json
import sys
import urllib.request

import anthropic

URL = sys.argv[1]


def text_of(base: str) -> str:
    client = anthropic.Anthropic(base_url=base, api_key="unused", timeout=5)
    message = client.messages.create(
        model="reference/model-1", max_tokens=200, messages=[{"role": "user", "content": "Repeat exactly: été 1"}])
    return "".join(block.text for block in message.content if block.type == "text")


def streamed_text_of(base: str) -> str:
    client = anthropic.Anthropic(base_url=base, api_key="unused", timeout=5)
    with client.messages.stream(
        model="reference/model-1", max_tokens=200, messages=[{"role": "user", "content": "Repeat exactly: été 1"}]
    ) as stream:
        return stream.get_final_text()


def tell(base: str, query: str, words: str) -> None:
    urllib.request.urlopen(urllib.request.Request(f"{base}/outcome{query}", words.encode(), method="POST")).close()


for test in (text_of, streamed_text_of):
    with urllib.request.urlopen(f"{URL}/run/{test.__name__}") as response:
        plan = json.load(response)
    for path in [plan["path"], *(defect["path"] for defect in plan["defects"])]:
        base = URL + path
        try:
            tell(base, "", test(base))
        except Exception as error:
            tell(base, "?failed", f"{type(error).__name__}: {error}")
