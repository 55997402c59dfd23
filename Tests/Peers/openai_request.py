"""What a chat completions request must look like, and the error object for one that does not."""

import re

MODEL = "scripted-model-1"
ROLES = {"system", "developer", "user", "assistant", "tool"}


class Refusal(Exception):
    """A request that is answered with an OpenAI error object."""

    def __init__(self, status, message, parameter=None, code=None):
        super().__init__(message)
        self.status = status
        error = {"message": message, "type": "invalid_request_error", "param": parameter, "code": code}
        self.body = {"error": error}


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
    for name, ceiling in (("temperature", 2), ("top_p", 1)):
        value = body.get(name)
        if value is not None and (type(value) not in (int, float) or not 0 <= value <= ceiling):
            raise Refusal(400, f"'{name}' must be a number from 0 to {ceiling}", name)
    stops = body.get("stop")
    stops = [] if stops is None else [stops] if isinstance(stops, str) else stops
    if not isinstance(stops, list) or not all(isinstance(stop, str) for stop in stops):
        raise Refusal(400, "'stop' must be a string or an array of strings", "stop")
    for name in ("stream_options", "response_format"):
        if body.get(name) is not None and not isinstance(body[name], dict):
            raise Refusal(400, f"'{name}' must be an object", name)
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        form = form.get("json_schema")
        if not isinstance(form, dict) or not isinstance(form.get("schema"), dict):
            raise Refusal(400, "'response_format' needs a json_schema with a schema", "response_format")
    check_tools(body.get("tools") or [])
    return body


def check_tools(tools):
    if not isinstance(tools, list):
        raise Refusal(400, "'tools' must be an array", "tools")
    for tool in tools:
        function = tool.get("function") if isinstance(tool, dict) else None
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise Refusal(400, "a tool needs a function with a name", "tools")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", function["name"]):
            raise Refusal(400, "a function's name is 1 to 64 letters, digits, '_' and '-'", "tools")
        schema = function.get("parameters", {})
        if not isinstance(schema, dict) or schema.get("type", "object") != "object":
            raise Refusal(400, f"the parameters of '{function['name']}' must be of type object", "tools")
