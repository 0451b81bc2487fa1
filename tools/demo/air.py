# SPDX-License-Identifier: MIT
"""What a board with a Wi-Fi module has around it in a demo: the module (tools/modem), an access point with a passphrase of
this run's, and one of a neighbour's. The access point's gateway is this machine, at the address that user networking gives it."""
import json
import re
import secrets

from stage import ROOT, WORK, judge_secured, say
import credentials
import wifi_module

NETWORK = "dunlin-home"
BSSID = "02:d0:00:00:00:01"


def features(board):
    return json.loads((ROOT / "boards" / board / "board.json").read_text())["features"]


class NoAir:
    """Of a board without a radio."""
    serial, wifi, tls_inside = "null", None, False

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        pass

    def look(self):
        pass

    def judge_secured(self, output):
        return judge_secured(output)

    def judge(self, output):
        del output
        return []


class Air(NoAir):
    """The module is on inside `with`. `wifi` is what the device has to be told: name and passphrase."""

    def __init__(self, board, box):
        wifi_module.build_modem()
        self.tls_inside = features(board)["sockets"] == "modem_tls"
        self.wifi = (NETWORK, secrets.token_urlsafe(12))
        self.joined, self.blame = None, ["nobody has asked the module"]
        gateway = credentials.HOST_FROM_DEVICE
        self.scenario = {
            "access_points": [
                {"ssid": NETWORK, "bssid": BSSID, "security": "wpa2", "password": self.wifi[1], "channel": 6, "rssi": -48,
                 "wave_db": 6, "wave_ms": 20000, "gateway": gateway, "first": "10.0.2.15", "pool": 8},
                {"ssid": "next door", "security": "wpa3", "password": secrets.token_urlsafe(12), "channel": 11, "rssi": -71}],
            "hosts": {box.about["endpoint"]: gateway, "time.local": gateway}, "ports": {},
            "authorities": [box.about["ca"]],
            "identities": [{"certificate": box.device["cert"], "key": box.device["key"]}],
            "delays_ms": {"join": 300, "address": 100, "scan": 400, "boot": 200, "time": 50}}
        self.module = None

    def __enter__(self):
        self.module = wifi_module.WifiModule(WORK / "module", self.scenario)
        say(f"a Wi-Fi module on the board's UART; network {NETWORK} (WPA2, a passphrase of this run's)")
        return self

    def __exit__(self, *unused):
        self.module.close()

    @property
    def serial(self):
        return self.module.serial

    def look(self):
        """While the board is on: what it has joined, and what it did wrong."""
        self.joined = self.module.ask("state")["joined"]
        self.blame = self.module.blamed()

    def judge_secured(self, output):
        """TLS inside the module is as the firmware has set it: the log has how."""
        if not self.tls_inside:
            return judge_secured(output)
        log = (WORK / "module/log").read_bytes()
        both = re.search(rb"AT\+CIPSSLCCONF=(\d),3,\d+,\d+\r?\n.*AT\+CIPSSLCCN=\1,.*AT\+CIPSTART=\1,\"SSL\"", log, re.S)
        return [("the module was told to verify the server, by its name, and to show the device's certificate", both is not None)]

    def judge(self, output):
        where = f"{WORK.relative_to(ROOT)}/module/log has the dialogue"
        lost = "" if self.joined == BSSID else f": it is in {self.joined or 'none'}; {where}"
        wrong = f": {self.blame[0]}; {where}" if self.blame else ""
        return [(f"the device is in the network {NETWORK}{lost}", self.joined == BSSID),
                ("the network's passphrase is in no line of its log", self.wifi[1] not in output),
                (f"the module has nothing to blame the firmware for{wrong}", not self.blame)]


def air_of(board, box):
    return Air(board, box) if "wifi" in features(board) else NoAir()
