"""More ways to misbehave within the message: JSON, numbers, names, streams, texts for terminals, echoes of the token."""
import base64
import codecs
import json
import random

from server import GREATEST, LEAST, MODES, NASTY, block, build, echo, end, event, events, message, mode, start, stream, text, whole

MARKS = "a" + "\u0301" * 150000
FLAGS = "\U0001F1E9\U0001F1EA" * 30000
FAMILY = "\U0001F468\u200d" * 30000


def raw(name, make, family="numbers", **bounds):
    """A message whose usage, or other part, is written as given, in both forms of answers."""
    def put(text): return json.dumps(build(), ensure_ascii=False).replace('"input_tokens": 12', f'"input_tokens": {text}').replace('"output_tokens": 5', f'"output_tokens": {text}')

    async def run(c):
        if not isinstance(c.json.get("messages"), list): return c.give()
        if not c.streams: return c.answer(put(make()))
        opened = event("message_start", '{"type":"message_start","message":' + put(make()).replace('"content": [{"type": "text", "text": "Hello"}]', '"content": []') + "}")
        closing = event("message_delta", '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":%s,"input_tokens":%s}}' % (make(), make()))
        c.stream([opened, *block(0, "text", ["a"]), closing, event("message_stop", {"type": "message_stop"})])
    run.__name__ = name
    mode(family, **bounds)(run)


for name, number in {
    "exponent_of_a_million": "1e999999", "exponent_below": "-1e999999", "exponent_small": "1e-999999", "exponent_over_64_bits": "1e9223372036854775808",
    "exponent_of_digits": "1e" + "9" * 100000, "fraction_of_digits": "0." + "0" * 200000 + "1", "digits_and_exponent": "1" + "0" * 100000 + "e-100000",
    "minus_zero": "-0", "greatest_as_fraction": "9223372036854775807.0", "least_as_exponent": "-9.223372036854775808e18", "just_over_a_double": "1.7976931348623159e308",
    "next_to_the_greatest": "9223372036854775806", "plus": "+1", "leading_zeros": "007", "hex_number": "0x10", "bare_point": "1.", "other_digits": "\u0661", "text_number": '"9223372036854775807"',
    "null_tokens": "null", "list_of_tokens": "[1]", "object_of_tokens": '{"a":{"b":[]}}',
}.items():
    raw(name, lambda number=number: number)


