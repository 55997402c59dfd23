"""Where the program is, and how to run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path


class DropinError(RuntimeError):
    """The program is missing, could not start, or was used wrongly."""


def program() -> str:
    """The path of the program.

    ``DROPIN_PROGRAM`` wins; then what this package installed beside the Python that runs, or with ``pip install --user``;
    then ``PATH``.
    """
    named = os.environ.get("DROPIN_PROGRAM")
    if named:
        if not os.access(named, os.X_OK):
            raise DropinError(f"DROPIN_PROGRAM names {named}, which is not a program")
        return named
    candidates = [Path(sysconfig.get_path("scripts")), Path(sys.executable).parent]
    if sys.version_info >= (3, 10):
        candidates.append(Path(sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))))
    # With `pip install --target DIR` it lies in DIR/bin, beside the package.
    candidates.append(Path(__file__).resolve().parent.parent / "bin")
    for directory in candidates:
        candidate = directory / "dropin"
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    found = shutil.which("dropin")
    if found:
        return found
    raise DropinError(f"the program dropin is in none of {', '.join(map(str, candidates))}, nor in PATH")


def run(
    arguments: Sequence[str], *, environment: Mapping[str, str] | None = None, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end and gives exit code and output; raises nothing for any exit code."""
    try:
        return subprocess.run(
            [program(), *arguments], capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=timeout,
            env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        raise DropinError(f"dropin could not be started: {error}") from error
