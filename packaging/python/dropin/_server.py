"""The reference server, for tests of clients."""

from __future__ import annotations

import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ._program import DropinError, program


@dataclass(frozen=True)
class ReferenceServer:
    """A reference server that runs."""

    #: The base URL, without ``/v1``: what ``ANTHROPIC_BASE_URL`` takes.
    url: str
    #: The token that it demands; ``None`` when credentials are not looked at.
    token: str | None
    #: The models that it says it has, the first of them the usual one.
    model: str
    defects: tuple[str, ...] = ()
    persona: str | None = None
    pid: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """Variables that point Claude Code and the SDKs at this server."""
        return {"ANTHROPIC_BASE_URL": self.url, "ANTHROPIC_AUTH_TOKEN": self.token or "unused", "ANTHROPIC_MODEL": self.model}

    def with_defects(self, *names: str) -> str:
        """The base URL of the same server with defects, personas or personalities of its own, for tests that share one."""
        return f"{self.url}/d/{'+'.join(names)}"


#: The first model of the reference server; every other is served as well, whatever its name.
MODEL = "reference/model-1"


@contextmanager
def reference_server(
    *,
    defects: Sequence[str] = (),
    persona: str | None = None,
    token: str | None = None,
    context: int | None = None,
    arguments: Sequence[str] = (),
    timeout: float = 10.0,
) -> Iterator[ReferenceServer]:
    """Starts the reference server on a free port and stops it at the end of the block.

    :param defects: deliberate deviations to install; ``dropin serve --defects`` lists them.
    :param persona: a known server to play, such as ``lm-studio-desktop-0.4``.
    :param token: a token to demand; without it credentials are not looked at.
    :param context: the context window in tokens.
    :param arguments: more arguments of ``dropin serve``.
    :param timeout: how many seconds the server may take to start.
    """
    command = [program(), "serve", "--port", "0", "--any-model"]
    for defect in defects:
        command += ["--defect", defect]
    if persona is not None:
        command += ["--persona", persona]
    if token is not None:
        command += ["--token", token]
    if context is not None:
        command += ["--context", str(context)]
    command += arguments
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, text=True, encoding="utf-8",
            env=os.environ.copy())
        try:
            url = _address(process, timeout)
            if url is None:
                process.kill()
                process.wait()
                errors.seek(0)
                said = errors.read().strip() or "nothing was said"
                raise DropinError(f"the reference server did not start: {said}")
            yield ReferenceServer(
                url=url, token=token, model=MODEL, defects=tuple(defects), persona=persona, pid=process.pid)
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _address(process: subprocess.Popen[str], timeout: float) -> str | None:
    """The first line that the server prints that is an address; ``None`` when it ends or takes too long."""
    found: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        announced = False
        # What comes later is read as well: a full pipe would stop the server.
        for line in process.stdout:
            text = line.strip()
            if not announced and text.startswith("http://"):
                announced = True
                found.put(text.split()[0])
        if not announced:
            found.put(None)

    threading.Thread(target=read, daemon=True, name="dropin-serve-output").start()
    try:
        return found.get(timeout=timeout)
    except queue.Empty:
        return None
