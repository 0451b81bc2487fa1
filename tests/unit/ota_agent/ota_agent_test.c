/* SPDX-License-Identifier: MIT */
/* The agent's machine beside a service and a flash, in virtual time. */
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "test.h"

#define STEPS 5000u

static struct fake_service *const service = &device.service;

static void update_to_2(void)
{
    device_offer_version("j1", 2);
    CHECK_EQ(device_run(STEPS), true);
}

/* ---- The whole way ---- */

static void an_update_is_received_tested_accepted_and_reported(void)
{
    device_new();
    update_to_2();
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    CHECK_EQ(device.life.activations, 1);
    CHECK_EQ(device.life.tests, 1);
    CHECK_EQ(device.life.failures, 0);
    CHECK_EQ(strcmp(service->log,
                    "IN_PROGRESS {\"receive\":\"0/16\"}\n"
                    "IN_PROGRESS {\"self_test\":\"ready\",\"updatedBy\":\"0x00000001\"}\n"
                    "IN_PROGRESS {\"self_test\":\"active\",\"updatedBy\":\"0x00000002\"}\n"
                    "IN_PROGRESS {\"self_test\":\"active\",\"updatedBy\":\"0x00000002\"}\n"
                    "SUCCEEDED {\"reason\":\"accepted\",\"updatedBy\":\"0x00000002\"}\n"),
             0);
    device_check_version(2);
}

static void the_shadow_says_where_the_update_is(void)
{
    static const char *const lines[] = {
        "\"state\":\"idle\",\"version\":\"0.0.1\",\"job\":null,\"percent\":null,\"reason\":null",
        "\"state\":\"receiving\",\"version\":\"0.0.1\",\"job\":\"j1\",\"percent\":0,\"reason\":"
        "null",
        "\"state\":\"staged\",\"version\":\"0.0.1\",\"job\":\"j1\",\"percent\":null,\"reason\":"
        "null",
        "\"state\":\"testing\",\"version\":\"0.0.2\",\"job\":\"j1\",\"percent\":null,\"reason\":"
        "null",
        "\"state\":\"accepted\",\"version\":\"0.0.2\",\"job\":\"j1\",\"percent\":null,\"reason\":"
        "null",
        "\"state\":\"idle\",\"version\":\"0.0.2\",\"job\":null,\"percent\":null,\"reason\":null",
    };
    char expected[2048] = "";

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const size_t used = strlen(expected);
        snprintf(expected + used, sizeof expected - used, "{\"state\":{\"reported\":{%s}}}\n",
                 lines[i]);
    }
    device_new();
    update_to_2();
    CHECK_EQ(strcmp(service->shadow, expected), 0);
    device.life.test = TEST_REJECTS;
    service->shadow[0] = '\0';
    device_offer_version("j2", 3);
    fake_notify(service);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(strstr(service->shadow, "\"state\":\"refused\",\"version\":\"0.0.2\",\"job\":\"j2\","
                                     "\"percent\":null,\"reason\":\"rejected\"") != NULL,
             true);
}

static void without_a_job_it_asks_once_and_waits(void)
{
    device_new();
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->asked, 1);
    CHECK_EQ(service->reports, 0);
    CHECK_EQ(strcmp(service->last_topic, "$aws/things/lamp/jobs/$next/get"), 0);
    CHECK_EQ(strcmp(service->last_message, "{\"clientToken\":\"0:lamp\"}"), 0);
    device_offer_version("j1", 2);
    fake_notify(service);
    CHECK_EQ(device_run(STEPS), true);
    device_check_version(2);
}

static void one_update_after_the_other(void)
{
    device_new();
    for (uint32_t version = 2; version < 8; version++) {
        device_offer_version("j", version);
        service->job[0] = (char)('a' + version);
        fake_notify(service);
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        device_check_version(version);
    }
}

static void every_size_of_image_up_to_the_last_byte_of_the_slot(void)
{
    for (uint32_t bytes = 4; bytes <= KIT_SLOT - OTA_IMAGE_EXTRA_BYTES; bytes += 4) {
        struct image_kit image = kit_version(2);
        if (bytes > 64 && bytes < KIT_SLOT - OTA_IMAGE_EXTRA_BYTES - 64 && bytes % 256 != 188) {
            continue;
        }
        image.binary_bytes = bytes + 4u > KIT_SLOT - OTA_IMAGE_EXTRA_BYTES ? bytes : bytes + 3u;
        if (image.binary_bytes < 8u) {
            continue;
        }
        device_new();
        device_offer("j1", &image);
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
    }
}

/* ---- The network ---- */

