/* SPDX-License-Identifier: MIT */
/* arch_stack_init, arch_start: a task begins, with its argument, on its stack, unmasked. */
#include "porting.h"

#include "arch.h"

static StaticTask_t block;
static StackType_t stack[STACK_DEPTH];

static void first(void *arg)
{
    volatile uint8_t aligned[1] __attribute__((aligned(portBYTE_ALIGNMENT)));

    aligned[0] = 0;
    CHECK(arg == (void *)&block);
    CHECK((uintptr_t)aligned > (uintptr_t)stack);
    CHECK((uintptr_t)aligned < (uintptr_t)(stack + STACK_DEPTH));
    CHECK((uintptr_t)__builtin_frame_address(0) % sizeof(void *) == 0);
    CHECK(!arch_in_isr());
    CHECK(arch_mask() == ARCH_MASK_NONE);
    arch_unmask(ARCH_MASK_NONE);
    porting_end("first task");
}

int main(void)
{
    board_init();
    (void)xTaskCreateStatic(first, "first", STACK_DEPTH, &block, 1, stack, &block);
    vTaskStartScheduler();
    return 1;
}
