# SPDX-License-Identifier: MIT
"""WIFI_* on the board: what each does, and each limit with its own reason."""
from wifi_kit import (FAILURE, NOT_SUPPORTED, OPEN, OTHER, TIMEOUT, WEP, WPA2, WPA3, check, text)
from world import HOME, HOST

STATION, ACCESS_POINT, P2P = range(3)
NORMAL, LOW, ALWAYS = range(3)
PROFILES = 8


def before_it_is_on_everything_is_refused(world):
    board = world.board
    board.does("off")
    for verb in (("connect", *HOME), ("disconnect",), ("scan", 5), ("ip",), ("mac",), ("mode", 0), ("getmode",),
                 ("power", 0), ("getpower",), ("host", text("server.example")), ("ping", 192, 168, 3, 1, 1), ("start-ap",),
                 ("stop-ap",)):
        board.refuses(FAILURE, "OFF", *verb)
    check(board.ask("connected") == "0", "connected while off")
    check(board.number("link-open") == -3, "a link while off")


def on_makes_the_settings_of_the_design(world):
    world.board.does("on")
    world.board.does("off")
    check(world.state()["mode"] == 0, "a radio that is off sends nothing")
    world.board.does("on")
    state = world.state()
    found = [state[key] for key in ("mode", "mux", "echo", "baud", "flow", "sleep")]
    check(found == [1, True, False, 921600, 0, 1], "settings: %s" % found)


def on_and_off_twice_change_nothing(world):
    world.board.does("on")
    commands = world.state()["commands"]
    world.board.does("on")
    check(world.state()["commands"] == commands, "on, when it is on already, asks the module")
    world.board.does("off")
    world.board.does("off")


def an_open_network_is_joined(world):
    world.on().does("connect", OPEN, text("open"), "-")
    check(world.board.does("ip") == "10.0.0.50", "the address of the open network")


def a_wpa2_network_is_joined(world):
    world.on().does("connect", *HOME)
    state = world.state()
    check(state["joined"] == "02:d0:00:00:00:01" and world.board.does("ip") == state["address"], str(state))


def a_wpa3_network_with_every_special_character_is_joined(world):
    world.on().does("connect", WPA3, text("ab\\,c"), text("0123456789\"\\"))
    check(world.state()["joined"] == "02:d0:00:00:00:02", "another network")


def a_network_that_is_joined_is_left_for_another(world):
    world.joined()
    world.board.does("connect", OPEN, text("open"), "-")
    check(world.state()["joined"] == "02:d0:00:00:00:03", "still the first")
    check(world.board.ask("events") == "down up", "down, then up")


def a_wrong_password_has_its_own_reason(world):
    world.on().refuses(FAILURE, "WRONG_PASSWORD", "connect", WPA2, text("espressif"), text("wrong-password"))
    check(world.board.ask("connected") == "0" and world.state()["joined"] is None, "joined")


def a_network_nobody_offers_has_its_own_reason(world):
    world.on().refuses(FAILURE, "NO_SUCH_NETWORK", "connect", WPA2, text("nowhere"), text("1234567890"))


def a_network_too_weak_is_not_there(world):
    world.on().refuses(FAILURE, "NO_SUCH_NETWORK", "connect", WPA2, text("cellar"), text("1234567890"))


def a_network_without_addresses_is_not_joined(world):
    world.on()
    world.modem.ask("ap open no-address")
    world.board.refuses(TIMEOUT, "TIMED_OUT", "connect", OPEN, text("open"), "-")
    check(world.board.ask("connected") == "0" and world.state()["joined"] is None, "joined")


def an_open_network_is_not_taken_for_a_secured_one(world):
    world.on().refuses(FAILURE, "NO_SUCH_NETWORK", "connect", WPA2, text("open"), text("1234567890"))
    check(world.state()["joined"] is None, "joined")


def wep_is_refused_before_anything_is_sent(world):
    world.on()
    commands = world.state()["commands"]
    world.board.refuses(NOT_SUPPORTED, "SECURITY", "connect", WEP, text("attic"), text("abcde"))
    world.board.refuses(NOT_SUPPORTED, "SECURITY", "connect", OTHER, text("campus"), text("1234567890"))
    world.board.refuses(NOT_SUPPORTED, "SECURITY", "connect", 9, text("campus"), text("1234567890"))
    check(world.state()["commands"] == commands, "the module was asked")


