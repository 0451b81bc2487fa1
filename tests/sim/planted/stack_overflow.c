/* SPDX-License-Identifier: MIT */
/* Planted: a recursion that needs more stack than its task has. */
#include "planted.h"

static volatile unsigned depth_reached;

static unsigned dive(unsigned depth)
{
    volatile unsigned here[8];
    here[depth % 8u] = depth;
    depth_reached = depth;
    return depth == 0 ? 0 : dive(depth - 1u) + here[depth % 8u];
}

static void overflow(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    unsigned result = dive(1000);
    printf("nobody noticed: %u\n", result);
    board_exit(0);
}

int main(void)
{
    run_planted("diver", overflow, STACK / 2u);
}
