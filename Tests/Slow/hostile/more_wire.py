"""More ways to misbehave below the message: connections, heads, framing, codings, redirects, waits, TLS."""
import asyncio
import functools
import gzip
import json
import random
import zlib

from server import Call, block, build, echo, end, event, events, forever, framing, mode, start, stream, whole  # noqa: F401

# Connections that speak before they are asked, or hear nothing


@mode("connection", raw=True)
async def answers_before_it_is_asked(c):
    c.answer(json.dumps(build()))
    c.answer(json.dumps(build()))
    await c.flush()
    await asyncio.sleep(0.2)
    c.close()


@mode("connection", raw=True, time=40)
async def accepts_and_never_reads(c): await forever()


@mode("connection", raw=True)
async def reads_a_little_and_resets(c):
    await c.reader.read(10)
    c.writer.transport.abort()


@mode("connection", raw=True)
async def answers_while_the_request_is_on_its_way(c):
    await c.reader.read(20)
    c.error("too large", "413 Payload Too Large", "Connection: close\r\n")
    await c.flush()
    c.close()


@mode("connection")
async def shuts_its_side_and_listens_on(c):
    c.give()
    await c.flush()
    if c.writer.can_write_eof(): c.writer.write_eof()
    while await c.reader.read(4096): pass
    c.close()


@mode("connection", raw=True)
async def echoes_what_it_gets(c):
    while data := await c.reader.read(65536):
        c.writer.write(data)
        await c.flush()


@mode("connection", raw=True, scheme="https", time=40)
async def tls_never_begins(c): await forever()


@mode("connection", raw=True, scheme="https", time=40)
async def tls_drips(c):
    c.send(bytes([0x16, 3, 3, 0x3F, 0xFF]))
    while True:
        c.send(b"\x02")
        await c.flush()
        await asyncio.sleep(0.05)


@mode("connection", raw=True, scheme="https")
async def tls_is_http(c): c.error("The plain HTTP request was sent to HTTPS port"); await c.flush(); c.close()


@mode("connection", raw=True, scheme="https")
async def tls_is_noise(c): await c.flood(random.Random(3).randbytes(65536), 16 << 20); c.close()


@mode("connection", raw=True, scheme="https")
async def tls_alerts(c):
    await c.reader.read(4096)
    c.send(bytes([0x15, 3, 3, 0, 2, 2, 40]) * 1000)
    c.close()


# Heads


@mode("head")
async def hints_without_end(c):
    while True:
        c.send("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
        await c.flush()
        await asyncio.sleep(0.02)


@mode("head")
async def thousands_of_hints(c): c.send("HTTP/1.1 102 Processing\r\n\r\n" * 6000); c.give()


@mode("head")
async def hints_with_bodies(c): c.send("HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nhello"); c.give()


@mode("head")
async def every_hint(c): c.send("".join(f"HTTP/1.1 {n} X\r\nx-{n}: y\r\n\r\n" for n in range(102, 200))); c.give()


@mode("head")
async def a_byte_at_a_time(c):
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}":
        c.send(bytes([byte]))
        await c.flush()
        await asyncio.sleep(0)


@mode("head")
async def nothing_but_a_status(c): c.send("HTTP/1.1 200\r\n\r\n"); c.close()


@mode("head")
async def http_1_0(c): c.send("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n{}"); c.close()


@mode("head")
async def names_of_nothing(c): c.head(length=2, extra=": nothing\r\n \r\n"); c.send("{}")


@mode("head")
async def long_names(c): c.head(length=2, extra="".join("n" * 20000 + f"{i}: v\r\n" for i in range(12))); c.send("{}")


@mode("head")
async def values_of_marks(c): c.head(length=2, extra="x-marks: a" + "\u0301" * 60000 + "\r\n"); c.send("{}")


@mode("head")
async def names_of_marks(c): c.head(length=2, extra="n" + "\u0301" * 60000 + ": x\r\n"); c.send("{}")


@mode("head")
async def long_content_type(c): c.answer("{}", kind="application/json" + "; a=b" * 40000)


@mode("head")
async def content_types_that_differ(c): c.answer("{}", extra="Content-Type: text/event-stream\r\nContent-Type: text/html; charset=utf-7\r\n")


@mode("head")
async def nasty_content_type(c): c.answer("{}", kind="text/\x1b[31mhtml\x9b; \u202e")