def each_limit_of_a_network_has_its_own_reason(world):
    world.on()
    commands = world.state()["commands"]
    for reason, ssid, password, channel in (
            ("SSID_LENGTH", ".", text("1234567890"), 0), ("SSID_LENGTH", text("x" * 33), text("1234567890"), 0),
            ("NULL", "-", text("1234567890"), 0), ("PASSWORD_LENGTH", text("home"), text("1234567"), 0),
            ("PASSWORD_LENGTH", text("home"), text("x" * 64), 0), ("PASSWORD_LENGTH", text("home"), ".", 0)):
        world.board.refuses(FAILURE, reason, "connect", WPA2, ssid, password, channel)
    world.board.refuses(FAILURE, "NULL", "connect", "-")
    check(world.state()["commands"] == commands, "the module was asked")


def a_network_that_hides_its_name_is_joined_by_it(world):
    world.on().does("connect", WPA2, text("secret"), text("1234567890"))
    check(world.board.does("ip") == "192.168.5.7", "another network")


def the_strongest_of_one_name_is_joined_and_then_the_next(world):
    world.joined()
    check(world.state()["joined"] == "02:d0:00:00:00:01", "the weak one")
    world.modem.ask("ap 02:d0:00:00:00:01 lost")
    check(world.board.ask("await", 1, 2000) == "down", "no event")
    world.board.does("connect", *HOME)
    check(world.state()["joined"] == "02:d0:00:00:00:08", "not the other one")
    world.modem.ask("ap 02:d0:00:00:00:01 back")
    world.board.does("disconnect")


def a_channel_that_is_none_is_any(world):
    world.on().does("connect", *HOME, 15)
    check(world.state()["joined"] == "02:d0:00:00:00:01", "joined")


def a_network_that_is_joined_already_is_not_joined_anew(world):
    world.joined()
    commands = world.state()["commands"]
    world.board.does("connect", *HOME)
    check(world.state()["commands"] == commands and world.board.ask("events") == "", "joined anew")


def a_refused_parameter_leaves_what_was_joined(world):
    world.joined().refuses(FAILURE, "PASSWORD_LENGTH", "connect", WPA2, text("home"), text("1234567"))
    check(world.board.ask("connected") == "0" and world.state()["joined"] is None, "still joined")


def the_longest_name_and_passphrase_are_sent_as_they_are(world):
    world.on().refuses(FAILURE, "NO_SUCH_NETWORK", "connect", WPA2, text("\\" * 32), text("\"" * 63), 14)


def a_name_that_the_command_set_cannot_say_is_refused(world):
    world.on()
    commands = world.state()["commands"]
    world.board.refuses(NOT_SUPPORTED, "FEATURE", "connect", WPA2, text("a\r\nAT+RST"), text("1234567890"))
    check(world.state()["commands"] == commands, "it was sent")


def disconnect_leaves_and_twice_is_no_error(world):
    world.joined()
    world.board.does("disconnect")
    check(world.state()["joined"] is None and world.board.ask("connected") == "0", "joined")
    world.board.does("disconnect")
    check(world.board.ask("events") == "down", "one event")


def reset_forgets_network_and_modes(world):
    world.joined()
    world.board.does("power", LOW)
    world.board.does("reset")
    check(world.state()["joined"] is None and world.board.ask("connected") == "0", "joined")
    check(world.board.does("getpower") == str(NORMAL) and world.state()["sleep"] == 1, "power")
    world.board.does("connect", *HOME)


def found_networks(world, count=20):
    rest = world.on().does("scan", count)
    found = [entry.split("/") for entry in rest.split()]
    return [(bytes.fromhex(name).decode(), bssid, int(security), int(rssi), int(channel), hidden == "1")
            for name, bssid, security, rssi, channel, hidden in found]


def a_scan_tells_all_there_is_the_strongest_first(world):
    want = [("espressif", "02d000000001", WPA2, -50, 6, False), ("ab\\,c", "02d000000002", WPA3, -60, 14, False),
            ("open", "02d000000003", OPEN, -70, 1, False), ("", "02d000000007", WPA2, -75, 4, True),
            ("attic", "02d000000004", WEP, -80, 3, False), ("campus", "02d000000005", OTHER, -85, 3, False),
            ("espressif", "02d000000008", WPA2, -88, 11, False)]
    found = found_networks(world)
    check(found == want, str(found))


def a_scan_with_little_room_keeps_the_strongest(world):
    check([entry[0] for entry in found_networks(world, 2)] == ["espressif", "ab\\,c"], "others")


def a_scan_follows_the_air(world):
    world.modem.ask("ap 02:d0:00:00:00:01 lost")
    world.modem.ask("ap open rssi -55")
    found = found_networks(world)
    world.modem.ask("ap open rssi -70")
    check(found[0][0] == "open" and "02d000000001" not in [entry[1] for entry in found], str(found))


