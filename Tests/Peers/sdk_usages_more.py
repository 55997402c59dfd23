"""Usages with more in them: thinking, several tools at once, images, structure, failures, many at a time."""

import asyncio
import base64
import inspect
import struct
import zlib

from sdk_seen import input_total, judge_message, judge_text, plain, text_of, tool_uses_of
from sdk_usages_plain import ordinary
from sdk_usages_tools import WEATHER, forced, with_tool

CLOCK = {
    "name": "get_time",
    "description": "The time of day.",
    "input_schema": {"type": "object", "properties": {}},
}
ECHO = "naïve café — 日本語 😀, done."
BOTH = [{"role": "user", "content": "Use get_weather with city = Paris, then get_time."}]
THINKING = {"type": "enabled", "budget_tokens": 1024}


class Absent(Exception):
    """This version of the SDK does not do such a thing."""


def png(width=8, height=8):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xc0\x40\x20" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


def said(text):
    return [{"role": "user", "content": text}]


def echo(context, text=ECHO, **overrides):
    return ordinary(context, messages=said(f"Repeat exactly: {text}"), **overrides)


def judge_echo(usage, message, text=ECHO, key="message"):
    judge_message(usage, message, key)
    usage.expect(text_of(message) == text, f"{key} is not the text that was asked for")


def echo_exact(context, usage):
    judge_echo(usage, context.client.messages.create(**echo(context)))


def echo_stream(context, usage):
    with context.client.messages.stream(**echo(context)) as stream:
        judge_echo(usage, stream.get_final_message())


def conversation(context, usage):
    """Three turns with content in both forms, and a system prompt in one string."""
    messages = [
        {"role": "user", "content": "Say one."},
        {"role": "assistant", "content": "One."},
        {"role": "user", "content": [{"type": "text", "text": "Say two."}]},
        {"role": "assistant", "content": [{"type": "text", "text": "Two."}]},
        {"role": "user", "content": "Say three."},
    ]
    message = context.client.messages.create(**ordinary(context, messages=messages, system="Be brief."))
    judge_text(usage, message)


