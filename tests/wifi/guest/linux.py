# SPDX-License-Identifier: MIT
"""The stories as Linux tells them: compiled for the guest, played in QEMU, and what wpa_supplicant said read back as outcomes."""
import re
import subprocess
from pathlib import Path

from stories import POINTS, STORIES

HERE = Path(__file__).resolve().parent
LIMIT_S = 900
KEYS = {"wpa2": ("WPA-PSK", 1), "wpa3": ("SAE", 2), "open": ("NONE", 0)}
HOSTAPD = {
    "open": "", "wpa2": "wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\n",
    "wpa3": "wpa=2\nwpa_key_mgmt=SAE\nrsn_pairwise=CCMP\nieee80211w=2\n",
    "wpa2_wpa3": "wpa=2\nwpa_key_mgmt=WPA-PSK SAE\nrsn_pairwise=CCMP\nieee80211w=1\n",
    "wpa_wpa2": "wpa=3\nwpa_key_mgmt=WPA-PSK\nwpa_pairwise=TKIP\nrsn_pairwise=CCMP\n"}
MODULES_FLOOR = -50  # mac80211_hwsim: the signal is the sender's power less 50 dB
WRONG_PASSWORD = r"reason=WRONG_KEY|4-Way Handshake failed|AUTH-REJECT \S+ auth_type=3 auth_transaction=\d status_code=(1|15)\b"


def access_point(point):
    text = (f"driver=nl80211\nssid={point['ssid']}\nhw_mode=g\nchannel={point['channel']}\nbeacon_int=100\n"
            f"ignore_broadcast_ssid={int(point['hidden'])}\n" + HOSTAPD[point["security"]])
    return text + (f"wpa_passphrase={point['password']}\n" if point["password"] else "")


def radio_of(story, name):
    return "wlan%d" % (1 + next(step for step in story if step[0] == "up").index(name) - 1)


def shell(story, step):
    """The line of /stories.sh for a step."""
    verb, *words = step
    power = {name: str((POINTS[name]["rssi"] - MODULES_FLOOR) * 100) for name in words if name in POINTS}
    if verb in ("up", "back"):
        return "\n".join(f"up {name} {radio_of(story, name)} {POINTS[name]['bssid']} {power[name]}" for name in words)
    if verb in ("lose", "vanish"):
        return f"stop {'TERM' if verb == 'lose' else 'KILL'} {radio_of(story, words[0])}"
    if verb == "join":
        ssid, security, password = words
        return f"join '{ssid}' {KEYS[security][0]} {KEYS[security][1]} '{password}'"
    if verb == "wait":
        return f"until_said {'EVENT-CONNECTED' if words[0] == 'joined' else 'EVENT-DISCONNECTED'} 40"
    return " ".join([verb, *words])


def texts():
    """Files for the image."""
    lines = []
    for name, story in STORIES.items():
        lines.append(f"story '{name}'")
        for number, step in enumerate(story):
            lines += [f"say step {number}", shell(story, step)]
        lines.append("end_story")
    files = {f"etc/{name}.conf": access_point(point) for name, point in POINTS.items()}
    # Freshly seen always; and no waiting longer and longer for an access point that was lost.
    files["etc/station.conf"] = "ctrl_interface=/run/wpa\nscan_cur_freq=0\nsae_pwe=2\np2p_disabled=1\n"
    files["stories.sh"] = "\n".join(lines) + "\n"
    return files


def boot(kernel, folder):
    """Play; what the console says is kept."""
    command = ["qemu-system-x86_64", "-accel", "tcg", "-machine", "q35", "-m", "512", "-smp", "1", "-nodefaults", "-no-reboot",
               "-display", "none", "-serial", "stdio", "-kernel", str(kernel), "-initrd", str(folder / "initramfs"),
               "-append", "console=ttyS0 quiet panic=-1 mitigations=off"]
    with (folder / "console.txt").open("w") as console:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, timeout=LIMIT_S, check=True)


def console(folder):
    text = (folder / "console.txt").read_text(errors="replace").replace("\r", "")
    if "@ end\n" not in text:
        raise SystemExit(f"guest: it did not come to its end:\n{text[-2000:]}")
    return text


def security_of(flags):
    """Of the flags of scan_results."""
    if "SAE" in flags:
        return "wpa2_wpa3" if "PSK" in flags.replace("PSK-SHA256", "") else "wpa3"
    wpa, wpa2 = "[WPA-PSK" in flags, "[WPA2-PSK" in flags
    return "wpa_wpa2" if wpa and wpa2 else "wpa2" if wpa2 else "wpa" if wpa else "open"


def found(line):
    """A line of scan_results; the strongest come first."""
    _, frequency, signal, flags, *ssid = line.split("\t")
    name = ssid[0].replace("\\x00", "") if ssid else ""
    return -int(signal), f"found {name or '-'} {(int(frequency) - 2407) // 5} {security_of(flags)}"


class Story:
    """Outcomes of a story, step by step."""

    def __init__(self):
        self.steps, self.seen, self.joined, self.reasons = [], [], False, []

    def line(self, line):
        names = {point["bssid"]: name for name, point in POINTS.items()}
        if at := re.search(r"EVENT-CONNECTED - Connection to (\S+)", line):
            if self.steps[-1]["said"][-1:] == ["no such"]:  # of what was seen before it looked again
                self.steps[-1]["said"].pop()
            self.say("joined " + names[at.group(1)])
            self.joined = True
        elif at := re.search(r"EVENT-DISCONNECTED .*reason=(\d+)( locally_generated=1)?", line):
            self.reasons.append(int(at.group(1)))
            if self.joined:
                self.say("left")
            self.joined = False
        elif re.search(WRONG_PASSWORD, line):
            self.say("password")
        elif "No suitable network found" in line and self.steps[-1]["verb"] == "join":
            self.say("no such")

    def say(self, word):
        if not self.steps[-1]["said"] or self.steps[-1]["said"][-1] != word:
            self.steps[-1]["said"].append(word)

    def step(self, verb):
        self.end_scan()
        self.steps.append({"said": [], "verb": verb})

    def end_scan(self):
        if self.seen:
            self.steps[-1]["said"] += [text for _, text in sorted(self.seen)]
            self.seen = []


def outcomes(text):
    """story -> (a list of words for each step, the reasons in the order they came)"""
    told, story, name = {}, Story(), ""
    for line in text.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "@" and rest.startswith("story "):
            name = rest.removeprefix("story ")
            story = told[name] = Story()
        elif mark == "@" and rest.startswith("step "):
            story.step(STORIES[name][int(rest.split()[1])][0])
        elif mark == "@" and rest == "over":
            story.end_scan()
            story = Story()
        elif mark == "@" and rest == "invalid":
            story.say("invalid")
        elif mark == "+" and rest:
            story.seen.append(found(rest))
        elif mark == "|" and story.steps:
            story.line(rest)
    return {name: ([step["said"] for step in story.steps], story.reasons) for name, story in told.items()}
