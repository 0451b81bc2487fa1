/* SPDX-License-Identifier: MIT */
/** MPS2: memory map, interrupt numbers, clock.
 *
 * There are two maps: that of the CMSDK images (AN385 Cortex-M3, AN386 M4, AN500 M7) and that of
 * the IoT kit (AN505, Cortex-M33), seen from its secure side. Arm Application Notes of those
 * numbers, sections 3 and 4. */
#ifndef MPS2_H
#define MPS2_H

#include <stdint.h>

#if defined(__ARM_ARCH_8M_MAIN__)

#define MPS2_IOT_KIT  1
#define MPS2_CLOCK_HZ 20000000u

#define MPS2_CODE      0x10000000u
#define MPS2_TIMER0    0x50000000u
#define MPS2_TIMER1    0x50001000u
#define MPS2_DUALTIMER 0x50002000u
#define MPS2_UART0     0x50200000u
#define MPS2_UART1     0x50201000u
#define MPS2_WATCHDOG  0x50081000u

#define MPS2_IRQ_TIMER0    3u
#define MPS2_IRQ_TIMER1    4u
#define MPS2_IRQ_DUALTIMER 5u
#define MPS2_IRQ_UART0_RX  32u
#define MPS2_IRQ_UART1_RX  34u
#define MPS2_IRQ_ETHERNET  48u
#define MPS2_IRQ_SPARE     78u /* PORT0_6_Handler: nothing is wired to it */
#define MPS2_IRQ_COUNT     124u

#else

#define MPS2_IOT_KIT  0
#define MPS2_CLOCK_HZ 25000000u

#define MPS2_CODE      0x00000000u
#define MPS2_TIMER0    0x40000000u
#define MPS2_TIMER1    0x40001000u
#define MPS2_DUALTIMER 0x40002000u
#define MPS2_UART0     0x40004000u
#define MPS2_UART1     0x40005000u
#define MPS2_WATCHDOG  0x40008000u

#define MPS2_IRQ_UART0_RX  0u
#define MPS2_IRQ_UART1_RX  2u
#define MPS2_IRQ_TIMER0    8u
#define MPS2_IRQ_TIMER1    9u
#define MPS2_IRQ_DUALTIMER 10u
#define MPS2_IRQ_ETHERNET  13u
#define MPS2_IRQ_SPARE     30u /* PORT0_6_Handler: nothing is wired to it */
#define MPS2_IRQ_COUNT     32u

#endif

/* Of every driver: may call FromISR functions where configMAX_SYSCALL_INTERRUPT_PRIORITY <= this.
 * The clock is above every mask the kernel uses: it calls nothing. */
#define MPS2_PRIORITY_DEVICE 0xC0u
#define MPS2_PRIORITY_CLOCK  0x00u

/** Start timer 1 as the free-running clock behind clock_monotonic_us(). Context: once, at start. */
void mps2_clock_start(void);

#endif
