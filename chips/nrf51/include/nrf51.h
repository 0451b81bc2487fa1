/* SPDX-License-Identifier: MIT */
/** nRF51822 (Cortex-M0): memory map, interrupt numbers, clock.
 * nRF51 Series Reference Manual 3.0, chapters 5 (memory), 6 (flash), 13 (clock), 18 (timer), 21
 * (random numbers), 29 (UART). */
#ifndef NRF51_H
#define NRF51_H

#include <stdint.h>

#define NRF51_CLOCK_HZ 16000000u /* of the core and of the timers */

#define NRF51_CLOCK  0x40000000u
#define NRF51_UART0  0x40002000u
#define NRF51_TIMER0 0x40008000u /* 32 bits: clock_monotonic_us */
#define NRF51_TIMER1 0x40009000u /* 16 bits: the kernel's tick */
#define NRF51_TIMER2 0x4000A000u /* 16 bits: free */
#define NRF51_RNG    0x4000D000u
#define NRF51_NVMC   0x4001E000u /* non-volatile memory controller */
#define NRF51_GPIO   0x50000000u

#define NRF51_IRQ_UART0  2u
#define NRF51_IRQ_TIMER0 8u
#define NRF51_IRQ_TIMER1 9u
#define NRF51_IRQ_TIMER2 10u
#define NRF51_IRQ_SWI0   20u /* the first of six that only software pends */
#define NRF51_IRQ_COUNT  32u

/* There are four priorities, in the two upper bits. */
#define NRF51_PRIORITY_DEVICE 0x80u
#define NRF51_PRIORITY_LOWEST 0xC0u

/** Start the crystal oscillator and the timer behind clock_monotonic_us(). Context: once, at start.
 */
void nrf51_clock_start(void);

#endif
