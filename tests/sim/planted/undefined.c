/* SPDX-License-Identifier: MIT */
/* Planted: a signed addition that overflows. */
#include "planted.h"

#include <limits.h>

static volatile int large = INT_MAX;

static void add(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    int sum = large + 1;
    printf("nobody noticed: %d\n", sum);
    board_exit(0);
}

int main(void)
{
    run_planted("adder", add, STACK);
}
