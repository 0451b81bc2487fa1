/* SPDX-License-Identifier: MIT */
/* The random adversary: strikes about every `gap` points of a task's own work.
 *
 * Each seed has its own gap, from "nearly always" to "hardly ever": short ones find what needs many
 * switches, long ones what needs one at the wrong place. It strikes in bursts with rests between:
 * without them low tasks would starve, as they would on hardware under such interrupts, and that
 * would prove nothing. Points of handlers do not count.
 */
#include "port.h"

#define BURST_MAX    64u   /* moves */
#define REST_POINTS  4000u /* on average */
#define STRIKES_SHUT 4u    /* one in so many moves happens although it must wait */

static const struct sim_adversary *chosen;

static struct {
    uint64_t state; /* of the generator */
    uint64_t next;  /* point of the next move */
    uint32_t gap;
    uint32_t burst; /* moves left of it */
    bool is_seeded;
    bool has_struck_shut; /* since a task was last open to interrupts */
} plan;

uint64_t sim_random(void)
{
    if (!plan.is_seeded) {
        plan.state = sim_knobs.seed * UINT64_C(0x9e3779b97f4a7c15) + 1u;
        plan.is_seeded = true;
    }
    plan.state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = plan.state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void plan_next(uint64_t now)
{
    if (plan.gap == 0) { /* this seed's own: mean 2 .. 4 * gap, most of them short */
        uint64_t top = 4u * (uint64_t)sim_knobs.gap;
        unsigned halvings = (unsigned)(sim_random() % 8u);
        uint64_t gap = (top >> halvings) + 1u;
        plan.gap = gap > 2u ? (uint32_t)gap : 2u;
        plan.burst = BURST_MAX; /* short runs are over before the first rest */
    }
    plan.next = now + 1u + sim_random() % (2u * (uint64_t)plan.gap);
    if (plan.burst-- == 0) {
        plan.burst = (uint32_t)(sim_random() % BURST_MAX);
        plan.next += sim_random() % (2u * REST_POINTS);
    }
}

uint64_t sim_adversary_next(uint64_t now)
{
    if (chosen != NULL) {
        return chosen->next(now);
    }
    if (sim_knobs.gap == 0) {
        return UINT64_MAX;
    }
    if (plan.next == 0) {
        plan_next(now);
    }
    return plan.next;
}

static void move(void)
{
    unsigned lines = sim_invited_count();
    uint64_t choice = sim_random() % (lines + 1u);

    if (choice < lines) {
        sim_irq_raise(sim_invited((unsigned)choice));
    } else if (sim_cpu.handlers == 0) {
        sim_tick_now();
    }
}

void sim_adversary_act(uint64_t now)
{
    if (sim_knobs.look != NULL && sim_is_open()) {
        sim_knobs.look();
    }
    if (chosen != NULL) {
        chosen->act(now);
        return;
    }
    bool is_open = sim_is_open();
    bool strikes = is_open;
    if (!is_open && !plan.has_struck_shut) { /* once, or handlers would raise their successors */
        strikes = sim_random() % STRIKES_SHUT == 0;
        plan.has_struck_shut = strikes;
    } else if (is_open) {
        plan.has_struck_shut = false;
    }
    if (strikes) {
        move();
    }
    plan_next(now);
}

void sim_adversary_pass(uint64_t points)
{
    plan.next += plan.next != 0 ? points : 0;
}

void sim_adversary_use(const struct sim_adversary *adversary)
{
    chosen = adversary;
}
