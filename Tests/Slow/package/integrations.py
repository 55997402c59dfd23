"""Runs the steps of action.yml and of the GitLab component as they stand, and validates both against their schemas.

    integrations.py DIST PROGRAM

What GitHub and GitLab would put in place of their expressions is put there here; the shell sees the same.
"""
import functools
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
DIST, PROGRAM = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
BIN = Path(sys.executable).parent
failures = 0


def check(holds: bool, what: str, more: str = "") -> None:
    global failures
    if not holds:
        failures += 1
        print(f"integrations: {what}\n{more}", file=sys.stderr)


def validate(schema: str, path: Path) -> None:
    command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
    if schema == "gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]
    done = subprocess.run([*command, path], capture_output=True, text=True)
    check(done.returncode == 0, f"{path.name} is not valid", done.stdout + done.stderr)


class Action:
    """A run of the composite action on a runner that is this machine."""

    def __init__(self, work: Path, inputs: dict[str, str], release: str, event: str = "push") -> None:
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())
        self.work = work
        unknown = set(inputs) - set(self.action["inputs"])
        check(not unknown, f"the action has no inputs {unknown}")
        self.inputs = {name: inputs.get(name, each.get("default", "")) for name, each in self.action["inputs"].items()}
        self.values = {
            "github.server_url": release, "github.action_repository": "owner/dropin", "github.action_ref": "v1",
            "github.token": "token-of-the-job", "github.repository": "owner/server", "github.event_name": event,
            "github.event.pull_request.number": "7", **{f"inputs.{name}": value for name, value in self.inputs.items()},
        }
        self.status, self.log = 0, ""
        self.summary, self.output = work / "summary.md", work / "output"
        self.summary.write_text("")

    def expand(self, text: str) -> str:
        # An input's default may hold an expression of its own.
        for _ in range(2):
            text = re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda found: self.values[found[1]], text)
        return text

    def holds(self, condition: str) -> bool:
        text = condition.strip().removeprefix("${{").removesuffix("}}")
        for name in sorted(self.values, key=len, reverse=True):
            text = text.replace(name, repr(self.values[name]))
        return eval(text.replace("always()", "True").replace("&&", "and"), {"__builtins__": {}})

    def run(self) -> "Action":
        for step in self.action["runs"]["steps"]:
            always = "always()" in step.get("if", "")
            if (self.status and not always) or ("if" in step and not self.holds(step["if"])):
                continue
            if "uses" in step:
                self.values["uploaded"] = self.expand(step["with"]["path"])
                continue
            self.output.write_text("")
            environment = {
                "PATH": f"{self.work / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.work), "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(self.work), "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                **{name: self.expand(value) for name, value in step.get("env", {}).items()},
            }
            # The options that the runner gives to `shell: bash`.
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.expand(step["run"])], cwd=self.work,
                env=environment, capture_output=True, text=True, timeout=300)
            self.log += done.stdout + done.stderr
            self.status = self.status or done.returncode
            for line in self.output.read_text().splitlines():
                name, _, value = line.partition("=")
                self.values[f"steps.{step['id']}.outputs.{name}"] = value
        return self


def gitlab(work: Path, inputs: dict[str, str]) -> tuple[int, str]:
    """The component's job, with its inputs in place and its script run as the runner does: line by line, in one shell."""
    spec, jobs = yaml.safe_load_all((ROOT / "templates" / "dropin.yml").read_text())
    check(not set(inputs) - set(spec["spec"]["inputs"]), f"the component lacks one of the inputs {set(inputs)}")
    given = {name: inputs.get(name, each.get("default", "")) for name, each in spec["spec"]["inputs"].items()}

    def expand(node: object) -> object:
        if isinstance(node, dict):
            return {name: expand(value) for name, value in node.items()}
        if isinstance(node, list):
            return [expand(value) for value in node]
        return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: str(given[found[1]]), node) if isinstance(node, str) else node

    job = expand(jobs)["dropin"]
    (work / ".gitlab-ci.yml").write_text(yaml.safe_dump({"dropin": job}))
    validate("gitlab-ci", work / ".gitlab-ci.yml")
    variables = {name: str(value) for name, value in job["variables"].items()}
    environment = {"PATH": f"{work / 'bin'}:/usr/bin:/bin", "HOME": str(work), **variables}
    done = subprocess.run(["sh", "-e"], input="\n".join(job["script"]), cwd=work, env=environment, capture_output=True,
                          text=True, timeout=300)
    for path in job["artifacts"]["paths"]:
        check(done.returncode > 1 or (work / path).exists(), f"the component keeps {path}, which is not there")
    return done.returncode, done.stdout + done.stderr


