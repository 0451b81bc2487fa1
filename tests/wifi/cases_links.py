# SPDX-License-Identifier: MIT
"""Sockets of the module by hal/include/offload.h: several at once, content both ways, TLS inside the module, the server."""
import socket
import threading
import time

from wifi_kit import (DOWN, ENDED, INVALID, LIMIT_S, NO_LINK, OPEN, REFUSED, RESET, WAIT, WPA2, check, stream, text)
from world import ECHO, HOST, PLAIN, TLS, read_all

ALPN = (text("x-amzn-mqtt-ca"), text("mqtt"))


def received(world, link, length, seed=3, wait_ms=2000):
    """Result, bytes, right bytes."""
    return tuple(map(int, world.board.ask("link-receive", link, length, seed, wait_ms).split()))


def bytes_go_out_as_they_are(world):
    link, peer = world.linked()
    check(world.board.number("link-send", link, 5000, 9) == 5000, "sent")
    check(read_all(peer, 5000) == stream(9, 5000), "other bytes")


def bytes_come_in_as_they_are(world):
    link, peer = world.linked()
    peer.sendall(stream(3, 5000))
    check(received(world, link, 5000) == (5000, 5000, 5000), "other bytes")


def big_transfers_lose_nothing_either_way(world):
    link, peer = world.linked()
    length = 40000
    sender = threading.Thread(target=peer.sendall, args=(stream(3, length),))
    sender.start()
    check(received(world, link, length) == (length, length, length), "in")
    sender.join()
    world.board.send("link-send", link, length, 4)
    check(read_all(peer, length) == stream(4, length), "out")
    check(int(world.board.answer().split()[0]) == length, "out")


def data_that_look_like_reports_are_data(world):
    link, peer = world.linked()
    data = b"\r\nOK\r\nready\r\n%d,CLOSED\r\n+IPD,%d,4:abcd\r\nERROR\r\n>" % (link, link)
    peer.sendall(data)
    got = b""
    while len(got) < len(data):
        world.board.ask("link-news", link, 500)
        count, _, digits = world.board.ask("link-take", link, 7).partition(" ")
        check(int(count) > 0 or int(count) == WAIT, "link-take: %s" % count)
        got += bytes.fromhex(digits)
    check(got == data, str(got))
    check(world.state()["links"][link]["state"] == "open", "the link is gone")


def nothing_is_fetched_that_nobody_reads(world):
    link, peer = world.linked()
    peer.sendall(stream(3, 2000))
    world.until(lambda: world.state()["links"][link]["held"] == 2000, "the module does not have it")
    commands = world.state()["commands"]
    time.sleep(0.05)
    check(world.state()["commands"] == commands and world.state()["links"][link]["held"] == 2000, "fetched")
    check(received(world, link, 2000) == (2000, 2000, 2000), "bytes")


def a_reader_is_told_of_bytes_and_of_the_end(world):
    link, peer = world.linked()
    before = world.board.number("link-news", link, 0)
    peer.sendall(b"x")
    check(world.board.number("link-news", link, 2000) > before, "not of bytes")
    check(world.board.ask("link-take", link, 10) == "1 78", "x")
    check(world.board.number("link-take", link, 10) == WAIT, "nothing more")
    peer.close()
    world.board.number("link-news", link, 2000)
    world.until(lambda: world.board.number("link-take", link, 10) == ENDED, "not of the end")


def what_the_peer_sent_before_it_closed_is_read(world):
    link, peer = world.linked()
    peer.sendall(stream(3, 3000))
    peer.close()
    check(received(world, link, 3000) == (3000, 3000, 3000), "last bytes")
    world.until(lambda: world.board.number("link-take", link, 10) == ENDED, "the end")
    check(world.board.number("link-send", link, 10, 1) == ENDED, "sent to nobody")


def five_links_and_no_sixth(world):
    world.joined()
    links = {world.open() for _ in range(5)}
    check(links == set(range(5)), str(links))
    check(world.board.number("link-open") == NO_LINK, "a sixth")
    world.board.ask("link-close", 2)
    check(world.board.number("link-open") == 2, "the one that is free")


def five_tasks_use_five_links_at_once(world):
    world.joined()
    answers = world.board.ask("link-echo", 5, text(HOST), ECHO, 6000).split()
    check(len(answers) == 5 and all(answer.endswith("/6000/6000") for answer in answers), str(answers))


