"""Is a server a drop-in for the Anthropic Messages API?

The program ``dropin`` comes with this package. From Python::

    from dropin import assert_messages_api, reference_server

    def test_my_server(my_server):
        assert_messages_api(my_server.url, model="my-model", client="claude-code")

    def test_my_client():
        with reference_server(defects=["index-gap"]) as server:
            ...  # point the client at server.url and look at what it does

In pytest the fixture ``dropin_server`` starts such servers and stops them after the test.
"""

from ._program import DropinError, program, run
from ._report import Cause, Effect, Report
from ._server import ReferenceServer, reference_server
from ._verdict import MessagesAPIError, assert_messages_api, check_messages_api

__all__ = [
    "Cause",
    "DropinError",
    "Effect",
    "MessagesAPIError",
    "ReferenceServer",
    "Report",
    "assert_messages_api",
    "check_messages_api",
    "program",
    "reference_server",
    "run",
]
