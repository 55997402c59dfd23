"""What dropin says of the two servers, and what clients make of the reference server's defects."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from dropin import DropinError, MessagesAPIError, Report, assert_messages_api, check_messages_api
from dropin.pytest_plugin import StartServer


def test_the_mended_server_is_a_drop_in(start: Callable[[str], str]) -> None:
    report = assert_messages_api(start("server"), model="toy-1")
    assert report.breaking() == []


def requirements(report: Report, level: str = "must") -> set[str]:
    return {requirement for cause in report.breaking(level=level) for requirement in cause.requirements}


def test_the_broken_server_fails_with_its_causes(start: Callable[[str], str]) -> None:
    with pytest.raises(MessagesAPIError) as failure:
        assert_messages_api(start("broken"), model="toy-1", profile="smoke")
    said = str(failure.value)
    broken = requirements(failure.value.report)
    assert broken == {"stop-reason-not-openai", "sse-index-from-zero", "sse-event-lines"}
    # The fourth mistake makes clients worse and breaks none.
    assert "err-envelope-type" in requirements(failure.value.report, level="should")
    assert all(requirement in said for requirement in broken)


def test_a_client_can_decide(start: Callable[[str], str]) -> None:
    with pytest.raises(MessagesAPIError) as failure:
        assert_messages_api(start("broken"), model="toy-1", client="python-sdk-2", profile="smoke")
    report = failure.value.report
    assert report.clients["python-sdk-2"] == "breaks"
    assert "breaks" in report.tasks["python-sdk-2"].values()
    assert any(effect.client == "python-sdk-2" for cause in report.breaking("python-sdk-2") for effect in cause.effects)


def test_a_mistyped_client_is_no_verdict(start: Callable[[str], str]) -> None:
    with pytest.raises(DropinError, match="did you mean 'claude-code'"):
        check_messages_api(start("server"), client="claude-kode", profile="smoke")


def test_nobody_there_is_no_verdict() -> None:
    with pytest.raises(DropinError, match="exit code 4"):
        check_messages_api("http://127.0.0.1:9", model="toy-1", profile="smoke")


def ask(url: str, token: str | None = None) -> list[dict]:
    body = {"model": "any", "max_tokens": 16, "stream": True, "messages": [{"role": "user", "content": "Say hi."}]}
    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"{url}/v1/messages", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        return [json.loads(line[6:]) for line in response.read().decode().splitlines() if line.startswith("data: ")]


def test_the_reference_server_answers(dropin_server: StartServer) -> None:
    events = ask(dropin_server().url)
    assert [event["type"] for event in events][-1] == "message_stop"


def test_a_defect_is_seen_by_a_client(dropin_server: StartServer) -> None:
    sound, defective = dropin_server(), dropin_server(defects=["index-from-one"])
    first = [next(event["index"] for event in ask(server.url) if "index" in event) for server in (sound, defective)]
    assert first == [0, 1]


def test_one_server_has_many_defects(dropin_server: StartServer) -> None:
    server = dropin_server()
    urls = (server.url, server.with_defects("index-from-one"))
    assert [next(event["index"] for event in ask(url) if "index" in event) for url in urls] == [0, 1]


def test_a_token_can_be_demanded(dropin_server: StartServer) -> None:
    server = dropin_server(token="a-token-of-this-test")
    assert ask(server.url, server.token)
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(server.url, "another")


def test_an_unknown_defect_is_told(dropin_server: StartServer) -> None:
    with pytest.raises(DropinError, match="did not start.*no-such-defect"):
        dropin_server(defects=["no-such-defect"])
