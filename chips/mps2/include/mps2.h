/* SPDX-License-Identifier: MIT */
/** MPS2 with the AN385 image (Cortex-M3): memory map, interrupt numbers, clock.
 * Arm Application Note AN385, sections 3 and 4. */
#ifndef MPS2_H
#define MPS2_H

#include <stdint.h>

#define MPS2_CLOCK_HZ 25000000u

#define MPS2_TIMER1   0x40001000u
#define MPS2_UART0    0x40004000u
#define MPS2_UART1    0x40005000u
#define MPS2_WATCHDOG 0x40008000u
#define MPS2_ETHERNET 0x40200000u
#define MPS2_PSRAM    0x21000000u /* 16 MB; survives the emulator when file-backed */

#define MPS2_IRQ_UART0_RX 0u
#define MPS2_IRQ_UART1_RX 2u
#define MPS2_IRQ_TIMER1   9u
#define MPS2_IRQ_ETHERNET 13u
#define MPS2_IRQ_COUNT    32u

/* Of every driver: may call FromISR functions where configMAX_SYSCALL_INTERRUPT_PRIORITY <= this.
 * The clock is above every mask the kernel uses: it calls nothing. */
#define MPS2_PRIORITY_DEVICE 0xC0u
#define MPS2_PRIORITY_CLOCK  0x00u

/** Start timer 1 as the free-running clock behind clock_monotonic_us(). Context: once, at start. */
void mps2_clock_start(void);

#endif
