"""Drives a headless Chromium over its debugging pipe with nothing but the standard library."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Chromium:
    """One browser with one page. Collects whatever the page's console and the page itself complain about."""

    def __init__(self, deadline=180):
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if program is None:
            raise SystemExit("no chromium on this machine; on Debian: apt-get install chromium")
        self.deadline = time.monotonic() + deadline
        self.profile = tempfile.mkdtemp()
        to_browser, self.sink = os.pipe()
        self.source, from_browser = os.pipe()

        def descriptors():
            # The browser reads from 3 and writes to 4; both are made free first.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            reading, writing = [os.dup(fd) if fd < 5 else fd for fd in (reading, writing)]
            reading, writing = [os.dup(fd) if fd < 5 else fd for fd in (reading, writing)]
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--disable-extensions", "--disable-background-networking", "--user-data-dir=" + self.profile,
             "--remote-debugging-pipe", "about:blank"],
            close_fds=False, preexec_fn=descriptors, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.complaints = []
        self.requests = []
        target = self.call("Target.createTarget", {"url": "about:blank"}, session=None)["targetId"]
        self.session = self.call(
            "Target.attachToTarget", {"targetId": target, "flatten": True}, session=None)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def message(self):
        while b"\0" not in self.buffer:
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([self.source], [], [], left)[0]:
                raise SystemExit("the browser does not answer")
            part = os.read(self.source, 1 << 20)
            if not part:
                raise SystemExit("the browser is gone")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def note(self, message):
        """Keeps what an event says about errors and about addresses that the page asked for."""
        method, values = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(values["exceptionDetails"])[:500])
        elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.complaints.append(values["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append("console: " + json.dumps(values["args"])[:500])
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"][:200])
        return method

    def call(self, method, values=None, session=True):
        self.number += 1
        number = self.number
        request = {"id": number, "method": method, "params": values or {}}
        if session:
            request["sessionId"] = self.session
        os.write(self.sink, json.dumps(request).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]
            self.note(message)

    def look(self, width, height, dark=False, media=""):
        self.call("Emulation.setDeviceMetricsOverride",
                  {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.call("Emulation.setEmulatedMedia",
                  {"media": media, "features": [
                      {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def open(self, address):
        """Opens a page in a fresh document and returns the milliseconds until it was loaded."""
        self.call("Page.navigate", {"url": "about:blank"})
        self.complaints, self.requests = [], []
        self.call("Page.navigate", {"url": address})
        while self.value("document.readyState + location.href") != "complete" + address:
            time.sleep(0.02)
        return self.value("performance.getEntriesByType('navigation')[0].loadEventEnd")

    def value(self, expression):
        result = self.call("Runtime.evaluate", {
            "expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key):
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", {"type": "keyDown", "key": key, **text})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", "key": key})

    def picture(self, path):
        # Two frames, so that what has just been scrolled into view is painted.
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        data = self.call("Page.captureScreenshot", {"format": "png"})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)
