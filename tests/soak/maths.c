/* SPDX-License-Identifier: MIT */
/* Calculations with a known result, interrupted all the time: a register that is not kept shows. */
#include "soak.h"

static volatile unsigned long integer_rounds, float_rounds;

static void integers(void *arg)
{
    uint32_t salt = (uint32_t)(uintptr_t)arg;
    for (;;) {
        uint32_t a = 123U + salt, b = 234567U, c = 3U, d = 918U;
        uint64_t wide = 0;
        for (uint32_t i = 1; i < 200; i++) {
            wide += (uint64_t)(a + i) * b / (c + i) - d;
            a = a * 31U + i;
            b ^= a >> 3;
        }
        static uint64_t results[2];
        static bool known[2];
        if (!known[salt]) {
            results[salt] = wide;
            known[salt] = true;
        }
        SOAK_CHECK_THAT(results[salt] == wide);
        integer_rounds = integer_rounds + 1;
        taskYIELD();
    }
}

static void floats(void *arg)
{
    uintptr_t salt = (uintptr_t)arg;
    portTASK_USES_FLOATING_POINT();
    for (;;) {
        volatile double a = 123.4567 + (double)salt, b = 2345.6789, c = -918.222;
        double result = (a + b) * c;
        float narrow = 1.0F;
        for (unsigned i = 0; i < 50; i++) {
            result = result / 1.0001 + (double)i;
            narrow = narrow * 1.01F - 0.001F * (float)i;
        }
        static double results[2];
        static float narrows[2];
        static bool known[2];
        if (!known[salt]) {
            results[salt] = result;
            narrows[salt] = narrow;
            known[salt] = true;
        }
        SOAK_CHECK_THAT(results[salt] == result);
        SOAK_CHECK_THAT(narrows[salt] == narrow);
        float_rounds = float_rounds + 1;
        taskYIELD();
    }
}

static void start_integers(void)
{
    (void)soak_task(integers, "integers", (void *)0, SOAK_IDLE);
    (void)soak_task(integers, "integers", (void *)1, SOAK_IDLE);
}

static void start_floats(void)
{
    (void)soak_task(floats, "floats", (void *)0, SOAK_IDLE);
    (void)soak_task(floats, "floats", (void *)1, SOAK_IDLE);
}

const struct soak_group integer_group = {"integers", start_integers, NULL, NULL, &integer_rounds};
const struct soak_group float_group = {"floats", start_floats, NULL, NULL, &float_rounds};