@mode("numbers")
async def adds_up_over_the_greatest(c): c.give(usage={"input_tokens": GREATEST // 2 + c.number, "output_tokens": GREATEST // 2 + c.number})


@mode("numbers")
async def adds_up_below_the_least(c): c.give(usage={"input_tokens": LEAST // 2 - c.number, "output_tokens": LEAST // 2 - c.number})


@mode("numbers")
async def greatest_in_every_usage(c):
    keys = ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
    c.give(usage=dict({key: GREATEST for key in keys}, cache_creation={"ephemeral_5m_input_tokens": GREATEST, "ephemeral_1h_input_tokens": GREATEST},
                      server_tool_use={"web_search_requests": LEAST}, output_tokens_details={"thinking_tokens": GREATEST}))


for name, value in [("greatest", GREATEST), ("least", LEAST)]:
    stream(f"usage_again_and_again_{name}", lambda c, value=value: [start(build(usage={"input_tokens": value, "output_tokens": value}))] + list(block(0, "text", ["a"]))
           + [event("message_delta", {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": sign * value, "input_tokens": value, "cache_read_input_tokens": -value}}) for sign in (1, -1, 1, 0) * 50]
           + [event("message_stop", {"type": "message_stop"})], "numbers")
    stream(f"indices_everywhere_{name}", lambda c, value=value: [start(build())] + [event(kind, {"type": kind, "index": number, "delta": {"type": "text_delta", "text": "a"}, "content_block": {"type": "text", "text": ""}})
           for number in (value, -value, value - 1, 0, -1, 2**64, 1e300) for kind in ("content_block_start", "content_block_delta", "content_block_stop")] + list(end()), "numbers")

# Documents

text("dates_of_models", lambda: json.dumps({"data": [{"id": "m", "type": "model", "display_name": "m", "created_at": "+999999999-99-99T99:99:99Z", "max_tokens": GREATEST}], "has_more": True, "first_id": "m", "last_id": "m"}), prelude=True)
text("models_without_number", lambda: json.dumps({"data": [{"id": f"m{i}", "type": "model"} for i in range(15000)], "has_more": True, "last_id": "m0"}), prelude=True)
text("models_of_nothing", lambda: '{"data":[{}, null, 1, [], {"id":null}, {"id":""}, {"id":{"id":1}}]}', prelude=True)
text("twins", lambda: '{"\u00e9":1,"e\u0301":2,"type":"error","type":"message","id":1,"id":2,"content":[],"content":{}}')
text("twins_in_the_usage", lambda: json.dumps(build()).replace('"usage": {', '"usage": {"input_tokens": 1, "input_tokens": -9223372036854775808, '))
text("deep_in_a_message", lambda: json.dumps(build()).replace('"text": "Hello"', '"text": ' + "[" * 100000 + "]" * 100000))
text("deep_just_enough", lambda: json.dumps(build()).replace('"text": "Hello"', '"text": ' + "[" * 120 + "]" * 120))
text("deep_objects_in_a_message", lambda: json.dumps(build()).replace('"usage": {', '"usage": {"a": ' + '{"a":' * 90 + "1" + "}" * 91 + ', "b": {'))
text("nothing_but_brackets", lambda: "[" + "[]," * 300000 + "[]]")
text("marks", lambda: json.dumps(build(MARKS), ensure_ascii=False))
text("flags", lambda: json.dumps(build(FLAGS), ensure_ascii=False))
text("families", lambda: json.dumps(build(FAMILY), ensure_ascii=False))
text("key_of_marks", lambda: json.dumps({MARKS: 1, "type": "message"}, ensure_ascii=False))
text("overlong_text", lambda: b'{"type":"\xc0\xae\xe0\x80\x80\xf0\x80\x80\x80\xed\xa0\x80\xf8\x88\x80\x80\x80"}'.decode("latin-1"))
text("line_separators", lambda: json.dumps(build("\u2028\u2029\u0085\u000b\f" * 2000), ensure_ascii=False))
text("comments_in_it", lambda: "/* a */ {// b\n'a': 1,}")
text("nulls_for_all", lambda: json.dumps({key: None for key in build()}))
for index, odd in enumerate([None, True, 0, -1.5, "", "x", [], {}, [[]], [None]]):
    text(f"all_fields_odd_{index}", lambda odd=odd: json.dumps({key: odd for key in build()}))
    message(f"content_odd_{index}", lambda odd=odd: build(content=[odd] * 3) if True else None) if isinstance(odd, dict) else text(f"content_odd_{index}", lambda odd=odd: json.dumps(build(content=[odd, odd, odd])))
    stream(f"events_odd_{index}", lambda c, odd=odd: [event("message_start", {"type": "message_start", "message": odd}), event("content_block_start", {"type": "content_block_start", "index": odd, "content_block": odd}),
           event("content_block_delta", {"type": "content_block_delta", "index": odd, "delta": odd}), event("content_block_stop", odd), event("message_delta", {"type": "message_delta", "delta": odd, "usage": odd}), event("error", {"type": "error", "error": odd}), event("message_stop", odd)])

BIG = "n" * 300000
for key in ("id", "type", "role", "model", "stop_reason", "stop_sequence"):
    text(f"long_{key}", lambda key=key: json.dumps(dict(build(), **{key: BIG})))
    text(f"{key}_of_marks", lambda key=key: json.dumps(dict(build(), **{key: MARKS}), ensure_ascii=False))


@mode("json")
async def ids_that_differ(c): c.give(build(id="".join(random.Random(c.number).choices("\u0430\u0431\u202e\x1b<&'\"", k=400))))


@mode("json")
async def errors_of_marks(c): c.error(MARKS)


@mode("json")
async def errors_of_flags(c): c.error(FLAGS)


@mode("json")
async def errors_that_differ(c): c.error("".join(random.Random(c.number).choices("abcdef \n", k=100000)))


@mode("json")
async def error_types_that_differ(c): c.answer(json.dumps({"type": "error", "error": {"type": "e" * 50000 + str(c.number), "message": {"a": []}}, "request_id": ["x"] * 9000}), status="400 Bad")

# Streams

stream("event_names_of_megabytes", lambda c: [start(build())] + ["event: " + chr(97 + i) * 300000 + "\ndata: {}\n\n" for i in range(3)] + list(end()))
stream("event_names_that_differ", lambda c: [start(build())] + [event(f"event_{i}", {"type": f"kind_{i}"}) for i in range(12000)] + list(end()))
stream("delta_kinds_that_differ", lambda c: [start(build())] + list(block(0, "text", []))[:1] + [event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": f"delta_{i}", f"k{i}": i}}) for i in range(6000)] + list(end()))
stream("block_kinds_that_differ", lambda c: whole(*[[event("content_block_start", {"type": "content_block_start", "index": i, "content_block": {"type": f"kind_{i}", "id": f"x{i}" * 20}}), event("content_block_stop", {"type": "content_block_stop", "index": i})] for i in range(2500)]))
stream("errors_that_follow", lambda c: [start(build())] + [event("error", {"type": "error", "error": {"type": f"e{i}", "message": f"m{i}"}}) for i in range(7000)])
stream("tool_ids_again_and_again", lambda c: whole(*[[event("content_block_start", {"type": "content_block_start", "index": i, "content_block": {"type": "tool_use", "id": "toolu_1", "name": f"t{i % 7}", "input": {}}}), event("content_block_stop", {"type": "content_block_stop", "index": i})] for i in range(2500)]))
stream("tool_ids_of_megabytes", lambda c: whole([event("content_block_start", {"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "id": BIG, "name": BIG, "input": {}}}), event("content_block_stop", {"type": "content_block_stop", "index": 0})]))
stream("signatures", lambda c: whole([event("content_block_start", {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": "", "signature": ""}})] + [event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": "signature_delta", "signature": "x" * 100}}) for _ in range(4000)] + [event("content_block_stop", {"type": "content_block_stop", "index": 0})]))
stream("citations", lambda c: whole(list(block(0, "text", []))[:1] + [event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": "citations_delta", "citation": {"type": "char_location", "cited_text": "x", "document_index": LEAST, "start_char_index": GREATEST, "end_char_index": LEAST}}}) for _ in range(2500)] + list(block(0, "text", []))[1:]))
stream("stream_retry_and_ids", lambda c: ["\ufeffretry: 99999999999999999999999\nid: a\0b\nid: " + "i" * 100000 + "\n\n"] + whole(block(0, "text", ["a"])))
stream("deltas_of_marks", lambda c: whole(block(0, "text", ["a"] + ["\u0301"] * 4000)))
stream("a_delta_of_marks", lambda c: whole(block(0, "text", [MARKS, FLAGS[:40000]])))
stream("arguments_of_marks", lambda c: whole(block(0, "tool", ['{"city":"', MARKS, '"}'])))
stream("arguments_of_numbers", lambda c: whole(block(0, "tool", ['{"n":', "1" * 50000, "e", "9" * 50000, "}"])))
stream("arguments_with_twins", lambda c: whole(block(0, "tool", ["{"] + [f'"k":{i},' for i in range(3000)] + ['"k":0}'])))
stream("arguments_of_brackets", lambda c: whole(block(0, "tool", ["["] * 4000 + ["]"] * 4000)))
stream("arguments_of_escapes", lambda c: whole(block(0, "tool", ['{"a":"'] + ["\\"] * 3001 + ["u00"] + ['41"}'])))
stream("a_document_in_an_event", lambda c: ["data: " + json.dumps(build()) + "\n\n", "data: [DONE]\n\n"])
stream("data_of_deep_json", lambda c: ["event: message_start\ndata: " + '{"type":"message_start","message":' * 20000 + "\n\n"])
stream("stream_of_compressed", lambda c: [bytes([31, 139, 8, 0])] + whole(block(0, "text", ["a"])))
stream("bytes_between_letters", lambda c: [piece for part in whole(block(0, "text", ["\u00e9\u4e2d\U0001F600" * 200])) for piece in (part.encode()[i : i + 3] for i in range(0, len(part.encode()), 3))])
stream("interleaved_blocks", lambda c: [start(build())] + [list(block(i, "text", []))[0] for i in range(1200)] + [event("content_block_delta", {"type": "content_block_delta", "index": i, "delta": {"type": "text_delta", "text": "a"}}) for _ in range(3) for i in range(1200)] + [list(block(i, "text", []))[-1] for i in range(1200)] + list(end()))
stream("blocks_from_the_last", lambda c: whole(*[block(i, "text", ["a"]) for i in reversed(range(1500))]))
stream("twins_in_events", lambda c: [event("message_start", '{"type":"message_start","type":"ping","message":{},"message":' + json.dumps(dict(build(), content=[])) + "}")] + list(block(0, "text", ["a"])) + list(end()))

# Texts in places of their own: each must come out as text, in every report

PLACES = {
    "id": lambda n: build(id=n), "model": lambda n: build(model=n), "stop_reason": lambda n: build(stop_reason=n), "stop_sequence": lambda n: build(stop_reason="stop_sequence", stop_sequence=n), "role": lambda n: build(role=n),
    "type": lambda n: build(type=n), "block_type": lambda n: build(content=[{"type": n, n: n}]), "tool_name": lambda n: build(content=[{"type": "tool_use", "id": n, "name": n, "input": {n: n}}], stop_reason="tool_use"), "key": lambda n: dict(build(), **{n: n}),
}
MIX = "".join(NASTY[name] for name in ("escape_sequences", "c1_controls", "directions", "a_script", "end_of_cdata", "markdown", "workflow_commands", "zeros", "no_characters", "backspaces", "shell"))
for place, make in PLACES.items():
    async def in_place(c, make=make):
        if not isinstance(c.json.get("messages"), list): return c.give()
        if not c.streams: return c.answer(json.dumps(make(MIX)))
        whole_message = make(MIX)
        c.stream([start(whole_message)] + [piece for i, part in enumerate(whole_message["content"]) for piece in (event("content_block_start", {"type": "content_block_start", "index": i, "content_block": part}), event("content_block_stop", {"type": "content_block_stop", "index": i}))]
                 + [event("message_delta", {"type": "message_delta", "delta": {"stop_reason": whole_message["stop_reason"], "stop_sequence": whole_message["stop_sequence"], MIX: MIX}, "usage": {MIX: MIX, "output_tokens": 1}}), event("message_stop", {"type": "message_stop"})])
    in_place.__name__ = f"nasty_{place}"
    mode("text")(in_place)

LINE = "".join(x for x in MIX if x not in "\r\n\0")


@mode("text")
async def nasty_event_name(c): c.stream([event(LINE, {"type": MIX})]) if c.streams else c.give()


@mode("text")
async def nasty_error_type(c): c.answer(json.dumps({"type": "error", "error": {"type": MIX, "message": MIX}, "request_id": MIX}), status="400 Bad")


@mode("text")
async def nasty_headers(c): c.give(extra=f"Server: {LINE}\r\nX-{LINE.replace(':', '')}: {LINE}\r\nretry-after: {LINE}\r\nrequest-id: {LINE}\r\n")


@mode("text")
async def nasty_reason(c): c.answer("{}", status=f"400 {LINE}")


@mode("text")
async def nasty_location(c): c.answer("", status="302 Found", extra=f"Location: http://{LINE}/{LINE}\r\n")


@mode("text", prelude=True)
async def nasty_models(c): c.answer(json.dumps({"data": [{"id": MIX, "type": MIX, "display_name": MIX, "created_at": MIX}], "has_more": False, "first_id": MIX, "last_id": MIX})) if c.path.startswith("/v1/models") else c.error(MIX)


@mode("text", prelude=True)
async def nasty_page(c): c.answer(f"<html><title>{MIX}</title>", status="404 Not Found", kind="text/html")

# More echoes of the token

MORE = {
    "base64url": lambda t: base64.urlsafe_b64encode(f"x{t}".encode()).decode().rstrip("="), "base64_of_credentials": lambda t: base64.b64encode(f"user:{t}".encode()).decode(), "base64_in_lines": lambda t: "\n".join(base64.b64encode(t.encode()).decode()[i : i + 9] for i in range(0, 48, 9)),
    "hex_upper": lambda t: t.encode().hex().upper(), "hex_spaced": lambda t: t.encode().hex(" "), "hex_prefixed": lambda t: "".join(f"0x{x:02x}, " for x in t.encode()), "hex_escaped": lambda t: "".join(f"\\x{x:02x}" for x in t.encode()),
    "hex_references": lambda t: "".join(f"&#x{ord(x):x};" for x in t), "percent_twice": lambda t: "".join(f"%25{ord(x):02X}" for x in t), "upper": lambda t: t.upper(), "swapped": lambda t: t.swapcase(),
    "lines": lambda t: "\n".join(t), "nul_between": lambda t: "\0".join(t), "joiners": lambda t: "\u200b".join(t), "dashes": lambda t: "-".join(t), "quoted_letters": lambda t: json.dumps(list(t)), "braces": lambda t: "".join(f"\\u{{{ord(x):x}}}" for x in t),
    "halves_apart": lambda t: t[:16] + " ... " + t[16:], "thirds_in_brackets": lambda t: f"[{t[:12]}][{t[12:24]}][{t[24:]}]", "bearer": lambda t: f"Authorization: Bearer {t}", "twice": lambda t: t + t, "without_prefix": lambda t: t[6:], "asterisks": lambda t: t[:12] + "*" * 20,
    "json_in_json": lambda t: json.dumps(json.dumps("".join(f"\\u{ord(x):04x}" for x in t))), "reversed_base64": lambda t: base64.b64encode(t.encode()).decode()[::-1], "wide": lambda t: "".join(chr(ord(x) + 0xFEE0) for x in t if "!" <= x <= "~"),
}
for name, encode in MORE.items():
    echo(f"echo_{name}_in_error", lambda c, t, encode=encode: c.error("key " + encode(t) + " is wrong", "401 Unauthorized"))
    echo(f"echo_{name}_in_text", lambda c, t, encode=encode: c.give(text="you said " + encode(t)))
    echo(f"echo_{name}_in_html", lambda c, t, encode=encode: c.answer("<p>" + encode(t) + "</p>", status="403 Forbidden", kind="text/html"))


def apart(c, t): return [t[i : i + 5] for i in range(0, len(t), 5)]


echo("echo_in_hints", lambda c, t: (c.send(f"HTTP/1.1 103 Early Hints\r\nx: {t}\r\n\r\n"), c.give()))
echo("echo_in_trailers", lambda c, t: (c.send(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\nx: {t}\r\n\r\n"), c.close()))
echo("echo_in_chunk_extension", lambda c, t: (c.send(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x={t}\r\n{{}}\r\n0\r\n\r\n"), c.close()))
echo("echo_in_chunks", lambda c, t: (c.send("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + "".join(f"1\r\n{x}\r\n" for x in json.dumps({"type": "error", "error": {"type": "a", "message": t}})) + "0\r\n\r\n"), c.close()))
echo("echo_in_header_name", lambda c, t: c.give(extra=f"X-{t.replace(':', '')}: 1\r\n"))
echo("echo_in_headers_apart", lambda c, t: c.give(extra="".join(f"X-Part: {part}\r\n" for part in apart(c, t))))
echo("echo_in_folded_header", lambda c, t: c.give(extra=f"X-Part: {t[:20]}\r\n {t[20:]}\r\n"))
echo("echo_in_content_type", lambda c, t: c.answer("{}", kind=f"application/{t}"))
echo("echo_in_location_userinfo", lambda c, t: c.answer("", status="307 Temporary Redirect", extra=f"Location: https://{t}@h/\r\n"))
echo("echo_in_keys_apart", lambda c, t: c.answer(json.dumps({part: 1 for part in apart(c, t)})))
echo("echo_in_values_apart", lambda c, t: c.answer(json.dumps({"message": "", "parts": apart(c, t)})))
echo("echo_in_comments", lambda c, t: c.stream([f":{t}\n"] + events(build())) if c.streams else c.give())
echo("echo_in_event_ids", lambda c, t: c.stream([f"id: {t}\n"] + events(build())) if c.streams else c.give())
echo("echo_in_data_lines", lambda c, t: c.stream(["event: x\n"] + [f"data: {x}\n" for x in t] + ["\n"]) if c.streams else c.give())
echo("echo_in_types", lambda c, t: c.stream([start(build()), event("ping", {"type": t}), *block(0, "text", ["a"]), *end(t)]) if c.streams else c.give(build(stop_reason=t)))
echo("echo_in_error_event", lambda c, t: c.stream([start(build()), event("error", {"type": "error", "error": {"type": "x", "message": f"no {t}"}})]) if c.streams else c.give())
echo("echo_in_an_odd_status", lambda c, t: c.send(f"HTTP/1.1 {t}\r\n\r\n"))
echo("echo_in_two_answers", lambda c, t: (c.give(), c.send(f"HTTP/1.1 200 OK\r\nx: {t}\r\n\r\n{t}")))
echo("echo_around_a_cut", lambda c, t: c.error("x" * (c.number * 7 % 240) + t + "y" * 300))
echo("echo_of_pieces", lambda c, t: c.error(" ".join(t[i : i + 7] for i in range(0, len(t) - 7))))
echo("echo_in_numbers", lambda c, t: c.answer(json.dumps({"usage": {"input_tokens": int.from_bytes(t.encode(), "big")}})))
echo("echo_in_blocks_apart", lambda c, t: c.give(build(content=[{"type": "text", "text": part} for part in apart(c, t)])))
echo("echo_in_ids_apart", lambda c, t: c.give(build(id=t[:16], model=t[16:30], stop_reason=t[30:])))
echo("echo_in_ruined_text", lambda c, t: c.answer(b'{"a":"\xff' + t.encode() + b"\xfe"))
echo("echo_in_utf_16", lambda c, t: c.answer(json.dumps({"message": t}).encode("utf-16"), status="400 Bad"))
echo("echo_in_a_torn_escape", lambda c, t: c.answer('{"message":"' + "".join(f"\\u{ord(x):04x}" for x in t)[:-3], status="400 Bad"))
