#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""demos/wifi_scan and demos/soft_ap on a board with a Wi-Fi module, which is tools/modem.

Usage: wifi_demo_test.py scan|page|browser --board BOARD --scan IMAGE --portal IMAGE

scan     what is around in its order, joining, the network taken away and given back
page     the page's server: bytes that are no request, requests that are not for it, each limit with its sentence
browser  the page in Chromium as a phone: filled wrongly, then rightly; the device joins, and again after a restart
"""
import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import broker  # noqa: E402
import browser as lab_browser  # noqa: E402
import phone as lab_phone  # noqa: E402
import qemu  # noqa: E402
import wifi_module  # noqa: E402

SECONDS = 30
SECRET = "albatross nest battery"
HOSTILE = "<b onload='a()'>&\"\\x"
POINTS = [{"ssid": "home", "security": "wpa2", "password": SECRET, "rssi": -48, "channel": 6},
          {"ssid": "Fr\u00e4nzi's WLAN", "security": "wpa3", "password": "staple staple", "rssi": -63, "channel": 11},
          {"ssid": HOSTILE, "security": "open", "rssi": -70, "channel": 1},
          {"ssid": "attic", "security": "wep", "password": "abcde", "rssi": -80, "channel": 13}]
SCENARIO = {"access_points": POINTS, "hosts": {"example.com": "192.168.3.1"}, "ports": {},
            "delays_ms": {"join": 20, "address": 20, "scan": 50, "boot": 50, "second": 200}}


class Lab:
    """One module, one flash; the board is switched on as often as one likes."""

    def __init__(self, options, folder):
        self.options, self.folder = options, Path(folder)
        self.module = wifi_module.WifiModule(self.folder / "module", SCENARIO)
        self.phone = lab_phone.Phone(self.module, broker.free_port())
        self.token = None
        self.secrets = [SECRET]  # what no log may have

    def boot(self, image):
        return qemu.Qemu(image, self.options.board, flash=self.folder / "flash.bin", modem=self.module.serial)

    def in_setup(self, device, start=0):
        """The phone is in the setup network; its name, and where the log ends."""
        at = device.wait_for("then open http://192.168.4.1/", SECONDS, start)
        name = self.phone.come(device.output)
        self.token = self.phone.token()
        return name, at

    def is_clean(self, device):
        """Nothing to blame the firmware for, and no passphrase in its log."""
        blame = self.module.blamed()
        qemu.check(not blame, f"the firmware is to blame for {blame}")
        for secret in self.secrets:
            qemu.check(secret not in device.output, "a passphrase is in the log")


def hexadecimal(name):
    return name.encode().hex()


def form(lab, **fields):
    """A form that is right, but for what is said; None leaves a field out."""
    whole = {"token": lab.token, "network": hexadecimal("home"), "name": "", "passphrase": SECRET,
             "security": "found"} | fields
    return {key: value for key, value in whole.items() if value is not None}


# ---- scan ----


def lines_of_scan(output):
    """(dBm, channel, security, kept, name) of each network."""
    return re.findall(r"^scan: +(-\d+) +(\d+)  (\S+) +(yes)? +(\S.*?)\r?$", output, re.M)


def keep_home(lab):
    """As a user does: by the page of the other demo."""
    with lab.boot(lab.options.portal) as device:
        lab.in_setup(device)
        status, _, _ = lab.phone.post(form(lab))
        qemu.check(status == 200, f"keeping the network: {status}")
        device.wait_for("wifi: joined home", SECONDS)
        lab.is_clean(device)


def run_scan(lab):
    with lab.boot(lab.options.scan) as device:
        at = device.wait_for("none of them is kept", SECONDS)
        found = lines_of_scan(device.output)
        qemu.check([line[4] for line in found] == ["home", "Fr\\xc3\\xa4nzi's WLAN", HOSTILE.replace("\\", "\\x5c"), "attic"],
                   f"the networks are {found}")
        qemu.check(found[0][:3] == ("-48", "6", "WPA2") and found[3][2] == "WEP", f"the networks are {found}")
        lab.module.ask("ap attic rssi -30")
        lab.module.ask("ap home lost")
        device.send("s")
        device.wait_for("none of them is kept", SECONDS, at)
        names = [line[4] for line in lines_of_scan(device.output[at:])]
        qemu.check(len(names) == 3 and names[0] == "attic", f"moved: {names}")
        lab.module.ask("ap home back")
        device.send("q")
        qemu.check(device.wait(SECONDS) == 0, "it did not end")
        lab.is_clean(device)
    keep_home(lab)
    with lab.boot(lab.options.scan) as device:
        at = device.wait_for("example.com answers", SECONDS)
        for text in ("yes   home", "wifi: joined", "wifi: gateway 192.168.3.1", "the gateway answers",
                     "example.com is 192.168.3.1"):
            qemu.check(text in device.output, f"it did not say: {text}")
        lab.module.ask("ap home lost")
        at = device.wait_for("wifi: the network is lost", SECONDS, at)
        at = device.wait_for("wifi: not joined: ", SECONDS, at)
        lab.module.ask("ap home back")
        at = device.wait_for("wifi: joined", SECONDS, at)
        device.wait_for("example.com answers", SECONDS, at)
        lab.is_clean(device)
        device.send("q")
        qemu.check(device.wait(SECONDS) == 0, "it did not end")


# ---- page ----

HOST = b"Host: 192.168.4.1\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST
POST = b"POST /join HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\n"
MALFORMED = [
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),  # TLS
    (b"\x00" * 300, 400),
    (b"GET\r\n\r\n", 400),
    (b"GET /\r\n\r\n", 400),
    (b"get me the page\r\n\r\n", 400),
    (b"GET / HTTP/1.1\n\n", 400),
    (b"GET / HTTP/2.0\r\n\r\n", 505),
    (b"GET / HTTP/1.1\r\n\r\n", 400),
    (GET + b"Host: a\r\n\r\n", 400),
    (GET + b"no colon\r\n\r\n", 400),
    (GET + b"a : b\r\n\r\n", 400),
    (GET + b"a: \x07\r\n\r\n", 400),
    (GET + b" folded: a\r\n\r\n", 400),
    (GET + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    (GET + b"Content-Length: 1e3\r\n\r\n", 400),
    (GET + b"Content-Length: 99999999999\r\n\r\n", 400),
    (GET + b"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400),
    (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 501),
    (POST + b"\r\n", 411),
    (POST + b"Content-Length: 100000\r\n\r\n" + b"a" * 3000, 413),
    (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n", 414),
    (GET + b"Cookie: " + b"a" * 5000 + b"\r\n\r\n", 431),
    (GET + b"A: b\r\n" * 1000, 431),
    (b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    (b"GET /%2e%2e HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    (b"DELETE / HTTP/1.1\r\n" + HOST + b"\r\n", 405),
    (b"CONNECT a:1 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n", 404),
    (b"POST /join HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 1\r\n\r\na", 415),
    (POST + b"Content-Length: 1\r\n\r\na", 403),
]


def answer_of(lab, data):
    """The status; what a client is still sending when it is refused may cost it the answer, so such are sent in parts."""
    try:
        return lab.phone.ask(data)[0]
    except (AssertionError, OSError) as trouble:
        return str(trouble)


def malformed_requests_have_their_answers(lab):
    wrong = [(data[:40], status, got) for data, status in MALFORMED if (got := answer_of(lab, data)) != status]
    qemu.check(not wrong, f"answers: {wrong}")
    qemu.check(lab.phone.get()[0] == 200, "the server does not go on")


def the_page_is_text_of_the_device(lab, name):
    status, head, body = lab.phone.get()
    qemu.check(status == 200 and name in body, "no page")
    for text in ("Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "default-src 'none'",
                 "frame-ancestors 'none'", "nosniff"):
        qemu.check(text in head, f"no {text}")
    names = re.findall(r"<bdi>(.*?)</bdi>", body)
    qemu.check(names == ["home", "Fr\u00e4nzi&#39;s WLAN", "&lt;b onload=&#39;a()&#39;&gt;&amp;&quot;\\x", "attic"],
               f"names: {names}")
    qemu.check("<script" not in body and "http-equiv" not in body and 'lang="en"' in body, "what is it?")
    status, _, empty = lab.phone.get(method="HEAD")
    qemu.check((status, empty) == (200, ""), "HEAD has a body")


def other_names_lead_to_the_page(lab):
    status, head, _ = lab.phone.get("/generate_204", "connectivitycheck.example")
    qemu.check(status == 303 and "\r\nLocation: http://192.168.4.1/\r\n" in head, f"{status}: {head}")
    qemu.check(lab.phone.post(form(lab), host="evil.example")[0] == 421, "a name that leads here may send forms")


def forms_of_others_keep_nothing(lab):
    for token in ("", "0" * 32, "0" * 33, lab.token[:-1], None):
        status, _, body = lab.phone.post(form(lab, token=token))
        qemu.check(status == 403 and "Nothing was saved" in body, f"token {token}: {status}")


def each_limit_has_its_sentence(lab):
    wifi_form = (
        ("Choose a network", {"network": None}),
        ("did not arrive", {"network": "zz"}), ("did not arrive", {"network": "61" * 33}), ("did not arrive", {"network": ""}),
        ("1 to 32 bytes", {"network": "other"}), ("1 to 32 bytes", {"network": "other", "name": "\u00e4" * 17}),
        ("has not seen this network", {"network": "other", "name": "elsewhere"}),
        ("did not arrive", {"security": "wpa9"}), ("did not arrive", {"security": None}),
        ("8 to 63 characters", {"passphrase": SECRET[:7]}), ("8 to 63 characters", {"passphrase": SECRET * 4}),
        ("8 to 63 characters", {"passphrase": ""}), ("8 to 63 characters", {"passphrase": None}),
        ("cannot be typed", {"passphrase": SECRET + "\n"}),
        ("no passphrase: leave it empty", {"network": hexadecimal(HOSTILE)}),
        ("WPA2 or WPA3", {"network": hexadecimal("attic")}))
    for sentence, fields in wifi_form:
        status, _, body = lab.phone.post(form(lab, **fields))
        qemu.check(status == 422 and sentence in body and "Nothing was saved" in body, f"{fields}: {status}, not {sentence}")
        qemu.check(SECRET[:7] not in body, "the page shows a passphrase")
    token = lab.token
    for tail in ("&network=686f6d65", "&passphrase=a&passphrase=b"):
        status, _, body = lab.phone.post(f"token={token}&network=686f6d65&security=found{tail}".encode())
        qemu.check(status == 422, f"{tail}: {status}")
    status, _, _ = lab.phone.post(f"token={token}&network=686f6d65&security=found&name=%".encode())
    qemu.check(status == 403, f"a form that is broken: {status}")


def silent_clients_hold_nobody_up(lab):
    """All links that are left, beside the slow client's, are taken by who says nothing."""
    plugs = [lab.phone.plug() for _ in range(4)]
    begin = time.monotonic()
    while True:
        try:
            status, _, _ = lab.phone.get()
            break
        except (AssertionError, OSError):
            qemu.check(time.monotonic() - begin < 10, "silent clients keep the server")
    qemu.check(status == 200, f"beside silent clients: {status}")
    for plug in plugs:
        qemu.check(plug.recv(4096) == b"", "the silent are not left")
        plug.close()


