"""What an ordinary day with Claude Code asks of a server: usages, and what the user sees of each.

A usage is a conversation of its own (`/clear` begins it) of one turn or more. Prompts are written for the
reference server, whose model does what they say (docs/reference-server.md).
"""

import dataclasses
import json
import re

LONG = "Repeat exactly: " + " ".join(f"w{number}" for number in range(1500))


@dataclasses.dataclass(frozen=True)
class Usage:
    name: str
    turns: tuple
    # After so many deltas of text the first turn is interrupted.
    interrupt: int | None = None
    # An error is all there is to see, and it has to be this one.
    exact: bool = False
    # What it costs differs from run to run: by the moment of the interruption, or by ids in what is sent.
    figures: bool = True
    # In the last turn the scripted model calls whatever Claude Code itself names: it only has to end well.
    loose: bool = False
    # What is shown are estimates, and nothing depends on them.
    estimates: bool = False


def reading(project, name):
    return f"Read with file_path = {project}/{name}, offset = 1, limit = 5, pages = 1"


def agent(name):
    return (
        f'Agent with description = {name}, prompt = "Repeat exactly: {name} is done", '
        f"subagent_type = general-purpose, model = sonnet, run_in_background = false, name = {name}"
    )


def shell(command):
    return (
        f'Bash with command = "{command}", timeout = 5000, description = shell, run_in_background = false, '
        "dangerouslyDisableSandbox = false"
    )


def usages(project):
    notes, absent, picture = (reading(project, name) for name in ("notes.txt", "absent.txt", "square.png"))
    writing = f'Use Write with file_path = {project}/out.txt, content = "café 日本語 😀 \\"q\\" \\\\ end"'
    two_agents = f"{agent('alpha')}; then {agent('beta')}"
    writing_much = f'Write with file_path = {project}/much.txt, content = "' + "many words " * 80 + '"'
    return [
        Usage("answer", ("Say hi", 'Repeat exactly: café 日本語 😀 "q" \\ <b>&amp;</b>')),
        Usage(
            "five_turns",
            (
                f"Use {notes}",
                writing,
                "Count from 1 to 50",
                f"Use {reading(project, 'out.txt')}, then {absent}",
                f"Use {shell('echo one; exit 3')}",
            ),
        ),
        Usage("image", (f"Use {picture}",)),
        Usage("interrupted", (LONG, "Repeat exactly: going on"), interrupt=3, figures=False),
        Usage("subagents", (f"Use {two_agents}", "Repeat exactly: after them"), figures=False),
        Usage("context", ("/context",), estimates=True),
        Usage("too_long", ("Say" + " a" * 200_000,), exact=True),
        Usage("overloaded", ("Fail with overloaded_error",)),
        Usage("broken_stream", ("Fail mid-stream with api_error",)),
        Usage("redacted", ("Redact your thinking. Count from 1 to 50", "Repeat exactly: after it")),
        Usage("compact", ("Count from 1 to 50", "/compact", "Go on"), figures=False, loose=True),
        # The conversation of five turns is taken up again, with a key in place of a bearer token.
        Usage("resumed_with_key", ("Repeat exactly: good morning",), figures=False),
        # Through a gateway that refuses streams with a 404; Claude Code then does without.
        Usage("without_streams", (f"Use {notes}, then {absent}", 'Repeat exactly: café 日本語 😀 "q"')),
        # With a limit of 140 tokens, which a text and a call run into.
        Usage("short_replies", (f"Repeat exactly: {'many words ' * 80}", f"Use {writing_much}")),
        Usage("foreign_key", ("Say hi",), exact=True),
    ]


def text_of(content):
    if isinstance(content, str):
        return content
    parts = []
    for part in content or []:
        if part.get("type") == "text":
            parts.append(str(part.get("text")))
        else:
            parts.append(json.dumps(part, sort_keys=True))
    return "\n".join(parts)


def settled(text, project):
    """Without what differs from run to run."""
    for place, name in ((project, "PROJECT"), (project.parent, "PLACE")):
        # Claude Code names a directory of its own after the place, in letters, digits and dashes.
        text = text.replace(str(place), name).replace(re.sub("[^A-Za-z0-9]", "-", str(place)), name)
    text = re.sub(r"agentId: \S+.*|agent[ _-]?[iI][dD]\S*", "agentId", text)
    text = re.sub(r"<usage>.*?</usage>", "USAGE", text, flags=re.DOTALL)
    text = re.sub(r"127\.0\.0\.1:\d+", "GATEWAY", text)
    text = re.sub(r"req_\w+", "REQUEST", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)


def seen(events, project):
    """What a user sees of one turn: what was said and done, how it ended, and what it cost."""
    said, calls, results, beside, retries = [], [], [], [], 0
    for event in events:
        kind = event.get("type")
        if kind == "system" and event.get("subtype") == "api_retry":
            retries += 1
        if kind not in ("assistant", "user"):
            continue
        aside = bool(event.get("parent_tool_use_id"))
        content = (event.get("message") or {}).get("content")
        if isinstance(content, str):
            content = [{"type": "text", "text": content}]
        for block in content or []:
            lines, form = said, block.get("type")
            if form == "text":
                line = f"{kind}: {settled(str(block.get('text')), project)}"
            elif form == "tool_use":
                given = json.dumps(block.get("input"), sort_keys=True, ensure_ascii=False)
                lines, line = calls, f"call {block.get('name')} {settled(given, project)}"
            elif form == "tool_result":
                failed = " failed" if block.get("is_error") else ""
                lines, line = results, f"result{failed}: {settled(text_of(block.get('content')), project)}"
            elif form in ("thinking", "redacted_thinking"):
                line = f"thinking {block.get('thinking') or ''}"
            else:
                line = f"{form}"
            (beside if aside else lines).append(line)
    result = events[-1]
    usage = result.get("usage") or {}
    figures = {name: usage.get(name) for name in ("input_tokens", "output_tokens")}
    figures |= {name: usage.get(f"cache_{name}_input_tokens") for name in ("creation", "read")}
    # What runs side by side ends in any order.
    return {
        "said": said + calls + sorted(results) + sorted(beside),
        "end": settled(str(result.get("result")), project),
        "failed": bool(result.get("is_error")),
        "how": [result.get("subtype"), result.get("stop_reason"), result.get("num_turns")],
        "figures": figures,
        "retries": retries,
    }
