/* SPDX-License-Identifier: MIT */
/* Planted: a decision is made on a variable that nobody has set. */
#include "planted.h"

static volatile unsigned taken;

static void read_unset(void *arg)
{
    volatile unsigned unset[4];
    (void)arg;
    vTaskDelay(3);
    unset[0] = 1;
    if (unset[2] == 7u) {
        taken = 1;
    }
    vTaskDelay(2);
    printf("done\n");
    board_exit(0);
}

int main(void)
{
    run_planted("forgetful", read_unset, STACK);
}