def full_and_forgotten(lab, device):
    """Eight networks, while the device says goodbye; it comes back, for the last of them is not there."""
    at = len(device.output)
    statuses = [lab.phone.post(form(lab, network="other", name=f"net-{i}", security="wpa2"))[0] for i in range(8)]
    qemu.check(statuses == [200] * 8, f"eight: {statuses}")
    _, at = lab.in_setup(device, at)
    status, _, body = lab.phone.get()
    qemu.check("could not join <bdi>net-7</bdi>" in body and "did not answer" in body, "it does not say why it is back")
    status, _, body = lab.phone.post(form(lab))
    qemu.check(status == 422 and "No further network can be kept" in body, f"a ninth: {status}")
    token = lab.token
    for index, wanted in (("8", 422), ("x", 422), ("3", 303)):
        status = lab.phone.post({"token": token, "index": index}, "/forget")[0]
        qemu.check(status == wanted, f"forget {index}: {status}")
    qemu.check("net-3" not in lab.phone.get()[2], "net-3 is still there")
    qemu.check(lab.phone.post(form(lab))[0] == 200, "there is no room after all")
    device.wait_for("wifi: joined home", SECONDS, at)


def run_page(lab):
    with lab.boot(lab.options.portal) as device:
        name, _ = lab.in_setup(device)
        the_page_is_text_of_the_device(lab, name)
        with lab.phone.plug() as slow:
            slow.sendall(b"GET / HT")
            malformed_requests_have_their_answers(lab)
            other_names_lead_to_the_page(lab)
            forms_of_others_keep_nothing(lab)
            silent_clients_hold_nobody_up(lab)
            each_limit_has_its_sentence(lab)
            answer = b""
            while part := slow.recv(4096):
                answer += part
            qemu.check(answer.startswith(b"HTTP/1.1 408 "), f"the slow one got {answer[:40]!r}")
        full_and_forgotten(lab, device)
        lab.is_clean(device)


