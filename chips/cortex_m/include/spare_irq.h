/* SPDX-License-Identifier: MIT */
/** An interrupt whose device the board does not use: tests pend it by software. Boards that have
 * their chip's parts in their own folder name it in their vector table. */
#ifndef SPARE_IRQ_H
#define SPARE_IRQ_H

#include <stdint.h>

/** Its number. */
extern const uint32_t spare_irq;

/** Run what a test wants. Weak in the vector table. Context: ISR. */
void Spare_IRQHandler(void);

#endif
