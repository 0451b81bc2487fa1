# SPDX-License-Identifier: MIT
"""The events of a run: waiting, building, a device that connects and changes its shadow."""

LINES = ["Dunlin 202611.00 on MPS2 AN385, 25 MHz", "[0.004] kernel: 4 tasks, heap 163840", "[0.611] net: link up",
         "[1.204] net: 10.0.2.15 by DHCP", "[1.310] sntp: 2026-11-22 15:00:02 UTC", "[1.322] tls: connecting to 10.0.2.2:8883",
         "[2.981] tls: TLS 1.2, ECDHE-ECDSA-AES128-GCM-SHA256", "[3.020] mqtt: connected as greenhouse-lamp, session new",
         "[3.144] shadow: version 3, light off", "[3.310] shadow: desired light on", "[3.318] lamp: on", "[3.402] shadow: reported, version 4", "figure heap_peak 73960 bytes"]
TASKS = (("net", 6.1, 700, 4096), ("mqtt_agent", 3.4, 1220, 6144), ("shadow", .8, 900, 2048), ("idle", 89.2, 300, 512), ("timer", .5, 410, 1024))


def figures(second):
    free = 118000 - (second % 7) * 2300 - min(second, 12) * 2400
    return {"ms": second * 1000, "heap": {"free": free, "least": 74000, "size": 163840},
            "tasks": [{"name": name, "cpu": cpu, "stack_free": free, "stack": stack} for name, cpu, free, stack in TASKS]}


def events(choice):
    if choice["name"] == "waits":
        yield "state", {"state": "queued", "why": "", "ahead": 1}, 600
    yield "state", {"state": "building"}, 0
    for done in (1, 60, 128):
        yield "progress", {"step": "build", "text": "Compiling tls.c", "done": done, "of": 128}, .02
    yield "state", {"state": "running"}, 0
    for second, line in enumerate(LINES):
        yield "serial", {"text": line + "\r\n"}, .01
        for part in range(4):
            yield "figures", figures(second * 4 + part), 0
    yield "message", {"topic": "$aws/things/greenhouse-lamp/shadow/update", "payload": '{"state":{"reported":{"light":"off"}}}', "from": "device"}, 0
    yield "message", {"topic": "$aws/things/greenhouse-lamp/shadow/update/delta", "payload": '{"version":3,"state":{"light":"on"}}', "from": "cloud"}, 0
    yield "message", {"topic": "$aws/things/greenhouse-lamp/shadow/update", "payload": '{"state":{"reported":{"light":"on"}}}', "from": "device"}, 0
    yield "shadow", {"document": {"state": {"desired": {"light": "on"}, "reported": {"light": "on"}}, "version": 4}}, 0
    yield ("state", {"state": "ended", "why": "The time is up: a run lasts at most ten minutes."}, 0) if choice["name"] == "ends" else \
          ("serial", {"text": "[4.000] lamp: waiting\r\n"}, 600)
