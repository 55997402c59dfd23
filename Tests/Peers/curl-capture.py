#!/usr/bin/env python3
"""Sends requests in the style of the API's documentation with curl, and writes what it put on the wire.

Usage: curl-capture.py --base-url RECORDER --evidence DIR --out DIR
"""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
KEY = "capture-key-6e1f09b2c7"
BODY = '{"model": "reference/model-1", "max_tokens": 64, "messages": [{"role": "user", "content": "Say hello."}]}'
STREAM = BODY.replace('"max_tokens"', '"stream": true, "max_tokens"')
VERSION = ["--header", "anthropic-version: 2023-06-01"]
JSON = ["--header", "content-type: application/json"]
USAGES = {
    "create": [*VERSION, *JSON, "--header", f"x-api-key: {KEY}", "--data", BODY],
    "create_bearer": [*VERSION, *JSON, "--header", f"Authorization: Bearer {KEY}", "--data", BODY],
    "create_stream": ["--no-buffer", *VERSION, *JSON, "--header", f"x-api-key: {KEY}", "--data", STREAM],
    "create_without_type": ["--header", f"x-api-key: {KEY}", "--data", BODY],
}


def main():
    parser = argparse.ArgumentParser()
    for name in ("base-url", "evidence", "out"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    spec = importlib.util.spec_from_file_location("capture", here / "capture_format.py")
    capture = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(capture)
    evidence, out = pathlib.Path(arguments.evidence), pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    said = subprocess.run(["curl", "--version"], check=True, capture_output=True, text=True).stdout
    version, done = said.split()[1], 0
    for name, options in USAGES.items():
        # --disable: a curlrc of this machine is no part of the client.
        command = ["curl", "--disable", "--silent", "--show-error", "--noproxy", "*", *options]
        subprocess.run([*command, arguments.base_url + "/v1/messages"], check=True, stdout=subprocess.DEVNULL)
        requests = capture.requests_after(evidence, done)
        done += len(requests)
        capture.write(out, "curl", version, name, requests)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
