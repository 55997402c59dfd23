#!/usr/bin/env python3
"""Drives the genuine SDKs against the reference server and each of its defects; prints one JSON document.

Usage: agreement-sweep.py --dropin PROGRAM --python MAJOR=PYTHON [--python ...] [--only DEFECT]... [--timeout S]

The document is {"versions": [...], "defects": {defect: {major: {usage: {"outcome", "detail"}}}}}; the conformant
server appears as "(none)" and "(none, with credentials)". Needs nothing but the standard library.
"""

import argparse
import itertools
import json
import pathlib
import subprocess
import sys
import threading

here = pathlib.Path(__file__).resolve().parent
KEY = "agreement-key"
BATCH = 8
BASELINES = ["(none)", "(none, with credentials)"]


class Server:
    """`dropin serve` with one defect on a port of its own."""

    def __init__(self, dropin, name, auth):
        command = [dropin, "serve", "--port", "0"]
        if not name.startswith("("):
            command += ["--defect", name]
        if auth:
            command += ["--token", KEY]
        self.name, self.auth = name, auth
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def url(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"agreement-sweep: the server with {self.name} did not start")
        return line

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Worker:
    """One SDK version, in a process that lives as long as the sweep."""

    def __init__(self, major, python):
        self.major, self.answers = major, {}
        command = [python, "-I", str(here / "sdk-agreement.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def work(self, orders):
        for order in orders:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            if not line:
                return
            answer = json.loads(line)
            self.answers[answer["name"]] = answer

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def defects(dropin):
    """Name, requirement and whether it needs credentials, for every defect there is."""
    text = subprocess.run([dropin, "serve", "--defects"], check=True, capture_output=True, text=True).stdout
    for line in text.splitlines():
        name, requirement, summary = line.split("\t")[:3]
        yield name, requirement, summary


def needs_credentials(summary):
    return "demands a token" in summary


def join(files):
    documents = [json.load(open(file)) for file in files]
    found = {name: answers for document in documents for name, answers in document["defects"].items()}
    names = sorted(found, key=lambda name: (name not in BASELINES, name))
    json.dump({**documents[0], "defects": {name: found[name] for name in names}}, sys.stdout, indent=1)
    print()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dropin")
    parser.add_argument("--python", action="append", default=[], metavar="MAJOR=PYTHON")
    parser.add_argument("--only", action="append")
    parser.add_argument("--some", metavar="FILE", help="the defects of this file, and every third besides")
    parser.add_argument("--part", default="0/1", metavar="I/N", help="every N-th defect, from the I-th on")
    parser.add_argument("--join", nargs="+", metavar="FILE", help="put the parts together instead")
    parser.add_argument("--timeout", type=float, default=12)
    arguments = parser.parse_args()
    if arguments.join:
        return join(arguments.join)
    known = list(defects(arguments.dropin))
    for name in arguments.only or []:
        if name not in {entry[0] for entry in known}:
            parser.error(f"there is no defect {name}")
    chosen = [entry for entry in known if not arguments.only or entry[0] in arguments.only]
    if arguments.some:
        named = {line.split()[0] for line in open(arguments.some) if line.strip() and not line.startswith("#")}
        chosen = [entry for number, entry in enumerate(chosen) if number % 3 == 0 or entry[0] in named]
    part, parts = (int(number) for number in arguments.part.split("/"))
    chosen = chosen[part::parts]
    jobs = [(BASELINES[0], False, False, True), (BASELINES[1], True, False, True)]
    for name, requirement, summary in chosen:
        jobs.append((name, needs_credentials(summary), requirement.startswith("err-"), False))
    workers = [Worker(*pair.split("=", 1)) for pair in arguments.python]
    for start in range(0, len(jobs), BATCH):
        batch = jobs[start : start + BATCH]
        # A server for each version: what one has asked must not change what another is told.
        servers = [[Server(arguments.dropin, name, auth) for name, auth, _, _ in batch] for _ in workers]
        try:
            threads = []
            for worker, own in zip(workers, servers, strict=True):
                orders = []
                for server, (name, auth, slow, baseline) in zip(own, batch, strict=True):
                    order = {"name": name, "url": server.url(), "auth": auth, "slow": slow or baseline}
                    # The conformant server has all the time it wants: only a defect is to be cut off.
                    order["timeout"] = 60 if baseline else arguments.timeout
                    orders.append({**order, "baseline": baseline})
                threads.append(threading.Thread(target=worker.work, args=(orders,)))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            for server in itertools.chain(*servers):
                server.stop()
        missing = [
            (worker.major, name) for worker in workers for name, *_ in batch if name not in worker.answers
        ]
        if missing:
            sys.exit(f"agreement-sweep: no answer for {missing[0][1]} from SDK {missing[0][0]}.x")
        print(f"{min(start + BATCH, len(jobs))}/{len(jobs)}", file=sys.stderr, flush=True)
    for worker in workers:
        worker.stop()
    document = {
        "versions": [worker.major for worker in workers],
        "usages": {worker.major: worker.answers[BASELINES[0]]["tried"] for worker in workers},
        "defects": {
            name: {worker.major: worker.answers[name]["usages"] for worker in workers} for name, *_ in jobs
        },
    }
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
