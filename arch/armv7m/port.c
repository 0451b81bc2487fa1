/* SPDX-License-Identifier: MIT */
/* The ARMv7-M port is made of parts that other Cortex-M ports use, too. They are included, so that
 * the *.c files of this one folder are the whole port for any build system. */
#define HAS_STACK_LIMIT 0 /* PSPLIM */

#include "../cortex_m/common.c"
#include "../cortex_m/mainline.c"
#include "../cortex_m/tick.c"
