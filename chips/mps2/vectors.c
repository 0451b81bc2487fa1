/* SPDX-License-Identifier: MIT */
/* Vector table of the CMSDK images: the core's 16 entries and 32 interrupts, names as in CMSIS. */
#include "mps2.h"
#include "vector_table.h"

#if !MPS2_IOT_KIT

/* clang-format off */
#define INTERRUPTS(X)                                                                              \
    X(0, UARTRX0_Handler) X(1, UARTTX0_Handler) X(2, UARTRX1_Handler) X(3, UARTTX1_Handler)        \
    X(4, UARTRX2_Handler) X(5, UARTTX2_Handler) X(6, PORT0_COMB_Handler)                           \
    X(7, PORT1_COMB_Handler) X(8, TIMER0_Handler) X(9, TIMER1_Handler)                             \
    X(10, DUALTIMER_Handler) X(11, SPI_Handler) X(12, UARTOVF_Handler) X(13, ETHERNET_Handler)     \
    X(14, I2S_Handler) X(15, TSC_Handler) X(16, PORT2_COMB_Handler) X(17, PORT3_COMB_Handler)      \
    X(18, UARTRX3_Handler) X(19, UARTTX3_Handler) X(20, UARTRX4_Handler)                           \
    X(21, UARTTX4_Handler) X(22, ADCSPI_Handler) X(23, SHIELDSPI_Handler)                          \
    X(24, PORT0_0_Handler) X(25, PORT0_1_Handler) X(26, PORT0_2_Handler)                           \
    X(27, PORT0_3_Handler) X(28, PORT0_4_Handler) X(29, PORT0_5_Handler)                           \
    X(30, PORT0_6_Handler) X(31, PORT0_7_Handler)
/* clang-format on */

VECTOR_TABLE(INTERRUPTS, MPS2_IRQ_COUNT)

#endif