def a_scan_while_joined_keeps_the_network(world):
    world.joined().does("scan", 5)
    check(world.board.ask("connected") == "1" and world.board.ask("events") == "", "the network is gone")


def limits_of_a_scan(world):
    world.on().refuses(FAILURE, "COUNT", "scan", 0)
    world.board.refuses(FAILURE, "NULL", "scan", "-")
    world.board.does("mode", ACCESS_POINT)
    world.board.refuses(FAILURE, "NOT_A_STATION", "scan", 5)


def ping_knows_who_answers(world):
    world.joined().does("ping", 192, 168, 3, 1, 2)
    world.board.refuses(TIMEOUT, "TIMED_OUT", "ping", 192, 168, 3, 77, 1)


def limits_of_a_ping(world):
    world.joined().refuses(FAILURE, "ADDRESS", "ping", 0, 0, 0, 0, 1)
    world.board.refuses(FAILURE, "COUNT", "ping", 192, 168, 3, 1, 0)
    world.board.refuses(FAILURE, "NULL", "ping", "-")
    world.on().refuses(FAILURE, "NOT_JOINED", "ping", 192, 168, 3, 1, 1)


def addresses_are_the_modules(world):
    world.joined()
    check(world.board.does("mac") == "2.208.17.0.0.1", "hardware address")
    check(world.board.does("ip") == world.state()["address"], "address")
    world.board.refuses(FAILURE, "NULL", "ip", "-")
    world.board.refuses(FAILURE, "NULL", "mac", "-")
    world.on().refuses(FAILURE, "NOT_JOINED", "ip")


def names_are_looked_up(world):
    check(world.joined().does("host", text("server.example")) == HOST, "address")
    world.board.refuses(FAILURE, "REFUSED", "host", text("nobody.example"))


def limits_of_a_name(world):
    world.joined().refuses(FAILURE, "HOST_LENGTH", "host", ".")
    world.board.refuses(FAILURE, "HOST_LENGTH", "host", text("h" * 254))
    world.board.refuses(FAILURE, "NULL", "host", "-")
    world.board.refuses(NOT_SUPPORTED, "FEATURE", "host", text("h" * 253))  # more than a command of 256 bytes can say
    world.on().refuses(FAILURE, "NOT_JOINED", "host", text("server.example"))


def modes_change_and_are_told(world):
    world.joined().does("mode", ACCESS_POINT)
    check(world.board.does("getmode") == str(ACCESS_POINT) and world.state()["joined"] is None, "mode")
    check(world.board.ask("events") == "down", "the network is left")
    world.board.refuses(FAILURE, "NOT_A_STATION", "connect", *HOME)
    world.board.does("mode", STATION)
    check(world.board.does("getmode") == str(STATION), "mode")
    world.board.refuses(NOT_SUPPORTED, "MODE", "mode", P2P)
    world.board.refuses(FAILURE, "NULL", "getmode", "-")


def power_modes_change_and_are_told(world):
    world.on()
    for mode, sleep in ((LOW, 3), (ALWAYS, 0), (NORMAL, 1)):
        world.board.does("power", mode)
        check(world.state()["sleep"] == sleep and world.board.does("getpower") == str(mode), "power %d" % mode)
    world.board.refuses(NOT_SUPPORTED, "POWER", "power", 3)
    world.board.refuses(FAILURE, "NULL", "getpower", "-")


def as_point(world, security=WPA2, password="12345678"):
    world.on().does("configure-ap", security, text("setup"), text(password), 6)
    world.board.does("start-ap")


def an_access_point_lets_in_who_knows_the_password(world):
    as_point(world)
    check(world.modem.refused("station join setup 87654321"), "in with a wrong password")
    world.modem.ask("station join setup 12345678")
    check(world.state()["station"], "not in")
    check(world.board.does("getmode") == str(ACCESS_POINT), "mode")
    world.board.does("stop-ap")
    check(not world.state()["station"] and world.modem.refused("station join setup 12345678"), "still offered")
    check(world.board.does("getmode") == str(STATION), "a station again")


def an_open_access_point_lets_everybody_in(world):
    as_point(world, OPEN, "")
    world.modem.ask("station join setup")
    world.modem.ask("station leave")
    world.board.does("stop-ap")


def an_access_point_that_nobody_has_named_is_not_offered(world):
    world.board.restart()
    world.on().refuses(FAILURE, "NOT_CONFIGURED", "start-ap")


def an_access_point_is_offered_again_after_a_restart_of_the_module(world):
    as_point(world)
    world.modem.ask("reboot")
    world.until(lambda: world.state()["baud"] == 921600, "it was not set up again")
    world.board.does("mac")
    world.modem.ask("station join setup 12345678")
    world.board.does("stop-ap")


