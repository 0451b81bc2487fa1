/* SPDX-License-Identifier: MIT */
/* A board without a spare interrupt: what is asked for runs in the next interrupt of the tick. */
#include "kernel_cases.h"

#include "irq.h"

static void (*volatile wanted)(void);

static void run_wanted(void)
{
    void (*handler)(void) = wanted;

    wanted = NULL;
    if (handler != NULL) {
        handler();
    }
}

void irq_call(void (*handler)(void))
{
    wanted = handler;
    qualification_on_tick = run_wanted;
}

void irq_repeat(void)
{
}