def main() -> None:
    validate("github-actions", ROOT / "action.yml")
    for workflow in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        validate("github-workflows", workflow)

    top = Path(tempfile.mkdtemp())
    files = top / "web" / "owner" / "dropin" / "releases" / "download" / "v1"
    files.mkdir(parents=True)
    for path in DIST.iterdir():
        shutil.copy(path, files)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(top / "web")))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    release = f"http://127.0.0.1:{web.server_port}"

    def workspace(name: str) -> Path:
        work = top / name
        (work / "bin").mkdir(parents=True)
        # What the job's own start command runs; the action takes the program from the release.
        (work / "bin" / "start-server").write_text(f'#!/bin/sh\nsleep 1\nexec "{PROGRAM}" serve "$@"\n')
        (work / "bin" / "gh").write_text('#!/bin/sh\necho "$@" >gh.called\n')
        for each in (work / "bin").iterdir():
            each.chmod(0o755)
        return work

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        here = free.getsockname()[1]

    def nobody_listens(after: str) -> None:
        with socket.socket() as trial:
            check(trial.connect_ex(("127.0.0.1", here)) != 0, f"{after} leaves its server running")

    common = {"url": f"http://127.0.0.1:{here}", "start": f"start-server --port {here}", "model": "reference/model-1",
              "profile": "smoke"}
    sound = Action(workspace("sound"), {**common, "arguments": "--server-name 'My Server'"}, release).run()
    check(sound.status == 0, f"the action ends with {sound.status} for a sound server", sound.log)
    check("My Server" in sound.summary.read_text(), "the summary of the job does not speak of the server", sound.log)
    check(sound.values.get("steps.check.outputs.exit-code") == "0", "the output exit-code is not 0")
    report = sound.work / sound.values.get("steps.check.outputs.report", "missing")
    check(report.is_file() and json.loads(report.read_text())["summary"]["exit_code"] == 0, "there is no report of it")
    check(sound.values.get("uploaded") == "reports/last", "nothing is uploaded")

    nobody_listens("the action")
    worse = Action(
        workspace("worse"), {**common, "start": common["start"] + " --defect index-from-one", "base": str(report), "comment": "true"},
        release, "pull_request").run()
    check(worse.status == 1, f"the action ends with {worse.status} for a server with a defect", worse.log)
    check("::error" in worse.log, "there is no annotation", worse.log)
    called = worse.work / "gh.called"
    check(called.is_file() and called.read_text().startswith("pr comment 7 "), "the comparison is not commented")
    check((worse.work / "reports/last/diff.md").stat().st_size > 0, "there is no comparison")

    client = Action(
        workspace("client"), {**common, "start": common["start"] + " --defect index-from-one", "client": "python-sdk-2"}, release).run()
    check(client.status == 1, f"the action ends with {client.status} where a client decides", client.log)

    dead = Action(workspace("dead"), {**common, "start": "echo no such model >&2; exit 3"}, release).run()
    check(dead.status == 4 and "no such model" in dead.log, f"a server that dies gives {dead.status}", dead.log)
    silent = Action(workspace("silent"), {**common, "start": "sleep 30", "wait": "2"}, release).run()
    check(silent.status == 4 and "nobody listens" in silent.log, f"a silent server gives {silent.status}", silent.log)

    program = next(path for path in files.iterdir() if re.fullmatch(r"dropin-[\d.]+-linux-\w+", path.name))
    with program.open("ab") as file:
        file.write(b"!")
    forged = Action(workspace("forged"), common, release).run()
    check(forged.status == 2 and "checksums" in forged.log, f"a forged file gives {forged.status}", forged.log)

    for name, defect, wanted in (("gitlab", "", 0), ("gitlab-worse", " --defect index-from-one", 1)):
        work = workspace(name)
        install = f"{BIN / 'pip'} install --quiet --no-index --target here {next(DIST.glob('*.whl'))} && PATH=$PWD/here/bin:$PATH"
        status, log = gitlab(work, {**common, "start": common["start"] + defect, "install": install})
        nobody_listens("the component")
        check(status == wanted, f"the component ends with {status} in place of {wanted}", log)
        check((work / "reports/last/junit.xml").is_file(), "the component leaves no junit.xml", log)

    formula = subprocess.run([ROOT / "packaging" / "build-formula", "https://example.org/owner/dropin", DIST], check=True,
                             capture_output=True, text=True).stdout
    for address, digest in re.findall(r'url "[^"]*/([^"/]+)"\n\s+sha256 "(\w+)"', formula):
        listed = dict(reversed(line.split()) for line in (DIST / "SHA256SUMS").read_text().splitlines())
        check(listed.get(address) == digest, f"the formula's sum of {address} is not that of SHA256SUMS")
    check("sha256" in formula, "the formula names no archive")
    if shutil.which("ruby"):
        done = subprocess.run(["ruby", "-c"], input=formula, capture_output=True, text=True)
        check(done.returncode == 0, "the formula is no Ruby", done.stderr)
    web.shutdown()
    shutil.rmtree(top)
    if failures:
        sys.exit(f"integrations: {failures} failed")
    print("package: the action (6 jobs), the GitLab component (2 jobs), the workflow and the formula hold")


main()
