/* SPDX-License-Identifier: MIT */
/* Planted: one byte behind a block of the heap is written. */
#include "planted.h"

static void overflow(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    volatile char *block = pvPortMalloc(24);
    for (unsigned i = 0; i <= 24u; i++) {
        block[i] = 1;
    }
    printf("nobody noticed\n");
    board_exit(0);
}

int main(void)
{
    run_planted("greedy", overflow, STACK);
}
