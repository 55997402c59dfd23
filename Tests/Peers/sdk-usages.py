#!/usr/bin/env python3
"""Runs ordinary usages of the installed `anthropic` package against a server; `sdk` calls it.

Usage: sdk-usages.py --base-url URL --key KEY --model MODEL
                     [--no-auth] [--bearer] [--only NAME]... [--more] [--timeout SECONDS] [--verbose]

Prints one JSON document. Exit status 0 when it is complete, whatever it says; 2 for wrong arguments.
"""

import argparse
import asyncio
import inspect
import json
import logging
import os
import pathlib
import signal
import sys
import traceback
import warnings

# The settings of this machine must not reach the SDK: keys, base addresses, extra headers, proxies.
for name in list(os.environ):
    if name.upper().startswith("ANTHROPIC_") or name.lower().endswith("_proxy"):
        del os.environ[name]
sys.dont_write_bytecode = True  # The source folder stays as it is.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)  # The SDK logs what its tool runner meets; the outcome says it already.

import anthropic  # noqa: E402
import sdk_usages_more  # noqa: E402
import sdk_usages_plain  # noqa: E402
import sdk_usages_tools  # noqa: E402
from sdk_seen import Usage, plain, stable  # noqa: E402

ORDINARY = {usage.__name__: usage for usage in sdk_usages_plain.USAGES + sdk_usages_tools.USAGES}
USAGES = {**ORDINARY, **{usage.__name__: usage for usage in sdk_usages_more.USAGES}}
REQUESTS_PER_USAGE = 3  # A usage may take as long as three requests that each just keep their limit.


class TookTooLong(BaseException):
    """Not an Exception, so that neither the SDK nor its HTTP client takes it for one of theirs."""


class Context:
    """What every usage needs: the package, a client, the model's name."""

    def __init__(self, base_url, key, model, no_auth=False, timeout=20, bearer=False):
        self.anthropic = anthropic
        self.base_url, self.key, self.model = base_url, key, model
        self.no_auth, self.timeout, self.bearer = no_auth, timeout, bearer
        self.client = self.new_client(anthropic.Anthropic)

    def new_client(self, kind, key=None):
        if self.bearer:
            return kind(auth_token=key or self.key, base_url=self.base_url, timeout=self.timeout, max_retries=0)
        return kind(api_key=key or self.key, base_url=self.base_url, timeout=self.timeout, max_retries=0)

    def describe_error(self, error, usage):
        return {
            "class": type(error).__name__,
            "status": plain(getattr(error, "status_code", None)),
            "type": plain(getattr(error, "type", None)),
            "request_id": usage.identifier(getattr(error, "request_id", None)),
        }


def raised_in(error):
    """Where a bare assertion failed: in the SDK, or in these files, which would be a mistake of theirs."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"no message, raised in {pathlib.Path(frame.filename).name}, {frame.name}"


def try_usage(name, context, verbose=False):
    usage = Usage(verbose)
    limit = context.timeout * REQUESTS_PER_USAGE
    exception, detail = None, None

    def stop(*_):
        raise TookTooLong(f"not done within {limit:g} s")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        result = USAGES[name](context, usage)
        if inspect.iscoroutine(result):
            asyncio.run(result)
    except sdk_usages_more.Absent as missing:
        return {"name": name, "outcome": "absent", "exception": None, "detail": str(missing), "data": {}}
    except (Exception, TookTooLong) as error:
        # Every failure is recorded as one; only what a user's interrupt means is left to end the program.
        exception = type(error).__name__
        detail = "; ".join([str(error) or raised_in(error), *usage.findings])
        if isinstance(error, anthropic.APIStatusError):
            usage.data.setdefault("error", context.describe_error(error, usage))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if exception is None and usage.findings:
        detail = "; ".join(usage.findings)
    if detail is not None and not verbose:
        detail = stable(detail, context.base_url)
    outcome = "raised" if exception else "wrong" if usage.findings else "ok"
    return {"name": name, "outcome": outcome, "exception": exception, "detail": detail, "data": usage.data}


def parsed_arguments():
    parser = argparse.ArgumentParser(description="Runs ordinary usages of the anthropic package.")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--key", required=True, help="any word will do for a server without authentication")
    parser.add_argument("--model", required=True)
    parser.add_argument("--no-auth", action="store_true", help="the server takes any key, a wrong one too")
    parser.add_argument("--only", action="append", choices=sorted(USAGES), metavar="NAME")
    parser.add_argument("--bearer", action="store_true", help="the key goes out as a token")
    parser.add_argument("--more", action="store_true", help="the rarer usages too")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="of a request (20)")
    parser.add_argument("--verbose", action="store_true", help="show ids and messages as they came")
    arguments = parser.parse_args()
    if not 0 < arguments.timeout <= 3600:
        parser.error("--timeout must be more than 0 and at most 3600 seconds")
    if not arguments.key:
        parser.error("--key must not be empty: the SDK sends nothing without one")
    return arguments


def main():
    arguments = parsed_arguments()
    target = (arguments.base_url, arguments.key, arguments.model)
    context = Context(*target, no_auth=arguments.no_auth, timeout=arguments.timeout, bearer=arguments.bearer)
    ordinary = USAGES if arguments.more else ORDINARY
    names = arguments.only or list(ordinary)
    document = {
        "sdk": {"package": "anthropic", "version": anthropic.__version__},
        "usages": [try_usage(name, context, arguments.verbose) for name in names],
    }
    print(json.dumps(document, indent=2))


if __name__ == "__main__":
    main()
