#!/usr/bin/env python3
"""A small OpenAI-shaped backend with a scripted model, for proxies that need something behind them.

Usage: openai-backend.py [--port N]

Listens on 127.0.0.1 and prints the port as its only line on standard output. It answers
GET /v1/models, GET /v1/models/{id} and POST /v1/chat/completions (streamed or not).

The model is a rule, not a network: the same request gives the same words, and a run of the same requests
gives the same ids. A token is a word between white space. What the last user message can ask for:
  "Echo: TEXT" or "Repeat: TEXT"   the reply (or every string argument of a tool call) is TEXT
  "... N words ..."                the reply has N words (1 to 2000)
  the name of a tool               with tool_choice "auto" that tool is called; several names, several tools
"""

import argparse
import itertools
import json
import re
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "scripted-model-1"
CREATED = 1_700_000_000  # A fixed moment (seconds since 1970), so that answers repeat byte for byte.
WORD_GAP_SECONDS = 0.005
BODY_LIMIT_BYTES = 64 * 1024 * 1024
SENTENCE = "The scripted model answers with these plain words and then it ends here.".split()
ROLES = {"system", "developer", "user", "assistant", "tool"}


class Refusal(Exception):
    """A request that is answered with an OpenAI error object."""

    def __init__(self, status, message, parameter=None, code=None):
        super().__init__(message)
        self.status = status
        error = {"message": message, "type": "invalid_request_error", "param": parameter, "code": code}
        self.body = {"error": error}


# -----------------------------------------------------------------------------------------------------------
# Reading a request


def text_of(content):
    """The text of a message's content; images and other parts count for nothing."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        texts = []
        for part in content:
            if not isinstance(part, dict):
                raise Refusal(400, "a content part must be an object", "messages")
            if part.get("type") == "text":
                if not isinstance(part.get("text"), str):
                    raise Refusal(400, "a text part needs a string 'text'", "messages")
                texts.append(part["text"])
        return "\n".join(texts)
    raise Refusal(400, "content must be a string or an array of parts", "messages")


def checked(body):
    """The request body, refused with the field's name where a client would get it wrong."""
    if not isinstance(body, dict):
        raise Refusal(400, "the body must be a JSON object")
    if not isinstance(body.get("model"), str) or not body["model"]:
        raise Refusal(400, "you must provide a model parameter", "model")
    if body["model"] != MODEL:
        raise Refusal(404, f"The model '{body['model']}' does not exist", "model", "model_not_found")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise Refusal(400, "'messages' must be an array with at least one message", "messages")
    for message in messages:
        if not isinstance(message, dict) or message.get("role") not in ROLES:
            raise Refusal(400, f"a message needs a role among {sorted(ROLES)}", "messages")
    for name in ("max_tokens", "max_completion_tokens"):
        limit = body.get(name)
        if limit is not None and (type(limit) is not int or limit < 1):
            raise Refusal(400, f"'{name}' must be an integer of at least 1", name)
    stops = body.get("stop")
    stops = [] if stops is None else [stops] if isinstance(stops, str) else stops
    if not isinstance(stops, list) or not all(isinstance(stop, str) for stop in stops):
        raise Refusal(400, "'stop' must be a string or an array of strings", "stop")
    for name in ("stream_options", "response_format"):
        if body.get(name) is not None and not isinstance(body[name], dict):
            raise Refusal(400, f"'{name}' must be an object", name)
    check_tools(body.get("tools") or [])
    return body


def check_tools(tools):
    if not isinstance(tools, list):
        raise Refusal(400, "'tools' must be an array", "tools")
    for tool in tools:
        function = tool.get("function") if isinstance(tool, dict) else None
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise Refusal(400, "a tool needs a function with a name", "tools")
        schema = function.get("parameters", {})
        if not isinstance(schema, dict) or schema.get("type", "object") != "object":
            raise Refusal(400, f"the parameters of '{function['name']}' must be of type object", "tools")


def asked_echo(text):
    found = re.search(r"\b(?:echo|repeat)[^:\n]*:\s*(.+)", text, re.IGNORECASE | re.DOTALL)
    return found.group(1).strip() if found else None


def last_user_text(messages):
    """What the user asks now: empty when the newest message is not the user's."""
    return text_of(messages[-1].get("content")) if messages[-1]["role"] == "user" else ""


def chosen_tools(body):
    """The functions the model calls for this request, in order; an empty list means it answers with text."""
    functions = [tool["function"] for tool in body.get("tools") or []]
    choice = body.get("tool_choice") or ("auto" if functions else "none")
    request = last_user_text(body["messages"])
    named = [
        function
        for function in functions
        if re.search(rf"(?<![A-Za-z0-9_-]){re.escape(function['name'])}(?![A-Za-z0-9_-])", request)
    ]
    if choice == "none":
        return []
    if choice == "auto":
        chosen = named
    elif choice == "required":
        if not functions:
            raise Refusal(400, "tool_choice 'required' needs tools", "tool_choice")
        chosen = named or functions[:1]
    elif isinstance(choice, dict) and isinstance(choice.get("function"), dict):
        wanted = choice["function"].get("name")
        chosen = [function for function in functions if function["name"] == wanted]
        if not chosen:
            raise Refusal(400, f"tool_choice names '{wanted}', which is not among the tools", "tool_choice")
    else:
        raise Refusal(400, "tool_choice must be none, auto, required or a function", "tool_choice")
    return chosen[:1] if body.get("parallel_tool_calls") is False else chosen


