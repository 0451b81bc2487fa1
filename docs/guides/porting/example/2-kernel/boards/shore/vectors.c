/* SPDX-License-Identifier: MIT */
/* Vector table of the STM32F205, as far as this board uses it: RM0033, table 30. The window
 * watchdog (0) is not used. */
#include "spare_irq.h"
#include "vector_table.h"

#define SPARE         0
#define COUNT         81
#define INTERRUPTS(X) X(SPARE, Spare_IRQHandler) X(28, TIM2_IRQHandler) X(37, USART1_IRQHandler)

VECTOR_TABLE(INTERRUPTS, COUNT)

const uint32_t spare_irq = SPARE;
