# SPDX-License-Identifier: MIT
"""Documents of the API made of the tree's files in the plainest way: each module costs what its row of the table says."""
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "boards/pictures"
RELEASE = "202611.00"
CATEGORIES = ["Kernel", "Connectivity", "AWS services", "Security", "Update", "System", "Compatibility"]


def read(path):
    return json.loads(path.read_text())


def described(key):
    for path in sorted(ROOT.glob("*/**/module.json")):
        if path.relative_to(ROOT).parts[0] in ("libs", "services", "compat", "kernel", "demos"):
            said = read(path)
            yield from said.get("modules", []) if key == "modules" else [said["demo"]] if "demo" in said else []


def table(board):
    path = ROOT / f"tools/console/tables/{board}.json"
    return read(path if path.exists() else ROOT / "tools/console/tables/mps2_an385.json")


def qualification(name):
    reports = sorted((ROOT / "docs/catalogue/reports" / name).glob("*.json"))
    if not reports:
        return {"status": "none"}
    totals = read(reports[-1])["totals"]
    status = "qualified" if reports[-1].stem == RELEASE else "outdated"
    return {"status": status, "release": reports[-1].stem, **{key: totals[key] for key in ("passed", "failed", "skipped", "tests")}}


def features(board):
    has = board["features"]
    found = [("ethernet", f"Ethernet ({has['ethernet']})")] if has.get("ethernet") else []
    found += [(key, words) for key, words in (("wifi", "Wi-Fi"), ("watchdog", "Watchdog"), ("fpu", "Floating point unit"),
                                               ("mpu_regions", "Memory protection")) if has.get(key)]
    return [{"id": key, "name": name} for key, name in found] + ([{"id": "ota", "name": "Updates over the air"}] if board.get("ota") else [])


def entry(path):
    board = read(path)
    hardware = read(path.parent / "hardware.json") if (path.parent / "hardware.json").exists() else {}
    about, memory = hardware.get("board", {}), board["memory"]
    return {"name": board["name"], "title": about.get("abbreviation") or board["name"], "summary": board["description"],
            "description": about.get("description"), "vendor": board["vendor"], "arch": board["arch"], "core": board["core"],
            "clock_hz": board.get("clock_hz"), "emulated": board.get("emulated"), "runs": True,
            "picture": Path(about["image"]).name if about.get("image") else None,
            "memory": {"flash": memory.get("code", {}).get("bytes"), "ram": memory.get("ram", {}).get("bytes")},
            "features": features(board), "qualification": qualification(board["name"])}


BOARDS = [entry(path) for path in sorted(ROOT.glob("boards/*/board.json")) if path.parent.name != "template"]
MODULES = [{**one, "version": "1.0.0"} for one in described("modules")]
DEMOS = list(described("demo"))
KINDS = (("kernel", "Kernel only", None, []), ("connect", "Connect to AWS IoT", "mqtt_hello", ["mqtt"]),
         ("greengrass", "Connect through Greengrass", "greengrass", ["greengrass"]), ("ota", "OTA device", "ota", ["ota"]))


def size(parts):
    return {"flash": sum(one["flash"] for one in parts.values()), "ram": sum(one["ram"] for one in parts.values())}


def image_of(board, demo):
    """What a demo takes; of one that does not fit, what it takes where it does."""
    return table(board)["demos"].get(demo) or table("mps2_an385")["demos"].get(demo) or size(table(board)["base"]["parts"])


def predefined():
    for board in BOARDS:
        for kind, title, demo, modules in KINDS:
            image = image_of(board["name"], demo)
            small = board["memory"]["ram"] and image["ram"] > board["memory"]["ram"]
            if small or (demo == "ota" and not any(one["id"] == "ota" for one in board["features"])):
                continue
            choice = {"board": board["name"], "modules": modules, "name": f"{board['name']}-{kind}".replace("_", "-")}
            choice = {**choice, "demo": demo} if demo else choice
            yield {"id": f"{board['name']}-{kind}", "title": title, "describes": "", "board": board["name"], "choice": choice,
                   "estimate": {"flash": image["flash"], "ram": image["ram"]}}


CATALOGUE = {"release": RELEASE, "boards": BOARDS, "modules": MODULES, "demos": DEMOS, "predefined": list(predefined()), "categories": CATEGORIES}


RUN = {"board": "mps2_an385", "demo": "shadow", "modules": ["mqtt_agent"], "name": "greenhouse-lamp"}


def board(name):
    found = next((one for one in BOARDS if one["name"] == name), None)
    if not found:
        return None
    costs = table(name)
    wifi = any(one["id"] == "wifi" for one in found["features"])

    def here(one, kept):
        if one["id"] not in kept or (re.search("wifi|wi-fi", one["title"], re.I) and not wifi):
            return {"available": False, "reason": "The board has no radio." if not wifi else "Not measured on this board."}
        part = kept[one["id"]]
        return {"available": True, **(size(part["parts"]) if part["parts"] else {"flash": part["flash"], "ram": part["ram"]})}
    return {**found, "modules": {one["id"]: here(one, costs["modules"]) for one in MODULES},
            "demos": {one["id"]: here(one, costs["demos"]) for one in DEMOS}}


