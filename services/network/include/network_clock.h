/* SPDX-License-Identifier: MIT */
/** For the table of a board with several interfaces: linked with its task only where it is named.
 */
#ifndef NETWORK_CLOCK_H
#define NETWORK_CLOCK_H

#include "network.h"

extern const struct network_clock network_clock;

#endif
