"""The pytest plugin: the fixture ``dropin_server``. It is found by itself once the package is installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Protocol

import pytest

from ._server import ReferenceServer, reference_server


class StartServer(Protocol):
    """The type of the fixture ``dropin_server``."""

    def __call__(
        self,
        *,
        defects: Sequence[str] = (),
        persona: str | None = None,
        token: str | None = None,
        context: int | None = None,
        arguments: Sequence[str] = (),
        timeout: float = 10.0,
    ) -> ReferenceServer:
        """Starts a reference server that runs until the test is over."""
        ...


@pytest.fixture
def dropin_server() -> Iterator[StartServer]:
    """Starts reference servers, sound or with defects, and stops them after the test.

    ::

        def test_survives_a_gap(dropin_server):
            server = dropin_server(defects=["index-gap"])
            ...
    """
    with ExitStack() as stack:

        def start(
            *,
            defects: Sequence[str] = (),
            persona: str | None = None,
            token: str | None = None,
            context: int | None = None,
            arguments: Sequence[str] = (),
            timeout: float = 10.0,
        ) -> ReferenceServer:
            return stack.enter_context(
                reference_server(
                    defects=defects, persona=persona, token=token, context=context, arguments=arguments, timeout=timeout))

        yield start
