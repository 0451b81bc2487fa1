/* SPDX-License-Identifier: MIT */
/* What happens to the device, all of it from the seed. Time is cut into periods of half an hour,
 * each with its own kind of weather on the cable; the last two minutes of each are calm, and at
 * their end everything has to be as desired. */
#include <stdio.h>
#include <string.h>

#include "box.h"
#include "commission.h"
#include "sim.h"
#include "week.h"
#include "wire_sim.h"

#define MINUTE_MS 60000u
#define PERIOD_MS (30u * MINUTE_MS)
#define CALM_MS   (2u * MINUTE_MS)
#define DESIRE_MS 110000u
#define JOB_MS    (3u * 60u * MINUTE_MS)
#define DAY_MS    (24 * 60 * (int64_t)MINUTE_MS)
#define EPOCH_MS  2208988800000u /* 2040; BOX_VALID_FROM and BOX_VALID_TO are about it */

/* The time server is out of the certificates' dates for so long that the device, which asks each
 * five minutes, knows a wrong time when the broker goes away. */
#define WRONG_TIME_MS (6u * MINUTE_MS)

/* Once in a period, and early enough to last until the device has noticed. */
#define DISTRUST_EARLIEST_MS (1u * MINUTE_MS)
#define DISTRUST_LATEST_MS   (14u * MINUTE_MS)
#define DISTRUST_LAST_MS     (5u * MINUTE_MS)

static struct wire wire;
static struct netif_device ends[2];
static struct {
    struct sim_event box, fault, period, calm, well, desire, job, cable, right, late, distrust;
    int32_t value;
    unsigned jobs;
    bool is_calm;
} world;

static uint64_t now_ms(void)
{
    return sim_now_ns() / 1000000u;
}

static void at(struct sim_event *event, uint64_t in_ms)
{
    sim_event_at(event, (now_ms() + in_ms) * 1000000u);
}

static uint32_t below(uint32_t bound)
{
    return (uint32_t)(sim_random() % bound);
}

/* ---- The box ---- */

static void run_box(struct sim_event *event)
{
    const uint64_t next = box_run(now_ms());

    sim_event_at(event, (next > now_ms() ? next : now_ms() + 1u) * 1000000u);
}

static void box_sends(const void *frame, size_t length)
{
    (void)ends[1].driver->send(&ends[1], frame, length);
}

static uint32_t box_random(void)
{
    return (uint32_t)sim_random();
}

static void take_frames(void *arg)
{
    uint8_t frame[NETIF_FRAME_BYTES_MAX];
    size_t length;

    (void)arg;
    while ((length = ends[1].driver->receive(&ends[1], frame, sizeof frame)) > 0) {
        box_frame(frame, length, now_ms());
    }
    at(&world.box, 0); /* something may be due earlier now */
}

static void frame_ready(void *context)
{
    sim_beside(take_frames, context);
}

/* ---- The operator ---- */

static void control(const char *method, const char *path, const char *body)
{
    int status = 0;
    char *answer = box_control(method, path, body, &status, now_ms());

    if (status != 200) {
        sim_fail("%s %s: %d %s", method, path, status, answer != NULL ? answer : "");
    }
    box_free(answer);
}

static void desire(struct sim_event *event)
{
    char text[64];

    at(event, DESIRE_MS);
    if (world.is_calm) {
        return; /* what was desired in the storm has to arrive without being said again */
    }
    world.value++;
    (void)snprintf(text, sizeof text, "{\"state\":{\"desired\":{\"value\":%ld}}}",
                   (long)world.value);
    box_publish("$aws/things/" WEEK_THING "/shadow/update", text, now_ms());
    oracle_desired(world.value);
}

static void create_job(struct sim_event *event)
{
    char path[32], id[16];

    (void)snprintf(id, sizeof id, "job-%u", ++world.jobs);
    (void)snprintf(path, sizeof path, "/jobs/%s", id);
    control("PUT", path,
            "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thing/" WEEK_THING
            "\"],\"document\":\"{\\\"a\\\":1}\"}");
    oracle_job_created(id);
    at(event, JOB_MS);
}

/* ---- Faults ---- */

static void reconnect_cable(struct sim_event *event)
{
    (void)event;
    wire.is_cut = false;
}

static void restart_broker(void)
{
    const bool keeps_sessions = below(4) != 0, is_silent = below(2) == 0; /* half open */

    if (!keeps_sessions) {
        oracle_session_lost();
    }
    box_restart_broker(now_ms(), below(MINUTE_MS), keeps_sessions, is_silent);
}

