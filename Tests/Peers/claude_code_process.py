"""Runs the genuine Claude Code as a process that is spoken to, in a home of its own.

`Relay` stands between it and the server: it passes bytes on as they are and counts the requests. `Process`
sends turns and gathers what the user would see. Needs nothing but the standard library.
"""

import contextlib
import json
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.parse

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
NOT_HERE = b'{"type":"error","error":{"type":"not_found_error","message":"There are no streams here."}}'
HEAD = b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
REQUEST_LINE = re.compile(rb"(?:GET|HEAD|POST|PUT|DELETE|OPTIONS) \S+ HTTP/1\.[01]\r\n")


class Relay:
    """Passes bytes on in both directions, with every way a connection can end, and counts request lines.

    With `refuses_streams` it answers a wish for a stream by itself, as a gateway does that has none.
    """

    refuses_streams = False

    def __init__(self, url):
        place = urllib.parse.urlsplit(url)
        self.target = (place.hostname, place.port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.requests = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self.target, timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for source, sink, counts in ((client, server, True), (server, client, False)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self.pump, args=(source, sink, counts), daemon=True).start()

    def pump(self, source, sink, counts):
        tail = b""
        try:
            while data := source.recv(65536):
                if counts:
                    # JSON escapes line ends: what looks like a request line is one, wherever it stands.
                    text = tail + data
                    ends = [match.end() for match in REQUEST_LINE.finditer(text)]
                    with self.lock:
                        self.requests += len(ends)
                    tail = text[max([*ends, len(text) - 300]) :]
                    if self.refuses_streams:
                        data = self.without_streams(data, source)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, sink):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def without_streams(data, client):
        """The whole request that begins in `data`, or nothing when it wants a stream and was refused."""
        while b"\r\n\r\n" not in data:
            if not (more := client.recv(65536)):
                return data
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        announced = LENGTH.search(head + b"\r\n")
        while announced and len(body) < int(announced[1]):
            if not (more := client.recv(65536)):
                break
            body += more
        if b'"stream":true' not in body:
            return head + b"\r\n\r\n" + body
        client.sendall(HEAD % len(NOT_HERE) + NOT_HERE)
        return b""

    def taken(self):
        with self.lock:
            count, self.requests = self.requests, 0
        return count

    def close(self):
        self.listener.close()


class Gone(Exception):
    """The program has ended, or says nothing within its time."""


class Process:
    def __init__(self, program, url, home, project, variables, options):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "dumb",
            "LANG": "C.UTF-8",
            "ANTHROPIC_BASE_URL": url,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
            **variables,
        }
        command = [program, "-p", "--verbose"]
        command += ["--input-format", "stream-json", "--output-format", "stream-json"]
        self.process = subprocess.Popen(
            [*command, "--include-partial-messages", *options],
            cwd=project,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.lines, self.deltas = queue.Queue(), 0  # Pieces of text in the last turn.
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with contextlib.suppress(ValueError):
                self.lines.put(json.loads(line))
        self.lines.put(None)

    def send(self, document):
        try:
            self.process.stdin.write(json.dumps(document).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as broken:
            raise Gone("it has ended") from broken

    def interrupt(self):
        self.send({"type": "control_request", "request_id": "stop", "request": {"subtype": "interrupt"}})

    def say(self, text, limit, interrupt_after=None):
        """Every event of one turn, the last is its result. Raises Gone after `limit` seconds."""
        self.send({"type": "user", "message": {"role": "user", "content": text}})
        deadline, deltas, events = time.monotonic() + limit, 0, []
        self.deltas = 0
        while True:
            try:
                event = self.lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise Gone("it says nothing") from None
            if event is None:
                raise Gone("it has ended")
            if event.get("type") == "stream_event":
                part = event.get("event") or {}
                delta = part.get("delta") or {}
                if part.get("type") == "content_block_delta" and delta.get("type") == "text_delta":
                    deltas += 1
                    self.deltas = deltas
                    if deltas == interrupt_after:
                        self.interrupt()
                continue
            events.append(event)
            if event.get("type") == "result":
                return events

    def stop(self):
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
