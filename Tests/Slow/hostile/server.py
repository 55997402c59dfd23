"""A server that misbehaves in one of many ways. Standard library only.

Every mode is a coroutine `mode(call)`; what it leaves undone is not done. `MODES` has them by name, with the family
they belong to and the bounds that dropin must keep on them (see run.py). Three more words among the bounds: `raw` modes
have the connection before any request is read, `prelude` modes also answer what is asked before a run begins, and
`scheme` is what the address begins with."""
import asyncio
import base64
import json
import random

MODES = {}
COUNTER = [0]


def mode(family, **bounds):
    def add(function):
        name = function.__name__.strip("_").replace("_", "-")
        MODES[name] = (family, function, bounds)
        return function

    return add


class Call:
    """One request, and ways to answer it."""

    def __init__(self, reader, writer, method, path, headers, body, connection):
        self.reader, self.writer = reader, writer
        self.method, self.path, self.headers, self.body = method, path, headers, body
        self.connection = connection
        try:
            self.json = json.loads(body) if body else {}
        except ValueError:
            self.json = {}
        if not isinstance(self.json, dict):
            self.json = {}
        bearer = headers.get("authorization", "")
        self.token = bearer.split(" ", 1)[-1] if bearer else headers.get("x-api-key", "")
        self.streams = self.json.get("stream") is True
        self.is_message = self.path.split("?")[0] == "/v1/messages"

    def send(self, data):
        self.writer.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

    async def flush(self):
        await self.writer.drain()

    async def flood(self, piece, total):
        """Writes until `total` bytes are gone or the client has had enough."""
        piece = piece if isinstance(piece, bytes) else piece.encode()
        for _ in range(max(1, total // len(piece))):
            self.writer.write(piece)
            await self.writer.drain()

    def close(self):
        self.writer.close()

    def head(self, status="200 OK", kind="application/json", length=None, extra=""):
        COUNTER[0] += 1
        size = "" if length is None else f"Content-Length: {length}\r\n"
        self.send(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nrequest-id: req_{COUNTER[0]}\r\n{size}{extra}\r\n")

    def answer(self, body, status="200 OK", kind="application/json", extra=""):
        body = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
        self.head(status, kind, len(body), extra)
        self.send(body)

    def error(self, message, status="400 Bad Request", extra=""):
        self.answer(json.dumps({"type": "error", "error": {"type": "invalid_request_error", "message": message}}), status, extra=extra)

    def stream(self, events, close=True):
        self.head(kind="text/event-stream", extra="Connection: close\r\n")
        for event in events:
            self.send(event)
        if close:
            self.close()

    def give(self, message=None, text=None, usage=None, extra=""):
        """A sound answer, or one with some part changed; as a stream when a stream was asked for."""
        if self.path.startswith("/v1/models"):
            return self.answer(json.dumps({"data": [{"id": "m", "type": "model", "display_name": "m", "created_at": "2026-01-01T00:00:00Z"}], "has_more": False, "first_id": "m", "last_id": "m"}))
        if "count_tokens" in self.path:
            return self.answer('{"input_tokens": 12}')
        if not isinstance(self.json.get("messages"), list) or not self.json.get("messages"):
            return self.error("messages: at least one message is required")
        message = message or build(text or "Hello", usage)
        if self.streams:
            return self.stream(events(message))
        self.answer(json.dumps(message), extra=extra)


def build(text="Hello", usage=None, content=None, **more):
    COUNTER[0] += 1
    message = {
        "id": f"msg_{COUNTER[0]}", "type": "message", "role": "assistant", "model": "m",
        "content": content if content is not None else [{"type": "text", "text": text}],
        "stop_reason": "end_turn", "stop_sequence": None,
        "usage": usage or {"input_tokens": 12, "output_tokens": 5},
    }
    message.update(more)
    return message


def event(name, data):
    return f"event: {name}\ndata: {data if isinstance(data, str) else json.dumps(data)}\n\n"


def start(message):
    opened = dict(message, content=[], stop_reason=None)
    return event("message_start", {"type": "message_start", "message": opened})


def block(index, kind, pieces, extra=None):
    opening = {"text": {"type": "text", "text": ""}, "thinking": {"type": "thinking", "thinking": "", "signature": ""}}.get(kind) or {"type": "tool_use", "id": f"toolu_{COUNTER[0]}_{index}", "name": "get_weather", "input": {}}
    key = {"text": ("text_delta", "text"), "thinking": ("thinking_delta", "thinking"), "tool": ("input_json_delta", "partial_json")}[kind]
    yield event("content_block_start", {"type": "content_block_start", "index": index, "content_block": opening})
    for piece in pieces:
        yield event("content_block_delta", {"type": "content_block_delta", "index": index, "delta": {"type": key[0], key[1]: piece}})
    yield event("content_block_stop", {"type": "content_block_stop", "index": index})


def end(reason="end_turn", usage=None):
    yield event("message_delta", {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, "usage": usage or {"output_tokens": 5}})
    yield event("message_stop", {"type": "message_stop"})


def events(message):
    out = [start(message)]
    for index, part in enumerate(message["content"]):
        out += block(index, "text", [part.get("text", "")])
    return out + list(end(usage={"output_tokens": message["usage"].get("output_tokens", 5)}))


async def forever():
    await asyncio.sleep(3600)


# Connections

@mode("connection")
async def closes_at_once(c): c.close()

@mode("connection")
async def resets(c): c.writer.transport.abort()

@mode("connection", time=40)
async def never_answers(c): await forever()

@mode("connection")
async def closes_within_the_head(c): c.send("HTTP/1.1 200 OK\r\nContent-Ty"); c.close()

@mode("connection")
async def resets_within_the_body(c): c.head(length=500); c.send("{"); await c.flush(); c.writer.transport.abort()

@mode("connection")
async def speaks_tls(c): c.send(bytes([0x15, 3, 1, 0, 2, 2, 70])); c.close()

@mode("connection")
async def switches_protocols(c): c.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"); c.send(b"PRI * HTTP/2.0\r\n\r\n"); c.close()

@mode("connection")
async def answers_two_at_once(c): c.give(); c.give()

@mode("connection")
async def closes_every_second(c):
    if c.connection % 2: c.close()
    else: c.give()

@mode("connection")
async def keeps_alive_and_lies(c): c.give(extra="Connection: keep-alive\r\n"); await c.flush(); c.close()

@mode("connection")
async def sends_ssh_banner(c): c.send("SSH-2.0-OpenSSH_9.0\r\n"); c.close()

@mode("connection")
async def speaks_http2(c): c.send(bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])); c.close()

# Heads

@mode("head")
async def no_http(c): c.send("hello there\r\n\r\n"); c.close()

@mode("head")
async def long_status_line(c): await c.flood(b"HTTP/1.1 200 " + b"O" * 65000, 4 << 20); c.close()

@mode("head")
async def status_999(c): c.answer("{}", status="999 Odd")

@mode("head")
async def status_000(c): c.answer("{}", status="000 None")

@mode("head")
async def status_99999(c): c.answer("{}", status="99999999999999999999 Big")

@mode("head")
async def status_negative(c): c.answer("{}", status="-200 OK")

@mode("head")
async def future_version(c): c.send("HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}")

@mode("head")
async def many_headers(c): c.head(length=2, extra="".join(f"h{i}: {i}\r\n" for i in range(20000))); c.send("{}")

@mode("head")
async def same_header_many_times(c): c.head(length=2, extra="request-id: a\r\n" * 20000); c.send("{}")

@mode("head")
async def endless_headers(c): c.send("HTTP/1.1 200 OK\r\n"); await c.flood(b"x: y\r\n" * 1000, 64 << 20); c.close()

@mode("head")
async def long_header(c): c.head(length=2, extra="x-long: " + "y" * 90000 + "\r\n"); c.send("{}")

@mode("head")
async def nul_in_header(c): c.head(length=2, extra="x-nul: a\0b\r\n"); c.send("{}")

@mode("head")
async def folded_header(c): c.head(length=2, extra="x-fold: a\r\n b\r\n\tc\r\n"); c.send("{}")

@mode("head")
async def header_without_colon(c): c.head(length=2, extra="just a line\r\n"); c.send("{}")

@mode("head")
async def line_feeds_only(c): c.send("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}")

@mode("head")
async def binary_headers(c): c.head(length=2, extra="x-bin: "); c.send(bytes(range(128, 256)) + b"\r\n\r\n{}")

@mode("head")
async def endless_100_continue(c): await c.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 32 << 20); c.close()

