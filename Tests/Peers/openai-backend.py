#!/usr/bin/env python3
"""A small OpenAI-shaped backend with a scripted model, for proxies that need something behind them.

Usage: openai-backend.py [--port N]

Listens on 127.0.0.1 and prints the port as its only line on standard output. It answers
GET /v1/models, GET /v1/models/{id} and POST /v1/chat/completions (streamed or not). The same request gives
the same words, and a run of the same requests gives the same ids; scripted_model.py says what can be asked.
"""

import argparse
import itertools
import json
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True  # The source folder stays as it is.

from openai_request import MODEL, Refusal, checked  # noqa: E402
from scripted_model import generate, prompt_tokens  # noqa: E402

CREATED = 1_700_000_000  # A fixed moment (seconds since 1970), so that answers repeat byte for byte.
WORD_GAP_SECONDS = 0.005
BODY_LIMIT_BYTES = 64 * 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120

    def log_message(self, form, *arguments):
        sys.stderr.write(form % arguments + "\n")  # No time of day, so that logs of equal runs are equal.

    def send_json(self, status, value):
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, act):
        try:
            act()
        except Refusal as refusal:
            self.send_json(refusal.status, refusal.body)
        except RecursionError:
            self.send_json(400, Refusal(400, "the body is nested too deeply").body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # The client went away; there is nobody left to tell.

    def do_GET(self):
        self.answer(self.models)

    def do_POST(self):
        self.answer(self.completions)

    def models(self):
        entry = {"id": MODEL, "object": "model", "created": CREATED, "owned_by": "dropin"}
        path = self.path.split("?")[0]
        if path == "/v1/models":
            return self.send_json(200, {"object": "list", "data": [entry]})
        if path == f"/v1/models/{MODEL}":
            return self.send_json(200, entry)
        raise Refusal(404, f"nothing is served at {path}")

    def body(self):
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self.close_connection = True
            raise Refusal(411, "a Content-Length is needed")
        if int(length) > BODY_LIMIT_BYTES:
            self.close_connection = True
            raise Refusal(413, f"the body is longer than {BODY_LIMIT_BYTES} bytes")
        try:
            return json.loads(self.rfile.read(int(length)))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise Refusal(400, f"the body is not JSON: {error}") from error

    def completions(self):
        body, path = self.body(), self.path.split("?")[0]
        if path != "/v1/chat/completions":
            raise Refusal(404, f"nothing is served at {path}")
        body = checked(body)
        text, calls, reason, spoken = generate(body)
        number = self.server.number()
        head = {"id": f"chatcmpl-{number:06d}", "created": CREATED, "model": MODEL}
        paid = prompt_tokens(body)
        usage = {"prompt_tokens": paid, "completion_tokens": spoken, "total_tokens": paid + spoken}
        calls = [(f"call_{number:06d}_{index}", name, words) for index, (name, words) in enumerate(calls)]
        if body.get("stream") is True:
            wants_usage = (body.get("stream_options") or {}).get("include_usage") is True
            return self.send_stream(head, text, calls, reason, usage if wants_usage else None)
        message = {"role": "assistant", "content": None if calls else "".join(text)}
        if calls:
            message["tool_calls"] = [
                {"id": call, "type": "function", "function": {"name": name, "arguments": "".join(words)}}
                for call, name, words in calls
            ]
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}
        self.send_json(200, {**head, "object": "chat.completion", "choices": [choice], "usage": usage})

    def send_stream(self, head, text, calls, reason, usage):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        head = {**head, "object": "chat.completion.chunk"}

        def send(data):
            frame = f"data: {data}\n\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(frame), frame))
            self.wfile.flush()

        def chunk(delta, finish=None):
            choices = [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
            send(json.dumps({**head, "choices": choices}, ensure_ascii=False))

        chunk({"role": "assistant", "content": None if calls else ""})
        for word in text:
            time.sleep(WORD_GAP_SECONDS)
            chunk({"content": word})
        for index, (call, name, words) in enumerate(calls):
            start = {"id": call, "type": "function", "function": {"name": name, "arguments": ""}}
            chunk({"tool_calls": [{"index": index, **start}]})
            for word in words:
                time.sleep(WORD_GAP_SECONDS)
                chunk({"tool_calls": [{"index": index, "function": {"arguments": word}}]})
        chunk({}, reason)
        if usage is not None:
            send(json.dumps({**head, "choices": [], "usage": usage}))
        send("[DONE]")
        self.wfile.write(b"0\r\n\r\n")


class Backend(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Handler)
        self._numbers, self._lock = itertools.count(1), threading.Lock()

    def number(self):
        """The next answer's number, the only thing in an answer that its request does not decide."""
        with self._lock:
            return next(self._numbers)


def main():
    parser = argparse.ArgumentParser(description="An OpenAI-shaped backend with a scripted model.")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free port")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Backend(arguments.port) as backend:
        print(backend.server_address[1], flush=True)
        try:
            backend.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
