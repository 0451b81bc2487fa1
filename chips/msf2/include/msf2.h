/* SPDX-License-Identifier: MIT */
/** SmartFusion2, its microcontroller subsystem (MSS): memory map, interrupt numbers, clocks, and
 * the system timer's registers. SmartFusion2 MSS User Guide (UG0331). */
#ifndef MSF2_H
#define MSF2_H

#include "cortex_m.h"

#define MSF2_M3_HZ    142000000u        /* the processor and its SysTick */
#define MSF2_PCLK_HZ  (MSF2_M3_HZ / 2u) /* the peripherals */
#define MSF2_TIMER_HZ 100000000u        /* QEMU's system timer; the chip's has MSF2_PCLK_HZ */

#define MSF2_ENVM  0x00000000u /* seen here after reset; its own place is 0x60000000 */
#define MSF2_ESRAM 0x20000000u
#define MSF2_DDR   0xA0000000u

#define MSF2_UART0 0x40000000u
#define MSF2_SPI0  0x40001000u
#define MSF2_TIMER 0x40004000u
#define MSF2_EMAC  0x40041000u

#define MSF2_IRQ_SPI0   2u
#define MSF2_IRQ_UART0  10u
#define MSF2_IRQ_EMAC   12u
#define MSF2_IRQ_TIMER1 14u
#define MSF2_IRQ_TIMER2 15u
#define MSF2_IRQ_FABRIC                                                                            \
    34u /* 16 lines of the FPGA: without a design in it nothing is wired to them */
#define MSF2_IRQ_COUNT 82u

/* Of every driver: may call FromISR functions where configMAX_SYSCALL_INTERRUPT_PRIORITY <= this.
 * The clock is above every mask the kernel uses: it calls nothing. */
#define MSF2_PRIORITY_DEVICE 0xC0u
#define MSF2_PRIORITY_CLOCK  0x00u

/* The system timer has two halves, 0 and 1, that count down. Writing LOAD begins anew there. */
#define MSF2_TIMER_VALUE(half)   CM_REGISTER(MSF2_TIMER + 0x18u * (half) + 0x00u)
#define MSF2_TIMER_LOAD(half)    CM_REGISTER(MSF2_TIMER + 0x18u * (half) + 0x04u)
#define MSF2_TIMER_CONTROL(half) CM_REGISTER(MSF2_TIMER + 0x18u * (half) + 0x0Cu)
#define MSF2_TIMER_STATUS(half)  CM_REGISTER(MSF2_TIMER + 0x18u * (half) + 0x10u) /* 1 clears */

#define MSF2_TIMER_ENABLE    (1u << 0)
#define MSF2_TIMER_INTERRUPT (1u << 2)

/** Start half 0 of the system timer as the clock behind clock_monotonic_us(). Context: once, at
 * start. */
void msf2_clock_start(void);

#endif
