# SPDX-License-Identifier: MIT
"""A Linux in a folder: Debian's kernel and packages, and an archive of what starts first (initramfs)."""
import os
import re
import stat
import subprocess
from pathlib import Path

MODULES = ("mac80211_hwsim", "ccm", "cmac", "gcm", "ctr", "ghash-generic", "michael_mic")
OPTIONS = {"mac80211_hwsim": "radios=3"}
PROGRAMS = ("usr/sbin/hostapd", "sbin/wpa_supplicant", "sbin/wpa_cli", "sbin/iw", "bin/busybox")
PACKAGES = ("busybox-static", "hostapd", "wpasupplicant", "iw")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def packages():
    """Names: the kernel that Debian has now, the programs, and what they need on an empty system."""
    kernel = re.search(r"Depends: (linux-image-\S+)", run("apt-cache", "depends", "linux-image-amd64")).group(1)
    needed = run("apt-get", "-s", "install", "--no-install-recommends", "-o", "Dir::State::status=/dev/null", *PACKAGES)
    names = re.findall(r"^Inst (\S+)", needed, re.M)
    return [kernel] + [name for name in names if name in PACKAGES or name.startswith("lib")]


def fetch(folder):
    """The packages' files, unpacked. What is there of the same version is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "packages"
    files.mkdir(exist_ok=True)
    run("apt-get", "download", "-o", "APT::Sandbox::User=root", *packages(), cwd=files)
    root = folder / "root"
    for file in sorted(files.glob("*.deb")):
        run("dpkg-deb", "-x", str(file), str(root))
    return root


def needed_libraries(path):
    dynamic = run("objdump", "-p", str(path))
    return set(re.findall(r"NEEDED\s+(\S+)", dynamic))


def find_library(root, name):
    places = [place for top in ("lib", "usr/lib") for place in (root / top / "x86_64-linux-gnu" / name, root / "lib64" / name)]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise SystemExit(f"guest: no package has {name}")
    return found


def libraries(root, programs):
    """Path in the image -> file, for all that the programs load."""
    found, ask = {}, [root / program for program in programs]
    while ask:
        for name in needed_libraries(ask.pop()):
            if name not in found:
                found[name] = find_library(root, name)
                ask.append(found[name])
    files = {f"lib/x86_64-linux-gnu/{name}": path.resolve() for name, path in found.items()}
    files["lib64/ld-linux-x86-64.so.2"] = find_library(root, "ld-linux-x86-64.so.2").resolve()
    return files


def modules(root):
    """Files of modules, those that others need first."""
    tree = next((root / "lib/modules").iterdir())
    by_name = {path.stem.replace("-", "_"): path for path in tree.rglob("*.ko")}
    order = []

    def add(name):
        path = by_name.get(name.replace("-", "_"))
        if path is None or path in order:
            return  # built into the kernel
        needs = re.search(rb"\0depends=([^\0]*)\0", path.read_bytes())
        for other in filter(None, needs.group(1).decode().split(",") if needs else ()):
            add(other)
        order.append(path)

    for name in MODULES:
        add(name)
    return order


class Archive:
    """cpio, "newc": what the kernel unpacks before it starts /init."""

    def __init__(self):
        self.parts, self.folders, self.number = [], set(), 0

    def put(self, name, mode, data=b""):
        self.number += 1
        path = name.encode() + b"\0"
        fields = (self.number, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(path), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + path
        for part in (head, data):
            self.parts.append(part + b"\0" * (-len(part) % 4))

    def add(self, name, data, mode=0o644):
        for parent in reversed(Path(name).parents):
            if str(parent) not in self.folders | {"."}:
                self.folders.add(str(parent))
                self.put(str(parent), stat.S_IFDIR | 0o755)
        self.put(name, stat.S_IFREG | mode, data)

    def end(self):
        self.put("TRAILER!!!", 0)
        return b"".join(self.parts)


def build(folder, init, texts):
    """Fetch, and write folder/initramfs. texts: path in the image -> text. Returns the kernel's path."""
    root = fetch(folder)
    archive = Archive()
    for name in ("proc", "sys", "dev", "run", "tmp"):
        archive.put(name, stat.S_IFDIR | 0o755)
        archive.folders.add(name)
    archive.add("init", init.read_bytes(), 0o755)
    for program in PROGRAMS:
        archive.add("bin/" + os.path.basename(program), (root / program).read_bytes(), 0o755)
    for name, path in libraries(root, [program for program in PROGRAMS if "busybox" not in program]).items():
        archive.add(name, path.read_bytes(), 0o755)
    listed = []
    for path in modules(root):
        archive.add("modules/" + path.name, path.read_bytes())
        listed.append(f"/modules/{path.name} {OPTIONS.get(path.stem, '')}\n")
    for name, text in (texts | {"modules.txt": "".join(listed)}).items():
        archive.add(name, text.encode())
    (folder / "initramfs").write_bytes(archive.end())
    return next((root / "boot").glob("vmlinuz-*"))
