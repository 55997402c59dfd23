"""The site of the field in a real browser: accessible, narrow, dark, printed, without scripts, and made fast.

Usage: site.py DROPIN REPOSITORY WORK AXE [PICTURES]

AXE is axe-core's script. With PICTURES, pictures of the site are written there.
"""
import copy
import glob
import json
import os
import subprocess
import sys
import time

from chromium import Chromium

dropin, repository, work, axe = sys.argv[1:5]
pictures = sys.argv[5] if len(sys.argv) > 5 else None
LARGEST = 300_000
passed = 0


def check(condition, what):
    global passed
    if not condition:
        raise SystemExit("failed: " + what)
    passed += 1


def site(records, name):
    """Makes the site of a folder of records; returns its folder and the seconds it took."""
    target = os.path.join(work, name)
    begun = time.monotonic()
    result = subprocess.run([dropin, "site", records, "--out", target], capture_output=True, text=True)
    check(result.returncode == 0, f"dropin site {name}: {result.stderr}")
    return target, time.monotonic() - begun


def sizes(folder):
    files = [path for path in glob.glob(folder + "/**", recursive=True) if path.endswith(".html")]
    largest = max(files, key=os.path.getsize)
    check(os.path.getsize(largest) < LARGEST, f"{largest} has {os.path.getsize(largest)} bytes")
    return len(files), os.path.getsize(largest)


def many(servers, versions):
    """A field of that many servers, each with a history in which requirements come and go."""
    with open(max(glob.glob(os.path.join(repository, "reports/field/*/*.json")), key=os.path.getsize)) as file:
        record = json.load(file)
    folder = os.path.join(work, "many")
    for server in range(servers):
        os.makedirs(f"{folder}/{server}")
        for version in range(versions):
            made = copy.deepcopy(record)
            made["server"] |= {"name": f"Server {server}", "version": f"1.{version}", "engine": f"engine {server % 5}"}
            made["started"] = f"2026-{version % 12 + 1:02}-{server % 28 + 1:02}T0{version // 12}:00:00Z"
            made["findings"] = [f for n, f in enumerate(made["findings"]) if (n + version) % 7]
            with open(f"{folder}/{server}/{version}.json", "w") as file:
                json.dump(made, file)
    return folder


field, _ = site(os.path.join(repository, "reports/field"), "field")
sizes(field)
generated, seconds = site(many(50, 20), "site-of-many")
count, largest = sizes(generated)

first = sorted(os.path.basename(path) for path in glob.glob(field + "/servers/*.html"))
checked = ["index.html", "versions.html", "requirements.html", "client-curl.html", "servers/lm-studio.html",
           f"servers/{first[0]}", f"servers/{first[-1]}", "requirements/stop-sequence-hit.html"]
with open(axe) as file:
    axe_script = file.read()
browser = Chromium(deadline=600)


def problems():
    """What axe finds serious on the page."""
    browser.value(axe_script + "; 0")
    found = browser.value("""axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
        .filter(v => v.impact === 'serious' || v.impact === 'critical')
        .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))""")
    return found


try:
    for width, dark in ((1200, False), (1200, True), (420, False)):
        browser.look(width, 900, dark=dark)
        for page in checked:
            address = f"file://{field}/{page}"
            browser.open(address)
            check(browser.complaints == [], f"{page}: the console complains: {browser.complaints}")
            check(browser.requests == [address], f"{page} asks for {browser.requests}")
            check(problems() == [], f"{page}, {width} wide{', dark' if dark else ''}: axe: {problems()}")
            check(browser.value(f"document.documentElement.scrollWidth <= {width}"), f"{page}: {width} wide, it is pushed aside")
    # A page that axe has to complain about, so that its silence says something.
    browser.open("about:blank")
    browser.value("document.body.innerHTML = '<img src=data:,><p style=\"color:#ccc;background:#fff\">faint</p>'")
    check(len(problems()) >= 2, f"axe finds what is wrong with a wrong page: {problems()}")

    browser.look(1200, 900)
    front = f"file://{field}/index.html"
    browser.open(front)
    rows = browser.value("document.querySelectorAll('tbody tr').length")
    check(rows >= 12, f"the table has {rows} servers")
    visible = "[...document.querySelectorAll('tbody tr')].filter(row => row.offsetParent !== null).length"
    change = "(name, value) => { const e = document.getElementById(name); e.value = value; e.dispatchEvent(new Event('input')); }"
    browser.value(f"({change})('find', 'LiteLLM')")
    check(0 < browser.value(visible) < rows, "words filter")
    check(browser.value("location.hash") == "#?find=LiteLLM", "the filter is in the address")
    check(browser.value("document.querySelector('.who a').href.endsWith('#?find=LiteLLM')"), "and goes along to other clients")
    browser.value(f"({change})('find', '')")
    browser.value(f"({change})('engine', 'itself')")
    check(0 < browser.value(visible) < rows, "what stands behind a server filters")
    browser.open(front + "#?verdict=works")
    check(browser.value(visible) < rows, "a link with a filter filters")
    browser.open(front)
    column = "[...document.querySelectorAll('tbody tr')].map(row => row.cells[row.cells.length - 1].textContent).filter(t => /^[0-9]+$/.test(t)).map(Number)"
    last = "[...document.querySelectorAll('thead th')].pop()"
    browser.value(f"{last}.querySelector('button').click()")
    check(browser.value(column) == sorted(browser.value(column)), "a column sorts numbers")
    check(browser.value(f"{last}.getAttribute('aria-sort')") == "ascending", "and says so")
    browser.value(f"{last}.querySelector('button').click()")
    check(browser.value(column) == sorted(browser.value(column), reverse=True), "and the other way round")
    persona = "document.getElementById('s-lm-studio').textContent"
    check("persona, not measured" in browser.value(persona), "LM Studio's row says what it is")
    check(browser.value("[...document.querySelectorAll('tbody a')].length") > rows, "cells lead to causes")

    # Every link between pages leads to a page, and every anchor to something.
    linked = set()
    for page in checked:
        browser.open(f"file://{field}/{page}")
        for address in browser.value("[...document.links].map(a => a.href).filter(a => a.startsWith('file:'))"):
            linked.add(address)
    for address in sorted(linked):
        path, _, anchor = address.removeprefix("file://").partition("#")
        check(os.path.exists(path), f"there is no {path}")
        if anchor:
            with open(path) as file:
                check(f'id="{anchor}"' in file.read(), f"{address} leads to nothing")

    browser.look(1200, 900, media="print")
    browser.open(front)
    check(browser.value("getComputedStyle(document.querySelector('nav')).display") == "none", "paper has no navigation")
    browser.look(1200, 900, dark=True)
    check(browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)", "the dark is dark")
    browser.look(1200, 900)
    browser.call("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.open(front)
    check(browser.value(visible) == rows, "without scripts the whole table is there")
    check(browser.value("document.querySelector('.filter').hidden"), "and no control that does nothing")
    browser.call("Emulation.setScriptExecutionDisabled", {"value": False})

    if pictures:
        for name, page, width, height, dark in (
                ("site-light", "index.html", 1280, 900, False), ("site-dark", "index.html", 1280, 900, True),
                ("site-narrow", "index.html", 420, 900, False), ("site-server", "servers/litellm.html", 1280, 1100, False)):
            browser.look(width, height, dark=dark)
            browser.open(f"file://{field}/{page}")
            browser.picture(os.path.join(pictures, name + ".png"))
finally:
    browser.close()
print(f"the site in Chromium: {passed} passed, 0 failed; 50 servers with 20 versions: {count} pages in {seconds:.1f} s, "
      f"the largest {largest:,} bytes")
