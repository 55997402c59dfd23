"""Usages with one kind of answer: messages, streams, counting, models, errors."""

import inspect

from sdk_seen import (
    STOP_REASONS,
    counts_of,
    input_total,
    is_count,
    judge_message,
    judge_text,
    plain,
    text_of,
)

MODEL_PAGE_LIMIT = 50
HELLO = [{"role": "user", "content": "Say hello in a few words."}]


def ordinary(context, **overrides):
    """Arguments of a short request, as repeatable as this SDK allows: newer ones took `temperature` away."""
    arguments = {"model": context.model, "max_tokens": 512, "messages": HELLO}
    if "temperature" in inspect.signature(context.client.messages.create).parameters:
        arguments["temperature"] = 0
    return {**arguments, **overrides}


def create(context, usage):
    judge_text(usage, context.client.messages.create(**ordinary(context)))


def create_stream(context, usage):
    seen = RawStream(usage)
    with context.client.messages.create(**ordinary(context), stream=True) as events:
        for event in events:
            seen.take(event)
    seen.judge()


def stream_helper(context, usage):
    with context.client.messages.stream(**ordinary(context)) as stream:
        text = "".join(piece for piece in stream.text_stream)
        message = stream.get_final_message()
        judge_message(usage, message, request_id=getattr(stream, "request_id", None))
    usage.expect(text.strip(), "the stream has no text")
    usage.expect(text == text_of(message), "the streamed text is not the final message's text")


def stop_at_max_tokens(context, usage):
    message = context.client.messages.create(**ordinary(context, max_tokens=1))
    judge_message(usage, message)
    reason = getattr(message, "stop_reason", None)
    usage.expect(reason == "max_tokens", f"stop_reason is {plain(reason)!r} after max_tokens 1")


def stop_at_sequence(context, usage):
    message = context.client.messages.create(**ordinary(context, stop_sequences=["e"]))
    judge_message(usage, message)
    usage.expect("e" not in text_of(message), "the text holds the stop sequence 'e'")
    found = (getattr(message, "stop_reason", None), getattr(message, "stop_sequence", None))
    usage.expect(found == ("stop_sequence", "e"), f"stop_reason and stop_sequence are {plain(found)}")


def replay(context, usage):
    """A second turn that hands the first reply's content back as it came."""
    first = context.client.messages.create(**ordinary(context))
    judge_text(usage, first, "first")
    messages = [
        *HELLO,
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": "And again?"},
    ]
    second = context.client.messages.create(**ordinary(context, messages=messages))
    judge_text(usage, second, "second")
    usage.expect(input_total(second) > input_total(first), "the longer conversation has no more input tokens")


def system_array(context, usage):
    system = [
        {"type": "text", "text": "You are a careful assistant."},
        {"type": "text", "text": "Answer in one sentence.", "cache_control": {"type": "ephemeral"}},
    ]
    with_system = context.client.messages.create(**ordinary(context, system=system))
    without = context.client.messages.create(**ordinary(context))
    judge_text(usage, with_system, "with_system")
    judge_text(usage, without, "without_system")
    usage.expect(input_total(with_system) > input_total(without), "the system prompt added no input tokens")


def thinking_adaptive(context, usage):
    message = context.client.messages.create(
        **ordinary(context, max_tokens=2048, thinking={"type": "adaptive"})
    )
    judge_text(usage, message)


def count_tokens(context, usage):
    count = context.client.messages.count_tokens(model=context.model, messages=HELLO)
    tokens = getattr(count, "input_tokens", None)
    usage.data["input_tokens"] = plain(tokens)
    usage.expect(is_count(tokens) and tokens > 0, f"input_tokens is {plain(tokens)!r}")


def models_list(context, usage):
    models, pages = [], 0
    for page in context.client.models.list().iter_pages():
        pages += 1
        models += [model for model in page.data or []]
        if pages == MODEL_PAGE_LIMIT:
            usage.expect(False, f"the list did not end within {MODEL_PAGE_LIMIT} pages")
            break
    ids = [plain(getattr(model, "id", None)) for model in models]
    usage.data.update(pages=pages, ids=ids[:20], count=len(ids))
    usage.expect(ids, "the list is empty")
    usage.expect(all(isinstance(name, str) and name for name in ids), "an entry has no id")
    usage.expect(len({str(name) for name in ids}) == len(ids), "an id is listed twice")
    for name in ("type", "display_name", "created_at"):
        absent = sum(getattr(model, name, None) is None for model in models)
        usage.expect(absent == 0, f"{name} is missing in {absent} of {len(models)} entries")


def models_retrieve(context, usage):
    model = context.client.models.retrieve(context.model)
    usage.data["id"] = plain(getattr(model, "id", None))
    usage.expect(getattr(model, "id", None) == context.model, "the entry's id is not the one asked for")


