/* SPDX-License-Identifier: MIT */
/* Three tasks meet at a rendezvous, again and again; nobody may be a round ahead. */
#include "event_groups.h"

#include "scenario.h"

#define TASKS 3u
#define ALL   0x7u

static EventGroupHandle_t group;
static unsigned actors[TASKS];
static volatile uint32_t round_of[TASKS];

static void meet(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    for (uint32_t n = 1; n <= rounds(); n++) {
        round_of[self] = n;
        EventBits_t bits = xEventGroupSync(group, (EventBits_t)1 << self, ALL, portMAX_DELAY);
        EXPECT((bits & ALL) == ALL);
        for (unsigned i = 0; i < TASKS; i++) {
            EXPECT(round_of[i] == n || round_of[i] == n + 1u); /* all came; the quick went on */
        }
        progress(actors[self]);
    }
    done(actors[self]);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"first", "second", "third"};
    group = xEventGroupCreate();
    for (unsigned i = 0; i < TASKS; i++) {
        actors[i] = actor(names[i]);
        spawn(names[i], meet, P_LOW + choose(2), (void *)(uintptr_t)i);
    }
}

static void check(void)
{
    EXPECT(xEventGroupGetBits(group) == 0);
}

SCENARIO(event_sync, "nobody passes a rendezvous before everybody has come");
