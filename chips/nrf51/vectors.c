/* SPDX-License-Identifier: MIT */
/* Vector table of the nRF51, names as Nordic's. */
#include "nrf51.h"
#include "vector_table.h"

/* clang-format off */
#define INTERRUPTS(X)                                                                              \
    X(0, POWER_CLOCK_IRQHandler) X(1, RADIO_IRQHandler) X(2, UART0_IRQHandler)                     \
    X(3, SPI0_TWI0_IRQHandler) X(4, SPI1_TWI1_IRQHandler) X(6, GPIOTE_IRQHandler)                  \
    X(7, ADC_IRQHandler) X(8, TIMER0_IRQHandler)                                                   \
    X(10, TIMER2_IRQHandler) X(11, RTC0_IRQHandler) X(12, TEMP_IRQHandler)                         \
    X(13, RNG_IRQHandler) X(14, ECB_IRQHandler) X(15, CCM_AAR_IRQHandler)                          \
    X(16, WDT_IRQHandler) X(17, RTC1_IRQHandler) X(18, QDEC_IRQHandler)                            \
    X(19, LPCOMP_IRQHandler) X(20, SWI0_IRQHandler) X(21, SWI1_IRQHandler)                         \
    X(22, SWI2_IRQHandler) X(23, SWI3_IRQHandler) X(24, SWI4_IRQHandler)                           \
    X(25, SWI5_IRQHandler)
/* clang-format on */

/* Not weak: the tick's driver must be linked, as it replaces the port's weak function. */
void TIMER1_IRQHandler(void);

VECTOR_TABLE(INTERRUPTS, NRF51_IRQ_COUNT, [16 + NRF51_IRQ_TIMER1] = TIMER1_IRQHandler)
