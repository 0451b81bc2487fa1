/* SPDX-License-Identifier: MIT */
/* Simulated time.
 *
 *      now = ns at the last jump + points since then * ns per point
 *
 * A jump leads to the next event: when every task waits, or when the adversary wants a tick early.
 * In
 * --realtime `now` is the host's clock, and idle time is spent waiting for it.
 */
#include "port.h"

#include <time.h>

#include "forbidden.h"

HOST_CALL(clock_gettime);
HOST_CALL(nanosleep);

#define DEFAULT_TICK_HZ     1000u
#define REALTIME_LOOK_EVERY 2000u /* points */

void (*sim_host_wait)(uint64_t timeout_us);

static struct {
    uint64_t ns;     /* at the last jump */
    uint64_t points; /* at the last jump */
    uint64_t ns_per_point;
    uint64_t tick_ns;
    uint64_t host_start_ns;  /* host's clock at our 0 */
    struct sim_event *first; /* in order of time */
} clock_state;

static void tick_happens(struct sim_event *event);
static struct sim_event tick_event = {.happen = tick_happens};

/* Ticks that are held back. */
static struct {
    uint64_t ticks;
    uint64_t first_ns; /* when the first of them was due */
} held;

static uint64_t host_ns(void)
{
    struct timespec t;
    HOST(clock_gettime)(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void set_speed(void)
{
    uint64_t tick_ns =
        clock_state.tick_ns != 0 ? clock_state.tick_ns : 1000000000u / DEFAULT_TICK_HZ;
    uint32_t points = sim_knobs.points_per_tick != 0 ? sim_knobs.points_per_tick : 1u;

    clock_state.ns_per_point = tick_ns / points != 0 ? tick_ns / points : 1u;
}

uint64_t sim_now_ns(void)
{
    if (sim_knobs.realtime) {
        return host_ns() - clock_state.host_start_ns;
    }
    if (clock_state.ns_per_point == 0) {
        set_speed();
    }
    return clock_state.ns + (sim_points() - clock_state.points) * clock_state.ns_per_point;
}

void sim_go_realtime(void)
{
    if (!sim_knobs.realtime) {
        clock_state.host_start_ns = host_ns() - sim_now_ns();
        sim_knobs.realtime = true;
        sim_points_arm();
    }
}

static void jump_to(uint64_t ns)
{
    clock_state.ns = ns;
    clock_state.points = sim_points();
}

void sim_event_cancel(struct sim_event *event)
{
    struct sim_event **at = &clock_state.first;

    if (!event->waiting) {
        return;
    }
    while (*at != event) {
        at = &(*at)->next;
    }
    *at = event->next;
    event->waiting = false;
}

void sim_event_at(struct sim_event *event, uint64_t when_ns)
{
    struct sim_event **at = &clock_state.first;

    sim_event_cancel(event);
    event->when_ns = when_ns;
    while (*at != NULL && (*at)->when_ns <= when_ns) {
        at = &(*at)->next;
    }
    event->next = *at;
    event->waiting = true;
    *at = event;
    sim_points_arm();
}

static void happen_until(uint64_t now)
{
    bool was_inside = sim_port.inside;
    sim_port.inside = true;
    while (clock_state.first != NULL && clock_state.first->when_ns <= now) {
        struct sim_event *event = clock_state.first;
        clock_state.first = event->next;
        event->waiting = false;
        event->happen(event);
    }
    sim_port.inside = was_inside;
}

void sim_clock_catch_up(void)
{
    if (sim_knobs.realtime && sim_host_wait != NULL) {
        sim_host_wait(0);
    }
    happen_until(sim_now_ns());
}

void sim_clock_idle(void)
{
    const struct sim_event *next = clock_state.first;

    if (sim_knobs.realtime) {
        uint64_t now = sim_now_ns();
        uint64_t wait_us = 1000000u;
        if (next != NULL) {
            wait_us = next->when_ns > now ? (next->when_ns - now + 999u) / 1000u : 0;
        }
        if (sim_host_wait != NULL) {
            sim_host_wait(wait_us);
        } else {
            struct timespec t = {.tv_sec = (time_t)(wait_us / 1000000u),
                                 .tv_nsec = (long)(wait_us % 1000000u) * 1000};
            HOST(nanosleep)(&t, NULL);
        }
        happen_until(sim_now_ns());
        return;
    }
    if (next == NULL) {
        sim_fail("all tasks wait, and no tick or device will ever wake one");
    }
    if (next->when_ns > sim_now_ns()) {
        jump_to(next->when_ns);
    }
    happen_until(next->when_ns);
}

uint64_t sim_clock_points_left(void)
{
    if (sim_knobs.realtime) {
        return REALTIME_LOOK_EVERY;
    }
    if (clock_state.first == NULL) {
        return UINT64_MAX;
    }
    uint64_t now = sim_now_ns();
    uint64_t when = clock_state.first->when_ns;
    uint64_t step = clock_state.ns_per_point;
    return when <= now ? 1u : (when - now + step - 1u) / step;
}

static void tick_happens(struct sim_event *event)
{
    sim_irq_pend(SIM_IRQ_TICK);
    sim_event_at(event, event->when_ns + clock_state.tick_ns);
}

void sim_clock_hold_ticks(uint64_t ticks)
{
    held.ticks = ticks;
    held.first_ns = tick_event.when_ns;
    sim_event_at(&tick_event, held.first_ns + ticks * clock_state.tick_ns);
}

uint64_t sim_clock_release_ticks(void)
{
    uint64_t now = sim_now_ns();
    uint64_t passed = 0;

    if (tick_event.when_ns != held.first_ns + held.ticks * clock_state.tick_ns) {
        return held.ticks; /* the one after them has come */
    }
    if (now >= held.first_ns) {
        passed = (now - held.first_ns) / clock_state.tick_ns + 1u;
        passed = passed < held.ticks ? passed : held.ticks; /* it is about to come */
    }
    sim_event_at(&tick_event, held.first_ns + passed * clock_state.tick_ns);
    return passed;
}

void sim_tick_now(void)
{
    if (sim_knobs.realtime || !tick_event.waiting) {
        return;
    }
    uint64_t when = tick_event.when_ns;
    if (when > sim_now_ns()) {
        jump_to(when);
    }
    happen_until(when);
}

void sim_clock_start_tick(uint32_t hz)
{
    uint64_t now = sim_now_ns();

    clock_state.tick_ns = 1000000000u / hz;
    jump_to(now);
    set_speed();
    sim_irq_attach(SIM_IRQ_TICK, SIM_PRIORITY_TICK, sim_tick_handler, NULL);
    sim_event_at(&tick_event, now + clock_state.tick_ns);
}

void sim_clock_stop(void)
{
    sim_event_cancel(&tick_event);
    sim_irq_attach(SIM_IRQ_TICK, SIM_PRIORITY_TICK, NULL, NULL);
}
