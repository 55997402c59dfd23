"""A program that uses the Python SDK as people do: asks for a stream, prints the text, and lets every error end it."""

import anthropic

client = anthropic.Anthropic(timeout=5)
with client.messages.stream(
    model="reference/model-1", max_tokens=200, messages=[{"role": "user", "content": "Repeat exactly: été 1"}]
) as stream:
    print(stream.get_final_text())
