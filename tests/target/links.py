#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""links.py NM PROGRAM with|without PART ...: what of other parts is in a program; a part is lwip, mbedtls, or tls: what of Mbed
TLS makes connections, and not what seals networks in flash, say."""

import re
import subprocess
import sys

PARTS = {"lwip": r"(lwip_|netconn_|pbuf_|tcpip_|tcp_(output|input|write)|udp_send|etharp_)", "mbedtls": r"(mbedtls_|psa_)",
         "tls": r"mbedtls_(ssl|x509|pk|ecp)_"}

nm, program, *wishes = sys.argv[1:]
listed = subprocess.run([nm, "--defined-only", program], check=True, capture_output=True, text=True).stdout
names = [line.split()[-1] for line in listed.splitlines()]
failed = 0
for wish, part in zip(wishes[::2], wishes[1::2]):
    found = [name for name in names if re.match(PARTS[part], name)]
    good = bool(found) == (wish == "with")
    failed += not good
    print("%s %s %s: %d symbols%s" % ("ok" if good else "FAIL", wish, part, len(found),
                                      "" if good else ", such as " + ", ".join(found[:3])))
sys.exit(1 if failed or not names else 0)