@mode("head")
async def early_hints_then_answer(c): c.send("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" * 500); c.give()

@mode("head")
async def no_content_with_body(c): c.answer('{"a":1}', status="204 No Content")

@mode("head")
async def control_characters_in_reason(c): c.answer("{}", status="418 \x1b[31mred\x07\x08")

# Framing

def framing(name, head, body=b"{}", close=True):
    async def run(c):
        c.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + head + "\r\n\r\n")
        c.send(body)
        await c.flush()
        if close: c.close()
        else: await forever()
    run.__name__ = name
    mode("framing", time=30)(run)


framing("length_negative", "Content-Length: -1")
framing("length_greatest", "Content-Length: 9223372036854775807")
framing("length_over_64_bits", "Content-Length: 99999999999999999999999")
framing("length_too_long", "Content-Length: 400")
framing("length_too_long_and_open", "Content-Length: 400", close=False)
framing("length_too_short", "Content-Length: 1")
framing("length_twice", "Content-Length: 2\r\nContent-Length: 3")
framing("length_and_chunked", "Content-Length: 2\r\nTransfer-Encoding: chunked", b"2\r\n{}\r\n0\r\n\r\n")
framing("length_of_words", "Content-Length: two")
framing("chunk_greatest", "Transfer-Encoding: chunked", b"7fffffffffffffff\r\n{}")
framing("chunk_over_64_bits", "Transfer-Encoding: chunked", b"ffffffffffffffffffff\r\n{}")
framing("chunk_negative", "Transfer-Encoding: chunked", b"-2\r\n{}\r\n0\r\n\r\n")
framing("chunk_extension_of_a_megabyte", "Transfer-Encoding: chunked", b"2;" + b"x" * (1 << 20) + b"\r\n{}\r\n0\r\n\r\n")
framing("chunk_without_end_of_line", "Transfer-Encoding: chunked", b"2\r\n{}0\r\n\r\n")
framing("chunks_of_a_byte", "Transfer-Encoding: chunked", b"1\r\n \r\n" * 300000 + b"2\r\n{}\r\n0\r\n\r\n")
framing("chunked_without_last", "Transfer-Encoding: chunked", b"2\r\n{}\r\n", close=False)
framing("trailers_of_megabytes", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\n" + b"x-t: y\r\n" * 400000 + b"\r\n")
framing("coding_unknown", "Transfer-Encoding: klingon")
framing("gzip_that_is_none", "Content-Encoding: gzip\r\nContent-Length: 2")
framing("bytes_behind_the_end", "Content-Length: 2", b"{}" + b"A" * (8 << 20))

# Bodies

@mode("body")
async def hundred_megabytes(c): c.head(length=100 << 20); await c.flood(b"[1,2,3],\n" * 8000, 100 << 20); c.close()

@mode("body")
async def endless_zeros(c): c.head(extra="Connection: close\r\n"); await c.flood(bytes(65536), 1 << 30); c.close()

@mode("body")
async def just_below_the_limit(c): c.answer('{"a":"' + "x" * 1040000 + '"}')

def body(name, data, kind="application/json", **bounds):
    async def run(c): c.answer(data, kind=kind)
    run.__name__ = name
    mode("body", **bounds)(run)


body("random_bytes", random.Random(1).randbytes(900000))
body("utf_16", '{"id":"x"}'.encode("utf-16"))
body("byte_order_mark", b"\xef\xbb\xbf{}")
body("invalid_utf_8", b'{"id":"\xff\xfe\xc0\x80"}')
body("empty_body", b"")
body("white_space", b" \n" * 500000)
body("a_page", b"<!doctype html><script>alert(1)</script>" * 2000, kind="text/html")

# JSON

def text(name, make, family="json", **bounds):
    async def run(c): c.answer(make())
    run.__name__ = name
    mode(family, **bounds)(run)


text("arrays_in_arrays", lambda: "[" * 1000000)
text("objects_in_objects", lambda: '{"a":' * 180000 + "1" + "}" * 180000)
text("many_keys", lambda: "{" + ",".join(f'"{i}":1' for i in range(90000)) + "}")
text("one_key_again_and_again", lambda: "{" + ",".join(['"k":1'] * 150000) + "}")
text("long_string", lambda: '{"id":"' + "x" * 1000000 + '"}')
text("long_number", lambda: '{"id":' + "9" * 1000000 + "}")
text("number_out_of_range", lambda: '{"usage":{"input_tokens":1e400,"output_tokens":-1e-400}}')
text("escapes", lambda: '{"id":"' + "\\u0041" * 150000 + '"}')
text("lone_surrogates", lambda: '{"id":"' + "\\ud800" * 150000 + '"}')
text("two_documents", lambda: json.dumps(build()) * 2)
text("trailing_comma", lambda: '{"a":1,}')
text("not_a_number", lambda: '{"a":NaN,"b":Infinity}')
text("nul_in_key", lambda: '{"a\\u0000b":1,"a":2}')
text("commas", lambda: "[" + "1," * 400000 + "1]")
text("array_at_the_top", lambda: "[" + json.dumps(build()) + "]")
text("string_at_the_top", lambda: '"' + "a" * 900000 + '"')
text("unfinished", lambda: json.dumps(build("x" * 900000))[:-3])


def message(name, make, family="json", **bounds):
    async def run(c): c.give(make())
    run.__name__ = name
    mode(family, **bounds)(run)


message("many_usage_keys", lambda: build(usage=dict({"input_tokens": 1, "output_tokens": 1}, **{f"k{i}": i for i in range(60000)})))
message("many_blocks", lambda: build(content=[{"type": "text", "text": "a"}] * 15000))
message("many_calls_with_one_id", lambda: build(content=[{"type": "tool_use", "id": "toolu_1", "name": "x", "input": {}}] * 12000, stop_reason="tool_use"))
message("many_calls", lambda: build(content=[{"type": "tool_use", "id": f"toolu_{i}", "name": "x", "input": {}} for i in range(12000)], stop_reason="tool_use"))
message("null_content", lambda: build(content=[None] * 50000))
message("unknown_blocks", lambda: build(content=[{"type": f"t{i}"} for i in range(30000)]))

# Numbers

GREATEST, LEAST = 2**63 - 1, -(2**63)
for key in ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"]:
    for name, value in [("greatest", GREATEST), ("least", LEAST), ("over", 2**63), ("huge", 10**30), ("negative", -1)]:
        message(f"{key}_{name}", lambda key=key, value=value: build(usage=dict({"input_tokens": 1, "output_tokens": 1}, **{key: value})), "numbers")
message("all_tokens_greatest", lambda: build(usage=dict.fromkeys(["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"], GREATEST)), "numbers")
message("tokens_a_fraction", lambda: build(usage={"input_tokens": 1.5, "output_tokens": "5"}), "numbers")

@mode("numbers")
async def count_greatest(c): c.answer(json.dumps({"input_tokens": GREATEST})) if "count_tokens" in c.path else c.give(usage={"input_tokens": GREATEST, "output_tokens": GREATEST})

def stream(name, make, family="stream", close=True, **bounds):
    async def run(c):
        if not c.streams: return c.give()
        c.head(kind="text/event-stream", extra="Connection: close\r\n")
        for piece in make(c):
            c.send(piece)
            await c.flush()
        if close: c.close()
        else: await forever()
    run.__name__ = name
    mode(family, **bounds)(run)


def whole(*parts):
    return [start(build())] + [piece for part in parts for piece in part] + list(end())


for name, value in [("greatest", GREATEST), ("least", LEAST), ("over", 2**63), ("fraction", 0.5)]:
    stream(f"index_{name}", lambda c, value=value: whole(block(value, "text", ["a"])), "numbers")
    stream(f"delta_tokens_{name}", lambda c, value=value: [start(build(usage={"input_tokens": value, "output_tokens": value}))] + list(block(0, "text", ["a"])) + list(end(usage={"output_tokens": value, "input_tokens": value})), "numbers")

@mode("numbers")
async def retry_after_greatest(c): c.error("busy", "429 Too Many Requests", f"retry-after: {GREATEST}\r\n")

@mode("numbers")
async def retry_after_infinite(c): c.error("busy", "529 Overloaded", "retry-after: 1e309\r\nretry-after-ms: nan\r\n")

@mode("numbers")
async def retry_after_negative(c): c.error("busy", "503 Unavailable", "retry-after: -1\r\nretry-after-ms: -9223372036854775808\r\n")

# Streams

stream("deltas_of_a_letter", lambda c: whole(block(0, "text", ["a"] * 7000)))
stream("tiny_events", lambda c: ["data:1\n\n" * 100] * 1200)
stream("tiny_lines", lambda c: ["x\n" * 1000] * 500)
stream("comments", lambda c: [":\n" * 1000] * 500 + whole(block(0, "text", ["a"])))
stream("pings", lambda c: [start(build())] + [event("ping", '{"type":"ping"}') * 100] * 250 + list(block(0, "text", ["a"])) + list(end()))
stream("no_blank_lines", lambda c: ["event: ping\ndata: {}\n" * 100] * 500)
stream("many_data_lines", lambda c: ["event: message_start\n"] + ["data: 1\n" * 100] * 1000 + ["\n"])
stream("long_event_name", lambda c: ["event: " + "n" * 900000 + "\ndata: {}\n\n"])
stream("long_event", lambda c: [event("message_start", '{"type":"message_start","x":"' + "y" * 900000 + '"}')])
stream("carriage_returns", lambda c: [piece.replace("\n", "\r") for piece in whole(block(0, "text", ["a"] * 50))])
stream("white_space_arguments", lambda c: whole(block(0, "tool", [" " * 200000] + [" "] * 5000)))
stream("digits_as_arguments", lambda c: whole(block(0, "tool", ["1"] * 6000)))
stream("text_as_arguments", lambda c: whole(block(0, "tool", ['"'] + ["a"] * 6000)))
stream("growing_arguments", lambda c: whole(block(0, "tool", ["{" + '"a":"' + "b" * n for n in range(0, 1200)])))
stream("deep_arguments", lambda c: whole(block(0, "tool", ["[" * 1000] * 600)))
stream("starts_again_and_again", lambda c: [start(build())] * 3000 + list(end()))
stream("blocks_never_closed", lambda c: [start(build())] + [list(block(i, "text", []))[0] for i in range(6000)] + list(end()))
stream("one_index_many_blocks", lambda c: whole(*[block(0, "text", ["a"]) for _ in range(2500)]))
stream("stops_again_and_again", lambda c: whole(block(0, "text", ["a"])) + [event("message_stop", {"type": "message_stop"})] * 15000)
stream("error_then_more", lambda c: [start(build()), event("error", {"type": "error", "error": {"type": "overloaded_error", "message": "no"}})] + list(block(0, "text", ["a"])) + list(end()))
stream("thinking_without_end", lambda c: [start(build())] + list(block(0, "thinking", ["hm "] * 5000))[:-1])
stream("events_in_one_frame", lambda c: ["event: x\n"] + [f'data: {{"type":"ping","n":{i}}}\n' for i in range(20000)] + ["\n"])
stream("bytes_that_are_no_text", lambda c: [b"event: \xff\xfe\ndata: \x80\x81\n\n" * 20000])
stream("endless_events", lambda c: (event("ping", '{"type":"ping"}') * 200 for _ in range(20000)))
stream("endless_line", lambda c: (b"data: " if i == 0 else b"x" * 65536 for i in range(4000)))

# Texts for terminals, pages, logs

NASTY = {
    "escape_sequences": "\x1b[2J\x1b[1;31mred\x1b]0;owned\x07\x1b]8;;http://evil\x1b\\link",
    "c1_controls": "\x9b31m\x9d0;x\x9c\x85\x84",
    "directions": "\u202eabc\u2066\u2067\u2068\u2069\u200f\u061c",
    "a_script": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>",
    "end_of_cdata": "]]>]]&gt;<!--&xxe;<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "markdown": "](javascript:alert(1)) ![x](http://evil/x.png) | | |\n\n# h\n```\n<details>",
    "workflow_commands": "\n::error::owned\n::set-output name=x::y\n::add-mask::z\n##[error]x",
    "zeros": "a\0b\0c",
    "no_characters": "\ufffe\uffff\U0010ffff\ue000",
    "backspaces": "safe\b\b\b\bevil\r\rowned\x7f",
    "shell": "'; rm -rf / #$(touch /tmp/x)`id`\n\\",
    "combining": "a" + "\u0301" * 3000,
}
for name, nasty in NASTY.items():
    async def in_text(c, nasty=nasty): c.give(text=nasty)
    async def in_error(c, nasty=nasty): c.error(nasty + " " + nasty)
    in_text.__name__, in_error.__name__ = name, name + "_in_error"
    mode("text")(in_text)
    mode("text")(in_error)

for name, hard in {"letters_for_patterns": "a" * 60000 + "!", "lines_for_patterns": "é" + "\n" * 60000 + "x", "digits_for_patterns": "prompt is too long " + "1 " * 30000,
                   "context_limit": "input length and `max_tokens` exceed context limit: " + "9" * 60000 + " + 32000 > "}.items():
    async def in_text(c, hard=hard): c.give(text=hard)
    async def in_error(c, hard=hard): c.error(hard)
    in_text.__name__, in_error.__name__ = name, name + "_in_error"
    mode("text")(in_text)
    mode("text")(in_error)

# Redirects and cookies

def redirect(name, status, place):
    async def run(c): c.answer("", status=status, extra=f"Location: {place}\r\n")
    run.__name__ = name
    mode("redirects")(run)


redirect("to_itself", "301 Moved Permanently", "/v1/messages")
redirect("to_another_host", "302 Found", "http://127.0.0.2:9/v1/messages")
redirect("kept_method", "307 Temporary Redirect", "http://127.0.0.2:9/")
redirect("to_a_script", "308 Permanent Redirect", "javascript:alert(1)")
redirect("to_a_file", "302 Found", "file:///etc/passwd")

@mode("redirects")
async def cookie_flood(c): c.give(extra="".join(f"Set-Cookie: c{i}={'v' * 200}\r\n" for i in range(300)))

@mode("redirects")
async def refresh(c): c.give(extra="Refresh: 0; url=http://127.0.0.2:9/\r\n")

@mode("redirects")
async def asks_for_credentials(c): c.answer("{}", status="401 Unauthorized", extra='WWW-Authenticate: Basic realm="x"\r\n' * 50)

# Waits

@mode("waits", time=40)
async def silent_after_the_head(c): c.head(length=10); await forever()

@mode("waits", time=40)
async def silent_within_the_stream(c):
    if not c.streams: return c.give()
    c.stream([start(build())], close=False); await forever()

@mode("waits", time=60)
async def drips(c):
    c.head(length=100000)
    for _ in range(100000):
        c.send(" "); await c.flush(); await asyncio.sleep(0.05)

@mode("waits", time=60)
async def drips_the_head(c):
    c.send("HTTP/1.1 200 OK\r\n")
    for number in range(100000):
        c.send(f"x-{number}: y\r\n"); await c.flush(); await asyncio.sleep(0.05)

@mode("waits", time=60)
async def drips_pings(c):
    if not c.streams: return c.give()
    c.stream([start(build())], close=False)
    while True:
        c.send(event("ping", '{"type":"ping"}')); await c.flush(); await asyncio.sleep(0.05)

@mode("waits", time=40)
async def open_after_the_end(c):
    if not c.streams: return c.give()
    c.stream(events(build()), close=False); await forever()

@mode("waits", time=60)
async def late_ends(c):
    if not c.streams: return c.give()
    c.stream(events(build()), close=False); await c.flush(); await asyncio.sleep(0.8); c.close()

@mode("waits", time=40)
async def always_busy(c): c.error("overloaded", "529 Overloaded", "retry-after: 1\r\n")

@mode("waits", time=40)
async def always_unavailable(c): c.error("loading", "503 Service Unavailable", "retry-after: 86400\r\n")

# Echoes of the token

def echo(name, make, **bounds):
    async def run(c): make(c, c.token or "none-was-sent")
    run.__name__ = name
    mode("echo", **bounds)(run)


def halves(token): return [token[: len(token) // 2], token[len(token) // 2 :]]


ENCODINGS = {
    "plain": lambda t: t, "base64": lambda t: base64.b64encode(t.encode()).decode(), "base64_of_header": lambda t: base64.b64encode(f"Bearer {t}".encode()).decode(),
    "hex": lambda t: t.encode().hex(), "hex_colons": lambda t: t.encode().hex(":"), "reversed": lambda t: t[::-1], "percent": lambda t: "".join(f"%{ord(x):02x}" for x in t),
    "references": lambda t: "".join(f"&#{ord(x)};" for x in t), "bare_references": lambda t: "".join(f"&#{ord(x)}" for x in t),
    "spaced": lambda t: " ".join(t), "decimal": lambda t: str(list(t.encode())), "first_half": lambda t: halves(t)[0], "second_half": lambda t: halves(t)[1],
    "all_but_one": lambda t: t[:-1], "json": lambda t: "".join(f"\\u{ord(x):04x}" for x in t), "octal": lambda t: "".join(f"\\{ord(x):03o}" for x in t),
}
for name, encode in ENCODINGS.items():
    echo(f"echo_{name}_in_error", lambda c, t, encode=encode: c.error("key " + encode(t) + " is wrong", "401 Unauthorized"))
    echo(f"echo_{name}_in_text", lambda c, t, encode=encode: c.give(text="you said " + encode(t)))
    echo(f"echo_{name}_in_header", lambda c, t, encode=encode: c.give(extra=f"X-Echo: {encode(t)}\r\n"))
echo("echo_in_reason", lambda c, t: c.answer("{}", status=f"400 {t}"))
echo("echo_in_location", lambda c, t: c.answer("", status="302 Found", extra=f"Location: http://h/{t}\r\n"))
echo("echo_in_cookie", lambda c, t: c.give(extra=f"Set-Cookie: k={t}; Path=/\r\n"))
echo("echo_in_request_id", lambda c, t: c.give(message=build(id="msg_" + t), extra=f"request-id: {t}\r\n"))
echo("echo_behind_the_end", lambda c, t: (c.answer("{}"), c.send(t * 3), c.close()))
echo("echo_in_chunk_size", lambda c, t: (c.send(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{t}\r\n{{}}"), c.close()))
echo("echo_in_length", lambda c, t: (c.send(f"HTTP/1.1 200 OK\r\nContent-Length: {t}\r\n\r\n{{}}"), c.close()))
echo("echo_as_no_http", lambda c, t: (c.send(f"{t} {t}\r\n"), c.close()))
echo("echo_cut_off", lambda c, t: (c.head(length=9999), c.send(json.dumps(build(t))[:160]), c.close()))
echo("echo_as_key", lambda c, t: c.answer(json.dumps({t: {t: t}})))
echo("echo_far_into_a_text", lambda c, t: c.give(text="x" * 110 + t + "y" * 110))
echo("echo_as_event_name", lambda c, t: c.stream([event(t, {"type": t})]) if c.streams else c.give())
echo("echo_as_model", lambda c, t: c.give(message=build(model=t)))
for size in (1, 3, 7, 12):
    def parts(t, size=size): return [t[i : i + size] for i in range(0, len(t), size)]
    echo(f"echo_in_parts_of_{size}", lambda c, t, parts=parts: c.stream(whole(block(0, "text", parts(t)))) if c.streams else c.give(message=build(content=[{"type": "text", "text": p} for p in parts(t)])))
    echo(f"echo_in_thinking_of_{size}", lambda c, t, parts=parts: c.stream(whole(block(0, "thinking", parts(t)), block(1, "text", ["a"]))) if c.streams else c.give(message=build(content=[{"type": "thinking", "thinking": t, "signature": t}, {"type": "text", "text": "a"}])))
    echo(f"echo_in_arguments_of_{size}", lambda c, t, parts=parts: c.stream([start(build())] + list(block(0, "tool", ['{"city":"', *parts(t), '"}'])) + list(end("tool_use"))) if c.streams else c.give(message=build(content=[{"type": "tool_use", "id": "toolu_" + t, "name": "get_weather", "input": {"city": t}}], stop_reason="tool_use")))

# Dying and coming back

@mode("dying")
async def dies_after_three(c):
    if c.number > 3: c.server.close(); c.close()
    else: c.give()

@mode("dying")
async def dies_within_the_stream(c):
    if not c.streams: return c.give()
    c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + start(build())); await c.flush(); c.server.close(); c.writer.transport.abort()

@mode("dying")
async def errs_now_and_then(c):
    c.error("oops", "500 Internal Server Error") if c.number % 3 == 0 else c.give()

@mode("dying")
async def loads_for_a_while(c):
    c.error("loading", "503 Service Unavailable", "retry-after: 0\r\n") if c.number < 4 else c.give()

@mode("dying")
async def every_connection_once(c): c.give(extra="Connection: close\r\n"); await c.flush(); c.close()

@mode("dying")
async def gives_nonsense_later(c):
    c.give() if c.number < 8 else c.send(random.Random(c.number).randbytes(5000)); await c.flush(); c.close()


async def serve(name, ready):
    """Serves a mode on a free port until cancelled; `ready` is told the port."""
    connections, requests = [0], [0]
    family, function, bounds = MODES[name]
    is_sound_before = family not in ("connection", "waits", "dying") and not bounds.get("prelude")

    async def connection(reader, writer):
        connections[0] += 1
        number = connections[0]
        try:
            if bounds.get("raw"):
                await function(Call(reader, writer, "", "", {}, b"", number))
                return
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, path = head[0].split(" ")[:2]
                headers = {k.strip().lower(): v.strip() for k, v in (line.split(":", 1) for line in head[1:] if ":" in line)}
                if headers.get("expect"): writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = b""
                if headers.get("transfer-encoding"):
                    while True:
                        size = int((await reader.readline()).split(b";")[0], 16)
                        body += await reader.readexactly(size)
                        await reader.readline()
                        if size == 0: break
                elif headers.get("content-length"):
                    body = await reader.readexactly(int(headers["content-length"]))
                call = Call(reader, writer, method, path, headers, body, number)
                requests[0] += 1
                call.server, call.number = server, requests[0]
                # What is asked before a run begins is answered soundly, or nothing would begin.
                asks = call.json.get("max_tokens") == 1 or call.path.startswith("/v1/models")
                if asks and is_sound_before:
                    call.give()
                else:
                    await function(call)
                await writer.drain()
                if writer.is_closing(): return
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, BrokenPipeError, ValueError, OSError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0, limit=64 << 20)
    ready(server.sockets[0].getsockname()[1])
    await asyncio.sleep(3600)
