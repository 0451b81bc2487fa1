/* SPDX-License-Identifier: MIT */
/* Between network.c and the board's kind of network. */
#ifndef NETWORK_PARTS_H
#define NETWORK_PARTS_H

#include <stdbool.h>

/* Once, before network_start(). False: it cannot be. */
bool network_prepare(void);

/* Each time, when network_start() has begun and the network is not up. False: cannot be joined. */
bool network_join(void);

/* Each time the network is up: what TLS needs, where it is in the module. */
bool network_trust(void);

/* "network: WHAT" on the console. False. */
bool network_complain(const char *what);

#endif
