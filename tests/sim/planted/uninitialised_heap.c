/* SPDX-License-Identifier: MIT */
/* Planted: a decision is made on heap memory that nobody has set, although its last owner had. */
#include "planted.h"

static volatile unsigned taken;

static void read_unset(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    volatile unsigned *block = pvPortMalloc(64);
    for (unsigned i = 0; i < 16u; i++) {
        block[i] = i;
    }
    vPortFree((void *)block);
    block = pvPortMalloc(64);
    if (block[9] == 7u) {
        taken = 1;
    }
    vTaskDelay(2);
    printf("done\n");
    board_exit(0);
}

int main(void)
{
    run_planted("heir", read_unset, STACK);
}
