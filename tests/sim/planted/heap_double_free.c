/* SPDX-License-Identifier: MIT */
/* Planted: a block is freed twice. */
#include "planted.h"

static void free_twice(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    void *block = pvPortMalloc(24);
    vPortFree(block);
    vTaskDelay(1);
    vPortFree(block);
    printf("nobody noticed\n");
    board_exit(0);
}

int main(void)
{
    run_planted("twice", free_twice, STACK);
}
