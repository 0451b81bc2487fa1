/* SPDX-License-Identifier: MIT */
/* Vector table of the AN505 image (IoT kit): the core's 16 entries, 32 interrupts of the subsystem,
 * and those of the board from 32 on; names as in CMSIS. The other numbers have no
 * source. */
#include "mps2.h"
#include "vector_table.h"

#if MPS2_IOT_KIT

/* clang-format off */
#define INTERRUPTS(X)                                                                              \
    X(0, NONSEC_WATCHDOG_RESET_Handler) X(1, NONSEC_WATCHDOG_Handler) X(2, S32K_TIMER_Handler)     \
    X(3, TIMER0_Handler) X(4, TIMER1_Handler) X(5, DUALTIMER_Handler) X(9, MPC_Handler)            \
    X(10, PPC_Handler) X(11, MSC_Handler) X(12, BRIDGE_ERROR_Handler) X(32, UARTRX0_Handler)       \
    X(33, UARTTX0_Handler) X(34, UARTRX1_Handler) X(35, UARTTX1_Handler)                           \
    X(36, UARTRX2_Handler) X(37, UARTTX2_Handler) X(38, UARTRX3_Handler)                           \
    X(39, UARTTX3_Handler) X(40, UARTRX4_Handler) X(41, UARTTX4_Handler) X(42, UART0_Handler)      \
    X(43, UART1_Handler) X(44, UART2_Handler) X(45, UART3_Handler) X(46, UART4_Handler)            \
    X(47, UARTOVF_Handler) X(48, ETHERNET_Handler) X(49, I2S_Handler) X(50, TSC_Handler)           \
    X(51, SPI0_Handler) X(52, SPI1_Handler) X(53, SPI2_Handler) X(54, SPI3_Handler)                \
    X(55, SPI4_Handler) X(68, PORT0_COMB_Handler) X(69, PORT1_COMB_Handler)                        \
    X(70, PORT2_COMB_Handler) X(71, PORT3_COMB_Handler) X(72, PORT0_0_Handler)                     \
    X(73, PORT0_1_Handler) X(74, PORT0_2_Handler) X(75, PORT0_3_Handler)                           \
    X(76, PORT0_4_Handler) X(77, PORT0_5_Handler) X(78, PORT0_6_Handler)                           \
    X(79, PORT0_7_Handler) X(80, PORT0_8_Handler) X(81, PORT0_9_Handler)                           \
    X(82, PORT0_10_Handler) X(83, PORT0_11_Handler) X(84, PORT0_12_Handler)                        \
    X(85, PORT0_13_Handler) X(86, PORT0_14_Handler) X(87, PORT0_15_Handler)
/* clang-format on */

VECTOR_TABLE(INTERRUPTS, MPS2_IRQ_COUNT)

#endif
