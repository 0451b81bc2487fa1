/* SPDX-License-Identifier: MIT */
/* What is known of boards from accepted reports of the device tester. */
#ifndef CONSOLE_QUALIFIED_H
#define CONSOLE_QUALIFIED_H

#include "catalogue_data.h"

/* {"status": "qualified" | "outdated" | "none", "release", "passed", "tests"}: the newest report's,
 * if there is one. */
json_t *qualified_state(const struct catalogue *catalogue, const char *board);

#endif