@mode("head")
async def limits_out_of_range(c):
    c.give(extra="".join(f"anthropic-ratelimit-{a}-{b}: {v}\r\n" for a in ("requests", "tokens") for b in ("limit", "remaining", "reset")
                         for v in ("9" * 400, "-1", "1e999999", "9999-99-99T99:99:99Z", "+292277026597-01-01T00:00:00Z", "NaN")))


@mode("head")
async def dates_out_of_range(c): c.error("busy", "429 Too Many Requests", "Date: Mon, 99 Foo 999999999999999999 99:99:99 GMT\r\nretry-after: Fri, 31 Dec 9999999999 23:59:59 GMT\r\n")


@mode("head")
async def retry_after_zero(c): c.error("busy", "429 Too Many Requests", "retry-after: 0\r\nx-should-retry: true\r\n")


@mode("head")
async def retry_after_just_above(c): c.error("busy", "529 Overloaded", "retry-after-ms: 1e999999\r\nretry-after: 9223372036854775808\r\n")


@mode("head")
async def proxy_wants_a_password(c): c.answer("{}", status="407 Proxy Authentication Required", extra="Proxy-Authenticate: Negotiate " + "A" * 8000 + "\r\n")


@mode("head")
async def challenges(c): c.answer("{}", status="401 Unauthorized", extra="".join(f"WWW-Authenticate: {k} realm=\"{'x' * 500}\", nonce=\"{i}\"\r\n" for i in range(60) for k in ("Digest", "NTLM", "Negotiate")))


for number in (101, 102, 199, 205, 304, 418, 421, 426, 451, 511, 599, 600, 700):
    async def run(c, number=number): c.answer('{"a":1}', status=f"{number} Whatever")
    run.__name__ = f"status_{number}"
    mode("head")(run)

# Framing