def usual_options(context, usage):
    """What careful callers add: cache marks, a user, a service tier, several stop sequences."""
    block = {"type": "text", "text": "Say hello.", "cache_control": {"type": "ephemeral"}}
    message = context.client.messages.create(
        **ordinary(
            context,
            messages=said([block]),
            system=[{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
            metadata={"user_id": "user-123"},
            service_tier="auto",
            stop_sequences=["####", "@@@@"],
        )
    )
    judge_text(usage, message)


def rare_options(context, usage):
    """What is written out although it is the default, and what few callers set."""
    arguments = ordinary(
        context,
        tools=[{**WEATHER, "type": "custom"}, CLOCK],
        tool_choice={"type": "auto"},
        thinking={"type": "disabled"},
        extra_body={"cache_control": {"type": "ephemeral"}},
    )
    if "temperature" in arguments:
        arguments["top_k"] = 5
    message = context.client.messages.create(**arguments)
    judge_text(usage, message)
    kinds = [plain(getattr(block, "type", None)) for block in message.content]
    usage.expect("thinking" not in kinds, "the reply has thoughts although the caller ruled them out")


def no_tools(context, usage):
    """An empty list of tools, as programs send it that collect their tools first."""
    judge_text(usage, context.client.messages.create(**ordinary(context, tools=[])))


def stored_history(context, usage):
    """A history out of a store: every member is spelled out, and one turn is several messages."""
    call = {"type": "tool_use", "id": "toolu_01A", "name": "get_time", "input": {}, "caller": {"type": "direct"}}
    other = {**call, "id": "toolu_01B"}
    result = {"type": "tool_result", "tool_use_id": "toolu_01A", "content": "ten", "is_error": False}
    messages = [
        {"role": "user", "content": "Hello."},
        {"role": "user", "content": "What time is it?"},
        {"role": "assistant", "content": [{"type": "text", "text": "I shall see.", "citations": None}]},
        {"role": "assistant", "content": [call, other]},
        {"role": "user", "content": [result]},
        {"role": "user", "content": [{**result, "tool_use_id": "toolu_01B"}]},
    ]
    message = context.client.messages.create(**ordinary(context, messages=messages, tools=[CLOCK]))
    judge_text(usage, message)


def beta_create(context, usage):
    message = context.client.beta.messages.create(**ordinary(context), betas=["context-1m-2025-08-07"])
    judge_text(usage, message)


def beta_count_tokens(context, usage):
    count = context.client.beta.messages.count_tokens(model=context.model, messages=said("Say hello."))
    usage.data["input_tokens"] = plain(getattr(count, "input_tokens", None))
    usage.expect(isinstance(getattr(count, "input_tokens", None), int), "input_tokens is not a count")


def count_agrees(context, usage):
    """A count taken beforehand is what the message then costs, tools and system prompt included."""
    counted = dict(
        model=context.model, messages=said("Say hi."), system="Be brief.", tools=[WEATHER, CLOCK]
    )
    count = context.client.messages.count_tokens(**counted)
    message = context.client.messages.create(**ordinary(context, **{**counted, "max_tokens": 1}))
    judge_message(usage, message)
    tokens = plain(getattr(count, "input_tokens", None))
    usage.data["input_tokens"] = tokens
    usage.expect(tokens == input_total(message), f"counted {tokens} tokens, but {input_total(message)} were read")


def models_pages(context, usage):
    ids = []
    for model in context.client.models.list(limit=1):
        ids.append(plain(getattr(model, "id", None)))
        if len(ids) == 20:
            usage.expect(False, "the list did not end within 20 models")
            break
    usage.data["ids"] = ids
    usage.expect(len(ids) == len(set(map(str, ids))) and ids, "the list is empty or repeats itself")


def model_with_slash(context, usage):
    model = context.client.models.retrieve("reference/text-only:1b")
    usage.data["id"] = plain(getattr(model, "id", None))
    usage.expect(getattr(model, "id", None) == "reference/text-only:1b", "the entry is another model's")


def error_no_such_model(context, usage):
    try:
        context.client.models.retrieve("no-such-model")
    except context.anthropic.NotFoundError as error:
        usage.data["error"] = context.describe_error(error, usage)
        return
    usage.expect(False, "nothing was raised where NotFoundError belongs")


def prefill(context, usage):
    messages = [*said('Repeat exactly: {"a":1}'), {"role": "assistant", "content": '{"a":'}]
    message = context.client.messages.create(**ordinary(context, messages=messages))
    judge_message(usage, message)
    usage.expect(text_of(message) == "1}", "the reply does not go on where the given text ends")


def image_input(context, usage):
    source = {"type": "base64", "media_type": "image/png", "data": png()}
    picture = {"type": "image", "source": source}
    question = {"type": "text", "text": "Say what you see."}
    seen = context.client.messages.create(**ordinary(context, messages=said([picture, question])))
    blind = context.client.messages.create(**ordinary(context, messages=said([question])))
    judge_text(usage, seen)
    usage.expect(input_total(seen) > input_total(blind), "the image added no input tokens")


def document_input(context, usage):
    source = {"type": "text", "media_type": "text/plain", "data": "The sky was green that day."}
    document = {"type": "document", "source": source, "title": "Notes"}
    message = context.client.messages.create(
        **ordinary(context, messages=said([document, {"type": "text", "text": "Say hi."}]))
    )
    judge_text(usage, message)


def thinking_enabled(context, usage):
    message = context.client.messages.create(
        **thinking_arguments(context, messages=said("Say hello in a few words."))
    )
    judge_thinking(usage, message, "message")


def thinking_arguments(context, **overrides):
    arguments = ordinary(context, **{"max_tokens": 2048, "thinking": THINKING, **overrides})
    arguments.pop("temperature", None)
    return arguments


def judge_thinking(usage, message, key):
    judge_message(usage, message, key)
    kinds = [plain(getattr(block, "type", None)) for block in message.content]
    usage.expect(kinds[:1] == ["thinking"], f"{key} does not begin with a thinking block")
    for block in message.content:
        if getattr(block, "type", None) == "thinking":
            usage.data[f"{key}_thinking"] = [
                plain(getattr(block, "thinking", None)),
                plain(getattr(block, "signature", None)),
            ]


def judge_calls(usage, message, key, wanted):
    calls = [(plain(call.name), plain(call.input)) for call in tool_uses_of(message)]
    names = [name for name, _ in calls]
    usage.expect(names == wanted, f"{key} calls {names} instead of {wanted}")
    usage.expect(
        all(isinstance(given, dict) for _, given in calls), f"{key} has an input that is no object"
    )
    ids = [getattr(call, "id", None) for call in tool_uses_of(message)]
    usage.expect(len(set(ids)) == len(ids), f"{key} has calls with the same id")
    usage.expect(message.stop_reason == "tool_use", f"{key}.stop_reason is {plain(message.stop_reason)!r}")


def results_for(message):
    results = []
    for number, call in enumerate(tool_uses_of(message)):
        content = [{"type": "text", "text": f"result {number} for {plain(call.name)}"}]
        results.append({"type": "tool_result", "tool_use_id": call.id, "content": content})
    if results:
        results[-1]["is_error"] = True
    return results


def agent_turn(context, usage, ask):
    """Thinking, text and two calls; then both results, one of them a failure, with the history as it came."""
    arguments = thinking_arguments(context, messages=BOTH, tools=[WEATHER, CLOCK])
    first = ask(arguments)
    judge_thinking(usage, first, "call")
    judge_calls(usage, first, "call", ["get_weather", "get_time"])
    results = results_for(first)
    if not results:
        return
    history = [
        *BOTH,
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": results},
    ]
    second = ask({**arguments, "messages": history})
    judge_message(usage, second, "answer")
    for number in range(len(results)):
        usage.expect(f"result {number} for" in text_of(second), f"result {number} did not reach the model")


def agent_turn_plain(context, usage):
    agent_turn(context, usage, lambda arguments: context.client.messages.create(**arguments))


def agent_turn_stream(context, usage):
    def ask(arguments):
        with context.client.messages.stream(**arguments) as stream:
            return stream.get_final_message()

    agent_turn(context, usage, ask)


def tool_choice_any(context, usage):
    arguments = with_tool(context, messages=said("Say hello."), tool_choice={"type": "any"})
    message = context.client.messages.create(**arguments)
    judge_message(usage, message)
    judge_calls(usage, message, "message", ["get_weather"])


def tool_choice_named(context, usage):
    choice = {"type": "tool", "name": "get_time"}
    message = context.client.messages.create(**ordinary(context, tools=[WEATHER, CLOCK], tool_choice=choice))
    judge_message(usage, message)
    judge_calls(usage, message, "message", ["get_time"])


def tool_choice_none(context, usage):
    message = context.client.messages.create(**with_tool(context, tool_choice={"type": "none"}))
    judge_text(usage, message)
    usage.expect(not tool_uses_of(message), "a tool is called although the caller ruled that out")


def tool_one_at_a_time(context, usage):
    choice = {"type": "auto", "disable_parallel_tool_use": True}
    message = context.client.messages.create(
        **ordinary(context, messages=BOTH, tools=[WEATHER, CLOCK], tool_choice=choice)
    )
    judge_message(usage, message)
    judge_calls(usage, message, "message", ["get_weather"])


def tool_cut_off(context, usage):
    message = context.client.messages.create(**{**forced(context), "max_tokens": 6})
    judge_message(usage, message)
    usage.expect(message.stop_reason == "max_tokens", f"stop_reason is {plain(message.stop_reason)!r}")


def stop_in_stream(context, usage):
    with context.client.messages.stream(**echo(context, "one two stop three", stop_sequences=["stop"])) as stream:
        message = stream.get_final_message()
    judge_message(usage, message)
    usage.expect(text_of(message) == "one two ", "the text does not end before the stop sequence")


def limit_in_stream(context, usage):
    with context.client.messages.stream(**ordinary(context, max_tokens=3)) as stream:
        message = stream.get_final_message()
    judge_message(usage, message)
    usage.expect(message.stop_reason == "max_tokens", f"stop_reason is {plain(message.stop_reason)!r}")


def structured_parse(context, usage):
    """The SDK's own helper for replies of a given shape; every text block has to be JSON that fits."""
    import pydantic

    class City(pydantic.BaseModel):
        name: str
        people: int

    parse = getattr(context.client.messages, "parse", None)
    if parse is None or "output_format" not in inspect.signature(parse).parameters:
        raise Absent("messages.parse")
    message = parse(**ordinary(context, messages=said("Describe a city."), output_format=City))
    judge_message(usage, message)
    found = getattr(message, "parsed_output", None)
    usage.data["parsed"] = plain(found)
    usage.expect(isinstance(found, City), "there is no parsed output")


def error_overloaded(context, usage):
    try:
        context.client.messages.create(**ordinary(context, messages=said("Fail with overloaded_error")))
    except context.anthropic.APIStatusError as error:
        usage.data["error"] = context.describe_error(error, usage)
        usage.expect(error.status_code == 529, f"the status is {error.status_code} instead of 529")
        return
    usage.expect(False, "nothing was raised for an overloaded server")


def error_mid_stream(context, usage):
    text = []
    try:
        arguments = ordinary(context, messages=said("Fail mid-stream with overloaded_error"))
        with context.client.messages.stream(**arguments) as stream:
            text += stream.text_stream
    except context.anthropic.APIStatusError as error:
        usage.data["error"] = context.describe_error(error, usage)
        kind = plain(getattr(error, "type", None))
        usage.expect(kind == "overloaded_error", f"the error's type is {kind!r}")
        return
    usage.expect(False, "half a reply was handed over as a whole one")


def leave_early(context, usage):
    """A caller who has read enough closes the stream; the next request has to work as ever."""
    arguments = ordinary(context, messages=said("Count from 1 to 50"))
    with context.client.messages.create(**arguments, stream=True) as events:
        for event in events:
            if plain(getattr(event, "type", None)) == "content_block_delta":
                break
    judge_echo(usage, context.client.messages.create(**echo(context, "after")), "after")


async def async_many(context, usage):
    """Four at a time: each gets its own answer."""
    async with context.new_client(context.anthropic.AsyncAnthropic) as client:
        texts = ["alpha", "beta", "gamma", "delta"]
        messages = await asyncio.gather(*(client.messages.create(**echo(context, text)) for text in texts))
    for text, message in zip(texts, messages, strict=True):
        judge_echo(usage, message, text, text)
    ids = [getattr(message, "id", None) for message in messages]
    usage.expect(len(set(ids)) == len(ids), "two replies have the same id")


def retried(context, usage):
    """With its usual retries the SDK asks again, twice, and then gives up with the server's own error."""
    client = context.client.with_options(max_retries=1)
    try:
        client.messages.create(**ordinary(context, messages=said("Fail with rate_limit_error")))
    except context.anthropic.RateLimitError as error:
        usage.data["error"] = context.describe_error(error, usage)
        return
    usage.expect(False, "nothing was raised for a caller who asks too often")


def with_credentials(context, key, token):
    arguments = {"base_url": context.base_url, "timeout": context.timeout, "max_retries": 0}
    try:
        return context.anthropic.Anthropic(api_key=key, auth_token=token, **arguments)
    except ValueError as error:
        raise Absent("a key beside a token") from error


def key_beside_foreign_token(context, usage):
    """A machine whose environment holds a token of somewhere else beside the right key."""
    with with_credentials(context, context.key, "token-of-somewhere-else") as client:
        judge_text(usage, client.messages.create(**ordinary(context)))


def token_beside_foreign_key(context, usage):
    with with_credentials(context, "key-of-somewhere-else", context.key) as client:
        judge_text(usage, client.messages.create(**ordinary(context)))


def cache_mark_null(context, usage):
    """A block out of a store that spells out what it does not have."""
    block = {"type": "text", "text": "Say hello.", "cache_control": None}
    judge_text(usage, context.client.messages.create(**ordinary(context, messages=said([block]))))


def tool_strict(context, usage):
    """Arguments of a strict tool go straight into a function, unchecked."""
    properties = {"people": {"type": "integer"}, "outside": {"type": "boolean"}}
    schema = {
        "type": "object", "properties": properties, "required": ["people", "outside"], "additionalProperties": False,
    }  # fmt: skip
    tool = {"name": "book_table", "description": "Books a table.", "input_schema": schema, "strict": True}
    message = context.client.messages.create(
        **ordinary(
            context, messages=said("Book a table for three."), tools=[tool],
            tool_choice={"type": "tool", "name": "book_table"},
        )
    )  # fmt: skip
    judge_calls(usage, message, "message", ["book_table"])
    for call in tool_uses_of(message):
        kinds = {name: type(value).__name__ for name, value in plain(call.input).items()}
        fits = kinds == {"people": "int", "outside": "bool"}
        usage.expect(fits, f"the arguments of a strict tool are {kinds}")


def empty_reply(context, usage):
    """A reply that a stop sequence ends before its first letter, whole and as a stream."""
    arguments = ordinary(context, stop_sequences=[*"HhIieTtaAoSsGWn"])
    whole = context.client.messages.create(**arguments)
    judge_message(usage, whole, "whole")
    with context.client.messages.stream(**arguments) as stream:
        streamed = stream.get_final_message()
    judge_message(usage, streamed, "streamed")
    for key, message in (("whole", whole), ("streamed", streamed)):
        usage.expect(text_of(message) == "", f"{key} has text before the first letter")
        usage.expect(message.stop_reason == "stop_sequence", f"{key}.stop_reason is {plain(message.stop_reason)!r}")


def refused(context, usage, ask, mistake):
    try:
        ask()
    except context.anthropic.BadRequestError as error:
        usage.data["error"] = context.describe_error(error, usage)
        return
    usage.expect(False, f"nothing was raised for {mistake}")


def error_nameless_choice(context, usage):
    arguments = with_tool(context, tool_choice={"type": "tool"})
    refused(context, usage, lambda: context.client.messages.create(**arguments), "a forced tool without a name")


def error_count_of_nothing(context, usage):
    def ask():
        context.client.messages.count_tokens(model=context.model, messages=context.anthropic.NOT_GIVEN)

    refused(context, usage, ask, "a count without messages")


USAGES = [
    echo_exact,
    echo_stream,
    conversation,
    usual_options,
    rare_options,
    no_tools,
    stored_history,
    beta_create,
    beta_count_tokens,
    count_agrees,
    models_pages,
    model_with_slash,
    error_no_such_model,
    prefill,
    image_input,
    document_input,
    thinking_enabled,
    agent_turn_plain,
    agent_turn_stream,
    tool_choice_any,
    tool_choice_named,
    tool_choice_none,
    tool_one_at_a_time,
    tool_cut_off,
    stop_in_stream,
    limit_in_stream,
    structured_parse,
    error_overloaded,
    error_mid_stream,
    leave_early,
    async_many,
    key_beside_foreign_token,
    token_beside_foreign_key,
    cache_mark_null,
    tool_strict,
    empty_reply,
    error_nameless_choice,
    error_count_of_nothing,
]
# Waits for the server's `retry-after`, so it is tried only where the answer could differ.
SLOW_USAGES = [retried]
