# SPDX-License-Identifier: MIT
"""The catalogue as data: one entry a board, made of board.json, hardware.json and accepted reports. The page is made of this and
nothing else."""

import base64

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
PICTURE_BYTES_MAX = 200000

STATUS = {"qualified": "Qualified", "outdated": "Out of date", "none": "Not qualified"}


def text_of(value):
    return value if isinstance(value, str) else ""


def link_of(value):
    """An address that a page may link to, or None."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else None


def picture_of(board, name):
    """A file of the tree beside hardware.json as an address that needs no network, or None."""
    path = (board["folder"] / text_of(name)).resolve()
    boards = board["folder"].parent.resolve()
    if not name or path.suffix.lower() not in PICTURES or boards not in path.parents or not path.is_file() \
            or path.stat().st_size > PICTURE_BYTES_MAX:
        return None
    return f"data:{PICTURES[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def hardware_of(board):
    """Company and board of hardware.json; what is not there is None or ""."""
    company, about = board["hardware"].get("company") or {}, board["hardware"].get("board") or {}
    return {"company": text_of(company.get("name")) or board["vendor"], "companyUrl": link_of(company.get("url")),
            "name": text_of(about.get("name")), "family": text_of(about.get("family")),
            "description": text_of(about.get("description")), "picture": picture_of(board, about.get("image")),
            "dataSheet": link_of(about.get("dataSheet")), "purchase": link_of(about.get("purchaseUrl"))}


def features_of(board):
    """id: words, of what a board has; ids are those of addresses and filters."""
    said, found = board["features"], {}
    if said.get("ethernet"):
        found["ethernet"] = f"Ethernet ({said['ethernet']})"
    if said.get("wifi"):
        found["wifi"] = "Wi-Fi"
    place = said.get("sockets", "lwip")
    if said.get("ethernet") or said.get("wifi"):
        found["tls-offloaded" if place == "modem_tls" else "tls-on-chip"] = \
            "TLS in the module" if place == "modem_tls" else "TLS on the chip"
    if board.get("ota"):
        found["ota"] = "Updates over the air"
    if said.get("watchdog"):
        found["watchdog"] = "Watchdog"
    if said.get("fpu"):
        found["fpu"] = "Floating point unit"
    if said.get("mpu_regions"):
        found["mpu"] = "Memory protection"
    if board.get("emulated"):
        found["emulated"] = "Runs without hardware"
    return [{"id": key, "name": value} for key, value in found.items()]


def status_of(reports, release):
    if not reports:
        return "none"
    return "qualified" if reports[0]["release"] == release else "outdated"


def what_to_run(name):
    return [f"./run tester --board {name}", f"./run catalogue accept build/tester/{name}/<run>"]


def obstacle(board):
    """Why a board cannot be qualified whatever its port does, or None."""
    if not board["features"].get("ethernet") and not board["features"].get("wifi"):
        return "It has no network, and TCP/IP and TLS are required."
    return None


def entry(board, reports, release):
    status = status_of(reports, release)
    memory = board["memory"]
    return {"name": board["name"], "description": board["description"], "vendor": board["vendor"], "architecture": board["arch"],
            "core": board["core"], "chip": board["chip"], "clockHz": board.get("clock_hz"),
            "codeBytes": (memory.get("code") or {}).get("bytes"), "ramBytes": (memory.get("ram") or {}).get("bytes"),
            "hardware": hardware_of(board), "features": features_of(board), "status": status,
            "obstacle": obstacle(board),
            "qualify": [] if status == "qualified" or obstacle(board) else what_to_run(board["name"]),
            "report": reports[0] if reports else None, "earlier": [report["release"] for report in reports[1:]]}


def catalogue(tree):
    """The index of a tree. Raises Trouble with all that is wrong."""
    release, boards, accepted = tree.release(), tree.boards(), tree.accepted()
    for name in accepted:
        if name not in boards:
            tree.complain(f"docs/catalogue/reports/{name}", "there is no such board; remove the folder, or bring the board back")
    # Newest first by release, whatever order the files came in.
    for reports in accepted.values():
        reports.sort(key=lambda report: report["release"], reverse=True)
    tree.end()
    order = {"qualified": 0, "outdated": 1, "none": 2}
    entries = [entry(board, accepted.get(name, []), release) for name, board in boards.items()]
    entries.sort(key=lambda one: (order[one["status"]], one["name"]))
    return {"format": "dunlin-catalogue", "version": 1, "release": release, "boards": entries}