# -----------------------------------------------------------------------------------------------------------
# The scripted model


def resolved(schema, root):
    """Follows local references; any other reference gives an empty schema."""
    for _ in range(16):
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if not isinstance(reference, str):
            return schema if isinstance(schema, dict) else {}
        schema = root if reference.startswith("#") else {}
        for step in reference.removeprefix("#").strip("/").split("/"):
            step = step.replace("~1", "/").replace("~0", "~")
            schema = schema.get(step, {}) if step and isinstance(schema, dict) else schema
    return {}


def example(schema, root, name, echo, depth=0):
    """The simplest value that fits a JSON Schema: every property, the first of every alternative."""
    schema = resolved(schema, root)
    if "const" in schema:
        return schema["const"]
    if isinstance(schema.get("enum"), list) and schema["enum"]:
        return schema["enum"][0]
    for alternatives in ("anyOf", "oneOf", "allOf"):
        if isinstance(schema.get(alternatives), list) and schema[alternatives] and depth < 12:
            return example(schema[alternatives][0], root, name, echo, depth + 1)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = kind[0] if kind else None
    if kind == "object" or (kind is None and "properties" in schema):
        properties = schema.get("properties")
        if depth >= 12 or not isinstance(properties, dict):
            return {}
        return {key: example(value, root, key, echo, depth + 1) for key, value in properties.items()}
    if kind == "array":
        least = schema.get("minItems")
        count = min(max(least if type(least) is int else 1, 1), 16) if depth < 12 else 0
        return [example(schema.get("items"), root, name, echo, depth + 1) for _ in range(count)]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "null":
        return None
    return echo or name


def reply_text(body):
    form = body.get("response_format")
    if isinstance(form, dict) and form.get("type") == "json_schema":
        schema = (form.get("json_schema") or {}).get("schema") or {}
        return json.dumps(example(schema, schema, "value", None), ensure_ascii=False)
    newest = body["messages"][-1]
    if newest["role"] == "tool":
        return "The tool said: " + (text_of(newest.get("content")) or "nothing at all.")
    request = last_user_text(body["messages"])
    echo = asked_echo(request)
    if echo is not None:
        return echo
    wanted = re.search(r"\b(\d{1,4}) words\b", request)
    count = min(max(int(wanted.group(1)), 1), 2000) if wanted else len(SENTENCE)
    return " ".join(itertools.islice(itertools.cycle(SENTENCE), count))


def pieces(text):
    """The text cut into words, each with the white space before it; white space at the end is a piece."""
    return re.findall(r"\s*\S+|\s+$", text)


def prompt_tokens(body):
    words = 0
    for message in body["messages"]:
        words += len(text_of(message.get("content")).split())
        words += words_of(message.get("tool_calls"))
    return words + words_of(body.get("tools"))


def words_of(value):
    return len(json.dumps(value).split()) if value else 0


def generate(body):
    """What the model says: text pieces, [(function name, argument pieces)], finish reason, output tokens."""
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or 1 << 30
    functions = chosen_tools(body)
    if functions:
        return generate_calls(body, functions, limit)
    words = pieces(reply_text(body))
    text, reason = "".join(words[:limit]), "length" if len(words) > limit else "stop"
    stops = [body["stop"]] if isinstance(body.get("stop"), str) else body.get("stop") or []
    ends = [text.find(stop) for stop in stops if stop and stop in text]
    if ends:
        text, reason = text[: min(ends)], "stop"
    # The word that held the stop sequence was produced as well, so it is paid for.
    spoken = pieces(text)
    return spoken, [], reason, min(limit, len(spoken) + (1 if ends else 0))


def generate_calls(body, functions, limit):
    echo = asked_echo(last_user_text(body["messages"]))
    calls, left = [], limit
    for function in functions:
        schema = function.get("parameters") or {}
        value = example({"type": "object", **schema}, schema, "value", echo)
        arguments = pieces(json.dumps(value, ensure_ascii=False))
        if left == 0:
            return [], calls, "length", limit
        calls.append((function["name"], arguments[:left]))
        if len(arguments) > left:
            return [], calls, "length", limit
        left -= len(arguments)
    return [], calls, "tool_calls", limit - left


# -----------------------------------------------------------------------------------------------------------
# HTTP


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
            return checked(json.loads(self.rfile.read(int(length))))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise Refusal(400, f"the body is not JSON: {error}") from error

    def completions(self):
        body = self.body()
        if self.path.split("?")[0] != "/v1/chat/completions":
            raise Refusal(404, f"nothing is served at {self.path.split('?')[0]}")
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
