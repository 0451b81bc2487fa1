/* SPDX-License-Identifier: MIT */
/* What the device's shadow says of updates: the named shadow `ota`. */
#ifndef OTA_SHADOW_H
#define OTA_SHADOW_H

#include "ota_core.h"

/* Report version, state, job, percent and reason, if they are not what was reported last. */
void ota_shadow_report(struct ota_core *core);

#endif
