/* SPDX-License-Identifier: MIT */
/* The ARMv8-M port (mainline, one security state) is made of parts that other Cortex-M ports use,
 * too. They are included, so that the *.c files of this one folder are the whole port for any build
 * system.
 *
 * The stack limit of a task is in force whenever the task is, and while its stack pointer is
 * exchanged there is none: PSPLIM := 0, sp, PSPLIM := the new limit. Whether the kernel runs in the
 * secure or the non-secure state needs no option: PendSV returns to the state it came from. */
#define HAS_STACK_LIMIT 1 /* PSPLIM */

#include "../cortex_m/common.c"
#include "../cortex_m/mainline.c"
#include "../cortex_m/tick.c"
