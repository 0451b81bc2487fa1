# SPDX-License-Identifier: MIT
"""Places of the product: which of its functions are where, from the symbols of bootloader and application.

No code is added to either for this. A place begins with any function named here and lasts until one of another place
runs; what these functions call (cryptography, memset, the bus of the flash) belongs to them.
"""
import re
import subprocess

# Names of a histogram's lines; the plugin knows the index. 0: of whatever it was called from.
NAMES = ["(called)", "application", "agent", "erase", "program", "verify", "boot decide", "boot erase", "boot program",
         "boot copy", "boot verify", "accept"]
INDEX = {name: index for index, name in enumerate(NAMES)}
FLASH = ["erase", "program", "boot erase", "boot program"]
NOWHERE = None
FLASH_DRIVERS = r"flash_\w+\.c"

# (place, file, function) as regular expressions, the first that fits; global functions have no file. NOWHERE is what
# another task does meanwhile: that the connection's task receives does not end an erase.
BOOTLOADER = [
    ("boot erase", FLASH_DRIVERS, "erase"),
    ("boot program", FLASH_DRIVERS, "program"),
    ("boot copy", r"boot\.c", "read_slot|place_of|hash_.*|load"),
    ("boot copy", ".*", "ota_image_.*"),
    ("boot verify", r"boot_crypto\.c", "verify|take_number"),
    ("boot decide", r"boot\.c|ota_\w+\.c|main\.c", ".*"),
    ("boot decide", "", "main|boot_.*|ota_.*"),
    ("(called)", ".*", ".*"),
]
APPLICATION = [
    ("erase", FLASH_DRIVERS, "erase"),
    ("program", FLASH_DRIVERS, "program"),
    ("(called)", FLASH_DRIVERS + r"|spi_mss\.c", ".*"),
    ("(called)", "", "memset|memcpy"),
    ("accept", r"ota_flash\.c", "accept|refuse"),
    ("verify", r"ota_check\.c", ".*"),
    ("verify", r"ota_flash\.c", r"close.*|read_free_slot"),
    ("verify", r"ota_signers\.c", ".*"),
    ("verify", "", "ota_image_.*|ota_check_.*"),
    (NOWHERE, r"ota_agent\.c", "on_.*|queue_.*|take_.*|give_.*|wish.*"),
    (NOWHERE, r"ota_inbox\.c", ".*"),
    (NOWHERE, "", "ota_inbox_.*"),
    ("agent", r"ota_\w+\.c", ".*"),
    ("agent", "", "ota_.*"),
    ("application", "", "main|cloud_device_start"),
]
SYMBOL = re.compile(r"\s*\d+: ([0-9a-f]{8})\s+(\d+|0x[0-9a-f]+) (\w+)\s+(\w+)\s+\w+\s+\S+\s+(\S+)$")


def functions(elf):
    """(begin, end, file, name) of each; local ones come behind their file."""
    listed = subprocess.run(["readelf", "-sW", elf], capture_output=True, text=True, check=True).stdout
    file = ""
    for line in listed.splitlines():
        found = SYMBOL.match(line)
        if not found:
            continue
        address, size, kind, binding, name = found.groups()
        if kind == "FILE":
            file = name
        elif kind == "FUNC" and int(size, 0) > 0:
            begin = int(address, 16) & ~1
            yield begin, begin + int(size, 0), file if binding == "LOCAL" else "", name


def regions(elf, rules):
    """(begin, end, index of the place)"""
    found = []
    for begin, end, file, name in functions(elf):
        for place, of_file, of_name in rules:
            if re.fullmatch(of_file, file) and re.fullmatch(of_name, name):
                found += [(begin, end, INDEX[place])] if place is not NOWHERE else []
                break
    missing = {rule[0] for rule in rules if rule[0] is not NOWHERE} - {NAMES[index] for _, _, index in found}
    if missing:
        raise SystemExit(f"chaos: {elf} has no function for: {', '.join(sorted(missing))}")
    return found


def write(path, bootloader, application):
    lines = regions(bootloader, BOOTLOADER) + regions(application, APPLICATION)
    path.write_text("".join(f"{begin:x} {end:x} {place}\n" for begin, end, place in lines))
