"""A tiny Messages API server for the SDK usages to be tried on: right by default, wrong in one named way.

It answers what the usages ask and no more; the names of the ways to be wrong are in DEFECTS.
"""

import itertools
import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "fixture-key"
MODEL = "fixture/model-1"
REPLY = "Hello there, my friend."
CALL_INPUT = {"city": "Paris", "unit": "celsius"}
DEFECTS = {
    # streams
    "no-message-start": "the stream begins with content_block_start",
    "no-message-stop": "the stream ends after message_delta",
    "start-input-zero": "message_start says that 0 input tokens were read",
    "delta-without-usage": "message_delta has no usage",
    "cumulative-json": "each input_json_delta repeats what came before",
    "stream-as-json": "a streamed request is answered with a JSON message",
    "endless-stream": "the stream goes on and on",
    "text-at-start": "content_block_start holds the text that the deltas bring again",
    # messages
    "empty-text": "the reply's text is empty",
    "stop-reason-null": "stop_reason is null",
    "openai-stop-reason": "stop_reason is one of OpenAI's words",
    "usage-zero": "no token was counted",
    "tool-input-text": "a tool's input is JSON in a string",
    "tool-input-misfit": "a tool's input lacks a required property",
    "tool-end-turn": "stop_reason is end_turn although a tool is called",
    "stop-sequence-unreported": "a reply cut at a stop sequence says end_turn",
    "max-tokens-ignored": "max_tokens cuts nothing",
    "system-ignored": "the system prompt is thrown away",
    "replay-refused": "an assistant message with blocks is refused",
    "tool-result-fails": "a tool_result ends in a server error",
    "thinking-refused": "any thinking parameter is refused",
    "thread-ignored": "a thread is accepted and not kept",
    "html": "a message is answered with a page",
    # errors
    "validation-422": "a wrong body is answered with 422 and a detail",
    "error-text": "an error is a string instead of an object",
    "error-in-stream": "a wrong body is answered with 200 and a message",
    "any-key": "every key is accepted",
    "unknown-model-500": "an unknown model ends in a server error",
    "error-type-unknown-model": "an unknown model is 404 with another error type",
    # other endpoints
    "count-zero": "count_tokens says 0",
    "count-absent": "count_tokens is not there",
    "models-runaway": "has_more stays true",
    "models-array": "the list is a bare array",
    "models-openai": "entries have OpenAI's fields",
    "models-get-raw": "%2F in a model's id is not decoded",
    # all
    "hang": "nothing is ever answered",
    "only-x-api-key": "Authorization: Bearer is not read",
    "only-2023": "every anthropic-version but 2023-06-01 is refused",
}


class Answer(Exception):
    """An error that is sent instead of a message."""

    def __init__(self, status, kind, message, **details):
        super().__init__(message)
        self.status, self.kind, self.details = status, kind, details


