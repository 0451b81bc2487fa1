# SPDX-License-Identifier: MIT
"""The box's certificate authority, its server certificate, and keys and signing requests of devices."""
import datetime
import ipaddress
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/lab"))
import credentials  # noqa: E402

mkcreds = credentials.mkcreds()
VALID_UNTIL = datetime.datetime(2049, 12, 31, tzinfo=datetime.timezone.utc)


def is_address(text):
    try:
        ipaddress.ip_address(text)
        return True
    except ValueError:
        return False


def server_names(*others):
    """What a device may call this machine: names and addresses; 10.0.2.2 is its loopback, seen from an emulated board."""
    found = ["localhost", socket.gethostname(), socket.getfqdn(), "127.0.0.1", "::1", "10.0.2.2", *others]
    try:
        found += [info[4][0].split("%")[0] for info in socket.getaddrinfo(socket.gethostname(), None)]
    except OSError:
        pass  # a machine whose own name nobody knows
    return list(dict.fromkeys(found))


def ensure(folder, *own_names):
    """Make what is missing. The server's certificate is made anew when this machine's names have changed."""
    recent = datetime.datetime.now(datetime.timezone.utc) - mkcreds.DAY
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "ca.crt").exists():
        mkcreds.make_ca(folder, "ca", recent, VALID_UNTIL)
        (folder / "server.crt").unlink(missing_ok=True)
    names = ",".join(f"{'IP' if is_address(name) else 'DNS'}:{name}" for name in server_names(*own_names))
    note = folder / "server.names"
    if not (folder / "server.crt").exists() or not note.exists() or note.read_text() != names:
        mkcreds.certify(folder, "server", "ca", "localhost",
                        mkcreds.LEAF + f"extendedKeyUsage=serverAuth\nsubjectAltName={names}\n", recent, VALID_UNTIL)
        note.write_text(names)


def make_request(key, name):
    """A key of its own in the file, and a signing request for it as text."""
    key.parent.mkdir(parents=True, exist_ok=True)
    mkcreds.make_key(key)
    return mkcreds.openssl("req", "-new", "-key", key, "-subj", f"/CN={name}").decode()
