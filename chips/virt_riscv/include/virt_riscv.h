/* SPDX-License-Identifier: MIT */
/** QEMU's machine "virt" for RISC-V: memory map, interrupt sources, clocks; its interrupt
 * controller.
 *
 * QEMU documentation, "virt generic virtual platform"; SiFive Interrupt Cookbook (CLINT); RISC-V
 * Platform-Level Interrupt Controller Specification 1.0. */
#ifndef VIRT_RISCV_H
#define VIRT_RISCV_H

#include <stdint.h>

#define VIRT_TEST   0x00100000u /* SiFive test finisher */
#define VIRT_RTC    0x00101000u /* Goldfish */
#define VIRT_CLINT  0x02000000u
#define VIRT_PLIC   0x0C000000u
#define VIRT_UART   0x10000000u /* 16550 */
#define VIRT_VIRTIO 0x10001000u /* VIRT_VIRTIO_COUNT places for a virtual device */
#define VIRT_FLASH  0x20000000u /* two banks; a drive behind bank 0: the processor starts there */

#define VIRT_FLASH_BANK_BYTES 0x02000000u
#define VIRT_VIRTIO_BYTES     0x1000u
#define VIRT_VIRTIO_COUNT     8u

#define VIRT_MTIME    (VIRT_CLINT + 0xBFF8u)
#define VIRT_MTIME_HZ 10000000u
#define VIRT_UART_HZ  3686400u

#define VIRT_SOURCE_VIRTIO 1u /* and up, one for each place */
#define VIRT_SOURCE_UART   10u
#define VIRT_SOURCE_RTC    11u
#define VIRT_SOURCES       54u /* 1 .. 53; there is no source 0 */

/* 1 least .. 7 most urgent. A handler is interrupted by more urgent sources and by the tick. */
#define VIRT_PRIORITY_DEVICE 3u
#define VIRT_PRIORITIES      7u

/* What the test finisher takes; a failure has its status in the upper half. */
#define VIRT_TEST_FAIL  0x3333u
#define VIRT_TEST_PASS  0x5555u
#define VIRT_TEST_RESET 0x7777u

/**
 * Route an interrupt source to a handler.
 *
 * @param source    1 .. VIRT_SOURCES - 1.
 * @param priority  1 .. VIRT_PRIORITIES.
 * @param handler   Called in an ISR; may make FromISR calls whatever its priority. Not NULL.
 * @param context   Passed to `handler` unchanged.
 *
 * Context: any.  Blocks: never.  Masked: for some instructions.
 */
void virt_irq_enable(uint32_t source, uint32_t priority, void (*handler)(void *context),
                     void *context);

/** Stop an interrupt source. Context: any. */
void virt_irq_disable(uint32_t source);

#endif