# ---- browser ----


def contrast(first, second):
    """Of two colours as CSS computes them: WCAG 2.1, 1.4.3."""
    def light(colour):
        parts = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    low, high = sorted((light(first), light(second)))
    return (high + 0.05) / (low + 0.05)


def is_for_everybody(window):
    """Names for screen readers, room for fingers, contrast, nothing beside the screen."""
    qemu.check(window.find("html").attribute("lang") == "en", "no language")
    qemu.check(window.find("html").property("scrollWidth") <= 360, "wider than the screen")
    for one in window.find_all("input:not([type=hidden]),select,button"):
        if one.is_shown():
            qemu.check(one.label() != "", "a field without a name")
    for one in window.find_all(".list label,input[type=password],select,button"):
        qemu.check(one.size()[1] >= 44, "too small for a finger")
    page, card = window.find("body").style("background-color"), window.find(".list").style("background-color")
    for selector, behind in (("body", page), (".hint", page), ("small", card), (".list span", card),
                             ("button", window.find("button").style("background-color")), (".alert a", None)):
        for one in window.find_all(selector):
            ground = behind or window.find(".alert").style("background-color")
            qemu.check(contrast(one.style("color"), ground) >= 4.5, f"{selector} is hard to read")


class Form:
    """The page, filled in by hand."""

    def __init__(self, window):
        self.window = window

    def send(self, network=None, passphrase="", name=None, security=None):
        """What the page says then."""
        if network:
            self.window.find(f'[name=network][value="{network}"]').click()
        if name is not None:
            self.window.find("#name").clear()
            self.window.find("#name").type(name)
        self.window.find("#passphrase").type(passphrase)
        self.window.find(f'#security [value={security or "found"}]').click()
        self.window.follow("form[action='/join'] button")
        return self.window.find("main").text()


