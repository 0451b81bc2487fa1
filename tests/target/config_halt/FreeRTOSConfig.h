/* SPDX-License-Identifier: MIT */
/* Profile "full" that stops for a debugger after a fault report. */
#ifndef CONFIG_HALT_H
#define CONFIG_HALT_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#define configFAULT_ACTION 2 /* FAULT_ACTION_HALT */

#endif
