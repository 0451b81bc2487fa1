/* SPDX-License-Identifier: MIT */
/* Handlers run masked, on main's old stack. The CLINT's software interrupt is the pended switch;
 * arch_core.port is 1 while a handler has asked for one. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"

#define SOFTWARE_INTERRUPT (*(volatile uint32_t *)0x02000000u)

#define INTERRUPT 0x80000000u
#define SOFTWARE  (INTERRUPT | 3u)
#define TIMER     (INTERRUPT | 7u)
#define EXTERNAL  (INTERRUPT | 11u)

void tick_handler(void) __attribute__((weak));     /* step 6 */
void external_handler(void) __attribute__((weak)); /* step 7 */
__attribute__((noreturn)) void fault_assert(const char *expression, const char *file, int line);
struct arch_context *interrupt(uintptr_t cause);

void arch_request_switch(void)
{
    if (arch_in_isr()) {
        arch_core()->port = 1;
    } else {
        __asm volatile("csrs mie, 8");
        SOFTWARE_INTERRUPT = 1;
    }
}

/* From interrupt_entry, which resumes what this returns. */
struct arch_context *interrupt(uintptr_t cause)
{
    arch_isr_runs = true;
    switch (cause) {
    case SOFTWARE:
        SOFTWARE_INTERRUPT = 0;
        arch_core()->port = 1;
        break;
    case TIMER:
        tick_handler();
        break;
    case EXTERNAL:
        external_handler();
        break;
    default:
        fault_assert("an exception that nobody handles", __FILE__, __LINE__);
    }
    arch_isr_runs = false;
    if (arch_core()->port != 0) {
        arch_core()->port = 0;
        return kernel_pick_next();
    }
    return arch_core()->current;
}

__asm(".section .text.interrupt_entry, \"ax\"\n"
      ".globl interrupt_entry\n"
      ".balign 4\n"
      "interrupt_entry:\n"
      "addi sp, sp, -128\n"
      "sw x1, 4(sp)\n"
      "sw x5, 20(sp)\n"
      "sw x6, 24(sp)\n"
      "sw x7, 28(sp)\n"
      "sw x8, 32(sp)\n"
      "sw x9, 36(sp)\n"
      "sw x10, 40(sp)\n"
      "sw x11, 44(sp)\n"
      "sw x12, 48(sp)\n"
      "sw x13, 52(sp)\n"
      "sw x14, 56(sp)\n"
      "sw x15, 60(sp)\n"
      "sw x16, 64(sp)\n"
      "sw x17, 68(sp)\n"
      "sw x18, 72(sp)\n"
      "sw x19, 76(sp)\n"
      "sw x20, 80(sp)\n"
      "sw x21, 84(sp)\n"
      "sw x22, 88(sp)\n"
      "sw x23, 92(sp)\n"
      "sw x24, 96(sp)\n"
      "sw x25, 100(sp)\n"
      "sw x26, 104(sp)\n"
      "sw x27, 108(sp)\n"
      "sw x28, 112(sp)\n"
      "sw x29, 116(sp)\n"
      "sw x30, 120(sp)\n"
      "sw x31, 124(sp)\n"
      "csrr t0, mepc\n"
      "sw t0, 0(sp)\n"
      "la t0, dunlin_kernel\n" /* its first word points at the running task's context */
      "lw t0, 0(t0)\n"
      "sw sp, 0(t0)\n"
      "la sp, __stack_top\n"
      "csrr a0, mcause\n"
      "call interrupt\n"
      "j resume\n"
      ".text");
