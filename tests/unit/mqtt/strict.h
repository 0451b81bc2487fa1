/* SPDX-License-Identifier: MIT */
/* A second opinion on the packets of a server: the rules of MQTT 3.1.1 and 5.0 written down once
 * more, from the standards alone, with no code of libs/mqtt and no thought of speed. What texts
 * consist of is left out, as it is there. */
#ifndef STRICT_H
#define STRICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a server may send this packet to a client that takes no topic alias. `version` 3 or 5;
 * `first` is the packet's first byte, `body` what its remaining length counts. */
bool strict_is_allowed(int version, uint8_t first, const uint8_t *body, size_t length);

#endif
