/* SPDX-License-Identifier: MIT */
/* arch_switch: tasks that yield go on where they were, with what they had in registers. */
#include "porting.h"

#define TURNS 1000U

static StaticTask_t blocks[2];
static StackType_t stacks[2][STACK_DEPTH];
static volatile unsigned turns[2];

/* More values than a processor has registers that a call keeps. */
__attribute__((noinline)) static unsigned yield_with_values(unsigned seed)
{
    unsigned a = seed * 3U, b = seed * 5U, c = seed * 7U, d = seed * 11U, e = seed * 13U;
    unsigned f = seed * 17U, g = seed * 19U, h = seed * 23U, i = seed * 29U, j = seed * 31U;
    unsigned k = seed * 37U, l = seed * 41U, m = seed * 43U, n = seed * 47U, o = seed * 53U;

    __asm volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e));
    taskYIELD();
    __asm volatile("" : "+r"(f), "+r"(g), "+r"(h), "+r"(i), "+r"(j));
    taskYIELD();
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o;
}

static void turn(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;

    for (unsigned n = 1; n <= TURNS; n++) {
        CHECK(yield_with_values(n + self * 7919U) == (n + self * 7919U) * 379U);
        CHECK(turns[1U - self] + 1U >= turns[self]);
        turns[self] = n;
    }
    while (turns[1U - self] < TURNS) {
        taskYIELD();
    }
    porting_end("switch");
}

int main(void)
{
    board_init();
    for (unsigned i = 0; i < 2; i++) {
        (void)xTaskCreateStatic(turn, "turn", STACK_DEPTH, (void *)(uintptr_t)i, 1, stacks[i],
                                &blocks[i]);
    }
    vTaskStartScheduler();
    return 1;
}
