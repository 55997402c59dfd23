"""Turns what `dropin record` took down into the files of fixtures/clients.

What belongs to this machine and not to the client is replaced by `*`: the operating system, the processor, the
version of Python. Credentials were replaced by the recorder.
"""

import json
import time

LOCAL = {"x-stainless-os", "x-stainless-arch", "x-stainless-runtime-version"}


def recorded(evidence):
    path = evidence / "exchanges.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line)["exchange"]["request"] for line in lines]


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
