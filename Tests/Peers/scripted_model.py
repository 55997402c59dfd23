"""The scripted model: what it says to a checked chat completions request is a rule, not a network.

A token is a word between white space. What the last user message can ask for:
  "Echo: TEXT" or "Repeat: TEXT"   the reply (or every string argument of a tool call) is TEXT
  "... N words ..."                the reply has N words (1 to 2000)
  the name of a tool               with tool_choice "auto" that tool is called; several names, several tools
"""

import itertools
import json
import re

from openai_request import Refusal, text_of

SENTENCE = "The scripted model answers with these plain words and then it ends here.".split()


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


def resolved(schema, root, followed):
    """The schema behind local references, and the references followed; circles and other kinds end in {}."""
    while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        reference = schema["$ref"]
        if reference in followed or not reference.startswith("#"):
            return {}, followed
        followed, schema = followed | {reference}, root
        for step in reference[1:].split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            schema = schema.get(step) if isinstance(schema, dict) else None
    return (schema if isinstance(schema, dict) else {}), followed


def example(schema, root, name, echo, followed=frozenset()):
    """The simplest value that fits a JSON Schema: every property, the first of every alternative."""
    schema, followed = resolved(schema, root, followed)
    if "const" in schema:
        return schema["const"]
    if isinstance(schema.get("enum"), list) and schema["enum"]:
        return schema["enum"][0]
    for alternatives in ("anyOf", "oneOf", "allOf"):
        if isinstance(schema.get(alternatives), list) and schema[alternatives]:
            return example(schema[alternatives][0], root, name, echo, followed)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = kind[0] if kind else None
    if kind == "object" or (kind is None and "properties" in schema):
        properties = schema.get("properties")
        if not isinstance(properties, dict):
            return {}
        return {key: example(value, root, key, echo, followed) for key, value in properties.items()}
    if kind == "array":
        least = schema.get("minItems")
        count = min(max(least if type(least) is int else 1, 1), 16)
        return [example(schema.get("items"), root, name, echo, followed) for _ in range(count)]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "null":
        return None
    return echo or name


def reply_text(body):
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        schema = form["json_schema"]["schema"]
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