/* ---- Faults of TLS ---- */

static void be_right(struct sim_event *event)
{
    (void)event;
    box_show(BOX_RIGHT);
    box_shift_time_server(0);
}

/* The device comes back to somebody else. */
static void show_another_certificate(enum box_certificate which)
{
    box_show(which);
    box_restart_broker(now_ms(), 0, true, below(2) == 0);
    at(&world.right, DISTRUST_LAST_MS + below(5u * MINUTE_MS));
}

static void restart_broker_late(struct sim_event *event)
{
    (void)event;
    restart_broker();
}

static void tell_wrong_time(int64_t days)
{
    box_shift_time_server(days * DAY_MS);
    at(&world.late, WRONG_TIME_MS);
    at(&world.right, WRONG_TIME_MS + DISTRUST_LAST_MS + below(3u * MINUTE_MS));
}

/* Each kind in turn: the shortest run has them all. */
static void distrust(struct sim_event *event)
{
    static unsigned turn;

    (void)event;
    switch (turn++ % 4u) {
    case 0:
        show_another_certificate(BOX_OTHER_NAME);
        break;
    case 1:
        tell_wrong_time(-60);
        break;
    case 2:
        show_another_certificate(BOX_STRANGER);
        break;
    default:
        tell_wrong_time(90);
        break;
    }
}

static void fault(struct sim_event *event)
{
    at(event, (1u + below(10)) * MINUTE_MS);
    if (world.is_calm) {
        return;
    }
    switch (below(6)) {
    case 0:
        wire.is_cut = true;
        at(&world.cable, below(3u * MINUTE_MS));
        break;
    case 1:
        box_jump_clock((int64_t)below(7200000u) - 3600000);
        break;
    case 2:
        box_restart_cloud();
        break;
    default:
        restart_broker();
        break;
    }
}

static void calm(struct sim_event *event)
{
    (void)event;
    world.is_calm = true;
    wire.is_cut = false;
    wire.faults = (struct wire_faults){.delay_us = 2000};
    box_damage(0);
    be_right(NULL);
    sim_event_cancel(&world.right);
    sim_event_cancel(&world.late);
}

static void well(struct sim_event *event)
{
    (void)event;
    oracle_all_is_well();
    if (now_ms() >= (uint64_t)WEEK_HOURS * 60u * MINUTE_MS) {
        oracle_finish();
    }
}

static void begin_period(struct sim_event *event)
{
    static const uint32_t loss[] = {0, 10, 50, 200, 500};
    static const uint32_t damage[] = {0, 0, 2, 20};

    world.is_calm = false;
    wire.faults = (struct wire_faults){.loss_permille = loss[below(5)],
                                       .duplicate_permille = below(50),
                                       .reorder_permille = below(100),
                                       .reorder_us = 50000,
                                       .corrupt_permille = below(20),
                                       .delay_us = 1000u + below(100000)};
    box_damage(damage[below(4)]);
    if (week_has_tls) {
        at(&world.distrust,
           DISTRUST_EARLIEST_MS + below(DISTRUST_LATEST_MS - DISTRUST_EARLIEST_MS));
    }
    at(&world.calm, PERIOD_MS - CALM_MS);
    at(&world.well, PERIOD_MS - 1u);
    at(event, PERIOD_MS);
}

struct netif_device *world_start(void)
{
    const struct box_config config = {box_sends, box_random, oracle_saw, EPOCH_MS, week_has_tls};

    wire_join(&wire, ends, SIM_IRQ_WIRE);
    box_start(&config);
    control("POST", "/things/" WEEK_THING, NULL);
    (void)ends[1].driver->start(&ends[1], frame_ready, NULL);
    world.box.happen = run_box;
    world.fault.happen = fault;
    world.period.happen = begin_period;
    world.calm.happen = calm;
    world.well.happen = well;
    world.desire.happen = desire;
    world.job.happen = create_job;
    world.cable.happen = reconnect_cable;
    world.right.happen = be_right;
    world.late.happen = restart_broker_late;
    world.distrust.happen = distrust;
    if (week_has_tls) {
        struct box_credentials credentials;
        box_read_credentials(&credentials);
        commission(&credentials);
        if (below(2) == 0) { /* the first time that the device is told is wrong */
            tell_wrong_time(-60);
        }
    }
    at(&world.box, 0);
    at(&world.period, 0);
    at(&world.fault, 5u * MINUTE_MS);
    at(&world.desire, MINUTE_MS);
    at(&world.job, 2u * MINUTE_MS);
    return &ends[0];
}
