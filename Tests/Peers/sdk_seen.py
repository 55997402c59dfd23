"""What the caller of an SDK sees, as plain JSON values, and what is wrong with it.

Servers answer strange things and the SDK hands them through unchecked, so nothing here trusts a type.
"""

import re

STOP_REASONS = {
    "end_turn",
    "max_tokens",
    "stop_sequence",
    "tool_use",
    "pause_turn",
    "refusal",
    "model_context_window_exceeded",
}
USAGE_COUNTS = ("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
TEXT_LIMIT = 400


class Usage:
    """One usage being tried: the data its caller would see so far and the findings against it."""

    def __init__(self, verbose):
        self.verbose = verbose
        self.data = {}
        self.findings = []

    def expect(self, condition, finding):
        if not condition:
            self.findings.append(finding)

    def identifier(self, value):
        """An id as it came when asked, else only the word it begins with: the rest differs in every run."""
        if not isinstance(value, str) or not value or self.verbose:
            return plain(value)
        word = re.match(r"[A-Za-z]+[_-]", value)
        return (word.group() if word else "") + "..."


def plain(value):
    """A JSON value for anything the SDK hands out."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else repr(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "model_dump"):
        return plain(value.model_dump())
    return f"<{type(value).__name__}>"


def is_count(value):
    return type(value) is int and value >= 0


def blocks_of(message):
    content = getattr(message, "content", None)
    return content if isinstance(content, list) else []


def text_of(message):
    texts = [getattr(block, "text", None) for block in blocks_of(message)]
    return "".join(text for text in texts if isinstance(text, str))


def tool_uses_of(message):
    return [block for block in blocks_of(message) if getattr(block, "type", None) == "tool_use"]


def counts_of(usage):
    return {name: plain(getattr(usage, name, None)) for name in USAGE_COUNTS}


def input_total(message):
    """Every input token, cached or not; 0 when the server did not say."""
    usage = getattr(message, "usage", None)
    counts = [getattr(usage, name, None) for name in USAGE_COUNTS if name != "output_tokens"]
    return sum(count for count in counts if is_count(count))


def describe(usage, message, request_id=None):
    """The parts of a message that a caller reads."""
    content = getattr(message, "content", None)
    return {
        "id": usage.identifier(getattr(message, "id", None)),
        "model": plain(getattr(message, "model", None)),
        "role": plain(getattr(message, "role", None)),
        "text": text_of(message)[:TEXT_LIMIT],
        "content": (
            [plain(getattr(block, "type", type(block).__name__)) for block in content]
            if isinstance(content, list)
            else f"<{type(content).__name__}>"
        ),
        "tool_uses": [
            {"name": plain(getattr(block, "name", None)), "input": plain(getattr(block, "input", None))}
            for block in tool_uses_of(message)
        ],
        "stop_reason": plain(getattr(message, "stop_reason", None)),
        "stop_sequence": plain(getattr(message, "stop_sequence", None)),
        "usage": counts_of(getattr(message, "usage", None)),
        "request_id": usage.identifier(request_id or getattr(message, "_request_id", None)),
    }


def judge_message(usage, message, key="message", request_id=None):
    """Records a complete message under `key`, and finds what a caller relies on and did not get."""
    usage.data[key] = describe(usage, message, request_id)
    kind = plain(getattr(message, "type", None))
    if kind != "message":
        usage.expect(False, f"{key} is no message but {type(message).__name__} with type {kind!r}")
        return
    usage.expect(isinstance(getattr(message, "id", None), str) and message.id, f"{key}.id is missing")
    usage.expect(getattr(message, "role", None) == "assistant", f"{key}.role is not assistant")
    usage.expect(isinstance(getattr(message, "content", None), list), f"{key}.content is not a list")
    reason = getattr(message, "stop_reason", None)
    usage.expect(reason in STOP_REASONS, f"{key}.stop_reason is {plain(reason)!r}")
    for block in blocks_of(message):
        judge_block(usage, block, key)
    counts = getattr(message, "usage", None)
    for name in ("input_tokens", "output_tokens"):
        usage.expect(is_count(getattr(counts, name, None)), f"{key}.usage.{name} is not a count")
    usage.expect(input_total(message) > 0, f"{key}.usage says that no input token was read")
    if blocks_of(message):
        usage.expect(
            getattr(counts, "output_tokens", None) != 0, f"{key}.usage.output_tokens is 0 for a reply"
        )
    has_tool_use, says_tool_use = bool(tool_uses_of(message)), reason == "tool_use"
    if reason != "max_tokens":
        usage.expect(has_tool_use == says_tool_use, f"{key}.stop_reason {reason!r} does not fit its content")
    stop_sequence = getattr(message, "stop_sequence", None)
    usage.expect(
        (reason == "stop_sequence") == isinstance(stop_sequence, str),
        f"{key}.stop_sequence {plain(stop_sequence)!r} does not fit stop_reason {plain(reason)!r}",
    )


def judge_block(usage, block, key):
    kind = getattr(block, "type", None)
    if kind == "text":
        usage.expect(isinstance(getattr(block, "text", None), str), f"{key} has a text block without text")
    elif kind == "thinking":
        for name in ("thinking", "signature"):
            usage.expect(
                isinstance(getattr(block, name, None), str), f"{key} has a thinking block without {name}"
            )
    elif kind == "tool_use":
        for name in ("id", "name"):
            value = getattr(block, name, None)
            usage.expect(isinstance(value, str) and value, f"{key} has a tool_use block without {name}")
        usage.expect(
            isinstance(getattr(block, "input", None), dict), f"{key} has a tool_use input that is no object"
        )


def judge_text(usage, message, key="message"):
    judge_message(usage, message, key)
    usage.expect(text_of(message).strip(), f"{key} has no text")


def stable(text, base_url):
    """A message without what differs from run to run: addresses, ids, moments."""
    text = text.replace(base_url.rstrip("/"), "BASE_URL")
    text = re.sub(r"(127\.0\.0\.1|localhost):\d+", r"\1:PORT", text)
    text = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID", text)
    text = re.sub(r"\b(req|msg|toolu|call|chatcmpl)([_-])[A-Za-z0-9_-]+", r"\1\2...", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.0-9]*(Z|[+-]\d\d:?\d\d)?", "TIME", text)
    return re.sub(r"0x[0-9a-f]+", "0x...", text)[:TEXT_LIMIT]
