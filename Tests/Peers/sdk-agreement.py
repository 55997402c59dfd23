#!/usr/bin/env python3
"""Tries every usage on one server after the other and says how it differs from the conformant one.

Usage: sdk-agreement.py; run by the Python of an SDK version (agreement-sweep.py does it).

Reads a line of JSON for each server: {"name", "url", "key", "auth", "slow", "baseline"}; a server that is a `baseline`
is the conformant one, with (`auth`) or without credentials, and comes first. Answers with a line of JSON for each:
{"name", "usages": {usage: {"outcome", "detail"}}}, where only usages are listed that are not as they should be.

`outcome`: `raised` (the SDK raised what it did not on the conformant server), `wrong` (the caller misses or is told
something wrong), `differs` (nothing a usage demands is missing, but the data is not the conformant server's).
"""

import functools
import importlib.util
import json
import pathlib
import ssl
import sys

# Every client reads all certificates again, which takes longer than its requests; here nothing is encrypted.
ssl.create_default_context = functools.cache(ssl.create_default_context)

here = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("sdk_usages", here / "sdk-usages.py")
sdk_usages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sdk_usages)

import sdk_usages_more  # noqa: E402

MODEL = "reference/model-1"
KEY = "agreement-key"
QUICK = {**sdk_usages.USAGES, **{usage.__name__: usage for usage in sdk_usages_more.USAGES}}
SLOW = {usage.__name__: usage for usage in sdk_usages_more.SLOW_USAGES}
sdk_usages.USAGES.update(QUICK)
sdk_usages.USAGES.update(SLOW)
# What only helps to look for a fault, and how events follow each other: what a caller needs of that, the usages
# demand by themselves.
DIAGNOSTIC = {"request_id", "id", "events"}


def essence(value):
    """The data without what differs from run to run or only serves to look for faults."""
    if isinstance(value, dict):
        return {key: essence(item) for key, item in value.items() if key not in DIAGNOSTIC}
    if isinstance(value, list):
        return [essence(item) for item in value]
    return value


def difference(expected, found, path=""):
    """The first place where two values differ, in words."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}):
            said = difference(expected.get(key), found.get(key), f"{path}.{key}" if path else key)
            if said:
                return said
        return None
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (left, right) in enumerate(zip(expected, found, strict=True)):
            said = difference(left, right, f"{path}[{number}]")
            if said:
                return said
        return None
    if expected == found and type(expected) is type(found):
        return None
    return f"{path}: {json.dumps(found, ensure_ascii=False)[:80]} for {json.dumps(expected, ensure_ascii=False)[:80]}"


def main():
    baselines = {}
    for line in sys.stdin:
        server = json.loads(line)
        context = sdk_usages.Context(server["url"], KEY, MODEL, no_auth=not server["auth"], timeout=server["timeout"])
        seen = {}
        for name in [*QUICK, *(SLOW if server["slow"] else [])]:
            result = sdk_usages.try_usage(name, context)
            if result["outcome"] == "absent":
                continue
            kept = {"outcome": result["outcome"], "detail": result["detail"], "data": essence(result["data"])}
            kept["exception"] = result["exception"]
            if server["baseline"]:
                baselines[(server["auth"], name)] = kept
                if kept["outcome"] != "ok":
                    seen[name] = {"outcome": kept["outcome"], "detail": f"{kept['exception']}: {kept['detail']}"}
                continue
            base = baselines[(server["auth"], name)]
            if kept["outcome"] == "raised":
                seen[name] = {"outcome": "raised", "detail": f"{kept['exception']}: {kept['detail']}"}
            elif kept["outcome"] == "wrong":
                seen[name] = {"outcome": "wrong", "detail": kept["detail"]}
            elif said := difference(base["data"], kept["data"]):
                seen[name] = {"outcome": "differs", "detail": said}
        context.client.close()
        tried = [name for auth, name in baselines if auth == server["auth"]]
        answer = {"name": server["name"], "tried": len(tried), "usages": seen}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