def more_tasks_than_links_are_told_so(world):
    world.joined()
    world.open()
    answers = world.board.ask("link-echo", 5, text(HOST), ECHO, 1000).split()
    check(sorted(answers)[0] == "%d/0/0" % NO_LINK, str(answers))
    check(sum(answer.endswith("/1000/1000") for answer in answers) == 4, str(answers))


def a_name_is_as_good_as_an_address(world):
    world.joined()
    link = world.board.number("link-open")
    check(world.board.number("link-connect", link, text("server.example"), PLAIN) == 0, "by name")


def what_cannot_be_reached_is_refused(world):
    world.joined()
    for host, port, result in ((HOST, 9, REFUSED), ("192.168.3.103", PLAIN, REFUSED), ("nobody.example", PLAIN, REFUSED),
                               ("h" * 65, PLAIN, INVALID), ("", PLAIN, INVALID), ("a\r\nb", PLAIN, INVALID)):
        link = world.board.number("link-open")
        got = world.board.number("link-connect", link, text(host), port)
        check(got == result, "%s:%d: %d" % (host[:10], port, got))
        world.board.ask("link-close", link)


def without_a_network_there_is_no_connection(world):
    world.on()
    link = world.board.number("link-open")
    check(world.board.number("link-connect", link, text(HOST), PLAIN) == DOWN, "connected")


def a_link_that_is_not_connected_carries_nothing(world):
    world.joined()
    link = world.board.number("link-open")
    check(world.board.number("link-send", link, 10, 1) < 0 and world.board.number("link-take", link, 10) < WAIT, "carried")


def leaving_the_network_ends_links(world):
    link, _ = world.linked()
    world.board.does("disconnect")
    check(world.board.number("link-take", link, 10) in (ENDED, RESET), "still there")
    check(world.board.number("link-send", link, 10, 1) in (ENDED, RESET), "sent")


def switching_off_ends_links(world):
    link, _ = world.linked()
    world.board.does("off")
    check(world.board.number("link-take", link, 10) == RESET, "still there")
    world.board.ask("link-close", link)
    check(world.board.number("link-open") == DOWN, "a link while off")
    world.joined()
    check(world.board.number("link-open") >= 0, "no link")


def the_module_knows_the_time(world):
    world.joined()
    result, seconds = map(int, world.board.ask("link-time", text("server.example")).split())
    check(result == 0 and abs(seconds - time.time()) < 3, "%d %d" % (result, seconds))
    world.on()
    check(world.board.number("link-time", text("server.example")) == DOWN, "without a network")


# ---- TLS inside the module ----

def with_time(world):
    world.joined()
    check(world.board.number("link-time", text("server.example")) == 0, "no time")
    return world.board.number("link-open")


def tls_shows_certificate_name_and_protocol(world):
    link = with_time(world)
    result = world.board.number("link-connect", link, text("server.example"), TLS, text("server.example"), 0, 1, *ALPN)
    check(result == 0, "link-connect: %d\n%s" % (result, world.tls.said()))
    world.tls.wait_for(r"ALPN protocols selected: mqtt")
    world.tls.wait_for(r"subject=CN = device")
    world.tls.wait_for(r'extension "server name".*\n.*server\.exam\n.*ple\n')


def tls_speaks_a_protocol_of_the_servers_or_none(world):
    link = with_time(world)
    result = world.board.number("link-connect", link, text("server.example"), TLS, text("server.example"), 0, 1, text("http/1.1"))
    check(result == REFUSED, "the server knows no http/1.1: %d" % result)


def tls_carries_bytes(world):
    link = with_time(world)
    check(world.board.number("link-connect", link, text(HOST), TLS, text("server.example"), 0, 1) == 0, "link-connect")
    check(world.board.number("link-text", link, text("hello\n")) == 6, "sent")
    world.tls.wait_for(r"(?m)^hello$")
    world.tls.send(b"olleh\n")
    world.until(lambda: world.board.ask("link-take", link, 20) == "6 " + text("olleh\n"), "no answer, or another")


def tls_refuses_a_server_of_another_authority(world):
    link = with_time(world)
    check(world.board.number("link-connect", link, text(HOST), TLS, text("server.example"), 1, 1) == REFUSED, "connected")


def tls_refuses_a_server_of_another_name(world):
    link = with_time(world)
    check(world.board.number("link-connect", link, text(HOST), TLS, text("other.example"), 0, 1) == REFUSED, "connected")


def tls_is_refused_by_a_server_that_wants_a_certificate(world):
    """With TLS 1.3 the client is done before the server has looked: the link ends then."""
    link = with_time(world)
    result = world.board.number("link-connect", link, text(HOST), TLS, text("server.example"), 0, 0)
    if result == 0:
        world.until(lambda: world.board.number("link-take", link, 10) in (ENDED, RESET), "it stays open")
    else:
        check(result == REFUSED, str(result))


