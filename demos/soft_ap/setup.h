/* SPDX-License-Identifier: MIT */
/* The device as an access point with a page, until somebody has told it a network. */
#ifndef SETUP_H
#define SETUP_H

#include <stdbool.h>
#include <stdint.h>

#include "wifi_service.h"

/**
 * Offer the setup network and serve its page until a network was kept. The radio is on, a station,
 * before and after.
 *
 * @param last         Name of a network that could not be joined; NULL: there was none.
 * @param last_reason  Why not.
 * @return The profile to join; WIFI_DEVICE_NONE: the radio cannot do this, which was said.
 *
 * Context: task, 4 KB of stack.  Blocks: for good, if nobody comes.
 */
uint16_t setup_run(const char *last, enum wifi_reason last_reason);

#endif
