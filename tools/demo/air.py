# SPDX-License-Identifier: MIT
"""What a board with a Wi-Fi module has around it in a demo: the module (tools/modem), an access point with a passphrase of
this run's."""
import re

from stage import ROOT, WORK, judge_secured, say
import wifi_module


REFUSALS = {1: "no answer of the access point in time", 2: "the access point refused the passphrase",
            3: "no access point has this name", 4: "the access point refused the device"}


class NoAir:
    """Of a board without a radio."""
    serial, told, tls_inside = "null", {}, False

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
    """The module is on inside `with`. `told` is what the device has to be told, for credentials.flash_of_box."""

    def __init__(self, board, box):
        wifi_module.build_modem()
        self.box = box
        self.tls_inside = wifi_module.features(board)["sockets"] == "modem_tls"
        self.module, self.joined, self.blame = None, None, ["nobody has asked the module"]

    def __enter__(self):
        hosts = {name: wifi_module.Home.GATEWAY for name in (self.box.about["endpoint"], wifi_module.Home.TIME_SERVER)}
        self.module = wifi_module.Home(
            WORK / "module", hosts=hosts, authorities=[self.box.about["ca"]],
            identities=[{"certificate": self.box.device["cert"], "key": self.box.device["key"]}])
        say(f"a Wi-Fi module on the board's UART; network {self.module.NAME} (WPA2, a passphrase of this run's)")
        return self

    def __exit__(self, *unused):
        self.module.close()

    @property
    def serial(self):
        return self.module.serial

    @property
    def told(self):
        return self.module.told

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

    def why_not(self):
        """What the module said last of joining."""
        said = re.findall(rb"\+CWJAP:(\d)\r?\n", (WORK / "module/log").read_bytes())
        if self.joined or not said:
            return f"it is in {self.joined}" if self.joined else "it has not tried to join; is the network in its flash?"
        return REFUSALS.get(int(said[-1]), "it was refused")

    def judge(self, output):
        where = f"{WORK.relative_to(ROOT)}/module/log has the dialogue"
        is_home = self.joined == self.module.BSSID
        lost = "" if is_home else f": {self.why_not()}; {where}"
        wrong = f": {self.blame[0]}; {where}" if self.blame else ""
        return [(f"the device is in the network {self.module.NAME}{lost}", is_home),
                ("the network's passphrase is in no line of its log", self.module.passphrase not in output),
                (f"the module has nothing to blame the firmware for{wrong}", not self.blame)]


def air_of(board, box):
    return Air(board, box) if "wifi" in wifi_module.features(board) else NoAir()
