"""What of ``report.json`` a test wants to know. Members that are not known are passed over, as its format promises."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cause:
    """A requirement that is broken, or one cause of several."""

    #: The requirement, or the first of them.
    requirement: str
    level: str
    #: What is wrong, in a sentence.
    message: str
    expected: str | None = None
    actual: str | None = None
    #: A line for a shell that shows it.
    reproduce: str | None = None
    #: How many checks failed for it.
    checks: int = 1


@dataclass(frozen=True)
class Report:
    """A report, read from ``report.json``."""

    #: What to read first.
    headline: str
    exit_code: int
    exit_reason: str
    #: The verdict for each client: ``works``, ``limited``, ``breaks`` or ``unknown``.
    clients: dict[str, str]
    #: The sentence for each client.
    sentences: dict[str, str]
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
        clients = report.get("clients", [])
        return cls(
            headline=summary.get("headline", ""),
            exit_code=summary["exit_code"],
            exit_reason=summary.get("exit_reason", ""),
            clients={client["name"]: client["verdict"] for client in clients},
            sentences={client["name"]: client.get("sentence", "") for client in clients},
            causes=_causes(report),
            json=report)

    def breaking(self, client: str | None = None, level: str = "must") -> list[Cause]:
        """The causes at a level and above, or those that a client suffers from."""
        if client is None:
            levels = ("must", "should", "may")
            wanted = levels[: levels.index(level) + 1]
            return [cause for cause in self.causes if cause.level in wanted]
        entry: dict[str, Any] = next((each for each in self.json.get("clients", []) if each["name"] == client), {})
        blocking = set(entry.get("blocking", []))
        return [cause for cause in self.causes if cause.requirement in blocking]


def _causes(report: dict[str, Any]) -> list[Cause]:
    """One for each broken requirement, the first failure of each, the most severe levels first."""
    found: dict[str, Cause] = {}
    for check in report.get("checks", []):
        if check["verdict"] not in ("fail", "unexpected-pass"):
            continue
        known = found.get(check["requirement"])
        found[check["requirement"]] = Cause(
            requirement=check["requirement"],
            level=check["level"],
            message=known.message if known else check.get("message", check.get("reason", "")),
            expected=known.expected if known else _text(check.get("expected")),
            actual=known.actual if known else _text(check.get("actual")),
            reproduce=known.reproduce if known else check.get("reproduce"),
            checks=known.checks + 1 if known else 1)
    order = {"must": 0, "should": 1, "may": 2}
    return sorted(found.values(), key=lambda cause: order.get(cause.level, 3))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
