/* SPDX-License-Identifier: MIT */
/* What a factory does: credentials into the device's flash. */
#ifndef WEEK_COMMISSION_H
#define WEEK_COMMISSION_H

#include "box.h"

/* Before the scheduler starts. */
void commission(const struct box_credentials *credentials);

#endif
