/* SPDX-License-Identifier: MIT */
/* Every schedule with up to k pre-emptions.
 *
 *      run without pre-emption  . . . . . . . . . . .      at every point a copy of the process:
 *                                   `─ tick . . . . .          the copy pre-empts here and goes on,
 *                                        `─ tick . .           the original does not
 *                                   `─ irq 8 . . . .
 *
 * A copy is a fork, so nothing is run twice up to the point where schedules differ. Copies of the
 * first level run `jobs` at a time; deeper ones wait for each other.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "engine.h"
#include "forbidden.h"

HOST_CALL(wait);

#define TICK (-1)

static unsigned level;
static unsigned copies; /* running */

static void wait_for_copy(void)
{
    if (HOST(wait)(NULL) > 0) {
        copies--;
    }
}

void systematic_wait(void)
{
    while (copies > 0) {
        wait_for_copy();
    }
}

static void make(int irq)
{
    if (irq == TICK) {
        sim_tick_now();
    } else {
        sim_irq_raise((unsigned)irq);
    }
}

/* The copy makes the move and goes on. @return True in the copy. */
static bool branch(uint64_t now, int irq)
{
    unsigned limit = level == 0 ? engine.jobs : 1u;

    while (copies >= limit) {
        wait_for_copy();
    }
    pid_t copy = fork();
    if (copy < 0) {
        sim_fail("the host cannot make another process");
    }
    if (copy > 0) {
        copies++;
        return false;
    }
    copies = 0;
    level++;
    engine.depth--;
    engine.moves[engine.move_count++] = (struct move){.point = now, .irq = irq};
    make(irq);
    return true;
}

static void try_all(uint64_t now)
{
    if (!sim_is_open() || engine.depth == 0) {
        return;
    }
    if (branch(now, TICK)) {
        return;
    }
    for (unsigned i = 0; i < sim_invited_count(); i++) {
        if (branch(now, (int)sim_invited(i))) {
            return;
        }
    }
}

static uint64_t acted; /* the point of the last act: the next one is behind it */

static uint64_t next_of_all(uint64_t now)
{
    if (engine.depth == 0) {
        return UINT64_MAX;
    }
    return acted == now ? now + 1u : now;
}

static void act_all(uint64_t now)
{
    acted = now;
    try_all(now);
}

void systematic_begin(void)
{
    static const struct sim_adversary all = {.next = next_of_all, .act = act_all};
    sim_adversary_use(&all);
}

static unsigned followed;

static uint64_t next_followed(uint64_t now)
{
    (void)now;
    return followed < engine.move_count ? engine.moves[followed].point : UINT64_MAX;
}

static void follow(uint64_t now)
{
    (void)now;
    make(engine.moves[followed++].irq);
}

void systematic_follow(void)
{
    static const struct sim_adversary given = {.next = next_followed, .act = follow};
    sim_adversary_use(&given);
}
