#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""mosquitto with the cloud's plugin does as AWS IoT's broker is documented to do.

Usage: plugin_test.py PLUGIN CONTROL_FILE [test ...]

Without names all tests but the one that takes a minute, which has a place of its own in ctest.
"""
import json
import random
import re
import sqlite3
import struct
import sys
import tempfile
import time
import traceback
from pathlib import Path

from mqtt_raw import Client, DISCONNECT, packet, text
from plugin_lab import ARN, Lab, allow, deny, event, same


# Connection

def a_registered_active_certificate_connects_and_events_tell(lab):
    identifier = lab.device("lamp")
    watch = lab.cloud("$aws/events/presence/#")
    device = lab.connected("lamp")
    topic, said = event(watch)
    same(topic, "$aws/events/presence/connected/lamp")
    same(set(said), {"clientId", "timestamp", "eventType", "sessionIdentifier", "principalIdentifier", "ipAddress",
                     "versionNumber"})
    same((said["clientId"], said["eventType"], said["principalIdentifier"], said["ipAddress"],
          said["versionNumber"]), ("lamp", "connected", identifier, "127.0.0.1", 0))
    assert abs(said["timestamp"] / 1000 - time.time()) < 5
    device.disconnect()
    topic, gone = event(watch)
    same(topic, "$aws/events/presence/disconnected/lamp")
    same((gone["clientInitiatedDisconnect"], gone["disconnectReason"], gone["versionNumber"],
          gone["sessionIdentifier"]), (True, "CLIENT_INITIATED_DISCONNECT", 0, said["sessionIdentifier"]))
    assert "ipAddress" not in gone
    lab.connected("lamp").close()
    same(event(watch)[1]["versionNumber"], 1)
    gone = event(watch)[1]
    same((gone["clientInitiatedDisconnect"], gone["disconnectReason"]), (False, "CONNECTION_LOST"))


def a_certificate_that_is_not_active_or_not_known_is_refused(lab):
    identifier = lab.device("idle", status="INACTIVE")
    lab.certify("stranger", "/CN=stranger")
    same(lab.client("idle").connect("idle"), 5)
    same(lab.client("idle", 5).connect("idle"), 135)
    same(lab.client("stranger").connect("stranger"), 5)
    lab.run("PUT", f"/certificates/{identifier}", {"newStatus": "ACTIVE"})
    lab.connected("idle")


def deactivating_a_certificate_ends_its_connection(lab):
    identifier = lab.device("sacked")
    device = lab.connected("sacked")
    lab.device("stays")
    lab.run("PUT", f"/certificates/{identifier}", {"newStatus": "INACTIVE"})
    lab.connected("stays")  # at once: the change is first seen here
    same(device.closed_with(), 0)


def a_policy_says_which_client_ids_connect(lab):
    identifier = lab.device("picky", [allow("iot:Connect", ARN + "client/picky-*")])
    watch = lab.cloud("$aws/events/presence/#")
    same(lab.client("picky").connect("other"), 5)
    topic, said = event(watch)
    same(topic, "$aws/events/presence/connect_failed/other")
    same(set(said), {"clientId", "timestamp", "eventType", "connectFailureReason", "principalIdentifier",
                     "sessionIdentifier", "ipAddress"})
    same((said["connectFailureReason"], said["principalIdentifier"]), ("AUTHORIZATION_FAILED", identifier))
    same(lab.client("picky", 5).connect("other"), 135)
    lab.connected("picky", "picky-1")


def a_thing_policy_variable_needs_the_attached_thing(lab):
    identifier = lab.device("var", [allow("iot:Connect", ARN + "client/${iot:Connection.Thing.ThingName}"),
                                    allow("iot:Publish",
                                          ARN + "topic/${iot:Connection.Thing.Attributes[room]}/"
                                          "${iot:Certificate.Subject.CommonName}")], subject="/CN=bulb/O=x")
    same(lab.client("var").connect("thing-1"), 5)
    lab.run("POST", "/things/thing-1", {"attributePayload": {"attributes": {"room": "kitchen"}}})
    same(lab.client("var").connect("thing-1"), 5)
    lab.run("PUT", "/things/thing-1/principals", {"principal": f"{ARN}cert/{identifier}"})
    device = lab.connected("var", "thing-1")
    device.publish("kitchen/bulb")
    assert device.is_open()
    device.publish("kitchen/lamp")
    same(device.closed_with(), 0)


def a_second_connection_of_a_client_id_ends_the_first(lab):
    lab.device("twin")
    watch = lab.cloud("$aws/events/presence/disconnected/#")
    first = lab.connected("twin", version=5)
    second = lab.connected("twin")
    same(first.closed_with(), 142)
    gone = event(watch)[1]
    same((gone["disconnectReason"], gone["clientInitiatedDisconnect"]), ("DUPLICATE_CLIENTID", False))
    assert second.is_open()
    second.publish("x", qos=1)
    assert second.is_open()


def a_client_id_has_128_bytes_and_no_dollar(lab):
    lab.device("ids")
    same(lab.client("ids").connect("a" * 129), 2)
    same(lab.client("ids", 5).connect("a" * 129), 133)
    same(lab.client("ids").connect("$a"), 2)
    lab.connected("ids", "a" * 128)


def keep_alive_is_between_30_and_1200_seconds(lab):
    lab.device("alive")
    for wanted, have in ((1, 30), (29, 30), (31, 31), (0, 1200), (1201, 1200)):
        lab.connected("alive", f"alive-{wanted}", keep_alive=wanted)
        line = re.search(rf"as alive-{wanted} \(p\d, c\d, k(\d+)", lab.read_log())
        same((wanted, int(line.group(1))), (wanted, have))


def a_will_that_may_not_be_published_refuses_the_connection(lab):
    lab.device("will", [allow(["iot:Connect"], "*"), allow("iot:Publish", ARN + "topic/last/*"),
                        allow("iot:RetainPublish", ARN + "topic/last/kept")])
    same(lab.client("will").connect("will", will=("first/words", b"x", False)), 5)
    same(lab.client("will", 5).connect("will", will=("first/words", b"x", False)), 135)
    same(lab.client("will").connect("will", will=("$aws/things/will/jobs/notify", b"x", False)), 5)
    same(lab.client("will").connect("will", will=("last/words", b"x", True)), 5)
    watch = lab.cloud("last/#")
    lab.connected("will", will=("last/words", b"bye", False)).close()
    same(watch.message(), ("last/words", b"bye"))
    lab.connected("will", will=("last/kept", b"bye", True)).disconnect()
    same(watch.message(0.3), None)


def connect_attributes_are_a_condition(lab):
    lab.device("attr", [allow("iot:Connect", "*", Condition={
        "ForAllValues:StringEquals": {"iot:ConnectAttributes": ["LastWill"]}}), allow("iot:Publish", "*")])
    lab.connected("attr", "attr-1")
    lab.connected("attr", "attr-2", will=("a", b"", False))
    same(lab.client("attr").connect("attr-3", clean=False), 5)
    same(lab.client("attr", 5).connect("attr-4", expiry=100), 135)


def connack_tells_of_the_limits(lab):
    lab.device("limits")
    device = lab.connected("limits", version=5, keep_alive=2000)
    # Maximum Packet Size, Topic Alias Maximum, Maximum QoS, Server Keep Alive
    for wanted in (b"\x27" + struct.pack(">I", 132096), b"\x22\x00\x08", b"\x24\x01",
                   b"\x13" + struct.pack(">H", 1200)):
        assert wanted in device.connack, (wanted, device.connack)


def a_second_connect_within_a_second_can_be_a_limit(lab):
    lab.device("hasty")
    lab.restart("plugin_opt_limit_connects true\n")
    lab.connected("hasty").close()
    same(lab.client("hasty").connect("hasty"), 3)
    same(lab.client("hasty", 5).connect("hasty"), 151)
    lab.connected("hasty", "another")
    time.sleep(1.1)
    lab.connected("hasty")
    lab.restart()


def nobody_is_let_in_before_there_is_a_database(lab):
    lab.device("early")
    later = lab.folder / "later.db"
    lab.restart(f"plugin_opt_database {later}\n")
    lab.cloud().close()
    same(lab.client("early").connect("early"), 5)
    with sqlite3.connect(lab.folder / "cloud.db") as have, sqlite3.connect(later) as copy:
        have.backup(copy)
    lab.wait_for(lambda: lab.client("early").connect("early") == 0)
    lab.restart()


# Publish

def a_publish_that_is_not_allowed_ends_the_connection(lab):
    lab.device("mute", [allow("iot:Connect", "*"), allow("iot:Publish", ARN + "topic/mute/*"),
                        deny("iot:Publish", ARN + "topic/mute/secret")])
    watch = lab.cloud("$aws/events/presence/disconnected/#", "mute/#")
    for version, reason in ((4, 0), (5, 135)):
        device = lab.connected("mute", version=version)
        device.publish("mute/word", b"hi", qos=1)
        assert device.is_open()
        same(watch.message(), ("mute/word", b"hi"))
        device.publish("mute/secret", qos=version - 4)
        same(device.closed_with(), reason)
        gone = event(watch)[1]
        same((gone["disconnectReason"], gone["clientInitiatedDisconnect"]), ("AUTH_ERROR", False))


def the_log_of_the_broker_says_why(lab):
    """Who was refused what, in words."""
    lab.device("asks", [allow("iot:Connect", ARN + "client/asks"), allow("iot:Subscribe", "*")])
    same(lab.client("asks").connect("else"), 5)
    same(lab.connected("asks").subscribe("$aws/jobs"), [128])
    lab.connected("asks").publish("a/b", qos=1)
    for why in ("else: CONNECT refused: no policy allows iot:Connect", "asks: SUBSCRIBE $aws/jobs refused: it is reserved",
                "asks: PUBLISH a/b refused: no policy allows iot:Publish on it"):
        lab.wait_for(lambda why=why: why in lab.read_log(), 5)


def retaining_needs_its_own_permission(lab):
    lab.device("keeper", [allow("iot:Connect", "*"), allow("iot:Publish", "*"),
                          allow("iot:RetainPublish", ARN + "topic/kept/*")])
    device = lab.connected("keeper")
    device.publish("kept/x", b"1", retain=True)
    device.publish("lost/x", b"1")
    assert device.is_open()
    device.publish("lost/x", b"1", retain=True)
    same(device.closed_with(), 0)


def quality_of_service_2_ends_the_connection(lab):
    lab.device("two")
    device = lab.connected("two")
    device.publish("x", qos=2)
    same(device.closed_with(), 0)
    device = lab.connected("two", version=5)
    device.publish("x", qos=2)
    same(device.closed_with(), 155)
    same(lab.connected("two").subscribe("x", qos=2), None)
    device = lab.connected("two", version=5)
    same(device.subscribe("x", qos=2), None)
    same((device.last.kind, device.last.body[0]), (DISCONNECT, 155))


def a_topic_has_256_bytes_and_7_slashes(lab):
    lab.device("long")
    device = lab.connected("long")
    device.publish("a" * 256)
    device.publish("1/2/3/4/5/6/7/8")
    device.publish("$aws/rules/rule/1/2/3/4/5/6/7/8")
    assert device.is_open()
    for topic in ("a" * 257, "1/2/3/4/5/6/7/8/9", "$aws/rules/rule/1/2/3/4/5/6/7/8/9"):
        device = lab.connected("long", version=5)
        device.publish(topic)
        same(device.closed_with(), 144)
    same(lab.connected("long").subscribe("1/2/3/4/5/6/7/+/9"), [128])


def reserved_topics_have_a_direction_and_no_retained_messages(lab):
    lab.device("res")
    for topic, retain in (("$aws/things/res/jobs/notify", False), ("$aws/toaster", False), ("$x", False),
                          ("$aws/things/res/shadow/update", True)):
        device = lab.connected("res")
        device.publish(topic, b"{}", retain=retain)
        same((topic, device.closed_with()), (topic, 0))
    device = lab.connected("res")
    same(device.subscribe("$SYS/#", "$aws/toaster", "$cloud/#", "$aws/things/res/jobs/#", "$aws/events/#"),
         [128, 128, 128, 1, 1])


def a_payload_has_131072_bytes(lab):
    lab.device("big")
    watch = lab.cloud("big", "$aws/events/presence/disconnected/big")
    device = lab.connected("big")
    device.publish("big", b"x" * 131072, qos=1)
    same(len(watch.message()[1]), 131072)
    assert device.is_open()
    device.publish("big", b"x" * 131073, qos=1)
    same(device.closed_with(), 0)
    same(event(watch)[1]["disconnectReason"], "CLIENT_ERROR")


def more_than_100_messages_a_second_are_too_many(lab):
    lab.device("fast")
    watch = lab.cloud("fast", "$aws/events/presence/disconnected/fast")
    device = lab.connected("fast")
    for _ in range(250):
        device.publish("fast")
    assert device.is_open()
    count = 0
    while watch.message(0.3) is not None:
        count += 1
    assert 100 <= count <= 200, count
    try:
        for _ in range(250):
            device.publish("fast", qos=1)
    except OSError:
        pass  # closed already
    same(device.closed_with(), 0)
    found = watch.message()
    while found and found[0] == "fast":
        found = watch.message()
    same(json.loads(found[1])["disconnectReason"], "THROTTLED")


# Subscribe, receive

def a_subscription_that_is_not_allowed_is_refused_and_no_more(lab):
    lab.device("deaf", [allow("iot:Connect", "*"), allow("iot:Subscribe", ARN + "topicfilter/deaf/+"),
                        allow("iot:Receive", ARN + "topic/deaf/a")])
    for version, code in ((4, 128), (5, 135)):
        device = lab.connected("deaf", version=version)
        same(device.subscribe("deaf/+", "deaf/a", "#"), [1, code, code])
        cloud = lab.cloud()
        cloud.publish("deaf/b", b"b")
        cloud.publish("deaf/a", b"a")
        same(device.message(), ("deaf/a", b"a"))
        assert device.is_open()


def a_shared_filter_is_asked_about_without_its_share(lab):
    lab.device("share", [allow("iot:Connect", "*"), allow("iot:Subscribe", ARN + "topicfilter/in"),
                         allow("iot:Receive", "*")])
    same(lab.connected("share").subscribe("$share/group/in", "$share/group/out"), [1, 128])


def a_subscribe_has_8_filters_and_a_connection_50(lab):
    lab.device("many")
    same(lab.connected("many").subscribe(*(f"m/{i}" for i in range(9))), None)
    device = lab.connected("many")
    for first in range(0, 48, 8):
        same(device.subscribe(*(f"m/{first + i}" for i in range(8))), [1] * 8)
    same(device.subscribe("m/48", "m/49", "m/50", "m/1"), [1, 1, 128, 1])
    assert device.unsubscribe("m/0")
    same(device.subscribe("m/50"), [1])


def subscription_identifiers_end_the_connection(lab):
    lab.device("ident")
    device = lab.connected("ident", version=5)
    user = b"\x26\x00\x01a\x00\x01b"
    same(device.subscribe("a", "b", properties=user), [1, 1])
    same(device.subscribe("a", properties=user + b"\x0b\x07"), None)
    same((device.last.kind, device.last.body[0]), (DISCONNECT, 161))


def filters_with_wildcards_get_no_retained_messages(lab):
    lab.device("late")
    cloud = lab.cloud()
    cloud.publish("late/a", b"kept", retain=True)
    device = lab.connected("late")
    same(device.subscribe("late/+", "late/#"), [1, 1])
    same(device.message(0.3), None)
    same(device.subscribe("late/a"), [1])
    same(device.message(), ("late/a", b"kept"))
    cloud.publish("late/a", b"now", retain=True)
    same(device.message(), ("late/a", b"now"))


def a_number_sign_does_not_fit_the_parent(lab):
    lab.device("root")
    device = lab.connected("root")
    same(device.subscribe("root/#"), [1])
    cloud = lab.cloud()
    for topic in ("root", "root/", "root/a"):
        cloud.publish(topic)
    same(device.message()[0], "root/")
    same(device.message()[0], "root/a")
    same(device.subscribe("root"), [1])
    cloud.publish("root")
    same(device.message()[0], "root")


def a_kept_session_gets_what_its_policy_allows(lab):
    lab.device("nap", [allow(["iot:Connect", "iot:Subscribe"], "*"), allow("iot:Receive", ARN + "topic/nap/a")])
    device = lab.connected("nap", clean=False)
    same(device.subscribe("nap/+"), [1])
    device.disconnect()
    cloud = lab.cloud()
    cloud.publish("nap/b", b"b", qos=1)
    cloud.publish("nap/a", b"a", qos=1)
    device = lab.connected("nap", clean=False)
    same(device.message(), ("nap/a", b"a"))
    same(device.message(0.3), None)


def a_kept_session_outlives_the_broker(lab):
    lab.device("kept", [allow(["iot:Connect", "iot:Subscribe"], "*"), allow("iot:Receive", ARN + "topic/kept/a"),
                        deny("iot:Receive", ARN + "topic/kept/c")])
    device = lab.connected("kept", clean=False)
    same(device.subscribe("kept/+"), [1])
    device.disconnect()
    lab.restart()
    cloud = lab.cloud()
    for topic in ("kept/b", "kept/a", "kept/c"):
        cloud.publish(topic, qos=1)
    device = lab.connected("kept", clean=False)
    same(device.message()[0], "kept/a")
    same(device.message(0.3), None)


def bad_packets_end_their_connection_only(lab):
    lab.device("rude")
    chance = random.Random(1)
    good = [packet(0x10, text("MQTT") + b"\x04\x06\x00\x3c" + text("rude") + text("will") + text("x")),
            packet(0x10, text("MQTT") + b"\x05\x06\x00\x3c\x05\x11\x00\x00\x00\x09" + text("rude") + b"\x00"
                   + text("will") + text("x")),
            packet(0x82, b"\x00\x01" + text("a/b") + b"\x01" + text("c/#") + b"\x00"),
            packet(0x82, b"\x00\x02\x07\x26\x00\x01a\x00\x01b" + text("a/b") + b"\x01"),
            packet(0x32, text("$aws/things/rude/shadow/get") + b"\x00\x03{}"),
            packet(0xA2, b"\x00\x04" + text("a/b"))]
    for _ in range(50):
        device = lab.client("rude", chance.choice((4, 5)))
        if chance.random() < 0.7:
            device.connect("rude")
        for _ in range(3):
            bad = bytearray(chance.choice(good))
            for _ in range(chance.randrange(3)):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            try:
                device.send(bytes(bad[:chance.randrange(len(bad) + 1)] if chance.random() < 0.2 else bad))
            except OSError:
                break
        device.close()
    assert lab.broker.poll() is None
    assert lab.connected("rude", "polite").is_open()


def subscriptions_are_told_of(lab):
    lab.device("told")
    watch = lab.cloud("$aws/events/subscriptions/#")
    device = lab.connected("told")
    device.subscribe("told/a", "told/b")
    topic, said = event(watch)
    same(topic, "$aws/events/subscriptions/subscribed/told")
    same((said["topics"], said["eventType"], said["clientId"]), (["told/a", "told/b"], "subscribed", "told"))
    same(set(said), {"clientId", "timestamp", "eventType", "sessionIdentifier", "principalIdentifier", "topics"})
    device.unsubscribe("told/b")
    topic, said = event(watch)
    same((topic, said["topics"]), ("$aws/events/subscriptions/unsubscribed/told", ["told/b"]))


def policies_change_under_a_connection(lab):
    identifier = lab.device("moved", [allow("iot:Connect", "*"), allow("iot:Publish", ARN + "topic/moved/a")])
    device = lab.connected("moved")
    device.publish("moved/a")
    assert device.is_open()
    lab.attach(identifier, [allow("iot:Publish", ARN + "topic/moved/b")])
    time.sleep(0.3)
    device.publish("moved/a")
    device.publish("moved/b")
    assert device.is_open()
    lab.attach(identifier, [deny("iot:Publish", ARN + "topic/moved/*")])
    time.sleep(0.3)
    device.publish("moved/a")
    same(device.closed_with(), 0)


# The daemon

def requests_say_whom_they_are_from(lab):
    identifier = lab.device("asker")
    cloud = lab.cloud("$aws/things/#")
    device = lab.connected("asker", version=5)
    device.publish("$aws/things/asker/shadow/get", b"{}", user=[("client", "another")])
    same(cloud.message(), ("$aws/things/asker/shadow/get", b"{}"))
    found = cloud.last_properties
    assert found.rfind(b"asker") > found.rfind(b"another") and identifier.encode() in found, found


def an_answer_goes_to_one_client_without_a_subscription(lab):
    identifier = lab.device("one")
    lab.device("two-of-us")
    one, other = lab.connected("one", "one/two"), lab.connected("two-of-us")
    cloud = lab.cloud()
    cloud.publish("$cloud/to/one/two/$aws/things/one/jobs/get/accepted", b"{}", qos=1)
    same(one.message(), ("$aws/things/one/jobs/get/accepted", b"{}"))
    same(other.message(0.2), None)
    lab.attach(identifier, [deny("iot:Receive", "*")])
    time.sleep(0.3)
    cloud.publish("$cloud/to/one/two/$aws/things/one/jobs/get/accepted", b"{}", qos=1)
    same(one.message(0.3), None)


def the_daemons_account_needs_its_password(lab):
    stranger = Client(lab.inner_port)
    same(stranger.connect("x", user="cloud", password="guess"), 5)
    stranger = Client(lab.inner_port)
    same(stranger.connect("x"), 5)


def a_silent_client_is_gone_after_half_as_long_again(lab):
    lab.device("silent")
    watch = lab.cloud("$aws/events/presence/disconnected/#")
    device = lab.connected("silent", keep_alive=2)
    same(device.closed_with(40), None)  # 1.5 times 30 s
    same(device.closed_with(20), 0)
    same(event(watch)[1]["disconnectReason"], "MQTT_KEEP_ALIVE_TIMEOUT")


LONG = [a_silent_client_is_gone_after_half_as_long_again]
TESTS = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__code__", None) and value.__code__.co_varnames[:1] == ("lab",)]


def main():
    plugin, control_file, *wanted = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), plugin, control_file)
        try:
            for test in TESTS:
                if test.__name__ not in wanted if wanted else test in LONG:
                    continue
                begin = time.monotonic()
                try:
                    test(lab)
                    print(f"ok {test.__name__} ({time.monotonic() - begin:.1f} s)")
                except (AssertionError, TypeError, TimeoutError, OSError):
                    failed += 1
                    print("not ok", test.__name__)
                    traceback.print_exc(limit=-3, file=sys.stdout)
                    if lab.broker.poll() is not None:
                        print("the broker is gone:", lab.broker.returncode)
                        break
                lab.end_test()
            if failed:
                print(lab.read_log()[-3000:])
        finally:
            lab.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
