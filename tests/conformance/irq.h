/* SPDX-License-Identifier: MIT */
/* A spare interrupt of the board that runs whatever a test gives it. irq_<chip>.c. */
#ifndef CONFORMANCE_IRQ_H
#define CONFORMANCE_IRQ_H

/* Run `handler` in an interrupt of a priority that may call the kernel: before this returns when
 * nothing masks it, else as soon as nothing does. Context: task. */
void irq_call(void (*handler)(void));

/* As the last irq_call, without its preparations. Context: task. */
void irq_repeat(void);

#endif
