/* SPDX-License-Identifier: MIT */
/* Secure Sockets: what a TCP/IP stack and a TLS owe whoever calls SOCKETS_. Where stacks may
 * differ, the weaker contract counts: docs/design/wifi.md. */
#include "sockets_cases.h"

#define SOCKETS_ROW(name, function) {(name), (function)},

static const struct qualification_case sockets_cases[] = {SOCKETS_CASES(SOCKETS_ROW)};

QUALIFICATION_GROUP(sockets, "Full_TCP", .begin = qualification_network_up,
                    .tear_down = kit_tear_down)