def limits_of_an_access_point(world):
    world.on()
    world.board.refuses(FAILURE, "NULL", "configure-ap", "-")
    world.board.refuses(FAILURE, "SSID_LENGTH", "configure-ap", WPA2, ".", text("12345678"), 1)
    world.board.refuses(FAILURE, "PASSWORD_LENGTH", "configure-ap", WPA2, text("setup"), text("1234567"), 1)
    world.board.refuses(FAILURE, "CHANNEL", "configure-ap", WPA2, text("setup"), text("12345678"), 15)
    world.board.refuses(NOT_SUPPORTED, "SECURITY", "configure-ap", WEP, text("setup"), text("12345678"), 1)


def an_access_point_does_not_do_wpa3(world):
    world.on().does("configure-ap", WPA3, text("setup"), text("12345678"), 1)
    world.board.refuses(NOT_SUPPORTED, "FEATURE", "start-ap")
    check(world.modem.refused("station join setup 12345678"), "offered")


def eight_profiles_are_kept_without_power(world):
    board = world.board
    names = ["espressif"] + ["network-%d" % i for i in range(1, PROFILES)]
    for index, name in enumerate(names):
        check(board.does("add", WPA2, text(name), text("1234567890")) == str(index), name)
    board.refuses(FAILURE, "PROFILES_FULL", "add", WPA2, text("one-more"), text("1234567890"))
    check(board.does("add", WPA2, text("network-3"), text("1234567890")) == "3", "the same name again")
    board.restart()
    for index, name in enumerate(names):
        check(board.does("get", index) == "%s/%d/1234567890/10/%d" % (name, len(name), WPA2), board.does("get", index))
    world.on().does("use", 0)
    check(world.state()["joined"] == "02:d0:00:00:00:01", "joined by its profile")
    board.does("delete", 3)
    board.refuses(FAILURE, "NO_PROFILE", "get", 3)
    board.does("delete", PROFILES)  # all
    for index in range(PROFILES):
        board.refuses(FAILURE, "NO_PROFILE", "get", index)


def an_open_profile_joins(world):
    world.on()
    index = world.board.does("add", OPEN, text("open"), ".")
    world.board.does("use", index)
    world.board.does("delete", index)
    world.board.refuses(FAILURE, "NO_PROFILE", "use", index)


def limits_of_profiles(world):
    board = world.board
    for verb, index in (("get", PROFILES), ("use", PROFILES), ("delete", PROFILES + 1), ("get", 65535)):
        board.refuses(FAILURE, "INDEX", verb, index)
    board.refuses(FAILURE, "NO_PROFILE", "get", 5)
    board.refuses(FAILURE, "SSID_LENGTH", "add", WPA2, ".", text("1234567890"))
    board.refuses(FAILURE, "PASSWORD_LENGTH", "add", WPA2, text("x"), text("1234567"))
    board.refuses(NOT_SUPPORTED, "SECURITY", "add", WEP, text("x"), text("1234567890"))


def a_lost_network_is_told_once_and_joined_again_on_request(world):
    world.joined()
    world.lose_home()
    check(world.board.ask("await", 1, 2000) == "down", "no event")
    check(world.board.ask("connected") == "0", "connected")
    world.board.refuses(FAILURE, "NO_SUCH_NETWORK", "connect", *HOME)
    world.modem.ask("ap 02:d0:00:00:00:01 back")
    world.board.does("connect", *HOME)
    check(world.board.ask("events") == "up", "up")


def a_module_that_restarts_is_set_up_again_and_told_once(world):
    world.joined()
    world.modem.ask("reboot")
    check(world.board.ask("await", 1, 3000) == "down", "no event")
    world.until(lambda: world.state()["baud"] == 921600, "it was not set up again")
    world.board.does("connect", *HOME)
    check(world.board.ask("events") == "up", "up")


# Bytes that were under way when the module started anew are garbage to it.
a_module_that_restarts_is_set_up_again_and_told_once.blames = True
an_access_point_is_offered_again_after_a_restart_of_the_module.blames = True


def a_radio_that_is_off_tells_nothing(world):
    world.joined()
    world.board.does("off")
    world.board.ask("events")
    world.modem.ask("report WIFI GOT IP")
    world.modem.ask("reboot")
    check(world.board.ask("await", 1, 150) == "", "an event of a radio that is off")
    world.board.does("on")


a_radio_that_is_off_tells_nothing.blames = True  # it was restarted, too


CASES = [value for value in list(globals().values())
         if callable(value) and getattr(value, "__module__", "") == __name__
         and value.__name__ not in ("found_networks", "as_point")]
