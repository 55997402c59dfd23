#!/usr/bin/env python3
"""Replays a part of dropin's suite from its export, without dropin.

    dropin export >suite.json
    python3 replay.py suite.json http://localhost:1234

Prints a line a check: `pass` or `fail` and its address, as in dropin's reports. What it does not understand it leaves
out: cases of several steps, streams, regular expressions with Unicode classes, and everything about time and
connections. `docs/export.md` describes the export.
"""
import http.client
import json
import re
import sys
import urllib.parse


class Skip(Exception):
    """The case asks for something that this program does not do."""


# --- requests

def body_of(request):
    body = request.get("body")
    if body is None:
        return None
    if "json" in body:
        return json.dumps(body["json"], ensure_ascii=False, separators=(",", ":")).encode()
    if "text" in body:
        return body["text"].encode()
    raise Skip("a body of another kind")


def send(base, request):
    for key in ("variables", "framing", "connection", "disconnect"):
        if key in request:
            raise Skip(f"a request with {key}")
    if request["auth"] not in ("default", "none"):
        raise Skip("credentials")
    url = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(url.hostname, url.port or 80, timeout=120)
    connection.putrequest(request["method"], url.path.rstrip("/") + request["target"], skip_accept_encoding=True)
    body = body_of(request)
    for name, value in request["headers"]:
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return Response(answer.status, answer.headers.items(), data)


# --- responses

ABSENT = object()


class Response:
    def __init__(self, status, headers, data):
        self.status = status
        self.headers = {}
        for name, value in headers:
            self.headers.setdefault(name.lower(), value)
        try:
            self.body = json.loads(data)
        except ValueError:
            self.body = ABSENT
        #: False where the server says properly that it does not have what the case is about.
        self.is_offered = True
        self.is_stream = self.headers.get("content-type", "").startswith("text/event-stream")

    @property
    def is_answer(self):
        return self.status == 200 and not (isinstance(self.body, dict) and self.body.get("type") == "error")

    def error(self, member):
        error = self.body.get("error") if isinstance(self.body, dict) else None
        return error.get(member) if isinstance(error, dict) else None

    def view(self, name):
        if name == "status":
            return self.status
        if name == "headers":
            return self.headers
        if name == "body":
            return self.body
        if name == "message" and isinstance(self.body, dict):
            return self.body
        content = self.body.get("content") if isinstance(self.body, dict) else None
        blocks = [block for block in content or [] if isinstance(block, dict)]
        if name == "text":
            return "".join(block.get("text", "") for block in blocks if block.get("type") == "text")
        if name == "block_types":
            return [block.get("type") for block in blocks]
        raise Skip(f"the view {name}")


# --- expectations

TYPES = {"null": type(None), "boolean": bool, "string": str, "array": list, "object": dict}


