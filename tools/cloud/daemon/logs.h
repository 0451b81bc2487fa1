/* SPDX-License-Identifier: MIT */
/* The cloud's logs as files of a folder: service.log, audit.log. One that has become large goes on
 * in a new one, beside the one before it (.1). */
#ifndef CLOUDD_LOGS_H
#define CLOUDD_LOGS_H

#include "cloud_logs.h"

/* NULL: no memory. */
struct cloud_logs *logs_new(const char *folder);
void logs_free(struct cloud_logs *logs);

#endif