static void blocks_that_are_lost_doubled_and_out_of_order_are_all_there_in_the_end(void)
{
    for (unsigned seed = 0; seed < 200; seed++) {
        device_new();
        service->lost = seed % 4u * 25u;
        service->doubled = seed % 3u * 30u;
        service->turned = seed % 2u != 0;
        service->random = seed;
        update_to_2();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        device_check_version(2);
    }
}

static void no_more_blocks_are_asked_for_than_there_is_room_for(void)
{
    device_new();
    update_to_2();
    CHECK_EQ(service->most_blocks, otaconfigMAX_NUM_BLOCKS_REQUEST);
    CHECK_EQ(service->requests, 4); /* windows of 8 blocks, 5 at a time, and 16 blocks */
    CHECK_EQ(service->blocks, 16);
    CHECK_EQ(device.life.now, 0); /* nothing waited for a timer */
}

static void counters_add_up(void)
{
    device_new();
    service->doubled = 100;
    device.life.test = TEST_IS_SILENT;
    device_offer_version("j1", 2);
    while (device.life.activations == 0) {
        CHECK_EQ(device_run(1), false);
    }
    CHECK_EQ(device.life.core.processed, 16);
    CHECK_EQ(device.life.core.received, device.life.core.processed + device.life.core.dropped);
    CHECK_EQ(device.life.core.dropped > 0, true);
}

static unsigned lose_at;
static void lose_connection(unsigned step)
{
    if (step == lose_at) {
        ota_core_down(&device.life.core);
        fake_lose_connection(service);
        ota_core_up(&device.life.core);
    }
}

static void a_connection_lost_at_any_step_costs_at_most_one_window(void)
{
    device_new();
    update_to_2();
    const unsigned steps = device.step, blocks = service->blocks;

    unsigned most = 0;
    for (lose_at = 1; lose_at <= steps; lose_at++) {
        device_new();
        device.before_step = lose_connection;
        update_to_2();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        CHECK_EQ(service->blocks - blocks <= 8, true);
        most = service->blocks - blocks > most ? service->blocks - blocks : most;
        device_check_version(2);
    }
    printf("most blocks fetched twice for one lost connection: %u (a window: 8)\n", most);
}

static void suspend_and_resume(unsigned step)
{
    if (step == lose_at) {
        ota_core_suspend(&device.life.core);
    } else if (step == lose_at + 3u) {
        ota_core_resume(&device.life.core);
    }
}

static void suspended_at_any_step_it_goes_on_when_resumed(void)
{
    device_new();
    update_to_2();
    const unsigned steps = device.step, blocks = service->blocks;

    for (lose_at = 1; lose_at <= steps; lose_at++) {
        device_new();
        device.before_step = suspend_and_resume;
        update_to_2();
        device.before_step = NULL;
        ota_core_resume(&device.life.core); /* where it had nothing left to do */
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        CHECK_EQ(service->blocks - blocks <= 8, true);
        CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        device_check_version(2);
    }
}

static void reset_device(unsigned step)
{
    if (step == lose_at) {
        device.life.flash.config.reset(NULL);
    }
}

static void a_reset_at_any_step_ends_in_the_new_or_the_old_version_and_is_reported_so(void)
{
    unsigned succeeded = 0, failed = 0;

    device_new();
    update_to_2();
    const unsigned steps = device.step, blocks = service->blocks;
    unsigned most = 0;

    for (lose_at = 1; lose_at <= steps; lose_at++) {
        device_new();
        device.before_step = reset_device;
        update_to_2();
        device.before_step = NULL;
        CHECK_EQ(service->status == FAKE_SUCCEEDED || service->status == FAKE_FAILED, true);
        CHECK_EQ(service->blocks - blocks <= 8, true);
        CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        most = service->blocks - blocks > most ? service->blocks - blocks : most;
        succeeded += service->status == FAKE_SUCCEEDED;
        failed += service->status == FAKE_FAILED;
        device_check_version(service->status == FAKE_SUCCEEDED ? 2 : 1);
    }
    printf("most blocks fetched twice for one reset: %u (a window: 8)\n", most);
    CHECK_EQ(succeeded > failed, true);
    CHECK_EQ(failed > 0, true); /* in its only trial */
}

static bool was_asked; /* after the application had accepted, when the job was cancelled */

static void cancel(unsigned step)
{
    if (step == lose_at) {
        was_asked = device.life.core.is_accepted || device.life.core.where.state == OTA_ACCEPTED;
        fake_cancel(service);
    }
}

