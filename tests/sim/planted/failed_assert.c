/* SPDX-License-Identifier: MIT */
/* Planted: a misuse that the kernel asserts against. */
#include "planted.h"

#include "semphr.h"

static void misuse(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    (void)xSemaphoreTake(NULL, 0);
    printf("nobody noticed\n");
    board_exit(0);
}

int main(void)
{
    run_planted("careless", misuse, STACK);
}
