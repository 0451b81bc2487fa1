/* SPDX-License-Identifier: MIT */
/* What a task has in registers and on its stack is there when it runs again.
 *
 *   stay    fill every register and stay: the tick takes the processor away at every place
 *   leave   fill them and yield
 *
 * Twice: with the processor's own registers by name, where tests/target/registers_<isa>.S lists
 * them, and with more values alive than the compiler has registers, on any processor. */
#include "kernel_cases.h"

#include "registers.h"

#define HOLDERS 2u
#define TICKS   40u
#define LEAST   5u /* rounds of each task that prove something */
#define ROUNDS  600u
#define FLOATS  8u

/* Registers before this one are the core's. */
#if defined(__arm__)
#define FIRST_FLOAT 15u
#elif defined(__riscv)
#define FIRST_FLOAT 28u
#else
#define FIRST_FLOAT 0u
#endif

static struct {
    uintptr_t values[REGISTERS_MAX];
    uintptr_t found[REGISTERS_MAX];
    volatile unsigned holds;
} holders[HOLDERS];

static const char *volatile wrong; /* the first register that was not kept */
static volatile bool floats;       /* which of them are looked at */
static volatile bool leaves;

static void yield(void)
{
    taskYIELD();
}

/* Another pattern in each register of each task, and in the next round its complement. */
static void fill(unsigned who)
{
    for (size_t i = 0; registers_info[i].name != NULL; i++) {
        uintptr_t pattern = (uintptr_t)0x9E3779B97F4A7C15u * (i + 1u + (size_t)REGISTERS_MAX * who);
        pattern ^= pattern >> 17;
        holders[who].values[i] =
            (holders[who].holds % 2u == 0 ? pattern : ~pattern) & registers_info[i].bits;
    }
}

static void hold_by_name(unsigned who)
{
    bool leave = leaves;

    fill(who);
    registers_hold(holders[who].values, holders[who].found, leave ? yield : NULL);
    for (size_t i = 0; registers_info[i].name != NULL; i++) {
        uintptr_t mask = leave ? registers_info[i].kept : registers_info[i].bits;
        if ((i >= FIRST_FLOAT) == floats &&
            ((holders[who].found[i] ^ holders[who].values[i]) & mask) != 0 && wrong == NULL) {
            wrong = registers_info[i].name;
        }
    }
}

#define KEEP(a, b, c, d, e) __asm volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e))

/* The sum tells whether one of twenty was changed. */
__attribute__((noinline)) static unsigned hold_integers(unsigned seed, bool leave)
{
    unsigned a = seed, b = seed * 3u, c = seed * 5u, d = seed * 7u, e = seed * 11u;
    unsigned f = seed * 13u, g = seed * 17u, h = seed * 19u, i = seed * 23u, j = seed * 29u;
    unsigned k = seed * 31u, l = seed * 37u, m = seed * 41u, n = seed * 43u, o = seed * 47u;
    unsigned rounds = leave ? 1u : ROUNDS;

    for (unsigned round = 0; round < rounds; round++) {
        KEEP(a, b, c, d, e);
        KEEP(f, g, h, i, j);
        KEEP(k, l, m, n, o);
        if (leave) {
            taskYIELD();
        }
        KEEP(a, c, e, g, i);
        KEEP(b, d, f, h, j);
    }
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o;
}

#define SUM_OF_FACTORS                                                                             \
    (1u + 3u + 5u + 7u + 11u + 13u + 17u + 19u + 23u + 29u + 31u + 37u + 41u + 43u + 47u)

/* Whole numbers, so that the sums are exact. */
__attribute__((noinline)) static bool hold_floats(unsigned seed, bool leave)
{
    float from = (float)(seed % 1000u);
    float a = from, b = from + 1.0f, c = from + 2.0f, d = from + 3.0f;
    float e = from + 4.0f, f = from + 5.0f, g = from + 6.0f, h = from + 7.0f;
    double p = (double)from + 0.5, q = (double)from + 0.25;
    unsigned rounds = leave ? 2u : ROUNDS / 10u;

    for (unsigned round = 0; round < rounds; round++) {
        a += 1.0f;
        b += 1.0f;
        c += 1.0f;
        d += 1.0f;
        if (leave) {
            taskYIELD();
        }
        e += 1.0f;
        f += 1.0f;
        g += 1.0f;
        h += 1.0f;
        p += 1.0;
        q += 1.0;
    }
    float sum = (float)FLOATS * (from + (float)rounds) + 28.0f;
    return a + b + c + d + e + f + g + h == sum &&
           p + q == 2.0 * ((double)from + (double)rounds) + 0.75;
}

