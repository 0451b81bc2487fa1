# SPDX-License-Identifier: MIT
"""The folder that a release goes to: filled beside its place under another name, and moved there when it is
complete. Whatever goes wrong before leaves nothing."""
import contextlib
import os
import shutil
import signal
import sys
from pathlib import Path

from problem import Unable


def remove_left(parent, name):
    """What a release that was killed left."""
    for path in parent.glob(f".{name}.partial.*"):
        if not Path(f"/proc/{path.name.rsplit('.', 1)[1]}").exists():
            shutil.rmtree(path, ignore_errors=True)


def put_in_place(filled, place):
    old = place.with_name(f".{place.name}.old.{os.getpid()}")
    if place.exists():
        place.rename(old)
    filled.rename(place)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def filling(place):
    """A folder to fill; it becomes `place` when the block ends well."""
    place = Path(place)
    filled = place.with_name(f".{place.name}.partial.{os.getpid()}")
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    made = [folder for folder in place.parents if not folder.exists()]  # the nearest first
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        remove_left(place.parent, place.name)
        filled.mkdir()
        yield filled
        for path in sorted(filled.iterdir()):
            path.chmod(0o644)
        put_in_place(filled, place)
    except OSError as error:
        raise Unable(f"{place}: {error.strerror or error}; nothing was left there") from None
    finally:
        shutil.rmtree(filled, ignore_errors=True)
        with contextlib.suppress(OSError):
            for folder in made:
                folder.rmdir()  # not when it holds something
        signal.signal(signal.SIGTERM, before)
