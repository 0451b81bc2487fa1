/* SPDX-License-Identifier: MIT */
/* A timer of the board that is neither the tick's nor the clock's. alarm_<chip>.c. */
#ifndef CONFORMANCE_ALARM_H
#define CONFORMANCE_ALARM_H

#include <stdbool.h>
#include <stdint.h>

/* Run `handler` once in an interrupt that may call the kernel, `us` microseconds from now; instead
 * of an earlier alarm. Context: any. */
void alarm_in(uint32_t us, void (*handler)(void));

/* Wait until an interrupt pends, without putting the processor to sleep. @return False where that
 * is not needed to keep time, and was not done. Context: interrupts masked. */
bool alarm_wait_for_interrupt(void);

#endif