def expect_error(context, usage, call, wanted, wanted_type):
    """`call` must raise the error class named `wanted`, with `wanted_type` as the error's type."""
    usage.data["expected"] = wanted
    try:
        result = call()
    except context.anthropic.APIStatusError as error:
        usage.data["error"] = context.describe_error(error, usage)
        if not isinstance(error, getattr(context.anthropic, wanted)):
            raise
        found = getattr(error, "type", None)
        usage.expect(found == wanted_type, f"the error's type is {plain(found)!r} instead of {wanted_type!r}")
        return
    usage.data["result"] = type(result).__name__
    usage.expect(False, f"nothing was raised where {wanted} belongs")


def error_empty_messages(context, usage):
    def call():
        return context.client.messages.create(**ordinary(context, messages=[]))

    expect_error(context, usage, call, "BadRequestError", "invalid_request_error")


def error_empty_messages_stream(context, usage):
    def call():
        return list(context.client.messages.create(**ordinary(context, messages=[]), stream=True))

    expect_error(context, usage, call, "BadRequestError", "invalid_request_error")


def error_negative_max_tokens(context, usage):
    def call():
        return context.client.messages.create(**ordinary(context, max_tokens=-1))

    expect_error(context, usage, call, "BadRequestError", "invalid_request_error")


def error_wrong_key(context, usage):
    client = context.new_client(context.anthropic.Anthropic, key=context.key + "-wrong")

    def call():
        return client.messages.create(**ordinary(context))

    with client:
        if context.no_auth:
            judge_text(usage, call())
        else:
            expect_error(context, usage, call, "AuthenticationError", "authentication_error")


def error_unknown_model(context, usage):
    """A server either says that it has no such model or falls back to one it has."""
    try:
        message = context.client.messages.create(**ordinary(context, model="no-such-model-xyz"))
    except context.anthropic.NotFoundError as error:
        usage.data["error"] = context.describe_error(error, usage)
        found = getattr(error, "type", None)
        usage.expect(found == "not_found_error", f"the error's type is {plain(found)!r}")
        return
    except context.anthropic.APIStatusError as error:
        usage.data["error"] = context.describe_error(error, usage)
        raise
    judge_text(usage, message)


async def async_create(context, usage):
    async with context.new_client(context.anthropic.AsyncAnthropic) as client:
        judge_text(usage, await client.messages.create(**ordinary(context)))


async def async_stream(context, usage):
    seen = RawStream(usage)
    async with context.new_client(context.anthropic.AsyncAnthropic) as client:
        async with await client.messages.create(**ordinary(context), stream=True) as events:
            async for event in events:
                seen.take(event)
    seen.judge()


async def async_stream_helper(context, usage):
    async with context.new_client(context.anthropic.AsyncAnthropic) as client:
        async with client.messages.stream(**ordinary(context)) as stream:
            text = "".join([piece async for piece in stream.text_stream])
            message = await stream.get_final_message()
    judge_message(usage, message)
    usage.expect(text.strip(), "the stream has no text")
    usage.expect(text == text_of(message), "the streamed text is not the final message's text")


class RawStream:
    """A caller who reads the events without the SDK's helper and keeps what most of them keep."""

    def __init__(self, usage):
        self.usage = usage
        self.order, self.text, self.start, self.delta, self.final_usage = [], [], None, None, None

    def take(self, event):
        kind = plain(getattr(event, "type", None))
        if self.order[-1:] != [kind] and len(self.order) < 64:
            self.order.append(kind)
        if kind == "message_start":
            self.start = getattr(event, "message", None)
        elif kind == "content_block_delta" and getattr(event.delta, "type", None) == "text_delta":
            self.text.append(event.delta.text)
        elif kind == "message_delta":
            self.delta = getattr(event, "delta", None)
            self.final_usage = getattr(event, "usage", None)

    def judge(self):
        expect, text = self.usage.expect, "".join(self.text)
        started = getattr(self.start, "usage", None)
        self.usage.data.update(
            events=self.order,
            text=text[:400],
            stop_reason=plain(getattr(self.delta, "stop_reason", None)),
            stop_sequence=plain(getattr(self.delta, "stop_sequence", None)),
            usage_at_start=counts_of(started),
            usage_at_end=counts_of(self.final_usage),
        )
        without_pings = [kind for kind in self.order if kind != "ping"]
        expect(without_pings[:1] == ["message_start"], "the first event is not message_start")
        expect(without_pings[-1:] == ["message_stop"], "the last event is not message_stop")
        expect(text.strip(), "the stream has no text")
        reason = plain(getattr(self.delta, "stop_reason", None))
        expect(reason in STOP_REASONS, f"message_delta.stop_reason is {reason!r}")
        expect(getattr(started, "input_tokens", None), "message_start.usage.input_tokens is 0 or missing")
        spoken = getattr(self.final_usage, "output_tokens", None)
        expect(spoken, "message_delta.usage.output_tokens is 0 or missing")


USAGES = [
    create,
    create_stream,
    stream_helper,
    stop_at_max_tokens,
    stop_at_sequence,
    replay,
    system_array,
    thinking_adaptive,
    count_tokens,
    models_list,
    models_retrieve,
    error_empty_messages,
    error_empty_messages_stream,
    error_negative_max_tokens,
    error_wrong_key,
    error_unknown_model,
    async_create,
    async_stream,
    async_stream_helper,
]
