/* SPDX-License-Identifier: MIT */
/* Vector table of the AN505 image (IoT kit): the core's 16 entries, 32 interrupts of the subsystem,
 * and those of the board from 32 on; names as in CMSIS. The other numbers have no
 * source. */
#include "mps2.h"
#include "startup.h"

#if MPS2_IOT_KIT

/* X(number, name) */
/* clang-format off */
#define INTERRUPTS(X)                                                                      \
    X(0, NONSEC_WATCHDOG_RESET) X(1, NONSEC_WATCHDOG) X(2, S32K_TIMER) X(3, TIMER0)                \
    X(4, TIMER1) X(5, DUALTIMER) X(9, MPC) X(10, PPC) X(11, MSC) X(12, BRIDGE_ERROR)               \
    X(32, UARTRX0) X(33, UARTTX0) X(34, UARTRX1) X(35, UARTTX1) X(36, UARTRX2)                     \
    X(37, UARTTX2) X(38, UARTRX3) X(39, UARTTX3) X(40, UARTRX4) X(41, UARTTX4) X(42, UART0)        \
    X(43, UART1) X(44, UART2) X(45, UART3) X(46, UART4) X(47, UARTOVF) X(48, ETHERNET)             \
    X(49, I2S) X(50, TSC) X(51, SPI0) X(52, SPI1) X(53, SPI2) X(54, SPI3) X(55, SPI4)              \
    X(68, PORT0_COMB) X(69, PORT1_COMB) X(70, PORT2_COMB) X(71, PORT3_COMB) X(72, PORT0_0)         \
    X(73, PORT0_1) X(74, PORT0_2) X(75, PORT0_3) X(76, PORT0_4) X(77, PORT0_5)                     \
    X(78, PORT0_6) X(79, PORT0_7) X(80, PORT0_8) X(81, PORT0_9) X(82, PORT0_10)                    \
    X(83, PORT0_11) X(84, PORT0_12) X(85, PORT0_13) X(86, PORT0_14) X(87, PORT0_15)
/* clang-format on */

#define WEAK_VECTOR(number, name)                                                                  \
    void name##_Handler(void);                                                                     \
    __attribute__((weak, alias("Unclaimed_Handler"))) void name##_Handler(void);
#define VECTOR(number, name) [16 + (number)] = name##_Handler,

/* An alias needs its target in the same file. */
__attribute__((naked, used)) static void Unclaimed_Handler(void)
{
    __asm volatile("b Default_Handler");
}

INTERRUPTS(WEAK_VECTOR)

__attribute__((section(".isr_vector"), used))
const void *const vectors[16 + MPS2_IRQ_COUNT] = {STARTUP_SYSTEM_VECTORS, INTERRUPTS(VECTOR)};

#endif
