/* SPDX-License-Identifier: MIT */
/* Planted: one byte behind a block is written, and the block is freed. */
#include "planted.h"

static void overrun(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    volatile char *block = pvPortMalloc(21);
    for (unsigned i = 0; i <= 21u; i++) {
        block[i] = 1;
    }
    vPortFree((void *)block);
    printf("nobody noticed\n");
    board_exit(0);
}

int main(void)
{
    run_planted("greedy", overrun, STACK);
}
