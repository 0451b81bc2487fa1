# SPDX-License-Identifier: MIT
"""Pages in Chromium: what they ask the network for, what they write to the console, and whether people can use them."""
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tools/lab"))
from browser import Browser, Trouble  # noqa: E402, F401

LOOKS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]


class Wrong(Exception):
    """What a test expected does not hold."""


def check(condition, *words):
    if not condition:
        raise Wrong(" ".join(str(word) for word in words))


class Page:
    """A file in a window; what it does is heard from the moment it is opened."""

    def __init__(self, browser, path):
        self.browser, self.address = browser, Path(path).resolve().as_uri()

    def open(self, rest=""):
        self.browser.open("about:blank")
        self.browser.complaints()
        self.browser.requests()
        self.browser.open(self.address + rest)

    def is_quiet(self):
        """It asked for itself and nothing else, and wrote nothing to the console."""
        check(not (said := self.browser.complaints()), "console:", said)
        others = [url for url in self.browser.requests() if not url.startswith((self.address, "data:", "about:"))]
        check(not others, "requests:", others)

    def is_usable(self, looks=LOOKS):
        """No finding of checks.js, with everything open, in any look."""
        script = (HERE / "checks.js").read_text()
        for width, scheme in looks:
            self.look(width, scheme)
            found = self.browser.run(script)
            check(not found, f"{width} px, {scheme}:", *found[:5])

    def look(self, width, scheme):
        self.browser.resize(width)
        self.browser.prefer(color_scheme=scheme)
        self.browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    def press(self, key, code=0, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.browser.protocol("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **extra)

    def shown(self):
        """Texts of the items that are not filtered away."""
        return self.browser.run("return [...document.querySelectorAll('[data-item]:not([hidden])')].map(e => e.dataset.text)")

    def pick(self, script):
        return self.browser.run("return " + script)


def run_tests(tests, *arguments):
    """Call each; a line for each. @return how many did not hold."""
    bad = 0
    for test in tests:
        begun = time.monotonic()
        try:
            test(*arguments)
            print(f"ok {test.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
        except (Wrong, Trouble) as wrong:
            print(f"FAILED {test.__name__}: {wrong}", flush=True)
            bad += 1
    return bad
