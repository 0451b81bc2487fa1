# SPDX-License-Identifier: MIT
"""Chromium without a screen, as a phone: driven through chromedriver by the W3C WebDriver protocol, which is HTTP and JSON.

    with Browser(folder, {"192.168.4.1:80": f"127.0.0.1:{port}"}) as browser:
        browser.open("http://192.168.4.1/")
        browser.find("#passphrase").type("correct horse")
        browser.follow("button")
        print(browser.find("h1").text(), browser.screenshot(path))

Addresses of the map are reached where it says, so that pages have the origin that they have on a phone.
"""
import base64
import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
LIMIT_S = 20


class Trouble(Exception):
    """What chromedriver answered: nothing like that on the page, as a rule."""


class Element:
    def __init__(self, browser, identity):
        self.browser, self.path = browser, f"/element/{identity}"

    def click(self):
        self.browser.command("POST", self.path + "/click", {})

    def clear(self):
        self.browser.command("POST", self.path + "/clear", {})

    def type(self, text):
        self.browser.command("POST", self.path + "/value", {"text": text})

    def text(self):
        return self.browser.command("GET", self.path + "/text")

    def property(self, name):
        return self.browser.command("GET", f"{self.path}/property/{name}")

    def attribute(self, name):
        return self.browser.command("GET", f"{self.path}/attribute/{name}")

    def is_shown(self):
        return self.browser.command("GET", self.path + "/displayed")

    def label(self):
        """Its accessible name, as a screen reader says it."""
        return self.browser.command("GET", self.path + "/computedlabel")

    def style(self, name):
        return self.browser.command("GET", f"{self.path}/css/{name}")

    def size(self):
        """Width and height in CSS pixels."""
        rect = self.browser.command("GET", self.path + "/rect")
        return rect["width"], rect["height"]


class Browser:
    """One window, of a phone unless told otherwise. As a context manager it leaves no process behind."""

    def __init__(self, folder, addresses=None, width=360, height=640, scale=2):
        rules = ",".join(f"MAP {name} {place}" for name, place in (addresses or {}).items())
        self.driver = subprocess.Popen(["chromedriver", "--port=0", f"--log-path={Path(folder) / 'chromedriver.log'}"],
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.base = f"http://127.0.0.1:{self.read_port()}"
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
                            f"--host-resolver-rules={rules}", f"--user-data-dir={Path(folder) / 'chromium'}"],
                   "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": scale}}}
        try:
            self.base += "/session/" + self.command("POST", "/session", {
                "capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                                 "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})["sessionId"]
        except BaseException:
            self.end()
            raise

    def read_port(self):
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                return found[1]
        raise Trouble("chromedriver ended")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        try:
            self.command("DELETE", "")
        except (Trouble, OSError):
            pass
        self.end()

    def end(self):
        os.killpg(self.driver.pid, signal.SIGKILL)  # and the browser, whatever it is doing
        self.driver.wait(LIMIT_S)
        self.driver.stdout.close()

    def command(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=LIMIT_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise Trouble(json.load(refused)["value"]["message"].split("\n")[0]) from None

    def open(self, url):
        self.command("POST", "/url", {"url": url})

    def url(self):
        return self.command("GET", "/url")

    def source(self):
        return self.command("GET", "/source")

    def find_all(self, selector):
        found = self.command("POST", "/elements", {"using": "css selector", "value": selector})
        return [Element(self, one[ELEMENT]) for one in found]

    def find(self, selector):
        found = self.find_all(selector)
        if not found:
            raise Trouble(f"nothing is {selector}")
        return found[0]

    def follow(self, selector):
        """Click what leads to another page, and wait for that."""
        old, end = self.find("html"), time.monotonic() + LIMIT_S
        self.find(selector).click()
        while time.monotonic() < end:
            try:
                old.attribute("lang")
            except Trouble:
                return
            time.sleep(0.02)
        raise Trouble(f"{selector} leads nowhere")

    def screenshot(self, path):
        Path(path).write_bytes(base64.b64decode(self.command("GET", "/screenshot")))
        return path

    def whole_screenshot(self, path):
        """All of the page, however long."""
        shot = self.protocol("Page.captureScreenshot", captureBeyondViewport=True)
        Path(path).write_bytes(base64.b64decode(shot["data"]))
        return path

    def protocol(self, method, **parameters):
        """A command of the DevTools protocol."""
        return self.command("POST", "/goog/cdp/execute", {"cmd": method, "params": parameters})

    def prefer(self, **features):
        """What the page's media queries are told: prefer(color_scheme="dark")."""
        named = [{"name": "prefers-" + name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.protocol("Emulation.setEmulatedMedia", features=named)

    def resize(self, width, height=800):
        self.protocol("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def run(self, script, *arguments):
        """The value that a function's body returns, a promise's when it returns one."""
        return self.command("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def complaints(self):
        """What was written to the console since the last call: errors, refused requests, violated policies."""
        return [entry["message"] for entry in self.command("POST", "/se/log", {"type": "browser"})]

    def requests(self):
        """Addresses that were asked for since the last call."""
        found = []
        for entry in self.command("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found
