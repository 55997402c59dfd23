#!/usr/bin/env python3
"""Prints what a proxy adds: medians of direct requests and of requests through it, taken in turns.

Usage: latency.py --direct URL --proxied URL --key KEY [--rounds N]
"""

import argparse
import http.client
import json
import statistics
import time
import urllib.parse

MODEL = "reference/model-1"


class Peer:
    def __init__(self, url, key):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.headers = {"content-type": "application/json", "x-api-key": key, "anthropic-version": "2023-06-01"}

    def ask(self, stream):
        """Milliseconds to the first byte of the body and to its end."""
        body = {"model": MODEL, "max_tokens": 64, "messages": [{"role": "user", "content": "Say hello."}]}
        if stream:
            body["stream"] = True
        start = time.perf_counter()
        self.connection.request("POST", "/v1/messages", json.dumps(body), self.headers)
        response = self.connection.getresponse()
        if response.status != 200:
            raise SystemExit(f"latency: status {response.status}: {response.read(400)!r}")
        response.read(1)
        first = time.perf_counter()
        response.read()
        return (first - start) * 1000, (time.perf_counter() - start) * 1000


def main():
    parser = argparse.ArgumentParser()
    for name in ("direct", "proxied", "key"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    peers = {"direct": Peer(arguments.direct, arguments.key), "recorded": Peer(arguments.proxied, arguments.key)}
    print(f"{'median of ' + str(arguments.rounds) + ', in ms':28} {'direct':>9} {'recorded':>9} {'added':>9}")
    for stream in (False, True):
        taken = {name: [] for name in peers}
        for name in peers:
            peers[name].ask(stream)
        for _ in range(arguments.rounds):
            for name, peer in peers.items():
                taken[name].append(peer.ask(stream))
        for index, what in enumerate(("first byte", "whole")):
            medians = {name: statistics.median(each[index] for each in times) for name, times in taken.items()}
            label = f"{'stream' if stream else 'JSON'}, {what}"
            added = medians["recorded"] - medians["direct"]
            print(f"{label:28} {medians['direct']:9.2f} {medians['recorded']:9.2f} {added:9.2f}")


if __name__ == "__main__":
    main()
