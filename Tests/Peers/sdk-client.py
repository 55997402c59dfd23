#!/usr/bin/env python3
"""A client as people write them: asks for a stream through the `anthropic` package and prints what it makes of it.

Usage: sdk-client.py PROMPT; address and key come from the package's own environment variables.
"""

import os
import sys

import anthropic

client = anthropic.Anthropic(api_key=os.environ.get("ANTHROPIC_API_KEY", "any"), max_retries=0, timeout=20)
messages = [{"role": "user", "content": sys.argv[1]}]
try:
    with client.messages.stream(model="claude-sonnet-4-5", max_tokens=200, messages=messages) as stream:
        print("text", stream.get_final_text())
except Exception as error:
    print(f"raised {type(error).__name__}: {error}")
