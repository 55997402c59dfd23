"""Usages with tools: a forced call, the same streamed, a round trip, and the SDK's own agent loop."""

from sdk_seen import input_total, judge_message, plain, text_of, tool_uses_of
from sdk_usages_plain import ordinary

QUESTION = [{"role": "user", "content": "Use the tool get_weather to find the weather in Paris."}]
WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city.",
    "input_schema": {
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "The city's name."},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        },
        "required": ["city", "unit"],
    },
}


def with_tool(context, **overrides):
    return ordinary(context, **{"messages": QUESTION, "tools": [WEATHER], **overrides})


def forced(context):
    return with_tool(context, tool_choice={"type": "tool", "name": "get_weather"})


def judge_call(usage, message, key="message", request_id=None):
    """Exactly the call that was forced: right name, input that fits the schema, the matching stop reason."""
    judge_message(usage, message, key, request_id)
    calls = tool_uses_of(message)
    usage.expect(calls, f"{key} has no tool_use block")
    for call in calls:
        name, given = getattr(call, "name", None), getattr(call, "input", None)
        usage.expect(name == "get_weather", f"{key} calls {plain(name)!r}")
        fits = (
            isinstance(given, dict)
            and isinstance(given.get("city"), str)
            and given.get("unit") in WEATHER["input_schema"]["properties"]["unit"]["enum"]
        )
        usage.expect(fits, f"{key} has an input that does not fit the tool's schema")
    reason = getattr(message, "stop_reason", None)
    usage.expect(reason == "tool_use", f"{key}.stop_reason is {plain(reason)!r} for a forced tool")


def tool_forced(context, usage):
    judge_call(usage, context.client.messages.create(**forced(context)))


def tool_forced_stream(context, usage):
    with context.client.messages.stream(**forced(context)) as stream:
        judge_call(usage, stream.get_final_message(), request_id=getattr(stream, "request_id", None))


def tool_round_trip(context, usage):
    first = context.client.messages.create(**forced(context))
    judge_call(usage, first, "call")
    results = [
        {"type": "tool_result", "tool_use_id": call.id, "content": "Sunny, 21 degrees."}
        for call in tool_uses_of(first)
    ]
    if not results:
        return
    messages = [
        *QUESTION,
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": results},
    ]
    second = context.client.messages.create(**with_tool(context, messages=messages))
    judge_message(usage, second, "answer")
    usage.expect(text_of(second).strip() or tool_uses_of(second), "the answer is empty")


def tool_runner(context, usage):
    """The SDK's agent loop with its defaults; SDK 2 speaks of threads here and sends only what is new."""
    calls = []

    @context.anthropic.beta_tool
    def get_weather(city: str, unit: str) -> str:
        """The weather in a city.

        Args:
            city: The city's name.
            unit: celsius or fahrenheit.
        """
        calls.append({"city": plain(city), "unit": plain(unit)})
        return "Sunny, 21 degrees."

    runner = context.client.beta.messages.tool_runner(
        model=context.model, max_tokens=512, messages=QUESTION, tools=[get_weather], max_iterations=4
    )
    turns = []
    for message in runner:
        turns.append(message)
        judge_message(usage, message, f"turn_{len(turns)}")
    usage.data["tool_calls"] = calls
    usage.expect(calls, "the tool was never called")
    usage.expect(len(turns) > 1, "the loop ended before the tool's result was sent")
    for number, (earlier, later) in enumerate(zip(turns, turns[1:], strict=False), 1):
        grew = input_total(later) > input_total(earlier)
        usage.expect(grew, f"turn {number + 1} read no more input than turn {number}: its history was lost")
    if turns:
        usage.expect(text_of(turns[-1]).strip(), "the last turn has no text")


USAGES = [tool_forced, tool_forced_stream, tool_round_trip, tool_runner]
