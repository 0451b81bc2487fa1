/* SPDX-License-Identifier: MIT */
/* What the network has carried since the start: lwIP counts it, a module does not. */
#ifndef CARRIED_H
#define CARRIED_H

#include <stdbool.h>

#include "defender_report.h"

/* False: nobody counts, and `network` is as it was. */
bool carried(struct defender_network *network);

#endif
