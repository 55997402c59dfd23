"""The suite against a server, as one assertion."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ._program import DropinError, run
from ._report import Cause, Report


class MessagesAPIError(AssertionError):
    """The server is not a drop-in; the message says why."""

    #: The report of the run.
    report: Report

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def check_messages_api(
    url: str,
    *,
    model: str | None = None,
    token: str | None = None,
    client: str | None = None,
    profile: str | None = "quick",
    gate: str = "must",
    expect: str | os.PathLike[str] | None = None,
    out: str | os.PathLike[str] | None = None,
    arguments: Sequence[str] = (),
    timeout: float | None = None,
) -> Report:
    """Runs the suite against a server and gives the report, whatever it says.

    :param url: the base URL, without ``/v1``.
    :param model: the model to ask for; without it the first of ``GET /v1/models``.
    :param token: the token to send; it goes to the program by its environment, never by its arguments.
    :param client: a client that decides, such as ``claude-code``, in place of ``gate``.
    :param profile: the part of the suite: ``smoke``, ``quick``, or ``None`` for the whole.
    :param gate: the level from which on a failure counts: ``must``, ``should`` or ``may``.
    :param expect: a list of known failures.
    :param out: a directory for the report and the evidence; without it they are not kept.
    :param arguments: more arguments of ``dropin run``.
    :param timeout: the most seconds that the run may take.
    :raises DropinError: nobody answered, or the program was used wrongly.
    """
    command = ["run", url, "--quiet", "--gate", gate if client is None else f"client:{client}"]
    if model is not None:
        command += ["--model", model]
    if profile is not None:
        command += ["--profile", profile]
    if expect is not None:
        command += ["--expect", os.fspath(expect)]
    environment = {}
    if token is not None:
        environment["DROPIN_PYTHON_TOKEN"] = token
        command += ["--token-env", "DROPIN_PYTHON_TOKEN"]
    with tempfile.TemporaryDirectory(prefix="dropin-") as temporary:
        directory = Path(out) if out is not None else Path(temporary)
        written = directory / "report.json"
        done = run([*command, "--out", str(directory), *arguments], environment=environment, timeout=timeout)
        # 0, 1 and 3 are outcomes of a run; for all else the program says on stderr what is wrong.
        if done.returncode not in (0, 1, 3) or not written.is_file():
            said = done.stderr.strip() or done.stdout.strip()
            raise DropinError(f"dropin run ended with exit code {done.returncode}: {said}")
        report = Report.read(written)
        if report.exit_code != done.returncode:
            raise DropinError(f"dropin run ended with {done.returncode}, and its report says {report.exit_code}")
        return report


def assert_messages_api(url: str, **options: Any) -> Report:
    """Fails with the causes unless the server satisfies the gate. The options are those of ``check_messages_api``.

    :raises MessagesAPIError: an ``AssertionError`` that lists what is wrong, the most severe first.
    """
    __tracebackhide__ = True
    report = check_messages_api(url, **options)
    if report.exit_code == 0:
        return report
    raise MessagesAPIError(_explain(url, report, options.get("client"), options.get("gate", "must")), report)


#: So many causes are told in full.
SHOWN = 12


def _explain(url: str, report: Report, client: str | None, gate: str) -> str:
    sentence = report.sentences.get(client, "") if client is not None else report.headline
    lines = [f"{url} is not a drop-in for the Messages API: {sentence or report.headline}".rstrip(), f"({report.exit_reason})"]
    causes = report.breaking(client, gate) or report.causes
    for cause in causes[:SHOWN]:
        lines += ["", *_lines(cause)]
    if len(causes) > SHOWN:
        lines += ["", f"and {len(causes) - SHOWN} more"]
    return "\n".join(lines)


def _lines(cause: Cause) -> list[str]:
    times = "" if cause.checks == 1 else f" ({cause.checks} checks)"
    more = f" and {len(cause.requirements) - 1} more" if len(cause.requirements) > 1 else ""
    lines = [f"{cause.level.upper()} {cause.requirement}{more}{times}", f"  {cause.message}"]
    if cause.expected is not None:
        lines.append(f"  expected  {_short(cause.expected)}")
    if cause.actual is not None:
        lines.append(f"  got       {_short(cause.actual)}")
    if cause.effects:
        hurt = dict.fromkeys(effect.client for effect in cause.effects if effect.state == "breaks")
        lines += [f"  breaks    {', '.join(hurt)}"] if hurt else []
    if cause.user is not None:
        lines.append(f"  you       {_short(cause.user, 400)}")
    if cause.author is not None:
        lines.append(f"  author    {_short(cause.author, 400)}")
    if cause.reproduce is not None:
        lines.append(f"  again     {_short(cause.reproduce, 400)}")
    return lines


def _short(text: str, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"
