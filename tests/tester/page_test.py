#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""report.html in Chromium, of results made by hand.

    page_test.py FOLDER   where report_make is
"""
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "page"))
from page import Browser, LOOKS, Page, check, run_tests  # noqa: E402

SCENARIOS = ("everything", "good", "interrupted", "chosen", "empty", "thousand", "random")


class Lab:
    def __init__(self, program, folder, browser):
        self.browser, self.folder = browser, Path(folder)
        for name in SCENARIOS:
            (self.folder / name).mkdir()
            subprocess.run([program, name, self.folder / name], check=True)

    def open(self, name, rest=""):
        page = Page(self.browser, self.folder / name / "report.html")
        page.open(rest)
        return page

    def text(self, name):
        return (self.folder / name / "report.html").read_text()


def it_needs_nothing_but_itself(lab):
    for name in SCENARIOS:
        page = lab.open(name)
        check(page.pick("document.readyState") == "complete", name)
        page.is_quiet()


def everybody_can_use_it(lab):
    lab.open("everything").is_usable()
    for name in ("good", "empty"):
        lab.open(name).is_usable(LOOKS[-1:])


class Reader(HTMLParser):
    """The page as it is without its script."""

    def __init__(self, text):
        super().__init__()
        self.words, self.hidden, self.scripts, self.within = [], [], 0, ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.within = tag
        self.scripts += tag == "script"
        names = dict(attributes)
        if "hidden" in names:
            self.hidden.append(names.get("class"))
        check(not [name for name in names if name.startswith("on")], "a handler in", tag)
        check(tag != "script" or not names, "a script from elsewhere")

    def handle_endtag(self, tag):
        self.within = ""

    def handle_data(self, data):
        if self.within not in ("script", "style"):
            self.words.append(data)


def it_is_whole_without_its_script(lab):
    page = Reader(lab.text("everything"))
    words = " ".join(page.words)
    check(page.hidden == ["filter"] and page.scripts == 1, page.hidden, page.scripts)
    for wanted in ("mps2_an385", "does not qualify", "FullTCP has failures", "AFQP_TCP_DoesItsThing3", "sent is 4, want 5",
                   "A delay of n ticks ends with the n-th tick.", "Look at the timer interrupt of the port",
                   "connected to 10.0.2.2:9001", "the board has 16 KB of RAM", "device.json says that WIFI is No",
                   "there is no Bluetooth LE stack yet", "heap.low", "tick.period", "202611.00", "4f2c1e0f", "91,234",
                   "The flash command returned success and flashed nothing", "run-suite --suite-id AFQ_1"):
        check(wanted in words, "not there:", wanted)


def what_a_board_said_is_text_and_nothing_else(lab):
    for name in ("everything", "random"):
        page = lab.open(name)
        check(page.pick("document.scripts.length") == 1, name, "scripts")
        check(page.pick("document.querySelectorAll('body *').length > 100"), name)
        check(page.pick("[...document.querySelectorAll('pre *, .message *, .aside *')].length") == 0, name, "markup in a text")


def its_title_and_first_line_are_the_verdict(lab):
    for name, words in (("good", "mps2_an385 qualifies"), ("everything", "mps2_an385 does not qualify"),
                        ("interrupted", "mps2_an385 was not judged"), ("chosen", "mps2_an385 passed what was run")):
        page = lab.open(name)
        check(page.pick("document.querySelector('h1').textContent") == words, name)
        check(page.pick("document.title") == f"{words}, device tester", page.pick("document.title"))


def every_case_is_filtered_by_words_and_verdict(lab):
    page = lab.open("everything")
    page.browser.resize(1280)
    check(len(page.shown()) == 5 * 24, len(page.shown()))
    page.browser.find("input[type=search]").type("tcp thing1")
    check(len(page.shown()) == 11 and all("TCP" in text for text in page.shown()), page.shown())
    check("q=tcp+thing1" in page.browser.url(), page.browser.url())
    page.browser.find("button[type=reset]").click()
    page.browser.run("return new Promise(done => setTimeout(done, 50))")
    check(len(page.shown()) == 120 and "?" not in page.browser.url(), page.browser.url())
    page.browser.find("input[value=failed]").click()
    check(len(page.shown()) == 3 and page.pick("document.querySelector('output').textContent") == "3 of 120 shown", page.shown())
    page.browser.find("input[value=error]").click()
    check(len(page.shown()) == 3 + 16, len(page.shown()))
    check(page.pick("[...document.querySelectorAll('[data-group]')].filter(g => !g.hidden).length") == 2, "empty groups are hidden")
    page.is_quiet()


def an_address_brings_the_choice_back(lab):
    page = lab.open("everything", "?q=thing3&verdict=failed")
    check([text.split()[0] for text in page.shown()] == ["AFQP_TCP_DoesItsThing3"], page.shown())
    check(page.browser.find("input[type=search]").property("value") == "thing3", "the field")


def a_link_to_a_case_shows_it(lab):
    page = lab.open("everything", "?verdict=skipped#g0c2")
    check(page.pick("document.getElementById('g0c2').getClientRects().length") == 1, "it is hidden")
    check(page.pick("document.getElementById('g0').open"), "its group is closed")
    page = lab.open("everything")
    page.browser.find("a[href='#g1c2']").click()
    page.browser.run("return new Promise(done => setTimeout(done, 50))")
    check(page.pick("(r => r.top >= -1 && r.top < innerHeight)(document.getElementById('g1c2').getBoundingClientRect())"),
          "it is elsewhere")


def the_keyboard_is_enough(lab):
    page = lab.open("everything")
    page.press("Tab", 9)
    check(page.pick("document.activeElement.className") == "skip", "the first stop")
    check(page.pick("document.activeElement.getBoundingClientRect().left") >= 0, "it cannot be seen")
    page.press("Enter", 13, "\r")
    page.browser.run("return new Promise(done => setTimeout(done, 50))")
    page.press("Tab", 9)
    check(page.pick("document.activeElement.name") == "q", page.pick("document.activeElement.outerHTML"))
    page.press("Tab", 9)
    page.press(" ", 32, " ")
    check(len(page.shown()) == 3, "a choice by the space bar:", len(page.shown()))
    for _ in range(12):
        page.press("Tab", 9)
        if page.pick("document.activeElement.tagName") == "SUMMARY":
            break
    check(page.pick("document.activeElement.tagName") == "SUMMARY", "no group is reached")
    check(page.pick("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus cannot be seen")


def it_can_be_printed(lab):
    page = lab.open("good")
    pdf = page.browser.protocol("Page.printToPDF")["data"]
    check(len(pdf) > 20000, "an empty page")
    check(page.pick("[...document.querySelectorAll('[data-group]')].every(g => g.open)"), "a group is closed on paper")


def why_it_does_not_qualify_is_said(lab):
    for name, words in (("good", "Every required group was run, and nothing went wrong."), ("chosen", "FullTCP was not run as a whole."),
                        ("interrupted", "It does not qualify: the run was interrupted.")):
        check(words in lab.text(name), name)


def what_did_not_happen_has_no_heading(lab):
    check("What to do</h2>" not in lab.text("good") and "What to do</h2>" in lab.text("everything"), "what to do")
    check("No group was run." in lab.text("empty"), "an empty report says so")


TESTS = (it_needs_nothing_but_itself, everybody_can_use_it, it_is_whole_without_its_script,
         what_a_board_said_is_text_and_nothing_else, its_title_and_first_line_are_the_verdict,
         every_case_is_filtered_by_words_and_verdict, an_address_brings_the_choice_back, a_link_to_a_case_shows_it,
         the_keyboard_is_enough, it_can_be_printed, why_it_does_not_qualify_is_said,
         what_did_not_happen_has_no_heading)


def main():
    with tempfile.TemporaryDirectory(prefix="tester-page-") as place, Browser(place, width=1280, height=800, scale=1) as browser:
        return 1 if run_tests(TESTS, Lab(Path(sys.argv[1]) / "report_make", place, browser)) else 0


if __name__ == "__main__":
    sys.exit(main())
