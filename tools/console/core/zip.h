/* SPDX-License-Identifier: MIT */
/* A zip that depends on nothing but its files: sorted, one time, one owner, one mode. */
#ifndef CONSOLE_ZIP_H
#define CONSOLE_ZIP_H

#include <stdbool.h>
#include <time.h>

#include "content.h"
#include "package.h"

/* False: `content` has the problem. */
bool zip_write(struct content *content, time_t when, package_sink sink, void *context);

#endif
