"""Drives the genuine Claude Code program: sessions of several turns through its JSON interface, and its terminal."""

import fcntl
import json
import os
import pathlib
import pty
import select
import signal
import struct
import subprocess
import termios
import time

import claude_code_process

TOKEN = "capture-key-6e1f09b2c7"
SQUARE = pathlib.Path(__file__).resolve().parents[2] / "fixtures/images/square.png"


def program(python):
    """The program that the package brings, for the Python of a virtual environment."""
    found = sorted(pathlib.Path(python).parents[1].glob("lib/python*/site-packages/claude_agent_sdk/_bundled/claude"))
    if not found:
        raise SystemExit("claude-agent-sdk brings no program for this machine")
    return found[0]


def version(claude):
    return subprocess.run([claude, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout.split()[0]


class Place:
    """A home and a project of its own, with a text and a picture in it."""

    def __init__(self, directory):
        self.home, self.project = pathlib.Path(directory) / "home", pathlib.Path(directory) / "project"
        self.home.mkdir(parents=True)
        self.project.mkdir()
        (self.project / "notes.txt").write_text("The port is 8090.\n")
        (self.project / "square.png").write_bytes(SQUARE.read_bytes())
        trusted = {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}
        settings = {"hasCompletedOnboarding": True, "theme": "dark", "projects": {str(self.project): trusted}}
        (self.home / ".claude.json").write_text(json.dumps(settings))

    def environment(self, base_url, **more):
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TERM": "xterm-256color",
            "ANTHROPIC_BASE_URL": base_url,
            "ANTHROPIC_AUTH_TOKEN": TOKEN,
            "ANTHROPIC_MODEL": "reference/model-1",
            "DISABLE_AUTOUPDATER": "1",
            **more,
        }


def session(claude, place, base_url, turns, **variables):
    """Says each of `turns` when the one before has ended. A turn that ends in `…` is interrupted at its first words."""
    process = claude_code_process.Process(
        claude, base_url, place.home, place.project,
        {"ANTHROPIC_AUTH_TOKEN": TOKEN, "ANTHROPIC_MODEL": "reference/model-1", **variables},
        ["--allowedTools", "Read", "Bash", "Agent"])
    try:
        for turn in turns:
            process.say(turn, 60, interrupt_after=1 if turn.endswith("…") else None)
    finally:
        process.stop()


def terminal(claude, place, base_url, steps, seconds=60, **environment):
    """Plays `steps` at its terminal: each is what to type and a function that says when to go on."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(place.project)
        os.execve(claude, [str(claude)], place.environment(base_url, **environment))
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    end = time.monotonic() + seconds

    def pump(until):
        # A moment more: the program has to take in what has arrived.
        calm = None
        while time.monotonic() < end:
            readable, _, _ = select.select([screen], [], [], 0.05)
            if readable and not os.read(screen, 65536):
                return
            if until():
                calm = calm or time.monotonic()
                if time.monotonic() - calm > 0.7:
                    return
        raise SystemExit("the terminal did not get as far as it should in time")

    try:
        for keys, until in steps:
            for key in keys:
                os.write(screen, key.encode())
                time.sleep(0.3)
            pump(until)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(screen)
