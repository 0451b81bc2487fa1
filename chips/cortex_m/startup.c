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
#include <stdint.h>
#include <stdlib.h>

#include "board.h"

#include "cortex_m.h"
#include "startup.h"

extern uint32_t __data_start[], __data_end[], __data_load[], __bss_start[], __bss_end[];
typedef void (*initializer_t)(void);
extern initializer_t __preinit_array_start[], __preinit_array_end[];
extern initializer_t __init_array_start[], __init_array_end[];

int main(void);
void *_sbrk(ptrdiff_t increment);

/* Nobody reads these and the linker drops them. The references have it choose our system calls and
 * our malloc before it comes to the C library, wherever the archives stand on the command line. */
__attribute__((used)) static void *(*const prefer_our_sbrk)(ptrdiff_t) = _sbrk;
__attribute__((used)) static void *(*const prefer_our_malloc)(size_t) = malloc;

static void run_initializers(initializer_t *first, initializer_t *last)
{
    for (initializer_t *init = first; init < last; init++) {
        (*init)();
    }
}

/* Not static: runs on the initial stack after Reset_Handler, which must stay free of locals. */
__attribute__((noreturn, used)) void startup_run(void)
{
    const uint32_t *from = __data_load;
    for (uint32_t *to = __data_start; to < __data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = __bss_start; to < __bss_end;) {
        *to++ = 0;
    }
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

    run_initializers(__preinit_array_start, __preinit_array_end);
    run_initializers(__init_array_start, __init_array_end);
    board_exit(main());
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
