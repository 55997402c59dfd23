"""Turns what `dropin record` took down into the files of fixtures/clients.

What belongs to this machine and not to the client is replaced by `*`: the operating system, the processor, the
version of Python. Credentials were replaced by the recorder.
"""

import json
import time

LOCAL = {"x-stainless-os", "x-stainless-arch", "x-stainless-runtime-version"}


def records(evidence):
    """What is written down so far; the last line may still be under way."""
    path = evidence / "exchanges.jsonl"
    whole = path.read_text().rpartition("\n")[0] if path.exists() else ""
    return [json.loads(line) for line in whole.splitlines()]


def recorded(evidence):
    return [record["exchange"]["request"] for record in records(evidence)]


def requests_after(evidence, before):
    """What came since; the recorder writes an exchange down just after its end."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 20:
        found = len(recorded(evidence))
        if found > before and found == last:
            break
        last = found
        time.sleep(0.15)
    return recorded(evidence)[before:]


def fixture(request):
    headers = []
    for name, value in request["headers"]:
        headers.append(f"{name}: " + ("*" if name.lower() in LOCAL else value))
    target = "/" + request["url"].split("://", 1)[1].split("/", 1)[1]
    path, _, query = target.partition("?")
    entry = {"method": request["method"], "path": path, "query": query, "headers": headers}
    if request.get("body"):
        entry["body"] = json.loads(request["body"])
    return entry


def write(out, client, version, usage, requests):
    document = {
        "client": client,
        "version": version,
        "established": "captured",
        "usage": usage,
        "requests": [fixture(request) for request in requests],
    }
    (out / f"{usage}.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
