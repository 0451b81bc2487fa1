/* SPDX-License-Identifier: MIT */
/* Three tasks of one priority that never wait: ticks share the processor among them. */
#include "scenario.h"

#define TASKS 3u

static unsigned actors[TASKS];
static volatile uint32_t turns[TASKS];

static uint32_t last_turn(void)
{
    return is_systematic() ? 1u : rounds(); /* a turn is as long as a tick */
}

static void spin(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    unsigned next = (self + 1u) % TASKS;

    /* Each follows its neighbour: all of them need a turn again and again. */
    for (uint32_t n = 1; n <= last_turn(); n++) {
        turns[self] = n;
        progress(actors[self]);
        while (turns[next] < n) {
        }
    }
    done(actors[self]);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"first", "second", "third"};
    for (unsigned i = 0; i < TASKS; i++) {
        actors[i] = actor(names[i]);
        spawn(names[i], spin, P_LOW, (void *)(uintptr_t)i);
    }
}

static void check(void)
{
    EXPECT(turns[0] == last_turn() && turns[1] == last_turn() && turns[2] == last_turn());
}

SCENARIO(time_slices, "equals that never wait all get their turns");
