/* SPDX-License-Identifier: MIT */
/* Vector table: add each interrupt of the chip with its number, X(37, USART1_IRQHandler), and raise
 * COUNT above the highest. A function of that name is then the handler. One whose device the board
 * does not use stays spare: tests pend it. */
#include "spare_irq.h"
#include "vector_table.h"

#define SPARE         0
#define COUNT         1
#define INTERRUPTS(X) X(SPARE, Spare_IRQHandler)

VECTOR_TABLE(INTERRUPTS, COUNT)

const uint32_t spare_irq = SPARE;