def words(*values):
    return sum(len(json.dumps(value).split()) for value in values if value)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def has(self, defect):
        return self.server.defect == defect

    def send(self, status, value, kind="application/json"):
        body = value.encode() if isinstance(value, str) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("request-id", f"req_{next(self.server.numbers):04d}")
        self.end_headers()
        self.wfile.write(body)

    def answer(self, act):
        try:
            if self.has("hang"):
                self.server.closing.wait(30)
                self.close_connection = True
                return
            self.check_headers()
            act()
        except Answer as error:
            self.send_error_object(error)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # The client has seen enough.

    def send_error_object(self, error):
        if self.has("validation-422") and error.status == 400:
            return self.send(422, {"detail": str(error)})
        if self.has("error-text"):
            return self.send(error.status, {"error": str(error)})
        if self.has("error-in-stream") and error.status == 400:
            return self.send(200, message(REPLY, "end_turn", 1))
        body = {"type": error.kind, "message": str(error)}
        if error.details:
            body["details"] = error.details
        self.send(error.status, {"type": "error", "error": body})

    def check_headers(self):
        keys = [self.headers.get("x-api-key")]
        if not self.has("only-x-api-key"):
            keys.append((self.headers.get("authorization") or "").removeprefix("Bearer "))
        if KEY not in keys and not self.has("any-key"):
            raise Answer(401, "authentication_error", "invalid key")
        if self.has("only-2023") and self.headers.get("anthropic-version") != "2023-06-01":
            raise Answer(400, "invalid_request_error", "anthropic-version is not supported")

    def do_GET(self):
        self.answer(self.get)

    def do_POST(self):
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(self.post)

    def get(self):
        path = self.path.split("?")[0]
        entry = {
            "type": "model",
            "id": MODEL,
            "display_name": "Fixture",
            "created_at": "2026-01-01T00:00:00Z",
        }
        if self.has("models-openai"):
            entry = {"object": "model", "id": MODEL, "created": 1, "owned_by": "fixture"}
        if path == "/v1/models":
            more = self.has("models-runaway")
            page = {"data": [entry], "has_more": more, "first_id": MODEL, "last_id": MODEL}
            return self.send(200, [entry] if self.has("models-array") else page)
        if not self.has("models-get-raw"):
            path = urllib.parse.unquote(path)
        if path == f"/v1/models/{MODEL}":
            return self.send(200, entry)
        raise Answer(404, "not_found_error", "there is no such thing")

    def post(self):
        path = self.path.split("?")[0]
        if path == "/v1/messages/count_tokens" and not self.has("count-absent"):
            return self.send(200, {"input_tokens": 0 if self.has("count-zero") else self.input_tokens()})
        if path != "/v1/messages":
            raise Answer(404, "not_found_error", "there is no such thing")
        self.check_body()
        if self.has("html"):
            return self.send(200, "<html>Welcome</html>", "text/html")
        reply = self.reply()
        if self.body.get("stream") and not self.has("stream-as-json"):
            return self.stream(reply)
        self.send(200, reply)

    def check_body(self):
        body, blocks = self.body, []
        if not body["messages"]:
            raise Answer(400, "invalid_request_error", "messages: at least one is needed")
        if body["max_tokens"] < 1:
            raise Answer(400, "invalid_request_error", "max_tokens: must be at least 1")
        if body["model"] != MODEL:
            if self.has("unknown-model-500"):
                raise Answer(500, "api_error", "the model could not be loaded")
            other = self.has("error-type-unknown-model")
            raise Answer(404, "invalid_request_error" if other else "not_found_error", "model: unknown")
        if "thread" in body and not self.has("thread-ignored"):
            code = "thread_unsupported_request"
            raise Answer(400, "invalid_request_error", "thread: not supported", error_code=code)
        if "thinking" in body and self.has("thinking-refused"):
            raise Answer(400, "invalid_request_error", "thinking: not supported")
        for turn in body["messages"]:
            if isinstance(turn["content"], list):
                blocks += [(turn["role"], block["type"]) for block in turn["content"]]
        if ("assistant", "text") in blocks and self.has("replay-refused"):
            raise Answer(400, "invalid_request_error", "messages.1.content: must be a string")
        if ("user", "tool_result") in blocks and self.has("tool-result-fails"):
            raise Answer(500, "api_error", "the template failed")

    def input_tokens(self):
        system = None if self.has("system-ignored") else self.body.get("system")
        return words(self.body["messages"], self.body.get("tools"), system)

    def reply(self):
        forced = (self.body.get("tool_choice") or {}).get("type") == "tool"
        asked = isinstance(self.body["messages"][-1]["content"], str)
        spent = self.input_tokens()
        if self.body.get("tools") and (forced or asked):
            given = {"city": "Paris"} if self.has("tool-input-misfit") else CALL_INPUT
            given = json.dumps(given) if self.has("tool-input-text") else given
            name, number = self.body["tools"][0]["name"], next(self.server.numbers)
            block = {"type": "tool_use", "id": f"toolu_{number:04d}", "name": name, "input": given}
            reply = message(block, "end_turn" if self.has("tool-end-turn") else "tool_use", spent)
        else:
            reply = message(*self.text(), spent)
        if self.has("stop-reason-null"):
            reply["stop_reason"] = None
        if self.has("openai-stop-reason"):
            reply["stop_reason"] = "stop"
        if self.has("usage-zero"):
            reply["usage"] = {"input_tokens": 0, "output_tokens": 0}
        reply["id"] = f"msg_{next(self.server.numbers):04d}"
        return reply

    def text(self):
        """The reply's text, its stop_reason, and the stop sequence found."""
        text, reason, found = REPLY, "end_turn", None
        if self.body["max_tokens"] == 1 and not self.has("max-tokens-ignored"):
            text, reason = "Hello", "max_tokens"
        for stop in self.body.get("stop_sequences") or []:
            if stop in text:
                text, reason, found = text.split(stop)[0], "stop_sequence", stop
        if self.has("stop-sequence-unreported") and found:
            reason, found = "end_turn", None
        return {"type": "text", "text": "" if self.has("empty-text") else text}, (reason, found)

    def stream(self, reply):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for event in self.events(reply):
            self.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())

    def events(self, reply):
        [block] = reply["content"]
        start = {**reply, "content": [], "stop_reason": None, "stop_sequence": None}
        if self.has("start-input-zero"):
            start["usage"] = {"input_tokens": 0, "output_tokens": 0}
        if not self.has("no-message-start"):
            yield {"type": "message_start", "message": start}
        if block["type"] == "text":
            empty = block if self.has("text-at-start") else {**block, "text": ""}
            pieces = [{"type": "text_delta", "text": word + " "} for word in block["text"].split(" ")]
            pieces[-1]["text"] = pieces[-1]["text"][:-1]
        else:
            empty = {**block, "input": {}}
            whole = json.dumps(block["input"])
            cuts = [whole[:9], whole[:21], whole] if self.has("cumulative-json") else [whole[:9], whole[9:]]
            pieces = [{"type": "input_json_delta", "partial_json": cut} for cut in cuts]
        yield {"type": "content_block_start", "index": 0, "content_block": empty}
        if self.has("endless-stream"):
            pieces = itertools.cycle(pieces)
        for piece in pieces:
            if self.has("endless-stream"):
                time.sleep(0.02)
            yield {"type": "content_block_delta", "index": 0, "delta": piece}
        yield {"type": "content_block_stop", "index": 0}
        delta = {"stop_reason": reply["stop_reason"], "stop_sequence": reply["stop_sequence"]}
        end = {
            "type": "message_delta",
            "delta": delta,
            "usage": {"output_tokens": reply["usage"]["output_tokens"]},
        }
        if self.has("delta-without-usage"):
            del end["usage"]
        yield end
        if not self.has("no-message-stop"):
            yield {"type": "message_stop"}


def message(block, ending, spent):
    block = {"type": "text", "text": block} if isinstance(block, str) else block
    reason, found = ending if isinstance(ending, tuple) else (ending, None)
    return {
        "id": "msg_0000",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [block],
        "stop_reason": reason,
        "stop_sequence": found,
        "usage": {"input_tokens": spent, "output_tokens": max(1, words(block) - 4)},
    }


class Fixture(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, defect=None):
        if defect is not None and defect not in DEFECTS:
            raise ValueError(f"there is no defect named {defect!r}")
        super().__init__(("127.0.0.1", 0), Handler)
        self.defect, self.numbers, self.closing = defect, itertools.count(1), threading.Event()
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.shutdown()
        self.server_close()
