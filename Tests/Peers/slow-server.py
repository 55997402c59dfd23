#!/usr/bin/env python3
"""A model server as slow as a small machine: a proxy in front of another one that waits where a model would work.

Usage: slow-server.py --upstream URL [--port N] [--prefill N] [--generation N] [--prefix-cache]

Reads --prefill prompt tokens a second (400) and writes --generation tokens a second (25), one request at a time, as llama.cpp
with one slot. With --prefix-cache, what a prompt has in common with the one before is not read again. Prints its address, and
at the end what it read, wrote and waited for.
"""

import argparse
import http.client
import json
import signal
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}


def prompt_of(body):
    """What a model reads, in its order."""
    parts = [body.get("tools"), body.get("system"), body.get("messages")]
    return "".join(json.dumps(part, sort_keys=True) for part in parts if part)


class Slot:
    """The one place where the model works."""

    def __init__(self, options):
        self.options, self.lock, self.last = options, threading.Lock(), ""
        self.read, self.written, self.requests = 0, 0, 0

    def reads(self, prompt, tokens):
        """Seconds until the first token."""
        shared = 0
        if self.options.prefix_cache and prompt:
            for mine, other in zip(prompt, self.last):
                if mine != other:
                    break
                shared += 1
        self.last = prompt
        fresh = tokens * (1 - shared / max(1, len(prompt)))
        self.read, self.requests = self.read + fresh, self.requests + 1
        time.sleep(fresh / self.options.prefill)

    def writes(self, tokens):
        self.written += tokens
        time.sleep(tokens / self.options.generation)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, form, *arguments):
        pass

    def body(self):
        if "chunked" in self.headers.get("transfer-encoding", ""):
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def pass_on(self):
        body, options = self.body(), self.server.slot.options
        place = urllib.parse.urlsplit(options.upstream)
        upstream = http.client.HTTPConnection(place.hostname, place.port, timeout=900)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP | {"host", "expect"}}
        try:
            upstream.request(self.command, self.path, body or None, headers)
            response = upstream.getresponse()
            works = self.path.split("?")[0] == "/v1/messages" and self.command == "POST" and response.status == 200
            if works and "event-stream" in response.headers.get("content-type", ""):
                self.stream(response, body)
            else:
                self.whole(response, body, works)
        except (BrokenPipeError, ConnectionResetError, http.client.HTTPException, ValueError):
            self.close_connection = True
        finally:
            upstream.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = pass_on

    def head(self, response, **more):
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def whole(self, response, asked, works):
        body, slot = response.read(), self.server.slot
        if works:
            usage = json.loads(body).get("usage", {})
            with slot.lock:
                slot.reads(prompt_of(json.loads(asked)), total(usage))
                slot.writes(usage.get("output_tokens", 0))
        self.head(response, content_length=len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def stream(self, response, asked):
        slot, is_first = self.server.slot, True
        with slot.lock:
            for line in response:
                if line.startswith(b"data: ") and is_first:
                    start = json.loads(line[6:])
                    slot.reads(prompt_of(json.loads(asked)), total(start.get("message", {}).get("usage", {})))
                    self.head(response, transfer_encoding="chunked")
                    self.chunk(b"event: message_start\n")
                    is_first = False
                if is_first:
                    continue
                if line.startswith(b"data: ") and b"content_block_delta" in line:
                    delta = json.loads(line[6:]).get("delta", {})
                    text = next((v for k, v in delta.items() if k != "type" and isinstance(v, str)), "")
                    if delta.get("type") != "signature_delta":
                        slot.writes(max(1, len(text) / 4))
                self.chunk(line)
        self.chunk(b"")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


def total(usage):
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    return sum(usage.get(name) or 0 for name in names)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--prefill", type=float, default=400)
    parser.add_argument("--generation", type=float, default=25)
    parser.add_argument("--prefix-cache", action="store_true")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    slot = server.slot = Slot(options)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    finally:
        seconds = slot.read / options.prefill + slot.written / options.generation
        print(f"{slot.requests} requests, {slot.read:.0f} prompt tokens read, {slot.written:.0f} written, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
