#!/usr/bin/env python3
"""Runs dropin against every hostile server and says which bounds it kept.

    run.py --dropin .build/debug/dropin --specs specs [--only 'echo*'] [--jobs 2] [--table FILE]

On every mode it has to end by itself in time, with an exit code that is meant for it, within its memory and disk,
with reports that can be read again, and without the token in anything it wrote. Exit 1 when it did not."""
import argparse
import asyncio
import base64
import concurrent.futures
import fnmatch
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import server  # noqa: E402
import more_text  # noqa: E402, F401
import more_wire  # noqa: E402, F401

DEFAULTS = {"time": 20, "memory": 300, "disk": 16, "exits": (1, 3, 4)}
CASES = ["minimal*", "replay-own-output", "replay-own-thinking", "stop-at-line-end", "tool-round-trip", "end-turn"]
# Families without answers of megabytes, which debug builds are slow on, and without long waits.
SMALL = ("connection", "head", "framing", "numbers", "text", "redirects", "echo", "dying")
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")


def start(mode):
    """A server for the mode in a thread of its own; returns its port and a function that ends it."""
    port, told = [], threading.Event()
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)

    def run():
        asyncio.set_event_loop(loop)
        task = loop.create_task(server.serve(mode, lambda number: (port.append(number), told.set())))
        try:
            loop.run_until_complete(task)
        except (asyncio.CancelledError, RuntimeError):
            pass
        left = asyncio.all_tasks(loop)
        for one in left:
            one.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

    threading.Thread(target=run, daemon=True).start()
    told.wait(10)
    return port[0], lambda: loop.call_soon_threadsafe(loop.stop)


def pieces(token):
    """What must not be in any file: eight letters of the token in a row, and the whole in common encodings."""
    public = "sk-lm-"
    for begin in range(len(token) - 7):
        piece = token[begin : begin + 8]
        if piece not in public:
            yield piece.encode()
    yield token[::-1].encode()
    yield base64.b64encode(token.encode()).rstrip(b"=")[:-1]
    yield token.encode().hex().encode()


def stands_apart(token, content):
    """Whether the letters of the token stand there with anything but letters and digits between them."""
    def letters(text): return re.sub(rb"[^a-z0-9]", b"", text.lower())
    wanted, found = letters(token.encode()), letters(content)
    return any(wanted[begin : begin + 14] in found for begin in range(4, len(wanted) - 13))


def peak(process):
    """Watches the memory of a process until it has ended; returns a function that gives the most it held, in MB. What
    wait4 says would count what this program held when it started the other."""
    most = [0.0]

    def watch():
        while process.returncode is None:
            try:
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                most[0] = max(most[0], int(re.search(r"VmHWM:\s*(\d+)", status).group(1)) / 1024)
            except (OSError, AttributeError):
                return
            time.sleep(0.03)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return lambda: (thread.join(1), most[0])[1]


def tree(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def one(options, mode):
    family, _, own = server.MODES[mode]
    bounds = dict(DEFAULTS, **own)
    folder = tempfile.mkdtemp(prefix="hostile-")
    token = "sk-lm-" + "".join(random.Random(mode).choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=12)) + ":" + "".join(random.Random(mode + "x").choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=20))
    port, stop = start(mode)
    command = [options.dropin, "run", f"{bounds.get('scheme', 'http')}://127.0.0.1:{port}", "--specs", options.specs, "--model", "m", "--token-env", "HOSTILE_TOKEN", "--out", f"{folder}/out",
               "--report", f"github={folder}/out/github.txt", "--report", f"console={folder}/out/console.txt", "--verbose",
               "--connect-timeout", "2", "--first-byte-timeout", "1", "--idle-timeout", "1", "--total-timeout", "3"]
    for case in CASES:
        command += ["--case", case]
    environment = {"HOSTILE_TOKEN": token, "PATH": os.environ["PATH"], "HOME": folder}
    begun = time.monotonic()
    problems = []
    with open(f"{folder}/stdout", "wb") as out, open(f"{folder}/stderr", "wb") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment)
        killer = threading.Timer(bounds["time"] * options.patience, process.kill)
        killer.start()
        memory_at_most = peak(process)
        code = process.wait()
        killer.cancel()
    seconds = time.monotonic() - begun
    stop()
    memory = memory_at_most()
    files = tree(folder)
    disk = sum(path.stat().st_size for path in files) / (1 << 20)
    begun_at_all = (pathlib.Path(folder) / "out/report.json").exists()
    # A run that does not begin says so in a line, and is not a report.
    if code not in bounds["exits"] and not (code == 2 and not begun_at_all):
        problems.append(f"exit {code}")
    if seconds > bounds["time"] * options.patience:
        problems.append("too long")
    if memory > bounds["memory"]:
        problems.append("too much memory")
    if disk > bounds["disk"]:
        problems.append("too much disk")
    for path in files:
        content = path.read_bytes()
        if any(piece in content for piece in pieces(token)) or stands_apart(token, content):
            problems.append(f"token in {path.name}")
        if CONTROLS.search(content) and path.name not in ("exchanges.jsonl",) and path.suffix != ".body":
            problems.append(f"control characters in {path.name}")
    if not problems and (pathlib.Path(folder) / "out/report.json").exists():
        for again in (["render", f"{folder}/out/report.json"], ["judge", f"{folder}/out/evidence", "--specs", options.specs]):
            if options.show and again[0] == "render":
                again[0] = "show"
            try:
                done = subprocess.run([options.dropin, *again], capture_output=True, timeout=60, env=environment)
                if done.returncode not in ((0,) if again[0] != "judge" else (0, 1, 3, 4)):
                    problems.append(f"{again[0]} exits {done.returncode}")
            except subprocess.TimeoutExpired:
                problems.append(f"{again[0]} does not end")
    elif code not in (2, 4) and not problems:
        problems.append("no report")
    shutil.rmtree(folder, ignore_errors=True)
    return mode, family, code, seconds, memory, disk, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dropin", required=True)
    parser.add_argument("--specs", default="specs")
    parser.add_argument("--only", default="*", help="a name, a pattern of names or a family")
    parser.add_argument("--part", default="1/1", help="every nth mode: 2/5 is the second of five parts")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--patience", type=float, default=1, help="factor on the bounds of time, for slow machines")
    parser.add_argument("--sample", action="store_true", help="every ninth of the modes whose answers are small: two minutes with a debug build")
    parser.add_argument("--table")
    parser.add_argument("--show", action="store_true", help="the program calls `render` by its old name")
    options = parser.parse_args()
    modes = [name for name in server.MODES if fnmatch.fnmatch(name, options.only) or server.MODES[name][0] == options.only]
    if options.sample: modes = [name for name in modes if server.MODES[name][0] in SMALL][::9]
    place, parts = (int(number) for number in options.part.split("/"))
    modes = modes[place - 1 :: parts]
    begun = time.monotonic()
    lines, failed = [], 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for mode, family, code, seconds, memory, disk, problems in pool.map(lambda mode: one(options, mode), modes):
            failed += bool(problems)
            lines.append(f"{family:<11} {mode:<38} exit {code:>3} {seconds:6.1f} s {memory:6.0f} MB {disk:7.2f} MB  {'; '.join(sorted(set(problems))) or 'kept'}")
            print(lines[-1], flush=True)
    lines.append(f"{len(modes)} modes, {len(modes) - failed} kept their bounds, {failed} did not, in {time.monotonic() - begun:.0f} s")
    print(lines[-1])
    if options.table:
        pathlib.Path(options.table).write_text("\n".join(lines) + "\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