framing("length_of_zeros", "Content-Length: " + "0" * 200000 + "2")
framing("length_signed", "Content-Length: +2")
framing("length_in_hex", "Content-Length: 0x2")
framing("length_with_underscore", "Content-Length: 2_0", close=False)
framing("length_in_other_digits", "Content-Length: \u0662")
framing("length_a_list", "Content-Length: 2, 2, 2")
framing("length_many_times", "\r\n".join(["Content-Length: 2"] * 9000))
framing("length_empty", "Content-Length:")
framing("chunk_of_zeros", "Transfer-Encoding: chunked", b"0" * 3000 + b"2\r\n{}\r\n0\r\n\r\n")
framing("chunk_size_of_nothing", "Transfer-Encoding: chunked", b"\r\n{}\r\n0\r\n\r\n")
framing("chunk_in_prefix", "Transfer-Encoding: chunked", b"0x2\r\n{}\r\n0\r\n\r\n")
framing("chunk_extensions_everywhere", "Transfer-Encoding: chunked", (b"1;" + b"x=y;" * 900 + b"\r\n \r\n") * 4000 + b"2\r\n{}\r\n0\r\n\r\n")
framing("chunks_of_nothing_but_signs", "Transfer-Encoding: chunked", b"+2\r\n{}\r\n0\r\n\r\n")
framing("chunked_again_and_again", "Transfer-Encoding: " + ", ".join(["chunked"] * 5000), b"2\r\n{}\r\n0\r\n\r\n")
framing("chunked_in_ten_lines", "\r\n".join(["Transfer-Encoding: chunked"] * 10), b"2\r\n{}\r\n0\r\n\r\n")
framing("trailers_that_contradict", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\nContent-Length: 99\r\nTransfer-Encoding: gzip\r\nSet-Cookie: a=b\r\nContent-Type: text/html\r\n\r\n")
framing("trailers_without_end", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\nx: y\r\n", close=False)
framing("trailer_of_a_megabyte", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\nx: " + b"y" * (1 << 20) + b"\r\n\r\n")
framing("trailers_with_nul", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\nx\0: y\0\r\n\r\n")
framing("last_chunk_and_silence", "Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\n", close=False)
framing("two_answers_in_one", "Content-Length: 2", b'{}HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n{"smuggled":true}', close=False)

# Codings: what is small on the wire and large behind it


@functools.cache
def squeezed(megabytes, window, levels=1):
    """So many spaces. Made piece by piece: what this process has held at once counts as memory of those it starts."""
    squeeze = zlib.compressobj(9, wbits=window)
    data = b"".join([*(squeeze.compress(b" " * (1 << 20)) for _ in range(megabytes)), squeeze.flush()])
    for _ in range(levels - 1): data = gzip.compress(data, 9)
    return data


def bomb(): return squeezed(100, 31)


def coded(name, coding, body, **bounds):
    async def run(c):
        c.answer(body() if callable(body) else body, kind="text/event-stream" if c.streams else "application/json", extra=f"Content-Encoding: {coding}\r\n")
    run.__name__ = name
    mode("coding", **bounds)(run)


coded("gzip_bomb", "gzip", bomb)
coded("gzip_bomb_on_a_bomb", "gzip, gzip, gzip", lambda: squeezed(100, 31, levels=3))
coded("gzip_bomb_without_end", "gzip", lambda: bomb()[:-9])
coded("gzip_and_gzip_and_gzip", ", ".join(["gzip"] * 3000), gzip.compress(b"{}"))
coded("gzip_of_members", "gzip", gzip.compress(b"") * 40000 + gzip.compress(b"{}"))
coded("gzip_name_without_end", "gzip", b"\x1f\x8b\x08\x08\0\0\0\0\0\3" + b"n" * 900000)
coded("gzip_of_a_message", "gzip", gzip.compress(json.dumps(build()).encode()))
coded("deflate_bomb", "deflate", lambda: squeezed(100, 15))
coded("deflate_raw", "deflate", zlib.compress(b"{}")[2:-4])
coded("brotli_of_noise", "br", random.Random(5).randbytes(200000))
coded("zstd_of_noise", "zstd", b"\x28\xb5\x2f\xfd" + random.Random(6).randbytes(200000))
coded("coding_without_name", ",,,", b"{}")
coded("identity", "identity", b"{}")

# Redirects and links


@mode("redirects")
async def redirects_without_end(c): c.answer("", status="307 Temporary Redirect", extra=f"Location: /v1/messages?n={c.number}\r\n")


@mode("redirects")
async def redirects_with_a_password(c): c.answer("", status="302 Found", extra="Location: http://user:pass@127.0.0.2:9/\r\n")


@mode("redirects")
async def redirects_to_a_long_place(c): c.answer("", status="301 Moved", extra="Location: http://h/" + "a" * 200000 + "\r\n")


@mode("redirects")
async def three_hundred(c): c.answer("[]", status="300 Multiple Choices", extra="".join(f"Location: http://127.0.0.2:{n}/\r\n" for n in range(200)))


@mode("redirects")
async def other_services(c): c.give(extra='Alt-Svc: h3=":9"; ma=99999999999999999999\r\nStrict-Transport-Security: max-age=99999999999999999999\r\nClear-Site-Data: "*"\r\nLink: <http://127.0.0.2:9/>; rel=preload\r\n')


# Waits


def wait(name, before, pause, more, streams=True, **bounds):
    async def run(c):
        if streams and not c.streams: return c.give()
        c.stream(before, close=False) if streams else c.send(before)
        number = 0
        while True:
            c.send(more(number) if callable(more) else more)
            await c.flush()
            await asyncio.sleep(pause)
            number += 1
    run.__name__ = name
    mode("waits", time=60, **bounds)(run)


wait("drips_comments", [start(build())], 0.05, ":\n")
wait("drips_new_blocks", [start(build())], 0.05, lambda n: "".join(block(n, "text", ["a"])))
wait("drips_half_lines", [start(build())], 0.05, "d")
wait("drips_tool_arguments", [start(build())] + list(block(0, "tool", []))[:1], 0.05, event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": " "}}))
wait("ends_and_pings_on", events(build()), 0.1, event("ping", '{"type":"ping"}'))
wait("ends_and_ends_on", events(build()), 0.1, event("message_stop", '{"type":"message_stop"}'))
wait("drips_an_unfinished_chunk_size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 0.05, "0", streams=False)
wait("drips_trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", 0.05, "x: y\r\n", streams=False)
wait("drips_after_the_end", 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 0.05, "x", streams=False)


@mode("waits", time=60)
async def slower_every_time(c):
    await asyncio.sleep(min(0.02 * c.number, 0.9))
    c.give()


@mode("waits", time=60)
async def silent_now_and_then(c):
    if c.number % 4 == 0: await forever()
    c.give()