def resolve(choice):
    known, costs, about = {one["id"]: one for one in MODULES}, table(choice["board"]), board(choice["board"])
    wanted = [(one, "chosen", [], "You chose it") for one in choice["modules"] if one in known]
    if any(one == "mqtt_agent" for one, *_ in wanted) and "mqtt" not in choice["modules"]:
        wanted.append(("mqtt", "needed", ["mqtt_agent"], "MQTT agent needs it"))
    wanted.append(("kernel", "always", [], "Every image has it"))
    rows = []
    for identity, kind, by, text in wanted:
        cost = size(costs["modules"][identity]["parts"]) if identity in costs["modules"] else {"flash": 0, "ram": 0}
        rows.append({"id": identity, "title": known.get(identity, {"title": "Kernel"})["title"], "version": "1.0.0", "visible": True,
                     "reason": {"kind": kind, "by": by, "text": text}, **cost})
    image = image_of(choice["board"], choice.get("demo"))
    whole = {key: image[key] + sum(row[key] for row in rows) // 3 for key in ("flash", "ram")}
    available, problems = about["memory"], []
    for key in ("flash", "ram"):
        if available[key] and max(image[key], 0) > available[key]:
            problems.append({"code": key, "severity": "error", "text": f"The demo needs more {key.upper()} than {about['title']} has.",
                             "advice": "Choose another demo, or a board with more of it.", "needed": image[key], "available": available[key]})
    return {"valid": not problems, "choice": choice, "modules": rows, "problems": problems,
            "estimate": {"demo": {"flash": image["flash"], "ram": image["ram"]}, "whole": whole, "available": available, "parts": [],
                         "heap": {"peak": 40072, "size": 163840, "measured_on": "mps2_an385"} if choice.get("demo") == "shadow" else {"size": 163840}},
            "command": f"./run package --board {choice['board']}" + (f" --demo {choice['demo']}" if choice.get("demo") else "")
            + (f" --modules {','.join(choice['modules'])}" if choice["modules"] else "") + f" --name {choice['name']}", "address": "/?"}


def difference(lock):
    return {"choice": lock["choice"], "from": lock["release"], "to": RELEASE, "added": [{"id": "seal", "title": "Sealed storage", "version": "1.0.0"}],
            "removed": [], "changed": [{"id": "mqtt", "title": "MQTT 3.1.1", "from": "0.9.0", "to": "1.0.0"}]}


def quick_connect(body):
    if body.get("endpoint"):
        return {"id": "q1", "thing": body["thing"], "steps": [{"text": "In your account, make the thing:", "command": f"aws iot create-thing --thing-name {body['thing']}"}]}
    return {"id": "q1", "thing": body["thing"], "certificateArn": "arn:aws:iot:local:000000000000:cert/5f0c",
            "policy": {"Version": "2012-10-17"}, "steps": [{"text": f"Thing {body['thing']} is made.", "done": True},
                                                           {"text": "Certificate is signed, and active.", "done": True}]}


def saved():
    choices = [one["choice"] for one in CATALOGUE["predefined"]]
    return {"1": {"id": "1", "name": "Greenhouse lamp", "description": "Light and heat of bay 4.", "changed": "2026-11-20T09:12:00Z",
                  "tags": [{"key": "project", "value": "greenhouse"}], "choice": choices[1]},
            "2": {"id": "2", "name": "Tide gauge", "description": "", "changed": "2026-11-18T17:40:00Z",
                  "tags": [{"key": "project", "value": "harbour"}, {"key": "stage", "value": "trial"}], "choice": choices[0]}}


ACTIONS = ["freertos:ListSoftwareConfigurations", "freertos:CreateSoftwareConfiguration", "freertos:DescribeSoftwareConfiguration",
           "freertos:DeleteSoftwareConfiguration", "dunlin:Run", "dunlin:GetUserPolicy", "dunlin:PutUserPolicy"]
USERS = [{"name": "ann", "owner": True, "policy": False}, {"name": "bob", "owner": False, "policy": True}, {"name": "carol", "owner": False, "policy": False}]
POLICY = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "freertos:*", "Resource": "*"},
    {"Effect": "Deny", "Action": "freertos:DeleteSoftwareConfiguration", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "red"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}}}]}


def report(name, release):
    path = ROOT / f"docs/catalogue/reports/{name}/{release}.json"
    return read(path) if re.fullmatch(r"[\w.]+", name + release) and path.exists() else None


def qualified():
    for one in BOARDS:
        reports = sorted((ROOT / "docs/catalogue/reports" / one["name"]).glob("*.json"), reverse=True)
        said = [read(path) for path in reports]
        yield {"board": one["name"], "status": one["qualification"]["status"], **{key: one[key] for key in ("title", "vendor", "arch", "picture", "features")},
               "reports": [{"release": each["release"], "started": each["started"],
                            **{key: each["totals"][key] for key in ("passed", "failed", "skipped", "tests")}} for each in said]}


QUALIFIED = {"release": RELEASE, "boards": list(qualified())}
