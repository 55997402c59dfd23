"""A small server with the Anthropic Messages API, on FastAPI.

    uvicorn server:app --port 8000

The model is a toy: it greets, calls the tool that it is told to call with the first value that its schema allows, and
counts words for tokens. What matters is around it: the shapes, the events, the errors. `broken.py` is this server as one
first writes it; `test_server.py` shows what dropin says of both.
"""

import json
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timezone
from typing import Any, NoReturn

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

MODEL = "toy-1"
CREATED = datetime(2026, 1, 1, tzinfo=timezone.utc)
#: So many tokens a call of a tool costs.
CALL = 20
app = FastAPI()


class APIError(Exception):
    """What the API answers in place of a message."""

    def __init__(self, status: int, kind: str, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.kind, self.message, self.code = status, kind, message, code


@app.exception_handler(APIError)
async def show_error(request: Request, error: APIError) -> Response:
    header = new_request_id()
    shown: dict[str, Any] = {"type": error.kind, "message": error.message}
    if error.code is not None:
        shown["details"] = {"error_code": error.code}
    body = {"type": "error", "error": shown, "request_id": header["request-id"]}
    return JSONResponse(body, error.status, headers=header)


@app.exception_handler(404)
async def not_found(request: Request, _: Exception) -> Response:
    return await show_error(request, APIError(404, "not_found_error", f"no such path: {request.url.path}"))


@app.get("/v1/models")
async def models() -> Response:
    model = {"type": "model", "id": MODEL, "display_name": "Toy 1", "created_at": CREATED.isoformat().replace("+00:00", "Z")}
    page = {"data": [model], "has_more": False, "first_id": MODEL, "last_id": MODEL}
    return JSONResponse(page, headers=new_request_id())


@app.post("/v1/messages")
async def messages(request: Request) -> Response:
    # Not a parameter with a model of pydantic: its errors would be answered with 422 and a body of another shape.
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise APIError(400, "invalid_request_error", f"the body is no JSON: {error}") from None
    check(body)
    message = answer(body)
    # Everything that can be wrong has been found before the stream begins: later it could not have a status.
    if body.get("stream"):
        headers = {"cache-control": "no-cache", **new_request_id()}
        return StreamingResponse(events(message), media_type="text/event-stream", headers=headers)
    return JSONResponse(message, headers=new_request_id())


def new_request_id() -> dict[str, str]:
    """The header by which a client names a request when it complains."""
    return {"request-id": f"req_{secrets.token_hex(12)}"}


def check(body: Any) -> None:
    """Raises for what the toy cannot answer."""

    def refuse(message: str, code: str | None = None) -> NoReturn:
        raise APIError(400, "invalid_request_error", message, code)

    if not isinstance(body, dict):
        refuse("the body is no object")
    for field in ("model", "max_tokens", "messages"):
        if field not in body:
            refuse(f"{field}: Field required")
    if body["model"] != MODEL:
        raise APIError(404, "not_found_error", f"model: {body['model']}")
    limit = body["max_tokens"]
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        refuse("max_tokens: must be an integer of at least 1")
    if not isinstance(body["messages"], list) or not body["messages"]:
        refuse("messages: at least one message is required")
    if (body.get("thread") or {}).get("type") == "continue":
        refuse("thread: no conversations are kept here; send the whole history", "thread_unsupported_request")
    for index, message in enumerate(body["messages"]):
        if not isinstance(message, dict) or message.get("role") not in ("user", "assistant", "system"):
            refuse(f"messages.{index}.role: must be user or assistant")
        if not isinstance(message.get("content"), (str, list)) or not message["content"]:
            refuse(f"messages.{index}.content: must be text or a list of blocks")


def answer(body: dict[str, Any]) -> dict[str, Any]:
    """The message that the toy writes."""
    limit: int = body["max_tokens"]
    tool = chosen_tool(body)
    if tool is not None:
        content = [{"type": "tool_use", "id": f"toolu_{secrets.token_hex(12)}", "name": tool["name"],
                    "input": sample(tool["input_schema"])}]
        # A call that is cut off is no call: the client must not carry it out.
        used, reason = min(limit, CALL), "tool_use" if limit >= CALL else "max_tokens"
    else:
        words = "Hello! How can I help you today?".split()
        said = words[:limit]
        content = [{"type": "text", "text": " ".join(said)}]
        used, reason = len(said), "end_turn" if len(said) == len(words) else "max_tokens"
    return {
        "id": f"msg_{secrets.token_hex(12)}", "type": "message", "role": "assistant", "model": body["model"],
        "content": content, "stop_reason": reason, "stop_sequence": None,
        "usage": {"input_tokens": tokens(body), "output_tokens": used,
                  "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0},
    }


def tokens(body: dict[str, Any]) -> int:
    """Everything that the model reads counts: system, tools and the whole history; how it is wrapped does not."""

    def words(part: Any) -> int:
        if isinstance(part, str):
            return len(part.split())
        if isinstance(part, list):
            return sum(words(each) for each in part)
        if isinstance(part, dict):
            names = ("text", "content", "input", "name", "data", "thinking")
            known = [part[name] for name in names if name in part]
            return sum(words(each) for each in (known if "type" in part or "role" in part else part.values()))
        return 1

    tools = sum(len(json.dumps(tool).split()) for tool in body.get("tools") or [])
    return words(body.get("system") or []) + tools + words(body["messages"]) + 3 * len(body["messages"])


def chosen_tool(body: dict[str, Any]) -> dict[str, Any] | None:
    """The tool to call: the one that is demanded, or any while there is no result yet."""
    tools, choice = body.get("tools") or [], body.get("tool_choice") or {"type": "auto"}
    if not tools or choice["type"] == "none":
        return None
    if choice["type"] == "tool":
        return next((tool for tool in tools if tool["name"] == choice["name"]), None)
    last = body["messages"][-1]["content"]
    answered = isinstance(last, list) and any(block.get("type") == "tool_result" for block in last)
    return tools[0] if choice["type"] == "any" or not answered else None


def sample(schema: dict[str, Any]) -> Any:
    """The first value that a schema allows."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        return {name: sample(schema.get("properties", {}).get(name, {})) for name in schema.get("required", [])}
    return {"string": "Paris", "integer": 1, "number": 1.5, "boolean": True, "array": [], "null": None}.get(kind)


async def events(message: dict[str, Any]) -> AsyncIterator[str]:
    """The same message as events: numbered blocks, each opened, filled and closed, then how it ended."""

    def event(name: str, **members: Any) -> str:
        # One line of data: a line break inside would be another field.
        return f"event: {name}\ndata: {json.dumps({'type': name, **members}, ensure_ascii=False)}\n\n"

    start = {**message, "content": [], "stop_reason": None, "usage": {**message["usage"], "output_tokens": 1}}
    yield event("message_start", message=start)
    yield event("ping")
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            yield event("content_block_start", index=index, content_block={"type": "text", "text": ""})
            for word in block["text"].split(" "):
                lead = "" if word == block["text"].split(" ")[0] else " "
                yield event("content_block_delta", index=index, delta={"type": "text_delta", "text": lead + word})
        else:
            yield event("content_block_start", index=index, content_block={**block, "input": {}})
            text = json.dumps(block["input"], ensure_ascii=False)
            for piece in (text[at : at + 10] for at in range(0, len(text), 10)):
                yield event(
                    "content_block_delta", index=index, delta={"type": "input_json_delta", "partial_json": piece})
        yield event("content_block_stop", index=index)
    ended = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield event("message_delta", delta=ended, usage={"output_tokens": message["usage"]["output_tokens"]})
    yield event("message_stop")
