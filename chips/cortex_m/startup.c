/* SPDX-License-Identifier: MIT */
/* From reset to main().
 *
 *   reset ─► stack (from the vector table) ─► .data copied, .bss cleared ─► traps on
 *         ─► constructors ─► main() ─► board_exit(result of main)
 *
 * The chip owns the vector table (`vectors`, chips/<chip>/vectors.c). The three vectors of the
 * kernel work with either spelling: an application that maps vPortSVCHandler to SVC_Handler in its
 * FreeRTOSConfig.h replaces the weak handler here; one that does not is reached through it.
 */
#include <stddef.h>
#include <stdint.h>

#include "cortex_m.h"
#include "image.h"
#include "startup.h"

void *_sbrk(ptrdiff_t increment);

/* Nobody reads it and the linker drops it. The reference has it choose our system calls before it
 * comes to the C library, wherever the archives stand on the command line. */
__attribute__((used)) static void *(*const prefer_our_sbrk)(ptrdiff_t) = _sbrk;

/* Not static: runs on the initial stack after Reset_Handler, which must stay free of locals. */
__attribute__((noreturn, used)) void startup_run(void)
{
    image_load();
    CM_VTOR = (uint32_t)(uintptr_t)vectors; /* ignored where the table is fixed at 0 */
    if (CM_HAS_FAULT_STATUS) {
        CM_CCR |= CM_CCR_DIV_0_TRP;
        CM_SHCSR |= CM_SHCSR_ALL;
    }
#if defined(__ARM_FP)
    CM_CPACR |= 0xFu << 20;
#endif
#if CM_IS_V8M
    __asm volatile("msr msplim, %0" ::"r"(__stack_bottom));
#endif
    cm_barrier();

    image_run();
}

/* Also entered by debuggers and by soft resets with another stack in force. */
__attribute__((naked, noreturn)) void Reset_Handler(void)
{
    __asm volatile("ldr r0, =__stack_top\n\t"
                   "mov sp, r0\n\t"
                   "b startup_run\n\t"
                   ".ltorg");
}

/* Tail-call `name` if it is linked, otherwise report an unexpected exception. Only r3 and ip are
 * touched; lr holds the exception return value that the kernel needs. */
#define FORWARD_VECTOR(vector, name)                                                               \
    __attribute__((naked, weak)) void vector(void)                                                 \
    {                                                                                              \
        __asm volatile(".weak " name "\n\t"                                                        \
                       "ldr r3, =" name "\n\t"                                                     \
                       "cmp r3, #0\n\t"                                                            \
                       "beq 1f\n\t"                                                                \
                       "bx r3\n"                                                                   \
                       "1: b Default_Handler\n\t"                                                  \
                       ".ltorg");                                                                  \
    }

FORWARD_VECTOR(SVC_Handler, "vPortSVCHandler")
FORWARD_VECTOR(PendSV_Handler, "xPortPendSVHandler")
FORWARD_VECTOR(SysTick_Handler, "xPortSysTickHandler")
