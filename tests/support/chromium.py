# SPDX-License-Identifier: Apache-2.0
"""A Chromium without a window, spoken to through its debugging pipe."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

from programs import DEADLINE, wait_until


def find():
    """The program, or None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


# What meson and our tests set to find faults in our own memory is none of its business.
NOT_FOR_IT = ("MALLOC_PERTURB_", "MALLOC_CHECK_", "G_DEBUG", "G_SLICE")
TRIES = 3  # now and then it ends as it starts


class Chromium:
    """One page. What it complains about on its console is collected in `complaints`."""

    def __init__(self, size=(1280, 800)):
        for left in reversed(range(TRIES)):
            self.start(size)
            try:
                target = wait_until(self.find_page, "a page")
                break
            except (OSError, RuntimeError):
                self.close()
                if left == 0:
                    raise
        answer = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = answer["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1],
                  deviceScaleFactor=1, mobile=False)

    def start(self, size):
        self.profile = tempfile.mkdtemp(prefix="groundplan-chromium-")
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()
        self.process = subprocess.Popen(
            [
                "sh", "-c", 'exec 3<&"$0" 4>&"$1"; shift; exec "$@"', str(to_read), str(to_write),
                find(), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run",
                f"--user-data-dir={self.profile}", f"--window-size={size[0]},{size[1]}",
                "about:blank",
            ],
            env={name: os.environ[name] for name in os.environ if name not in NOT_FOR_IT},
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.complaints = []

    def find_page(self):
        for target in self.call("Target.getTargets")["targetInfos"]:
            if target["type"] == "page":
                return target["targetId"]
        return None

    def read(self):
        """The next message, or None when the deadline is over."""
        end = time.monotonic() + DEADLINE
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.back], [], [], max(0, end - time.monotonic()))
            data = os.read(self.back, 1 << 16) if ready else b""
            if not data:
                raise RuntimeError("Chromium does not answer")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def note(self, message):
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"])[:400])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.complaints.append(json.dumps(params["args"])[:400])
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith(("file:", "about:", "data:")):
                self.complaints.append(f"the page asked for {url}")

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") != self.number:
                self.note(answer)
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            return answer["result"]

    def open(self, path):
        self.call("Page.navigate", url="file://" + os.path.realpath(path))
        wait_until(lambda: self.run("document.readyState") == "complete", "the page to load")

    def run(self, script):
        """The value of a JavaScript expression."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def until(self, script):
        return wait_until(lambda: self.run(script), script)

    def key(self, key, text=None, code=None):
        params = {"key": key, "windowsVirtualKeyCode": code or 0}
        down = dict(params, type="keyDown", **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", **down)
        self.call("Input.dispatchKeyEvent", type="keyUp", **params)

    def type(self, text):
        for letter in text:
            self.key(letter, letter)

    def mouse(self, kind, x, y, **params):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **params)

    def click(self, selector):
        box = self.run(f"(()=>{{const b=document.querySelector({json.dumps(selector)})"
                       ".getBoundingClientRect();return [b.x+b.width/2,b.y+b.height/2]})()")
        self.mouse("mousePressed", *box, button="left", clickCount=1)
        self.mouse("mouseReleased", *box, button="left", clickCount=1)

    def drag(self, x, y, dx, dy):
        self.mouse("mousePressed", x, y, button="left", clickCount=1)
        for part in (0.3, 0.6, 1):
            self.mouse("mouseMoved", x + dx * part, y + dy * part, button="left", buttons=1)
        self.mouse("mouseReleased", x + dx, y + dy, button="left", clickCount=1)

    def screenshot(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.profile, ignore_errors=True)
