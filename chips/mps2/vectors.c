/* SPDX-License-Identifier: MIT */
/* Vector table of the CMSDK images: the core's 16 entries and 32 interrupts, names as in CMSIS. */
#include "mps2.h"
#include "startup.h"

#if !MPS2_IOT_KIT

#define WEAK_VECTOR(name) __attribute__((weak, alias("Unclaimed_Handler"))) void name(void)

/* An alias needs its target in the same file. */
__attribute__((naked, used)) static void Unclaimed_Handler(void)
{
    __asm volatile("b Default_Handler");
}

WEAK_VECTOR(UARTRX0_Handler);
WEAK_VECTOR(UARTTX0_Handler);
WEAK_VECTOR(UARTRX1_Handler);
WEAK_VECTOR(UARTTX1_Handler);
WEAK_VECTOR(UARTRX2_Handler);
WEAK_VECTOR(UARTTX2_Handler);
WEAK_VECTOR(PORT0_COMB_Handler);
WEAK_VECTOR(PORT1_COMB_Handler);
WEAK_VECTOR(TIMER0_Handler);
WEAK_VECTOR(TIMER1_Handler);
WEAK_VECTOR(DUALTIMER_Handler);
WEAK_VECTOR(SPI_Handler);
WEAK_VECTOR(UARTOVF_Handler);
WEAK_VECTOR(ETHERNET_Handler);
WEAK_VECTOR(I2S_Handler);
WEAK_VECTOR(TSC_Handler);
WEAK_VECTOR(PORT2_COMB_Handler);
WEAK_VECTOR(PORT3_COMB_Handler);
WEAK_VECTOR(UARTRX3_Handler);
WEAK_VECTOR(UARTTX3_Handler);
WEAK_VECTOR(UARTRX4_Handler);
WEAK_VECTOR(UARTTX4_Handler);
WEAK_VECTOR(ADCSPI_Handler);
WEAK_VECTOR(SHIELDSPI_Handler);
WEAK_VECTOR(PORT0_0_Handler);
WEAK_VECTOR(PORT0_1_Handler);
WEAK_VECTOR(PORT0_2_Handler);
WEAK_VECTOR(PORT0_3_Handler);
WEAK_VECTOR(PORT0_4_Handler);
WEAK_VECTOR(PORT0_5_Handler);
WEAK_VECTOR(PORT0_6_Handler);
WEAK_VECTOR(PORT0_7_Handler);

__attribute__((section(".isr_vector"), used)) const void *const vectors[16 + MPS2_IRQ_COUNT] = {
    STARTUP_SYSTEM_VECTORS,    [16] = UARTRX0_Handler,    [17] = UARTTX0_Handler,
    [18] = UARTRX1_Handler,    [19] = UARTTX1_Handler,    [20] = UARTRX2_Handler,
    [21] = UARTTX2_Handler,    [22] = PORT0_COMB_Handler, [23] = PORT1_COMB_Handler,
    [24] = TIMER0_Handler,     [25] = TIMER1_Handler,     [26] = DUALTIMER_Handler,
    [27] = SPI_Handler,        [28] = UARTOVF_Handler,    [29] = ETHERNET_Handler,
    [30] = I2S_Handler,        [31] = TSC_Handler,        [32] = PORT2_COMB_Handler,
    [33] = PORT3_COMB_Handler, [34] = UARTRX3_Handler,    [35] = UARTTX3_Handler,
    [36] = UARTRX4_Handler,    [37] = UARTTX4_Handler,    [38] = ADCSPI_Handler,
    [39] = SHIELDSPI_Handler,  [40] = PORT0_0_Handler,    [41] = PORT0_1_Handler,
    [42] = PORT0_2_Handler,    [43] = PORT0_3_Handler,    [44] = PORT0_4_Handler,
    [45] = PORT0_5_Handler,    [46] = PORT0_6_Handler,    [47] = PORT0_7_Handler,
};

#endif
