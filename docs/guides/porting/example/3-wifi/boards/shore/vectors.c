/* SPDX-License-Identifier: MIT */
/* Vector table of the STM32F205, as far as this board uses it: RM0033, table 30. The window
 * watchdog (0) is not used: spare. 1 to 4, 29 and 30 are the tester's: machine.c. */
#include "spare_irq.h"
#include "vector_table.h"

#define SPARE 0
#define COUNT 81
#define INTERRUPTS(X)                                                                              \
    X(SPARE, Spare_IRQHandler)                                                                     \
    X(1, PVD_IRQHandler)                                                                           \
    X(2, TAMP_STAMP_IRQHandler)                                                                    \
    X(3, RTC_WKUP_IRQHandler)                                                                      \
    X(4, FLASH_IRQHandler)                                                                         \
    X(28, TIM2_IRQHandler)                                                                         \
    X(29, TIM3_IRQHandler)                                                                         \
    X(30, TIM4_IRQHandler)                                                                         \
    X(38, USART2_IRQHandler)

VECTOR_TABLE(INTERRUPTS, COUNT)

const uint32_t spare_irq = SPARE;
