# SPDX-License-Identifier: MIT
"""The stories as the emulator tells them, by commands on its UART, and as the driver tells them over it."""
import re
import subprocess
import sys
import time
from pathlib import Path

from stories import POINTS, STORIES

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "modem"))
from modem_kit import Modem  # noqa: E402

SETTLED_S = 0.3  # of quiet; the emulator's seconds are 50 ms
# parameters of CWJAP behind the password: BSSID, no open networks, reconnecting, -, the strongest, limit, PMF
JOIN = {"open": ',,0,1,,1', "wpa2": ',,1,1,,1,15,1', "wpa3": ',,1,1,,1,15,3'}
SECURITIES = ("open", "wep", "wpa", "wpa2", "wpa_wpa2", "wpa2_ent", "wpa3", "wpa2_wpa3")
REFUSED = {1: "no answer", 2: "password", 3: "no such", 4: "failed"}
NUMBERS = {"open": 0, "wpa2": 2, "wpa3": 3}


def names_of(story):
    return [name for step in story if step[0] == "up" for name in step[1:]]


def scenario(story):
    return {"access_points": [POINTS[name] for name in names_of(story)]}


def on_air(modem, verb, names):
    """True: the step was one of the air's."""
    if verb not in ("up", "lose", "vanish", "back"):
        return False
    for name in names:
        modem.ask(f"ap {POINTS[name]['bssid']} {'back' if verb in ('up', 'back') else 'lost'}")
    return True


def joined_to(modem):
    bssid = modem.ask("state")["joined"]
    return next((name for name, point in POINTS.items() if point["bssid"] == bssid), "nobody")


def silence(modem, story):
    for name in names_of(story):
        modem.ask(f"ap {POINTS[name]['bssid']} lost")


class Emulator:
    """One story, on the UART."""

    def __init__(self, story, program):
        self.modem = Modem(program, **scenario(story))
        silence(self.modem, story)
        self.modem.begin(mux=False)
        self.modem.run("AT+CWLAPOPT=1,31")
        self.modem.run("AT+CWRECONNCFG=1,0")

    def close(self):
        blamed = self.modem.blamed()
        self.modem.close()
        return blamed

    def reports(self):
        text = b""
        while not self.modem.quiet(SETTLED_S):
            text += self.modem.until(rb".*")
        return re.findall(r"WIFI \w+(?: IP)?", text.decode())

    def words(self, reports):
        said = []
        for report in reports:
            if report == "WIFI CONNECTED":
                said.append("joined " + joined_to(self.modem))
            elif report == "WIFI DISCONNECT":
                said.append("left")
        return said

    def join(self, ssid, security, password):
        self.modem.send(f'AT+CWJAP="{ssid}","{password}"{JOIN[security]}\r\n'.encode())
        lines = []
        while not lines or lines[-1] not in ("OK", "ERROR"):
            lines.append(self.modem.line().decode())
        if code := next((line for line in lines if line.startswith("+CWJAP:")), None):
            return self.words(lines) + [REFUSED[int(code[7:])]]
        return self.words(lines) if lines[-1] == "OK" else ["invalid"]

    def scan(self, *ssid):
        found = []
        for line in self.modem.run("AT+CWLAP" + "".join(f'="{name}"' for name in ssid)):
            ecn, name, channel = re.fullmatch(rb'\+CWLAP:\((\d),"(.*)",-\d+,"[^"]*",(\d+)\)', line).groups()
            found.append(f"found {name.decode() or '-'} {int(channel)} {SECURITIES[int(ecn)]}")
        return found

    def step(self, verb, *words):
        if on_air(self.modem, verb, words) or verb == "wait":
            return self.words(self.reports())
        if verb == "leave":
            return self.words([line.decode() for line in self.modem.run("AT+CWQAP")] + self.reports())
        return self.join(*words) if verb == "join" else self.scan(*words)


class Driver:
    """One story, by the driver's functions. It does not reconnect by itself: who waits to be joined asks again."""

    RESULTS = {"password": ["password"], "no such": ["no such"], "failed": ["failed"], "timed out": ["no answer"]}

    def __init__(self, story, program, driver):
        self.modem = Modem(program, uart=False, **scenario(story))
        silence(self.modem, story)
        self.driver = subprocess.Popen([driver, self.modem.uart_path], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.asked, self.lost = None, False
        assert self.lines("start")[-1] == "ok"

    def close(self):
        self.driver.stdin.close()
        self.driver.wait(10)
        self.driver.stdout.close()
        blamed = self.modem.blamed()
        self.modem.close()
        return blamed

    def lines(self, verb):
        self.driver.stdin.write(verb + "\n")
        self.driver.stdin.flush()
        lines = []
        while (line := self.driver.stdout.readline()) != ".\n":
            assert line, f"the driver ended in {verb}"
            lines.append(line.rstrip("\n"))
        return lines

    def told(self, lines):
        names = {"event joined": lambda: "joined " + joined_to(self.modem), "event lost": lambda: "left"}
        return [names[line]() for line in lines if line in names]

    def join(self, ssid, security, password):
        self.asked = (ssid, security, password)
        *lines, result = self.lines(f"join {ssid} {NUMBERS[security]} {password}".rstrip())
        return self.told(lines) + self.RESULTS.get(result, [])

    def scan(self):
        found, names = [], {number: name for name, number in NUMBERS.items()}
        for line in self.lines("scan")[:-1]:
            _, security, _, channel, _, *ssid = line.split(" ")
            found.append(f"found {ssid[0] or '-'} {channel} {names[int(security)]}")
        return found

    def polled(self):
        lines, end = [], time.monotonic() + SETTLED_S
        while time.monotonic() < end:
            lines += self.lines("poll 50")
        return self.told(lines)

    def step(self, verb, *words):
        if on_air(self.modem, verb, words):
            return self.polled()
        if verb == "wait":
            said = self.polled()
            return said + self.join(*self.asked) if words[0] == "joined" else said
        if verb == "leave":
            return ["left"] if self.lines("leave")[-1] == "ok" and self.polled() == [] else ["failed"]
        if verb == "scan" and words:
            return None  # it never asks by name
        return self.join(*words) if verb == "join" else self.scan()


def outcomes(world):
    """story -> a list of words for each step; world makes an Emulator or a Driver for a story."""
    told = {}
    for name, story in STORIES.items():
        teller = world(story)
        told[name] = [teller.step(*step) for step in story]
        if blamed := teller.close():
            told[name].append([f"blamed: {what}" for what in blamed])
    return told