static void a_job_cancelled_at_any_step_leaves_the_old_version_or_has_succeeded(void)
{
    unsigned cancelled = 0;

    device_new();
    update_to_2();
    const unsigned steps = device.step;
    for (lose_at = 1; lose_at <= steps; lose_at++) {
        device_new();
        was_asked = false;
        device.before_step = cancel;
        update_to_2();
        device.before_step = NULL;
        CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        cancelled += service->status == FAKE_CANCELED;
        CHECK_EQ(service->status == FAKE_CANCELED || service->status == FAKE_SUCCEEDED, true);
        if (service->status == FAKE_SUCCEEDED || !was_asked) {
            device_check_version(service->status == FAKE_SUCCEEDED ? 2 : 1);
        }
    }
    CHECK_EQ(cancelled > steps / 2, true);
}

static void a_job_cancelled_before_the_application_activates_is_not_even_tried(void)
{
    device_new();
    device.life.is_patient = true;
    update_to_2();
    CHECK_EQ(device.life.core.where.state, OTA_STAGED);
    CHECK_EQ(device.life.activations, 1);
    fake_cancel(service);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    CHECK_EQ(device.resets, 0);
    device_check_version(1);
    CHECK_EQ(device.starts, 2);
}

static void a_stream_that_does_not_answer_ends_the_attempt_and_not_the_job(void)
{
    device_new();
    service->is_silent = true;
    device_offer_version("j1", 2);
    while (device.life.failures == 0) {
        CHECK_EQ(device_run(1), false);
    }
    CHECK_EQ(device.life.error, kOTA_Err_MomentumAbort);
    CHECK_EQ(service->requests, otaconfigMAX_NUM_REQUEST_MOMENTUM);
    CHECK_EQ(device.life.now, otaconfigMAX_NUM_REQUEST_MOMENTUM * otaconfigFILE_REQUEST_WAIT_MS);
    CHECK_EQ(service->status, FAKE_IN_PROGRESS);
    service->is_silent = false;
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
}

static void while_suspended_nothing_is_asked_for(void)
{
    device_new();
    device_offer_version("j1", 2);
    while (service->blocks == 0) {
        CHECK_EQ(device_run(1), false);
    }
    ota_core_suspend(&device.life.core);
    fake_lose_connection(service);
    const unsigned requests = service->requests, asked = service->asked;
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->requests, requests);
    CHECK_EQ(service->asked, asked);
    ota_core_resume(&device.life.core);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
}

/* ---- The trial ---- */

static void an_image_that_is_not_accepted_is_rolled_back_with_its_reason(void)
{
    static const struct {
        enum agent_test test;
        const char *reason;
    } cases[] = {{TEST_REJECTS, "\"reason\":\"rejected\""},
                 {TEST_IS_SILENT, "\"reason\":\"timeout\""}};

    for (unsigned i = 0; i < 2; i++) {
        test_case = cases[i].reason;
        device_new();
        device.life.test = cases[i].test;
        update_to_2();
        CHECK_EQ(service->status, FAKE_FAILED);
        CHECK_EQ(device_reported(cases[i].reason), true);
        device_check_version(1);
    }
}

static void after_an_update_that_was_refused_a_good_one_succeeds(void)
{
    device_new();
    device.life.test = TEST_REJECTS;
    update_to_2();
    CHECK_EQ(service->status, FAKE_FAILED);
    device.life.test = TEST_ACCEPTS;
    device_offer_version("j2", 3);
    fake_notify(service);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    device_check_version(3);
}

static void a_trial_whose_job_is_cancelled_ends_at_once(void)
{
    device_new();
    device.life.test = TEST_IS_SILENT;
    device_offer_version("j1", 2);
    while (device.life.tests == 0) {
        CHECK_EQ(device_run(1), false);
    }
    fake_cancel(service);
    const uint32_t before = device.life.now;
    while (device.resets < 2) {
        CHECK_EQ(device_run(1), false);
    }
    CHECK_EQ(device.life.now, before);
    CHECK_EQ(kit_record()->reason, OTA_REFUSED_CANCELLED);
    CHECK_EQ(device_run(STEPS), true);
    device_check_version(1);
}

static void without_a_connection_a_trial_ends_in_time(void)
{
    device_new();
    device_offer_version("j1", 2);
    while (device.life.activations == 0) {
        CHECK_EQ(device_run(1), false);
    }
    device.life.is_cut_off = true;
    CHECK_EQ(device_run(STEPS), true); /* to version 2, and back: nothing can be said */
    CHECK_EQ(device.version, 1);
    CHECK_EQ(service->status, FAKE_IN_PROGRESS);
    CHECK_EQ(device.life.core.where.state, OTA_REFUSED);
    device.life.is_cut_off = false;
    const uint32_t before = device.life.now;
    ota_core_up(&device.life.core);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(device.life.now, before); /* it is said at once */
    CHECK_EQ(service->status, FAKE_FAILED);
    CHECK_EQ(device_reported("timeout"), true);
}