def fill_wrongly(window):
    page = Form(window)
    qemu.check("Choose a network" in page.send(), "no network")
    qemu.check("8 to 63 characters" in page.send(hexadecimal("home"), SECRET[:7]), "a short passphrase")
    qemu.check(window.find("#passphrase").attribute("aria-invalid") == "true", "the field is not marked")
    qemu.check(window.find("#passphrase").property("value") == "", "the passphrase is on the page")
    qemu.check(window.find(f'[value="{hexadecimal("home")}"]').property("checked"), "what was chosen is forgotten")
    is_for_everybody(window)
    qemu.check("8 to 63 characters" in page.send(hexadecimal("home"), "x" * 64), "a long passphrase")
    qemu.check("1 to 32 bytes" in page.send("other", SECRET, ""), "no name")
    qemu.check("1 to 32 bytes" in page.send("other", SECRET, "\u00e4" * 17), "a long name")
    qemu.check("choose the security" in page.send("other", SECRET, "elsewhere"), "an unknown security")
    qemu.check("WPA2 or WPA3" in page.send(hexadecimal("attic"), "abcde"), "WEP")
    qemu.check("no passphrase" in page.send(hexadecimal(HOSTILE), SECRET), "an open network with a passphrase")


def run_browser(lab):
    with lab.boot(lab.options.portal) as device:
        name, at = lab.in_setup(device)
        place = {f"{lab_phone.ADDRESS}:80": f"127.0.0.1:{lab.phone.port}"}
        with lab_browser.Browser(lab.folder, place) as window:
            window.open(f"http://{lab_phone.ADDRESS}/")
            qemu.check(name in window.find("main").text() and HOSTILE in window.find(".list").text(), "no page")
            is_for_everybody(window)
            fill_wrongly(window)
            lab.secrets.append("a wrong passphrase")
            qemu.check("joins it now" in Form(window).send(hexadecimal("home"), lab.secrets[-1]), "not kept")
            _, at = lab.in_setup(device, at)
            window.open(f"http://{lab_phone.ADDRESS}/")
            text = window.find(".alert").text()
            qemu.check("could not join home. The network refused the passphrase" in text, f"it says: {text}")
            text = Form(window).send(hexadecimal("home"), SECRET)
            qemu.check("The device keeps the network home and joins it now" in text, f"it says: {text}")
        device.wait_for("wifi: joined home", SECONDS, at)
        lab.is_clean(device)
    with lab.boot(lab.options.portal) as device:
        device.wait_for("wifi: joined home", SECONDS)
        qemu.check("then open" not in device.output, "it forgot the network")
        lab.is_clean(device)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["scan", "page", "browser"])
    parser.add_argument("--board", required=True)
    for image in ("--scan", "--portal"):
        parser.add_argument(image, type=Path, required=True)
    options = parser.parse_args()
    wifi_module.build_modem()
    with tempfile.TemporaryDirectory(prefix="dunlin-wifi-") as folder:
        lab = Lab(options, folder)
        with lab.module:
            run = {"scan": run_scan, "page": run_page, "browser": run_browser}[options.what]
            qemu.run_tests([(f"demo {options.what}", lambda: run(lab))])


if __name__ == "__main__":
    main()
