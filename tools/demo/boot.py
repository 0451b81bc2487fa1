# SPDX-License-Identifier: MIT
"""The bootloader alone, by its log: it verifies and executes what the factory has put there, tries a new image, keeps it when
it is accepted, rolls back to it when the next one is not, refuses one with a flipped bit, and stays where nothing is good.
On every board that updates itself; tests/ota/probe.c is the image, which does what an agent does when it is told to."""
import shutil
import sys

from stage import ROOT, WORK, build, say, verdict
import ota_device

sys.path.insert(0, str(ROOT / "tests/ota"))
import images as factory  # noqa: E402

BOARDS = ["mps2_an385", "emcraft_sf2", "virt_rv32"]
SECONDS = 60


class Boots:
    """A board that is switched off after each start."""

    def __init__(self, board, device, signer, elfs):
        self.device, self.signer, self.elfs = device, signer, elfs
        self.flash = factory.Flash(WORK / "boot-flash.bin", board)
        device.flash = self.flash.path
        self.demands = []

    def put(self, slot, version, change=None):
        """A signed image in a slot; `change`: at which byte one bit is flipped."""
        content = bytearray(self.signer.image(version, self.elfs)[slot if len(self.elfs) > 1 else 0].read_bytes())
        if change is not None:
            content[change] ^= 1
        self.flash.put(slot, bytes(content))

    def start(self, title, wanted, *commands):
        """One start, and what its log has to say; then what the image is told."""
        say(title)
        begin = self.device.mark()
        self.device.on()
        at = begin
        for text in wanted:
            at = self.device.wait_for(text, SECONDS, at)
        for command in commands:
            self.device.machine.send(command + "\n")
            at = self.device.wait_for("probe: slot", SECONDS, at)
        self.device.wait_for("\n", SECONDS, at)
        self.device.cut()
        self.demands.append((title, True))


def tell(boots):
    boots.put(0, "1.0.0")
    boots.start("verify and execute: the factory's image", ["slot 0: good", "slot 1: magic", "slot 0: runs\n", "version 1.0.0"])
    boots.put(1, "2.0.0")
    boots.start("the next version is put into slot 1", ["version 1.0.0"], "staged")
    boots.start("verify and try: version 2, which accepts itself", ["slot 1: good", "slot 1: runs, on trial", "version 2.0.0"],
                "accept")
    boots.put(0, "3.0.0")
    boots.start("execute: version 2 stays", ["slot 1: runs\n", "version 2.0.0"], "staged")
    boots.start("verify and try: version 3, which accepts nothing", ["slot 0: runs, on trial", "version 3.0.0"])
    boots.start("roll back: version 2 again, for the self-test", ["slot 1: runs\n", "version 2.0.0", "reason self-test"])
    boots.put(0, "4.0.0", change=100)
    boots.start("the next one has a flipped bit", ["version 2.0.0"], "staged")
    boots.start("verify: refused, version 2 stays", ["slot 0: signature", "slot 1: runs\n", "reason signature"])
    boots.put(1, "2.0.0", change=100)
    boots.start("error: where nothing is good nothing runs", ["slot 1: signature", "no image may run"])


def play(options):
    say(f"building bootloader and an image for {options.board}, and the signer")
    build("tools", ["dunlin-sign"], options.verbose)
    targets = ["ota_probe"] + (["ota_probe_1"] if ota_device.layout(options.board)["run"]["from"] == "in place" else [])
    folder = build(options.board, ["bootloader", *targets], options.verbose)
    shutil.rmtree(WORK / "boot", ignore_errors=True)
    (WORK / "boot").mkdir()
    failure = None
    with ota_device.OtaDevice(options.board, folder / "bootloader/bootloader.elf", WORK,
                              lambda line: print(f"  {line}", flush=True)) as device:
        boots = Boots(options.board, device, ota_device.Signer(options.board, WORK / "boot"),
                      [folder / f"tests/ota/{target}.elf" for target in targets])
        try:
            tell(boots)
        except ota_device.qemu.TestFailure as trouble:
            failure = str(trouble)
    return verdict(boots.demands, [], options, failure)
