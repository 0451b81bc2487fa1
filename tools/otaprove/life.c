/* SPDX-License-Identifier: MIT */
/* One start after the other, until there is nothing left to do. */
#include <stdio.h>
#include <string.h>

#include "world.h"

#define STARTS_MAX 12u
#define STEPS_MAX  20000u /* of the agent in one start */

static void say(void *context, const char *text)
{
    const struct world *world = context;

    if (world->is_verbose) {
        (void)fputs(text, stdout);
    }
}

static void feed(void *context)
{
    (void)context;
}

/* ---- The application ---- */

/* After each message that has come to the service. */
static void said(void *context)
{
    oracle_hears(context);
}

static void reset(void *context)
{
    struct world *world = context;
    longjmp(world->reset, 1);
}

static bool choose(void *context, const char *certificate)
{
    (void)context;
    return strcmp(certificate, "cert") == 0;
}

enum application_end { APPLICATION_QUIET, APPLICATION_RESET, APPLICATION_FAILED };

/* From its start until there is nothing left to do, or until it resets. */
static enum application_end run(struct world *world)
{
    struct agent_life *life = &world->life;
    const struct ota_signers signers = {&world->crypto, &world->crypto, choose, NULL};
    const struct ota_flash_config config = {
        .device = &world->flash, .layout = &world->place->layout, .signers = &signers};

    world->is_application = true;
    life->service = &world->now.service;
    life->test = world->test;
    life->said = said;
    life->reset = reset;
    life->context = world;
    if (setjmp(world->reset) != 0) {
        return APPLICATION_RESET;
    }
    if (agent_life_start(life, &config) != kOTA_Err_None) {
        return APPLICATION_FAILED;
    }
    for (unsigned step = 0; step < STEPS_MAX; step++) {
        if (!agent_life_step(life)) {
            return APPLICATION_QUIET;
        }
    }
    return APPLICATION_FAILED;
}

/* ---- Starts ---- */

void world_boot(struct world *world)
{
    world->port = (struct boot_port){.flash = &world->flash,
                                     .layout = &world->place->layout,
                                     .crypto = &world->watched,
                                     .memory = world->run_memory,
                                     .context = world,
                                     .say = say,
                                     .feed = feed};

    world->is_application = false;
    world->verdicts = 0;
    memset(&world->boot, 0, sizeof world->boot);
    if (world->run_memory != NULL) {
        memset(world->run_memory, 0, world->known[KNOWN_FACTORY].is.binary_bytes);
    }
    world->choice = boot_choose(&world->boot, &world->port);
    world->entry = boot_entry(&world->boot, &world->choice);
}

/* True: life goes on. */
static bool start(struct world *world, enum until until, unsigned *quiet)
{
    if (++world->starts > STARTS_MAX) {
        oracle_fails(world, "6: it never becomes quiet");
        return false;
    }
    world_boot(world);
    oracle_started(world);
    if (world->now.oracle.failure[0] != '\0') {
        return false;
    }
    if (world->choice.slot >= OTA_SLOTS || world->entry == 0) {
        return !world->must_stop;
    }
    const enum application_end end = run(world);
    if (end == APPLICATION_FAILED) {
        oracle_fails(world, "the application finds the device in a state that cannot be");
    } else if (end == APPLICATION_QUIET) {
        oracle_quiet(world);
        *quiet += 1u; /* and once more: nothing changes */
    }
    flash_model_power_on(&world->now.model); /* a reset: weak bits read otherwise */
    return world->now.oracle.failure[0] == '\0' && *quiet < 2u &&
           !(until == UNTIL_RESET && end == APPLICATION_RESET);
}

unsigned world_live(struct world *world, const struct cut *cuts, unsigned count, enum until until)
{
    volatile unsigned quiet = 0;

    world->cuts = cuts;
    world->cut_count = count;
    world->cut_next = 0;
    world->starts = 0;
    world_arm_cut(world);
    if (setjmp(world->power) != 0) {
        if (world->is_verbose) {
            printf("-- the power is cut at operation %llu: %s\n",
                   (unsigned long long)world->now.model.operations,
                   world_variant(world->cuts[world->cut_next].variant));
        }
        world->cut_next++;
        world->starts = 0;
        quiet = 0;
        flash_model_power_on(&world->now.model);
        if (until == UNTIL_CUT) {
            return world->cut_next;
        }
        world_arm_cut(world);
    }
    for (;;) {
        unsigned so_far = quiet;
        const bool goes_on = start(world, until, &so_far);
        quiet = so_far;
        if (!goes_on) {
            return world->cut_next;
        }
    }
}
