#!/usr/bin/env python3
"""Takes a genuine client through the table of refusals, refusals.toml; prints one JSON document.

Usage: refusals.py --claude PROGRAM [--only GLOB]... [--jobs N]
       refusals.py --sdk PYTHON

Of Claude Code: for each row whether it recovers, after how many refusals, and what it changed. Of an SDK, whose caller sees a
refusal: how often it asks at each status, with and without x-should-retry. Needs nothing but the standard library.
"""

import argparse
import concurrent.futures
import fnmatch
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True  # The source folder stays as it is.

import claude_code  # noqa: E402
from claude_code_process import Gone, Process  # noqa: E402

here = pathlib.Path(__file__).resolve().parent
SERVED = "It is served."
# Characters of a conversation that is still taken in: one of the two long turns fits, both do not.
ROOM, LONG = 70_000, 45_000
TURN_SECONDS = 75
RETRIED = (400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 529)


def rows():
    """The table, with every wording as a row of its own."""
    found = []
    for row in tomllib.loads((here / "refusals.toml").read_text())["refusal"]:
        row = {"status": 400, "type": "invalid_request_error", "headers": {}, **row}
        messages = row.pop("messages", None)
        if messages is None:
            found.append(row)
        else:
            found += [{**row, "name": f"{row['name']}-{number}", "message": m} for number, m in enumerate(messages, 1)]
    return found


def text_size(value):
    if isinstance(value, str):
        return len(value)
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return sum(text_size(each) for each in values)


def asks_for_summary(body):
    last = json.dumps(body["messages"][-1:])
    return "summary" in last and LONG > len(last.replace("word ", ""))


def bounded_tool(body, is_mcp):
    """The place of the first tool whose schema has a bound of length."""
    for index, tool in enumerate(body.get("tools") or []):
        if "maxLength" in json.dumps(tool) and tool["name"].startswith("mcp__") == is_mcp:
            return index
    return None


def refused(row, body, headers):
    """Whether a row refuses this request."""
    what, thinking = row["refuses"], body.get("thinking") or {}
    if what.startswith("the beta "):
        return what.removeprefix("the beta ") in headers.get("anthropic-beta", "")
    return {
        "everything": lambda: True,
        "long conversations": lambda: text_size(body.get("messages")) > ROOM and not asks_for_summary(body),
        "large limits": lambda: body.get("max_tokens", 0) > 20_000,
        "system messages": lambda: any(m.get("role") == "system" for m in body.get("messages") or []),
        "adaptive thinking": lambda: thinking.get("type") == "adaptive",
        "an effort": lambda: "output_config" in body,
        "context management": lambda: "context_management" in body,
        "cache marks": lambda: '"cache_control"' in json.dumps(body),
        "bounds of the MCP tool": lambda: bounded_tool(body, True) is not None,
        "bounds of built-in tools": lambda: bounded_tool(body, False) is not None,
    }[what]()


class Server(ThreadingHTTPServer):
    """Serves a sentence, and refuses what its row refuses."""

    daemon_threads = True

    def __init__(self, row):
        super().__init__(("127.0.0.1", 0), Handler)
        self.row, self.seen, self.lock = row, [], threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def refuses(self, body, headers):
        is_refused = refused(self.row, body, headers)
        with self.lock:
            self.seen.append((is_refused, body, headers))
        return is_refused


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, form, *arguments):
        pass

    def reply(self, status, body, kind="application/json", **headers):
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": len(body), "request-id": "req_1", **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def do_HEAD(self):
        self.reply(200, b"")

    def do_GET(self):
        self.reply(404, json.dumps({"type": "error", "error": {"type": "not_found_error", "message": "not here"}}).encode())

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if not self.path.split("?")[0].endswith("/v1/messages"):
            return self.do_GET()
        headers = {name.lower(): value for name, value in self.headers.items()}
        row = self.server.row
        if self.server.refuses(body, headers):
            index = next((i for i in (bounded_tool(body, "MCP" in row["refuses"]),) if i is not None), 0)
            message = row["message"].replace("INDEX", str(index)).replace("MODEL", str(body.get("model")))
            error = {"type": "error", "error": {"type": row["type"], "message": message}, "request_id": "req_1"}
            return self.reply(row["status"], json.dumps(error).encode(), **row["headers"])
        usage = {"input_tokens": text_size(body) // 4, "output_tokens": 0}
        message = {
            "id": f"msg_{time.monotonic_ns()}", "type": "message", "role": "assistant", "model": body["model"], "content": [],
            "stop_reason": None, "stop_sequence": None, "usage": usage,
        }
        if not body.get("stream"):
            whole = {"content": [{"type": "text", "text": SERVED}], "stop_reason": "end_turn"}
            return self.reply(200, json.dumps({**message, **whole, "usage": {**usage, "output_tokens": 4}}).encode())
        events = [
            {"type": "message_start", "message": message},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": SERVED}},
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 4}},
            {"type": "message_stop"},
        ]
        stream = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
        self.reply(200, stream.encode(), "text/event-stream")


# A server of tools with one that has a bound, in the least of the protocol.
MCP = r"""
import json, sys
schema = {"type": "object", "properties": {"text": {"type": "string", "maxLength": 524288}}}
for line in sys.stdin:
    asked = json.loads(line)
    if "id" not in asked:
        continue
    answer = {
        "initialize": {"protocolVersion": asked.get("params", {}).get("protocolVersion"), "capabilities": {"tools": {}},
                       "serverInfo": {"name": "bounded", "version": "1"}},
        "tools/list": {"tools": [{"name": "keep", "description": "Keeps a text.", "inputSchema": schema}]},
    }.get(asked["method"], {})
    print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": answer}), flush=True)
"""


