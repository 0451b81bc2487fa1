/* SPDX-License-Identifier: MIT */
/* Planted: a write through NULL. */
#include "planted.h"

static volatile unsigned *volatile nowhere;

static void write_null(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    *nowhere = 1;
    printf("nobody noticed\n");
    board_exit(0);
}

int main(void)
{
    run_planted("lost", write_null, STACK);
}
