/* SPDX-License-Identifier: MIT */
/* What is known of boards from accepted reports of the device tester. */
#ifndef CONSOLE_QUALIFIED_H
#define CONSOLE_QUALIFIED_H

#include "catalogue_data.h"

/* {"state": "qualified" | "outdated" | "none", "release": of the newest report or null} */
json_t *qualified_state(const struct catalogue *catalogue, const char *board);

#endif