def changes(before, after):
    """What is different in a request that was served, in the words of the profiles."""
    found = []
    old, new = (request[1] for request in (before, after))

    def roles(body):
        return [m.get("role") for m in body.get("messages") or []]

    if text_size(new.get("messages")) < text_size(old.get("messages")) * 0.8:
        return ["sums up"]
    if new.get("max_tokens", 0) < old.get("max_tokens", 0):
        found.append("smaller limit")
    if "system" in roles(old) and "system" not in roles(new):
        found.append("system into user")
    if (old.get("thinking") or {}).get("type") != (new.get("thinking") or {}).get("type"):
        found.append(f"thinking {(new.get('thinking') or {}).get('type', 'absent')}")
    for name in ("output_config", "context_management", "safeguards"):
        if name in old and name not in new:
            found.append(f"without {name}")
    old_tools, new_tools = ({t["name"]: json.dumps(t) for t in body.get("tools") or []} for body in (old, new))
    if any(new_tools.get(name, tool) != tool for name, tool in old_tools.items()):
        found.append("other schema")
    old_betas, new_betas = (set(r[2].get("anthropic-beta", "").split(",")) for r in (before, after))
    found += [f"without beta {beta}" for beta in sorted(old_betas - new_betas)]
    return found


def met(claude, row):
    """What the program made of one row."""
    server = Server(row)
    turns = [f"Say hi. {'word ' * (LONG // 5)}", f"Say hi again. {'word ' * (LONG // 5)}"]
    if row["refuses"] != "long conversations":
        turns = ["Say hi."]
    with tempfile.TemporaryDirectory() as scratch:
        place = claude_code.Place(scratch)
        options = ["--allowedTools", "Read"]
        if "MCP" in row["refuses"]:
            (place.home / "bounded.py").write_text(MCP)
            command = {"command": sys.executable, "args": [str(place.home / "bounded.py")]}
            options += ["--mcp-config", json.dumps({"mcpServers": {"bounded": command}})]
        variables = {
            "ANTHROPIC_AUTH_TOKEN": claude_code.TOKEN, "ANTHROPIC_MODEL": "local/model-1", "CLAUDE_CODE_MAX_RETRIES": "2",
            "ENABLE_TOOL_SEARCH": "false",
        }
        process = Process(claude, server.url(), place.home, place.project, variables, options)
        told, began = "", time.monotonic()
        try:
            for turn in turns:
                result = process.say(turn, TURN_SECONDS)[-1]
                told = "" if not result.get("is_error") and SERVED in str(result.get("result")) else str(result.get("result"))
        except Gone as gone:
            told = f"it was given up after {TURN_SECONDS} s" if "nothing" in str(gone) else str(gone)
        finally:
            process.stop()
            server.shutdown()
            server.server_close()
    seen = [each for each in server.seen if row["refuses"] != "long conversations" or not asks_for_summary(each[1])]
    refusals = sum(each[0] for each in seen)
    what = {key: row[key] for key in ("name", "refuses", "status", "type", "message")}
    entry = {**what, "outcome": "ends" if told else "recovers", "refusals": refusals}
    if not refusals:
        entry["outcome"] = "not asked"
    elif not told:
        first = next(index for index, each in enumerate(seen) if each[0])
        after = next((each for each in seen[first:] if not each[0]), None)
        entry["how"] = changes(seen[first], after) if after else []
    elif time.monotonic() - began > TURN_SECONDS:
        entry["cut_off"] = True
    return entry


SDK = """
import anthropic, sys
try:
    client = anthropic.Anthropic(api_key="key", base_url=sys.argv[1], timeout=20)
    client._calculate_retry_timeout = lambda *_, **__: 0
    client.messages.create(model="m", max_tokens=8, messages=[{"role": "user", "content": "Say hi."}])
except Exception as error:
    print(type(error).__name__)
"""


def statuses(python):
    """How often the SDK asks at each status, and what its caller meets."""
    found = {}
    for status in RETRIED:
        entry = {}
        for name, headers in (("plain", {}), ("told not to", {"x-should-retry": "false"}), ("told to", {"x-should-retry": "true"})):
            row = {"refuses": "everything", "status": status, "type": "api_error", "message": "no", "headers": headers}
            server = Server(row)
            done = subprocess.run([python, "-I", "-c", SDK, server.url()], capture_output=True, text=True, timeout=120)
            entry[name] = len(server.seen)
            entry["raises"] = done.stdout.strip()
            server.shutdown()
            server.server_close()
        found[str(status)] = entry
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claude")
    parser.add_argument("--sdk")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    if options.sdk:
        asked = [options.sdk, "-I", "-c", "import anthropic; print(anthropic.__version__)"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        document = {"client": "python-sdk", "version": version, "statuses": statuses(options.sdk)}
    else:
        chosen = [r for r in rows() if not options.only or any(fnmatch.fnmatch(r["name"], g) for g in options.only)]
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            entries = list(pool.map(lambda row: met(options.claude, row), chosen))
        document = {"client": "claude-code", "version": claude_code.version(options.claude), "refusals": entries}
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
