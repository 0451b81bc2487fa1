/* SPDX-License-Identifier: MIT */
/* The interrupts of a chip as the register and the interrupt test use them: machine_<chip>.c, or
 * machine.c in the folder of a board that has its chip's parts there.
 *
 *   lines    pended by software, each of a priority of its own: 0 the most urgent
 *   timers   periodic, of two different priorities from which the kernel may be called
 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stdint.h>

typedef void (*machine_handler_t)(void);

/* Lines from which the kernel may be called: line 1 .. machine_lines(). They nest where the chip
 * nests interrupts, which is so if there is more than one. */
unsigned machine_lines(void);

/* True when there is a line 0, which the kernel never masks and which must not call it. */
bool machine_has_urgent_line(void);

/* Have `handler` run when `line` is pended. */
void machine_line(unsigned line, machine_handler_t handler);

/* Pend `line`: taken at once where its priority and the masks allow. Context: any. */
void machine_pend(unsigned line);

/* Timers 0 .. machine_timers() - 1; timer 1 is more urgent than timer 0. */
unsigned machine_timers(void);

/* Run `handler` every `period` cycles of the timer, 100 .. 65535, from now on. */
void machine_timer(unsigned timer, uint32_t period, machine_handler_t handler);

/* A timer that interrupts more urgently than any mask of the kernel. Only where there is line 0. */
void machine_urgent_timer(uint32_t period, machine_handler_t handler);

/* Cycles since that timer's interrupt became due. In its handler: the latency. */
uint32_t machine_urgent_timer_late(void);

/* Stop all timers. */
void machine_stop(void);

#endif
