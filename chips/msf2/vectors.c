/* SPDX-License-Identifier: MIT */
/* Vector table of the SmartFusion2, names as Microsemi's. */
#include "msf2.h"
#include "vector_table.h"

/* clang-format off */
#define INTERRUPTS(X)                                                                              \
    X(0, WdogWakeup_IRQHandler) X(1, RTC_Wakeup_IRQHandler) X(2, SPI0_IRQHandler)                  \
    X(3, SPI1_IRQHandler) X(4, I2C0_IRQHandler) X(5, I2C0_SMBAlert_IRQHandler)                     \
    X(6, I2C0_SMBus_IRQHandler) X(7, I2C1_IRQHandler) X(8, I2C1_SMBAlert_IRQHandler)               \
    X(9, I2C1_SMBus_IRQHandler) X(10, UART0_IRQHandler) X(11, UART1_IRQHandler)                    \
    X(12, EthernetMAC_IRQHandler) X(13, DMA_IRQHandler) X(14, Timer1_IRQHandler)                   \
    X(15, Timer2_IRQHandler) X(16, CAN_IRQHandler) X(17, ENVM0_IRQHandler)                         \
    X(18, ENVM1_IRQHandler) X(19, ComBlk_IRQHandler) X(20, USB_IRQHandler)                         \
    X(21, USB_DMA_IRQHandler) X(22, PLL_Lock_IRQHandler) X(23, PLL_LockLost_IRQHandler)            \
    X(24, CommSwitchError_IRQHandler) X(25, CacheError_IRQHandler) X(26, DDR_IRQHandler)           \
    X(27, HPDMA_Complete_IRQHandler) X(28, HPDMA_Error_IRQHandler) X(29, ECC_Error_IRQHandler)     \
    X(30, MDDR_IOCalib_IRQHandler) X(31, FAB_PLL_Lock_IRQHandler)                                  \
    X(32, FAB_PLL_LockLost_IRQHandler) X(33, FIC64_IRQHandler) X(34, FabricIrq0_IRQHandler)        \
    X(35, FabricIrq1_IRQHandler) X(36, FabricIrq2_IRQHandler) X(37, FabricIrq3_IRQHandler)         \
    X(38, FabricIrq4_IRQHandler) X(39, FabricIrq5_IRQHandler) X(40, FabricIrq6_IRQHandler)         \
    X(41, FabricIrq7_IRQHandler) X(42, FabricIrq8_IRQHandler) X(43, FabricIrq9_IRQHandler)         \
    X(44, FabricIrq10_IRQHandler) X(45, FabricIrq11_IRQHandler) X(46, FabricIrq12_IRQHandler)      \
    X(47, FabricIrq13_IRQHandler) X(48, FabricIrq14_IRQHandler) X(49, FabricIrq15_IRQHandler)      \
    X(50, GPIO0_IRQHandler) X(51, GPIO1_IRQHandler) X(52, GPIO2_IRQHandler)                        \
    X(53, GPIO3_IRQHandler) X(54, GPIO4_IRQHandler) X(55, GPIO5_IRQHandler)                        \
    X(56, GPIO6_IRQHandler) X(57, GPIO7_IRQHandler) X(58, GPIO8_IRQHandler)                        \
    X(59, GPIO9_IRQHandler) X(60, GPIO10_IRQHandler) X(61, GPIO11_IRQHandler)                      \
    X(62, GPIO12_IRQHandler) X(63, GPIO13_IRQHandler) X(64, GPIO14_IRQHandler)                     \
    X(65, GPIO15_IRQHandler) X(66, GPIO16_IRQHandler) X(67, GPIO17_IRQHandler)                     \
    X(68, GPIO18_IRQHandler) X(69, GPIO19_IRQHandler) X(70, GPIO20_IRQHandler)                     \
    X(71, GPIO21_IRQHandler) X(72, GPIO22_IRQHandler) X(73, GPIO23_IRQHandler)                     \
    X(74, GPIO24_IRQHandler) X(75, GPIO25_IRQHandler) X(76, GPIO26_IRQHandler)                     \
    X(77, GPIO27_IRQHandler) X(78, GPIO28_IRQHandler) X(79, GPIO29_IRQHandler)                     \
    X(80, GPIO30_IRQHandler) X(81, GPIO31_IRQHandler)
/* clang-format on */

VECTOR_TABLE(INTERRUPTS, MSF2_IRQ_COUNT)
