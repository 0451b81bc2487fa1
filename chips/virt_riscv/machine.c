/* SPDX-License-Identifier: MIT */
/* The rest of the machine: time since start, reset. */
#include "clock.h"

#include "fault_riscv.h"
#include "riscv.h"
#include "virt_riscv.h"

uint64_t clock_monotonic_us(void)
{
    uint32_t high, low;

    do {
        high = RISCV_REGISTER(VIRT_MTIME + 4u);
        low = RISCV_REGISTER(VIRT_MTIME);
    } while (high != RISCV_REGISTER(VIRT_MTIME + 4u));
    return ((uint64_t)high << 32 | low) / (VIRT_MTIME_HZ / 1000000u);
}

void chip_reset(void)
{
    RISCV_REGISTER(VIRT_TEST) = VIRT_TEST_RESET;
    for (;;) {
    }
}
