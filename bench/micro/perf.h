/* SPDX-License-Identifier: MIT */
#ifndef PERF_H
#define PERF_H
#include <stdint.h>
/* one-instruction marker: unallocated Thumb-2 hint, a NOP on hardware and in QEMU; seen by plugin/rtosprof.so */
#define MARK(id) __asm volatile(".inst.w 0xf3af8000+%c0" :: "i"(id) : "memory")
#define REC_ON()  MARK(0xE0)
#define REC_OFF() MARK(0xE1)
/* free-running CMSDK timer 0: 25 MHz down-counter = 40 ns of virtual time per count */
#define T0_CTRL   (*(volatile uint32_t *)0x40000000)
#define T0_VALUE  (*(volatile uint32_t *)0x40000004)
#define T0_RELOAD (*(volatile uint32_t *)0x40000008)
static inline void t0_start(void){ T0_CTRL=0; T0_RELOAD=0xFFFFFFFFu; T0_VALUE=0xFFFFFFFFu; T0_CTRL=1; }
static inline uint32_t t0_now(void){ return 0u - T0_VALUE; }
#define PEND_IRQ20() do { *(volatile uint32_t *)0xE000E200 = 1u<<20; __asm volatile("dsb\n\tisb":::"memory"); } while(0)
#define PEND_TICK()  do { *(volatile uint32_t *)0xE000ED04 = 1u<<26; __asm volatile("dsb\n\tisb":::"memory"); } while(0)
#define SYST_CSR (*(volatile uint32_t *)0xE000E010)
void irq20_setup(void);
void sh_puts(const char *s); void sh_exit(int code) __attribute__((noreturn));
int printf(const char *fmt, ...);
#endif
