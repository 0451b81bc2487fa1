/* SPDX-License-Identifier: MIT */
/* Profile "full" with a reset after a fault report, and with the kernel's vectors under their own
 * names: the startup code must find them without the application's help. */
#ifndef CONFIG_RESET_H
#define CONFIG_RESET_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#define configFAULT_ACTION 1 /* FAULT_ACTION_RESET */

#undef vPortSVCHandler
#undef xPortPendSVHandler
#undef xPortSysTickHandler

#endif
