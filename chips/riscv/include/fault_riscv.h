/* SPDX-License-Identifier: MIT */
/** What fault reports on RISC-V offer besides fault.h. */
#ifndef FAULT_RISCV_H
#define FAULT_RISCV_H

#include <stdint.h>

/**
 * Report an interrupt that nobody serves, and end.
 *
 * @param number  Local interrupts: their cause, 0 .. 15. External ones: 16 + source.
 *
 * Context: ISR.  Blocks: does not return.
 */
__attribute__((noreturn)) void fault_unexpected(uint32_t number);

/** Reset the chip: supplied by it. Context: any. */
__attribute__((noreturn)) void chip_reset(void);

#endif