static void a_report_whose_answer_is_lost_is_repeated(void)
{
    device_new();
    device_offer_version("j1", 2);
    while (service->statuses[FAKE_SUCCEEDED] == 0) {
        service->loses_answers = device.life.core.where.state == OTA_ACCEPTED;
        service->loses_answers |= device.life.core.is_accepted;
        if (service->loses_answers && device.life.core.where.state == OTA_TESTING) {
            service->loses_answers = false;
        }
        CHECK_EQ(device_run(1), false);
    }
    service->loses_answers = false;
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    device_check_version(2);
}

static void the_counter_of_an_accepted_image_stays(void)
{
    struct image_kit image = kit_version(2);

    image.counter = 5;
    device_new();
    device_offer("j1", &image);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(kit_record()->counter, 5);
    image = kit_version(3);
    image.counter = 4;
    device_offer("j2", &image);
    fake_notify(service);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(device_reported("\"reason\":\"counter\""), true);
    device_check_version(2);
}

/* ---- The application ---- */

static void an_application_that_gives_up_fails_the_job(void)
{
    device_new();
    device_offer_version("j1", 2);
    while (service->blocks == 0) {
        CHECK_EQ(device_run(1), false);
    }
    CHECK_EQ(ota_core_reject(&device.life.core, OTA_REFUSED_REJECTED), kOTA_Err_None);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_FAILED);
    CHECK_EQ(device_reported("aborted"), true);
    device_check_version(1);
}

static void what_has_no_job_cannot_be_accepted_rejected_or_activated(void)
{
    device_new();
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(ota_core_accept(&device.life.core), kOTA_Err_BadImageState);
    CHECK_EQ(ota_core_reject(&device.life.core, OTA_REFUSED_REJECTED), kOTA_Err_NoActiveJob);
    CHECK_EQ(ota_core_activate(&device.life.core), kOTA_Err_ActivateFailed);
    CHECK_EQ(kit_record()->counter, 0);
}

static void what_is_no_message_of_the_service_changes_nothing(void)
{
    static const char *const topics[] = {"",
                                         "x",
                                         "$aws/things/lamp/jobs/notify-next",
                                         "$aws/things/lamp/jobs/$next/get/accepted",
                                         "$aws/things/lamp/jobs/j1/update/accepted",
                                         "$aws/things/lamp/jobs/j1/update/rejected"};
    static const char *const payloads[] = {
        "", "{", "null", "{\"execution\":7}", "[]", "{\"execution\":{\"jobId\":\"\"}}"};

    device_new();
    CHECK_EQ(device_run(STEPS), true);
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
        for (size_t k = 0; k < sizeof payloads / sizeof payloads[0]; k++) {
            (void)ota_core_message(&device.life.core, topics[i], strlen(topics[i]), payloads[k],
                                   strlen(payloads[k]));
            CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        }
    }
    CHECK_EQ(ota_core_block(&device.life.core, 0, 0, (const uint8_t *)"x", 1), false);
    CHECK_EQ(device.life.core.dropped, 1);
}

int main(void)
{
    RUN(an_update_is_received_tested_accepted_and_reported);
    RUN(the_shadow_says_where_the_update_is);
    RUN(without_a_job_it_asks_once_and_waits);
    RUN(one_update_after_the_other);
    RUN(every_size_of_image_up_to_the_last_byte_of_the_slot);
    RUN(blocks_that_are_lost_doubled_and_out_of_order_are_all_there_in_the_end);
    RUN(no_more_blocks_are_asked_for_than_there_is_room_for);
    RUN(counters_add_up);
    RUN(a_connection_lost_at_any_step_costs_at_most_one_window);
    RUN(suspended_at_any_step_it_goes_on_when_resumed);
    RUN(a_reset_at_any_step_ends_in_the_new_or_the_old_version_and_is_reported_so);
    RUN(a_job_cancelled_at_any_step_leaves_the_old_version_or_has_succeeded);
    RUN(a_job_cancelled_before_the_application_activates_is_not_even_tried);
    RUN(a_stream_that_does_not_answer_ends_the_attempt_and_not_the_job);
    RUN(while_suspended_nothing_is_asked_for);
    RUN(an_image_that_is_not_accepted_is_rolled_back_with_its_reason);
    RUN(after_an_update_that_was_refused_a_good_one_succeeds);
    RUN(a_trial_whose_job_is_cancelled_ends_at_once);
    RUN(without_a_connection_a_trial_ends_in_time);
    RUN(a_report_whose_answer_is_lost_is_repeated);
    RUN(the_counter_of_an_accepted_image_stays);
    RUN(an_application_that_gives_up_fails_the_job);
    RUN(what_has_no_job_cannot_be_accepted_rejected_or_activated);
    RUN(what_is_no_message_of_the_service_changes_nothing);
    return 0;
}
