/* SPDX-License-Identifier: MIT */
/* Planted: a block of the heap is read after it was freed. */
#include "planted.h"

static void use_freed(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    volatile char *block = pvPortMalloc(24);
    block[3] = 1;
    vPortFree((void *)block);
    printf("nobody noticed: %d\n", block[3]);
    board_exit(0);
}

int main(void)
{
    run_planted("sentimental", use_freed, STACK);
}
