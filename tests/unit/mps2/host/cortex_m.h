/* SPDX-License-Identifier: MIT */
/* Stands in for chips/cortex_m/include/cortex_m.h on the host: every register access is a call. */
#ifndef CORTEX_M_H
#define CORTEX_M_H

#include <stdint.h>

/** Answered by the test's model. Context: any. */
uint32_t cm_read(uintptr_t address);

/** Answered by the test's model. Context: any. */
void cm_write(uintptr_t address, uint32_t value);

/** Answered by the test's model. Context: any. */
void cm_irq_enable(uint32_t irq, uint8_t priority);

#endif
