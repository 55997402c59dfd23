"""What of ``report.json`` a test wants to know. Members that are not known are passed over, as its format promises."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: The most severe first.
LEVELS = ("must", "should", "may")


@dataclass(frozen=True)
class Effect:
    """What a cause does to a task of a client."""

    client: str
    task: str
    #: ``breaks`` or ``worse``.
    state: str


@dataclass(frozen=True)
class Cause:
    """One thing that is wrong, with all failed checks that it explains."""

    #: The requirements that fail for it, the most severe first.
    requirements: tuple[str, ...]
    #: The most severe level of them.
    level: str
    #: What is wrong, in a sentence.
    message: str
    #: Of its first check: what was expected, what came, and a line for a shell that shows it.
    expected: str | None = None
    actual: str | None = None
    reproduce: str | None = None
    #: How many checks failed for it.
    checks: int = 1
    #: What a user of the server can change, and what its author can.
    user: str | None = None
    author: str | None = None
    links: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def requirement(self) -> str:
        """The first of the requirements."""
        return self.requirements[0] if self.requirements else ""


@dataclass(frozen=True)
class Report:
    """A report, read from ``report.json``."""

    #: What to read first, a sentence a line.
    headline: str
    exit_code: int
    exit_reason: str
    #: The verdict for each client: ``works``, ``limited``, ``breaks`` or ``unknown``.
    clients: dict[str, str]
    #: The sentence for each client.
    sentences: dict[str, str]
    #: The state of each task of each client: ``works``, ``worse``, ``breaks``, ``not-used`` or ``not-tested``.
    tasks: dict[str, dict[str, str]]
    #: The most severe first.
    causes: list[Cause]
    #: The whole report, as it is.
    json: dict[str, Any] = field(repr=False)

    @classmethod
    def read(cls, path: str | Path) -> Report:
        """Reads a report of any format version since ``dropin-report/1``."""
        return cls.of(json.loads(Path(path).read_text(encoding="utf-8")))

    @classmethod
    def of(cls, report: dict[str, Any]) -> Report:
        """A report from its JSON."""
        summary = report["summary"]
        headline = summary.get("headline", "")
        clients = report.get("clients", [])
        return cls(
            headline=headline if isinstance(headline, str) else "\n".join(headline),
            exit_code=summary["exit_code"],
            exit_reason=summary.get("exit_reason", ""),
            clients={client["name"]: client["verdict"] for client in clients},
            sentences={client["name"]: client.get("sentence", "") for client in clients},
            tasks={
                client["name"]: {task["task"]: task["state"] for task in client.get("tasks", [])} for client in clients
            },
            causes=_causes(report),
            json=report)

    def breaking(self, client: str | None = None, level: str = "must") -> list[Cause]:
        """The causes at a level and above, or those that break a task of a client."""
        if client is None:
            wanted = LEVELS[: LEVELS.index(level) + 1]
            return [cause for cause in self.causes if cause.level in wanted]
        entry: dict[str, Any] = next((each for each in self.json.get("clients", []) if each["name"] == client), {})
        blocking = set(entry.get("blocking", []))
        return [
            cause
            for cause in self.causes
            if blocking.intersection(cause.requirements)
            or any(effect.client == client and effect.state == "breaks" for effect in cause.effects)
        ]


def _causes(report: dict[str, Any]) -> list[Cause]:
    """The causes of the report; a failed check that belongs to none is one of its own, with its requirement."""
    described: dict[str, dict[str, Any]] = {cause["id"]: cause for cause in report.get("causes", [])}
    groups: dict[str, list[dict[str, Any]]] = {}
    for check in report.get("checks", []):
        if check["verdict"] not in ("fail", "unexpected-pass"):
            continue
        signature = check.get("signature")
        groups.setdefault(signature if signature in described else check["requirement"], []).append(check)
    found = [_cause(described.get(key, {}), checks) for key, checks in groups.items()]
    return sorted(found, key=lambda cause: _rank(cause.level))


def _cause(described: dict[str, Any], checks: list[dict[str, Any]]) -> Cause:
    checks = sorted(checks, key=lambda check: _rank(check["level"]))
    first = checks[0]
    return Cause(
        requirements=_unique(check["requirement"] for check in checks),
        level=first["level"],
        message=described.get("sentence") or first.get("message") or first.get("reason", ""),
        expected=_text(first.get("expected")),
        actual=_text(first.get("actual")),
        reproduce=first.get("reproduce"),
        checks=len(checks),
        user=described.get("user"),
        author=described.get("author"),
        links=tuple(described.get("links", [])),
        effects=tuple(Effect(each["client"], each["task"], each["state"]) for each in described.get("effects", [])))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
