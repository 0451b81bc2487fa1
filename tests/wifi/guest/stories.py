# SPDX-License-Identifier: MIT
"""The air and the stories that are told in it three times: by Linux (hostapd, wpa_supplicant), by the emulator, by the driver.

A step is a tuple, its verb first:

    up NAME ...       access points come                join SSID SECURITY PASSWORD   a station asks for a network
    lose NAME         one goes and says so              wait joined|left              until it has come to that
    vanish NAME       one goes without a word           scan [SSID]                   what is seen; SSID: asked for by name
    back NAME         it is there again                 leave                         the station goes by itself

What a step has led to is one list of words in all three worlds (the outcome): joined NAME, left, password, no such, invalid,
found SSID CHANNEL SECURITY.
"""

# name: ssid, security, password, channel, signal. Two may be there at once. Passwords are without blanks: hosts' verbs are words.
POINTS = {
    "home": {"ssid": "dunlin-home", "security": "wpa2", "password": "correct-horse", "channel": 6},
    "lab": {"ssid": "dunlin-lab", "security": "wpa3", "password": "battery-staple", "channel": 11},
    "mixed": {"ssid": "dunlin-mixed", "security": "wpa2_wpa3", "password": "correct-horse", "channel": 1},
    "old": {"ssid": "dunlin-old", "security": "wpa_wpa2", "password": "correct-horse", "channel": 1},
    "cafe": {"ssid": "dunlin-cafe", "security": "open", "password": "", "channel": 1},
    "secret": {"ssid": "dunlin-secret", "security": "wpa2", "password": "correct-horse", "channel": 11, "hidden": True},
    "short": {"ssid": "dunlin-short", "security": "wpa2", "password": "12345678", "channel": 6},
    "long": {"ssid": "dunlin-long", "security": "wpa2", "password": "0123456789" * 6 + "abc", "channel": 6},
    "near": {"ssid": "dunlin-roam", "security": "wpa2", "password": "correct-horse", "channel": 1, "rssi": -30},
    "far": {"ssid": "dunlin-roam", "security": "wpa2", "password": "correct-horse", "channel": 11, "rssi": -45},
    "other": {"ssid": "dunlin-roam", "security": "wpa2", "password": "another-horse", "channel": 11, "rssi": -45},
}
for number, point in enumerate(POINTS.values()):
    point.setdefault("rssi", -30)
    point.setdefault("hidden", False)
    point["bssid"] = f"02:d0:00:00:01:{number:02x}"

HOME = ("join", "dunlin-home", "wpa2", "correct-horse")
ROAM = ("join", "dunlin-roam", "wpa2", "correct-horse")

STORIES = {
    "wpa2 is joined": [("up", "home"), ("scan",), HOME, ("leave",)],
    "wpa3 is joined": [("up", "lab"), ("scan",), ("join", "dunlin-lab", "wpa3", "battery-staple")],
    "open is joined": [("up", "cafe"), ("scan",), ("join", "dunlin-cafe", "open", "")],
    "wpa3 of a network that has wpa2 too": [("up", "mixed"), ("scan",), ("join", "dunlin-mixed", "wpa3", "correct-horse")],
    "wpa2 of a network that has wpa3 too": [("up", "mixed"), ("join", "dunlin-mixed", "wpa2", "correct-horse")],
    "wpa2 of a network that has wpa too": [("up", "old"), ("scan",), ("join", "dunlin-old", "wpa2", "correct-horse")],
    "a wrong password of wpa2": [("up", "home"), ("join", "dunlin-home", "wpa2", "wrong-horse"), HOME],
    "a wrong password of wpa3": [("up", "lab"), ("join", "dunlin-lab", "wpa3", "wrong-staple")],
    "a network that nobody has": [("up", "home"), ("join", "dunlin-nobody", "wpa2", "correct-horse")],
    "wpa2 asked of an open network": [("up", "cafe"), ("join", "dunlin-cafe", "wpa2", "correct-horse")],
    "wpa3 asked of a network that has wpa2 alone": [("up", "home"), ("join", "dunlin-home", "wpa3", "correct-horse")],
    "wpa2 asked of a network that has wpa3 alone": [("up", "lab"), ("join", "dunlin-lab", "wpa2", "battery-staple")],
    "a network in the other case of letters": [("up", "home"), ("join", "DUNLIN-HOME", "wpa2", "correct-horse")],
    "an access point goes and returns": [("up", "home"), HOME, ("lose", "home"), ("wait", "left"), ("back", "home"), ("wait", "joined")],
    "an access point falls silent and returns": [("up", "home"), HOME, ("vanish", "home"), ("wait", "left"), ("back", "home"),
                                                 ("wait", "joined")],
    "a wpa3 access point goes and returns": [("up", "lab"), ("join", "dunlin-lab", "wpa3", "battery-staple"), ("lose", "lab"),
                                             ("wait", "left"), ("back", "lab"), ("wait", "joined")],
    "of two the stronger is joined": [("up", "far", "near"), ("scan",), ROAM],
    "the other of two takes over": [("up", "near", "far"), ROAM, ("lose", "near"), ("wait", "joined"), ("lose", "far"), ("wait", "left"),
                                    ("back", "near"), ("wait", "joined")],
    "the other of two has another password": [("up", "near", "other"), ROAM, ("lose", "near"), ("wait", "left"), ("back", "near"),
                                              ("wait", "joined")],
    "seven characters are no password": [("up", "short"), ("join", "dunlin-short", "wpa2", "1234567")],
    "eight characters are one": [("up", "short"), ("join", "dunlin-short", "wpa2", "12345678")],
    "sixty-three characters are one": [("up", "long"), ("join", "dunlin-long", "wpa2", POINTS["long"]["password"])],
    "sixty-five characters are none": [("up", "long"), ("join", "dunlin-long", "wpa2", "0123456789" * 6 + "abcde")],
    "a hidden network": [("up", "secret"), ("scan",), ("scan", "dunlin-secret"), ("join", "dunlin-secret", "wpa2", "correct-horse")],
}