static void hold(void *arg)
{
    unsigned who = (unsigned)(uintptr_t)arg;

    for (;;) {
        unsigned seed = 7919u * (holders[who].holds + 1u) + 104729u * who;

        hold_by_name(who);
        if (floats && !hold_floats(seed, leaves)) {
            wrong = wrong != NULL ? wrong : "one of ten floats";
        }
        if (!floats && hold_integers(seed, leaves) != seed * SUM_OF_FACTORS) {
            wrong = wrong != NULL ? wrong : "one of fifteen integers";
        }
        holders[who].holds = holders[who].holds + 1u;
    }
}

static void disturb(void)
{
    registers_disturb_float();
}

static void hold_for_a_while(bool of_floats, bool by_leaving)
{
    wrong = NULL;
    floats = of_floats;
    leaves = by_leaving;
    for (unsigned n = 0; n < HOLDERS; n++) {
        holders[n].holds = 0;
        if (kernel_spawn(hold, P_LOW, (void *)(uintptr_t)n) == NULL) {
            return;
        }
    }
    qualification_on_tick = disturb;
    for (unsigned n = 0; n < TICKS && wrong == NULL; n++) {
        vTaskDelay(1);
    }
    if (wrong != NULL) {
        (void)qualification_expect(false, __FILE__, __LINE__, wrong);
        (void)EXPECT(wrong == NULL && "a task finds another value than it has put there");
        return;
    }
    EXPECT(holders[0].holds >= LEAST);
    EXPECT(holders[1].holds >= LEAST);
}

void kernel_registers_survive_preemption(void)
{
    hold_for_a_while(false, false);
}

void kernel_registers_survive_yield(void)
{
    hold_for_a_while(false, true);
}

void kernel_float_survives_preemption(void)
{
    hold_for_a_while(true, false);
}

void kernel_float_survives_yield(void)
{
    hold_for_a_while(true, true);
}

#define CLIMBERS 3u
#define DEPTH    4u
#define WORDS    6u
#define LOOKS    50u

static volatile unsigned climbs[CLIMBERS], spoiled;

/* Each level has values of its own on the stack, and looks at them again on the way back. */
__attribute__((noinline)) static void climb(unsigned seed, unsigned depth)
{
    volatile unsigned words[WORDS];

    for (unsigned i = 0; i < WORDS; i++) {
        words[i] = seed * 31u + depth * 7u + i;
    }
    if (depth > 1u) {
        climb(seed + 1u, depth - 1u);
    } else if (seed % 3u == 0) {
        taskYIELD();
    } else if (seed % 7u == 0) {
        vTaskDelay(1);
    }
    for (unsigned look = 0; look < LOOKS; look++) {
        for (unsigned i = 0; i < WORDS; i++) {
            if (words[i] != seed * 31u + depth * 7u + i) {
                spoiled = spoiled + 1u;
            }
        }
    }
}

static void climb_for_ever(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;

    for (;;) {
        climb(climbs[self] * 13u + self * 1009u, DEPTH);
        climbs[self] = climbs[self] + 1u;
    }
}

void kernel_stacks_survive_load(void)
{
    spoiled = 0;
    for (unsigned n = 0; n < CLIMBERS; n++) {
        climbs[n] = 0;
        /* One of them is more urgent, so that it comes in between at every place. */
        if (kernel_spawn(climb_for_ever, n == 0 ? P_LOW + 1u : P_LOW, (void *)(uintptr_t)n) ==
            NULL) {
            return;
        }
    }
    vTaskDelay(3u * TICKS);
    EXPECT_EQUAL(spoiled, 0);
    for (unsigned n = 0; n < CLIMBERS; n++) {
        EXPECT(climbs[n] >= LEAST);
    }
}
