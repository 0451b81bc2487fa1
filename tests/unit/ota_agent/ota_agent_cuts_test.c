/* SPDX-License-Identifier: MIT */
/* The power is cut at every flash operation of an update, in every way, and the device lives on. */
#include <string.h>

#include "device.h"
#include "test.h"

#define STEPS 5000u

static unsigned long long runs, succeeded;
static enum agent_test behaviour;
static unsigned cancel_at;

static void cancel(unsigned step)
{
    if (step == cancel_at) {
        fake_cancel(&device.service);
    }
}

static void prepare(void)
{
    device_new();
    device.life.test = behaviour;
    device.before_step = cancel_at != 0 ? cancel : NULL;
    device_offer_version("j1", 2);
}

static uint64_t operations(void)
{
    prepare();
    const uint64_t before = kit_model.operations;
    CHECK_EQ(device_run(STEPS), true);
    return kit_model.operations - before;
}

/* Status and image agree when all is quiet. */
static void check_end(unsigned blocks)
{
    const enum fake_status status = device.service.status;

    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    CHECK_EQ(status == FAKE_SUCCEEDED || status == FAKE_FAILED || status == FAKE_CANCELED, true);
    CHECK_EQ(device.service.blocks <= blocks + 8u, true);
    CHECK_EQ(kit_model.violations, 0);
    device.before_step = NULL;
    flash_model_cut_after(&kit_model, 0, FLASH_TEAR_BEFORE, 0);
    device_start();
    if (status != FAKE_CANCELED) {
        CHECK_EQ(device.version, status == FAKE_SUCCEEDED ? 2u : 1u);
    }
    succeeded += status == FAKE_SUCCEEDED;
    runs++;
}

/* All tears, or two of them at each operation. */
static void all_cuts(bool all_tears)
{
    const uint64_t all = operations();
    const unsigned blocks = device.service.blocks;

    for (uint64_t at = 1; at <= all; at++) {
        for (int tear = 0; tear < FLASH_TEARS; tear++) {
            if (!all_tears && (at + (uint64_t)tear) % 3u != 0) {
                continue;
            }
            prepare();
            kit_model.by_chance = true;
            kit_model.chance = runs;
            flash_model_cut_after(&kit_model, at, (enum flash_tear)tear, (uint32_t)runs);
            CHECK_EQ(device_run(STEPS), true);
            check_end(blocks);
        }
    }
}

static void an_update_that_is_cut_ends_as_it_is_reported(void)
{
    behaviour = TEST_ACCEPTS;
    cancel_at = 0;
    all_cuts(true);
    CHECK_EQ(succeeded > runs / 2u, true);
    printf("   %llu runs, %llu to the new version\n", runs, succeeded);
}

static void an_update_that_is_rolled_back_and_cut_ends_in_the_old_version(void)
{
    static const enum agent_test tests[] = {TEST_REJECTS, TEST_IS_SILENT};

    succeeded = 0;
    for (unsigned i = 0; i < 2; i++) {
        behaviour = tests[i];
        all_cuts(false);
    }
    CHECK_EQ(succeeded, 0);
}

static void a_job_that_is_cancelled_and_cut_ends_quietly(void)
{
    behaviour = TEST_ACCEPTS;
    for (cancel_at = 5; cancel_at < 48; cancel_at += 14) {
        all_cuts(false);
    }
    cancel_at = 0;
}

int main(void)
{
    RUN(an_update_that_is_cut_ends_as_it_is_reported);
    RUN(an_update_that_is_rolled_back_and_cut_ends_in_the_old_version);
    RUN(a_job_that_is_cancelled_and_cut_ends_quietly);
    printf("%llu runs\n", runs);
    return 0;
}