def limits_of_tls(world):
    link = with_time(world)
    for name in ("", "n" * 65):
        result = world.board.number("link-connect", link, text(HOST), TLS, text(name), 0, 1)
        check(result == INVALID, "name of %d: %d" % (len(name), result))
    result = world.board.number("link-connect", link, text(HOST), TLS, text("server.example"), 0, 1, *[text("p" * 60)] * 5)
    check(result == INVALID, "names of ALPN that fill more than a command: %d" % result)
    result = world.board.number("link-connect", link, text(HOST), TLS, text("server.example"), 7, 1)
    check(result == REFUSED, "an authority that the module does not have: %d" % result)


# ---- the server ----

def a_station_talks_to_the_server(world):
    world.on().does("configure-ap", WPA2, text("setup"), text("12345678"), 6)
    world.board.does("start-ap")
    check(world.board.number("link-serve", 80) == 0, "link-serve")
    world.modem.ask("station join setup 12345678")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world.modem.ask("station open %d" % port)
    with socket.create_connection(("127.0.0.1", port), LIMIT_S) as phone:
        phone.sendall(b"GET /")
        world.until(lambda: world.board.number("link-accept") == 0, "nobody came")
        world.until(lambda: world.board.ask("link-take", 0, 100) == "5 " + text("GET /"), "no request")
        check(world.board.number("link-send", 0, 3000, 5) == 3000, "sent")
        check(read_all(phone, 3000) == stream(5, 3000), "other bytes")
        world.board.ask("link-close", 0)
        check(phone.recv(1) == b"", "not closed")
    check(world.board.number("link-accept") == WAIT, "another came")
    check(world.board.number("link-serve", 0) == 0, "stop")
    world.modem.ask("station leave")
    world.board.does("stop-ap")


def a_connection_that_nobody_took_and_that_ended_is_none(world):
    world.on().does("configure-ap", OPEN, text("setup"), ".", 6)
    world.board.does("start-ap")
    check(world.board.number("link-serve", 80) == 0, "link-serve")
    world.modem.ask("station join setup")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world.modem.ask("station open %d" % port)
    with socket.create_connection(("127.0.0.1", port), LIMIT_S):
        world.until(lambda: world.state()["links"][0]["state"] == "open", "nobody came")
    world.until(lambda: world.state()["links"][0]["state"] == "free", "it did not end")
    world.board.does("mac")  # what the module said before has been read then
    check(world.board.number("link-accept") == WAIT, "taken")
    world.modem.ask("station leave")
    check(world.board.number("link-serve", 0) == 0, "stop")
    world.board.does("stop-ap")


def the_drivers_task_sleeps_while_nothing_comes(world):
    world.linked()
    check(world.board.number("ran", 200) < 2, "it ran while nobody asked and nothing came")


# ---- what the emulator is for ----

def the_module_blames_who_speaks_out_of_turn(world):
    """A fault of the firmware is seen: without this, an empty blame would say nothing."""
    world.joined()
    world.modem.ask("corrupt-received 1 4")
    world.board.wifi("mac")
    check(world.modem.blamed() != [], "a command that was none is not blamed")


the_module_blames_who_speaks_out_of_turn.blames = True


def while_nobody_reads(world, reports, *how):
    """Bytes that were lost, or events of that."""
    world.board.send("hold", *how)
    time.sleep(0.02)
    for _ in range(reports):
        world.modem.ask("report +FUTURE:%s" % ("x" * 90))
    return int(world.board.answer())


def what_the_ring_holds_is_not_lost(world):
    """As much as the answer to one request for bytes of a link: the board's UART has no flow control."""
    link, peer = world.linked()
    check(while_nobody_reads(world, 15, 400) == 0, "lost")
    peer.sendall(stream(3, 1000))
    check(received(world, link, 1000) == (1000, 1000, 1000), "the link is gone")


def no_byte_is_lost_unnoticed(world):
    """More reports at once than the ring holds, while nobody reads: every link ends, and all goes on."""
    link, _ = world.linked()
    check(while_nobody_reads(world, 60, 5000, 1) > 0, "the ring holds all of it")
    check(world.board.number("link-take", link, 10) == RESET, "the link stays")
    world.board.ask("link-close", link)
    world.board.does("mac")
    check(world.open() >= 0, "no link")


HELPERS = ("received", "with_time", "while_nobody_reads")
CASES = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == __name__ and name not in HELPERS]
