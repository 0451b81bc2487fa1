/* SPDX-License-Identifier: MIT */
/** Registers of an nRF51 timer, for the clock and the tick. Reference manual, chapter 18. */
#ifndef TIMER_NRF51_H
#define TIMER_NRF51_H

#include "cortex_m.h"

#define TIMER_START(timer)      CM_REGISTER((timer) + 0x000u)
#define TIMER_STOP(timer)       CM_REGISTER((timer) + 0x004u)
#define TIMER_CLEAR(timer)      CM_REGISTER((timer) + 0x00Cu)
#define TIMER_CAPTURE(timer, n) CM_REGISTER((timer) + 0x040u + 4u * (n))
#define TIMER_COMPARE(timer, n) CM_REGISTER((timer) + 0x140u + 4u * (n)) /* event; 0 clears it */
#define TIMER_SHORTS(timer)     CM_REGISTER((timer) + 0x200u) /* bit n: compare n clears */
#define TIMER_INTENSET(timer)   CM_REGISTER((timer) + 0x304u) /* bit 16 + n: compare n */
#define TIMER_MODE(timer)       CM_REGISTER((timer) + 0x504u) /* 0: counts time */
#define TIMER_BITMODE(timer)    CM_REGISTER((timer) + 0x508u) /* 0: 16 bits, 3: 32 bits */
#define TIMER_PRESCALER(timer)  CM_REGISTER((timer) + 0x510u) /* 16 MHz / 2^n, n up to 9 */
#define TIMER_CC(timer, n)      CM_REGISTER((timer) + 0x540u + 4u * (n))

#define TIMER_BITMODE_16     0u
#define TIMER_BITMODE_32     3u
#define TIMER_PRESCALER_MAX  9u
#define TIMER_INT_COMPARE(n) (1u << (16u + (n)))

#endif
