/* SPDX-License-Identifier: MIT */
/* What the clock of several interfaces asks of the manager. */
#ifndef NETWORK_MANAGER_H
#define NETWORK_MANAGER_H

#include "network_choice.h"

/* Make the changes that are due, and tell of them. Context: task. */
void network_follow(void);

/* Try one interface if one is due. Returns how long there is nothing to do unless a report comes;
 * NETWORK_NEVER. Context: task. Blocks: seconds. */
uint32_t network_try_due(void);

#endif
