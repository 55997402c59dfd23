"""Formats of a report, read by programs that are not ours.

Usage: check.py GOLDENS SCHEMA WORK
"""
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import xmlschema
from junitparser import Error, Failure, JUnitXml, Skipped
from prometheus_client.openmetrics.parser import text_string_to_metric_families

goldens, schema_path, work = sys.argv[1:4]
schema = xmlschema.XMLSchema(schema_path)
passed = 0


def check(condition, what):
    global passed
    if not condition:
        raise SystemExit("failed: " + what)
    passed += 1


def text(name):
    with open(os.path.join(goldens, name), encoding="utf-8", newline="") as file:
        return file.read()


# The schema refuses what it should.
for bad in ('<testsuites skipped="1"/>', '<testsuites><testsuite name="a"/></testsuites>', '<testsuites time="x"/>'):
    check(not schema.is_valid(ElementTree.fromstring(bad)), "the schema takes " + bad)

for name in ("sample", "hostile"):
    path = os.path.join(goldens, name + ".junit.xml")
    errors = [str(error.reason) for error in schema.iter_errors(path)]
    check(errors == [], f"{name}: Jenkins' schema: {errors[:3]}")
    report = JUnitXml.fromfile(path)
    outcomes = [result for suite in report for case in suite for result in case.result]
    for kind, plural in ((Failure, "failures"), (Error, "errors")):
        seen = sum(isinstance(outcome, kind) for outcome in outcomes)
        check(seen == getattr(report, plural) == sum(getattr(suite, plural) for suite in report),
              f"{name}: {plural} are counted")
    check(sum(suite.skipped for suite in report) == sum(isinstance(outcome, Skipped) for outcome in outcomes),
          f"{name}: skipped cases are counted")
    check(report.tests == sum(len(list(suite)) for suite in report), f"{name}: cases are counted")
    # GitLab shows the text of a failure and not its message.
    check(all(outcome.text for outcome in outcomes if isinstance(outcome, Failure)), f"{name}: failures have details")
    page = os.path.join(work, name + ".html")
    subprocess.run([os.path.join(os.path.dirname(sys.executable), "junit2html"), path, page], check=True)
    check(os.path.getsize(page) > 1000, f"{name}: junit2html makes a page")

    families = {family.name: family for family in text_string_to_metric_families(text(name + ".openmetrics.txt"))}
    check(families["dropin_run"].type == "info", f"{name}: the run is an info")
    source = json.loads(text("sample.json")) if name == "sample" else None
    if source:
        check(families["dropin_requests"].samples[0].value == source["run"]["requests"], "requests are there")
        counts = {(s.labels["level"], s.labels["verdict"]): s.value for s in families["dropin_requirements"].samples}
        check(counts == {(level, verdict): count for level, verdicts in source["summary"]["levels"].items()
                         for verdict, count in verdicts.items()}, "every count is there")
        states = {s.labels["client"]: s.labels["dropin_client"] for s in families["dropin_client"].samples if s.value}
        check(states == {client["name"]: client["verdict"] for client in source["clients"]}, "every client is there")
        check(families["dropin_first_byte_seconds"].type == "summary", "times are a summary")

    shield = json.loads(text(name + ".shields.json"))
    check(shield["schemaVersion"] == 1 and shield["label"] and shield["message"], f"{name}: what shields.io demands")
    check(set(shield) <= {"schemaVersion", "label", "message", "color", "isError"}, f"{name}: nothing it does not know")
    badge = ElementTree.fromstring(text(name + ".svg"))
    check(badge.tag == "{http://www.w3.org/2000/svg}svg" and shield["message"] in badge.get("aria-label"), f"{name}: the badge")
    # A job summary of GitHub holds a mebibyte, a comment 65,536 characters.
    check(len(text(name + ".md")) < 65_536, f"{name}: the Markdown fits into a comment")
print(f"report formats: {passed} passed, 0 failed")
