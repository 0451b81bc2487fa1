/* SPDX-License-Identifier: MIT */
/* What a yield costs between two tasks that both hold values in the FPU. */
#include "bench.h"

static volatile float a = 1.25F, b = 2.5F;

static void computes(void *arg)
{
    float sum = 0.0F;
    (void)arg;
    for (;;) {
        sum += a * b;
        TURN(fpu_yield);
        taskYIELD();
        a = sum;
    }
}

void bench_run(void)
{
    float sum = 0.0F;
    bench_task(computes, BENCH_LOW, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        sum += a * b;
        TURN(fpu_yield);
        taskYIELD();
        b = sum;
    }
    bench_delete_all();
}
