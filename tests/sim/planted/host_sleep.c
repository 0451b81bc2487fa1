/* SPDX-License-Identifier: MIT */
/* Planted: a call that would stop every task. It must not link. */
#include "planted.h"

#include <unistd.h>

static void blocking_task(void *arg)
{
    (void)arg;
    for (;;) {
        sleep(1);
    }
}

int main(void)
{
    run_planted("sleeper", blocking_task, STACK);
}
