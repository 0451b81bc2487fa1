# SPDX-License-Identifier: MIT
"""Fresh credentials for a run, and the flash image that tells the device of them; see tools/mkcreds."""
import importlib.machinery
import importlib.util
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MKCREDS = ROOT / "tools/mkcreds"
HOST_FROM_DEVICE = "10.0.2.2"  # the host's loopback, as a device behind user networking sees it


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"this command failed:\n  {' '.join(map(str, command))}\n{done.stderr[-3000:]}")


def mkcreds():
    """tools/mkcreds as a module, to make certificates that it has no option for."""
    loader = importlib.machinery.SourceFileLoader("mkcreds", str(MKCREDS))
    tool = importlib.util.module_from_spec(importlib.util.spec_from_loader("mkcreds", loader))
    loader.exec_module(tool)
    return tool


def make(folder):
    """A fresh authority; certificates of the broker (by name), of the device, and of us, the operator."""
    shutil.rmtree(folder, ignore_errors=True)
    run(MKCREDS, "make", folder)
    tool = mkcreds()
    now = tool.datetime.datetime.now(tool.datetime.timezone.utc)
    tool.certify(folder, "operator", "ca", "operator", tool.LEAF + "extendedKeyUsage=clientAuth\n",
                 now - tool.DAY, now + 30 * tool.DAY)


def flash(credentials, folder, board, port, sntp_port, https_port=None, wifi=None, time_server=None):
    """The board's flash with the credentials blob in it; the broker and the time server are on this host. `wifi`: name
    and passphrase of a network; `time_server`: another than on this host (modules ask port 123 only)."""
    blob, image = folder / "credentials.bin", folder / "flash.bin"
    run(MKCREDS, "blob", credentials, blob, "--address", HOST_FROM_DEVICE, "--port", port, "--sntp",
        time_server or f"{HOST_FROM_DEVICE}:{sntp_port}", *(["--https-port", https_port] if https_port else []))
    run(MKCREDS, "flash", blob, image, "--board", board, *(["--wifi", *wifi] if wifi else []))
    return image


def flash_of_box(box, folder, board, sntp_port, serial=None, factory=None, wifi=None, time_server=None,
                 tls_inside=False):
    """The board's flash with what a device of the cloud in a box is told: its own identity, or the claim and a serial
    number. `factory`: what else is in it, as ./run sign factory makes it. `wifi`: name and passphrase of a network;
    `time_server`: another than on this host; `tls_inside`: authority and identity are in the module, number 0."""
    blob, image = folder / "credentials.bin", folder / "flash.bin"
    about, identity = box.about, box.about["claim"] if serial else box.device
    secret = ["--sntp", time_server or f"{HOST_FROM_DEVICE}:{sntp_port}", "--ca", about["ca"], "--cert",
              identity["cert"], "--key", identity["key"], *(["--template", identity["template"]] if serial else [])]
    if tls_inside:
        secret = ["--sntp", time_server, "--module", "0", "0"]
    run(MKCREDS, "blob", folder, blob, "--address", HOST_FROM_DEVICE, "--port", about["port"], "--https-port",
        about["https"]["port"], "--name", about["endpoint"], "--thing",
        serial or box.device["thing"], *secret)
    run(MKCREDS, "flash", blob, image, "--board", board, *(["--factory", factory] if factory else []),
        *(["--wifi", *wifi] if wifi else []))
    return image