def is_type(value, name):
    if name in ("integer", "number"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return name == "number" or isinstance(value, int)
    return isinstance(value, TYPES[name])


def is_number(value):
    return is_type(value, "number")


def equal(value, wanted):
    return type(value) is type(wanted) and value == wanted or is_number(value) and is_number(wanted) and value == wanted


def pattern(text):
    if re.search(r"\\[pP]\{|\[\[:", text):
        raise Skip("a pattern")
    return re.compile(text)


def matches(value, wanted):
    if isinstance(wanted, dict):
        if len(wanted) == 1 and next(iter(wanted)).startswith("$"):
            return operator(value, *next(iter(wanted.items())))
        return isinstance(value, dict) and all(matches(value.get(key, ABSENT), each) for key, each in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and len(value) == len(wanted) and all(map(matches, value, wanted))
    return equal(value, wanted)


def operator(value, name, wanted):
    if name == "$absent":
        return (value is ABSENT) == wanted
    if name == "$any":
        return (value is not ABSENT) == wanted
    if name == "$not":
        return not matches(value, wanted)
    if name == "$any_of":
        return any([matches(value, each) for each in wanted])
    if name == "$all_of":
        return all([matches(value, each) for each in wanted])
    if name == "$one_of":
        return any(equal(value, each) for each in wanted)
    if value is ABSENT:
        return False
    if name == "$type":
        return any(is_type(value, each) for each in ([wanted] if isinstance(wanted, str) else wanted))
    if name in ("$gt", "$gte", "$lt", "$lte"):
        if not is_number(value):
            return False
        return {"$gt": value > wanted, "$gte": value >= wanted, "$lt": value < wanted, "$lte": value <= wanted}[name]
    if name == "$between":
        return is_number(value) and wanted[0] <= value <= wanted[1]
    if name == "$matches":
        return isinstance(value, str) and pattern(wanted).search(value) is not None
    if name == "$includes":
        return isinstance(value, str) and wanted in value
    if name == "$starts_with":
        return isinstance(value, str) and value.startswith(wanted)
    if name == "$ends_with":
        return isinstance(value, str) and value.endswith(wanted)
    if name == "$media":
        return isinstance(value, str) and value.split(";")[0].strip().lower() == wanted
    if name == "$length":
        return isinstance(value, (list, dict, str)) and matches(len(value), wanted)
    if name == "$contains":
        return isinstance(value, list) and any([matches(each, wanted) for each in value])
    if name == "$each":
        return isinstance(value, list) and all([matches(each, wanted) for each in value])
    if name == "$count":
        return isinstance(value, list) and matches(len([1 for each in value if matches(each, wanted["of"])]), wanted["is"])
    if name == "$json":
        try:
            return isinstance(value, str) and matches(json.loads(value), wanted)
        except ValueError:
            return False
    raise Skip(f"the matcher {name}")


def filled(expect, variables):
    """The expectation with its variables. `$${` stands for `${`."""
    if isinstance(expect, dict):
        return {key: filled(each, variables) for key, each in expect.items()}
    if isinstance(expect, list):
        return [filled(each, variables) for each in expect]
    if not isinstance(expect, str):
        return expect
    for name in re.findall(r"(?<!\$)\$\{(\w+)\}", expect):
        if name not in variables:
            raise Skip(f"the variable {name}")
        expect = expect.replace("${" + name + "}", variables[name])
    return expect.replace("$${", "${")


def refused(response, wanted):
    statuses = wanted.get("status", [])
    statuses = statuses if isinstance(statuses, list) else [statuses]
    types = wanted.get("type", [])
    types = types if isinstance(types, list) else [types]
    if "details" in wanted:
        raise Skip("details")
    status = response.status in statuses if statuses else response.status >= 400 and response.status not in (401, 403, 429)
    message = response.error("message") or ""
    return (
        status
        and (not types or response.error("type") in types)
        and all(word in message for word in wanted.get("mentions", []))
    )


NOTES = ("mentions_field", "classify_failure")


def holds(response, expect):
    if isinstance(expect, str):
        expect = {
            "answered": {"answered": True},
            "refused": {"refused": {}},
            "answered-or-refused": {"answered": True, "or_refused": {}},
        }[expect]
    if response.is_stream:
        raise Skip("a stream")
    if "precondition" in expect or "events" in expect:
        raise Skip("a precondition or events")
    if "any_of" in expect:
        held = [
            each for each in expect["any_of"].values() if holds(response, {k: v for k, v in each.items() if k != "result"})]
        response.is_offered = response.is_offered and not (held and held[0].get("result") == "unsupported")
        return bool(held)
    if "or_refused" in expect:
        rest = {key: each for key, each in expect.items() if key != "or_refused"}
        if holds(response, rest):
            return True
        response.is_offered = response.is_offered and expect["or_refused"].get("result") != "unsupported"
        return refused(response, {"status": 400, **expect["or_refused"]})
    result = True
    for key, wanted in expect.items():
        if key in NOTES:
            continue
        if key == "answered":
            result = result and (response.is_answer or not wanted)
        elif key == "refused":
            result = result and refused(response, wanted)
        elif key == "status" and isinstance(wanted, list):
            result = result and any([matches(response.status, each) for each in wanted])
        else:
            result = result and matches(response.view(key), wanted)
    return result


#: What is taken to be true of the server; every other fact is `supported`.
FACTS = {"auth": "off", "token": "absent", "scripted": "unsupported"}


def replay(base, case, variables):
    """The checks of a case as (address, whether it holds), and whether the server has and does what it is about."""
    if len(case["steps"]) != 1 or "relations" in case or "trials" in case:
        raise Skip("several steps")
    step = case["steps"][0]
    if any(FACTS.get(each["fact"], "supported") not in each["values"] for each in case.get("when", [])):
        raise Skip("it does not apply")
    if step.get("parallel"):
        raise Skip("parallel requests")
    expectations = [filled(check["expect"], variables) for check in step["checks"]]
    response = send(base, step["request"])
    checks = [
        (f"{case['address']}#{check['id']}", holds(response, expect))
        for check, expect in zip(step["checks"], expectations)
    ]
    return checks, response.is_offered and all(passed for _, passed in checks)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        suite = json.load(file)
    if suite["format"] != "dropin-export/1":
        sys.exit(f"{sys.argv[1]} is of another format: {suite['format']}")
    variables = {"model": suite["model"]}
    failures = skipped = 0
    served = {}
    for case in suite["cases"]:
        try:
            if served.get(case.get("control")) is False:
                raise Skip("its control does not hold")
            checks, served[case["address"]] = replay(sys.argv[2], case, variables)
        except Skip as why:
            skipped += 1
            print(f"skip {case['address']}: {why}", file=sys.stderr)
            continue
        for address, passed in checks:
            failures += not passed
            print("pass" if passed else "fail", address)
    print(f"{failures} checks failed, {skipped} cases were left out", file=sys.stderr)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
