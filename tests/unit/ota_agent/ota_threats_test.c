/* SPDX-License-Identifier: MIT */
/* Attacks on an update, as the table of docs/design/ota.md names them, by a service and a network
 * that are an attacker's: what is signed is all that he cannot make. */
#include <string.h>

#include "device.h"
#include "ota_offer.h"
#include "test.h"

#define STEPS 5000u

static struct fake_service *const service = &device.service;
static uint8_t good[KIT_SLOT], other[KIT_SLOT], mixed[KIT_SLOT];

static uint32_t make(uint32_t version, uint8_t *bytes)
{
    const struct image_kit image = kit_version(version);
    return kit_make(&image, bytes);
}

/* A job whose signature is over one file, and a stream that gives another. */
static void offer(const uint8_t *is_signed, const uint8_t *is_given, uint32_t length)
{
    uint8_t signature[OTA_SIGNATURE_MAX];
    const uint32_t bytes = kit_sign(is_signed, length, signature);

    fake_offer(service, "j1", is_given, length, signature, bytes);
}

static void run_to_the_end(void)
{
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    CHECK_EQ(kit_model.violations, 0);
}

static void version_is(uint32_t version)
{
    device_start();
    CHECK_EQ(device.version, version);
}

/* After the attack nothing is left of it. */
static void a_good_update_succeeds(void)
{
    device.before_step = NULL;
    service->is_silent = service->drips = false;
    device_offer_version("after", 9);
    fake_notify(service);
    run_to_the_end();
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    version_is(9);
}

/* ---- What is offered ---- */

static void of_two_good_files_no_mixture_is_taken(void)
{
    device_new();
    const uint32_t length = make(2, good), all = length - OTA_IMAGE_SIGNATURE_ROOM;

    CHECK_EQ(make(3, other), length);
    for (uint32_t at = 0; at <= all; at += 97u) { /* the head of one, the rest of the other */
        memcpy(mixed, other, length);
        memcpy(mixed, good, at);
        device_new();
        offer(good, mixed, length);
        run_to_the_end();
        CHECK_EQ(device_reported("\"reason\":\"job signature\""), true);
        version_is(1);
        device_new();
        offer(mixed, mixed, length); /* meant for this device, by whom the image's key is not */
        run_to_the_end();
        CHECK_EQ(service->status, at == 0 ? FAKE_SUCCEEDED : FAKE_FAILED);
        CHECK_EQ(at == 0 || device_reported("\"reason\":\"signature\""), true);
        version_is(at == 0 ? 3 : 1);
    }
    a_good_update_succeeds();
}

static void what_a_key_of_yesterday_has_signed_is_refused(void)
{
    device_new();
    kit_key ^= 1u; /* the device has another than who signs now */
    const uint32_t length = make(2, good);
    offer(good, good, length);
    kit_key ^= 1u;
    run_to_the_end();
    CHECK_EQ(device_reported("\"reason\":\"job signature\""), true);
    version_is(1);
    offer(good, good, length); /* the job's signature is the new key's, the image's is not */
    fake_notify(service);
    run_to_the_end();
    CHECK_EQ(device_reported("\"reason\":\"signature\""), true);
    version_is(1);
    a_good_update_succeeds();
}

static void what_was_good_once_is_offered_again_in_vain(void)
{
    device_new();
    for (uint32_t version = 2; version < 4u; version++) {
        const uint32_t length = make(version, good);
        offer(good, good, length);
        fake_notify(service);
        run_to_the_end();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
    }
    for (uint32_t version = 0; version < 4u; version++) {
        const uint32_t length = make(version, good);
        service->log[0] = '\0';
        offer(good, good, length);
        fake_notify(service);
        run_to_the_end();
        CHECK_EQ(service->status, FAKE_FAILED);
        CHECK_EQ(device_reported(version == 3u ? "same version" : "downgrade"), true);
        version_is(3);
    }
    a_good_update_succeeds();
}

static uint64_t operations;

static void freeze(unsigned step)
{
    if (step % 7u == 0) {
        fake_notify(service);
    }
}

/* Each time the same: it costs messages, not flash, and never the image that runs. */
static void a_job_that_has_ended_is_offered_for_ever_and_costs_no_flash(void)
{
    device_new();
    const uint32_t length = make(1, good);
    offer(good, good, length);
    run_to_the_end();
    CHECK_EQ(service->status, FAKE_FAILED);
    operations = kit_model.operations;
    device.before_step = freeze;
    (void)device_run(STEPS / 10u);
    CHECK_EQ(kit_model.operations, operations);
    version_is(1);
    a_good_update_succeeds();
}

/* Of a board whose images run in place, each slot has its file. */
static void of_two_files_each_slot_takes_its_own(void)
{
#define FILE_OF(id)                                                                                \
    "{\"filepath\":\"/i\",\"filesize\":1000,\"fileid\":" #id                                       \
    ",\"certfile\":\"c\",\"sig-sha256-ecdsa\":\"MAA=\"}"
    static const char message[] =
        "{\"execution\":{\"jobId\":\"j\",\"versionNumber\":1,\"jobDocument\":"
        "{\"afr_ota\":{\"streamname\":\"s\",\"files\":[" FILE_OF(0) "," FILE_OF(1) "]}}}}";
    struct ota_offer offered;

    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        CHECK_EQ(ota_offer_read(&offered, message, sizeof message - 1u), true);
        const struct ota_choice choice = {.slot = slot, .is_in_place = true};
        ota_offer_judge(&offered, &choice);
        CHECK_EQ(offered.fault == NULL, true);
        CHECK_EQ(offered.file.fileId, slot);
    }
    CHECK_EQ(ota_offer_read(&offered, message, sizeof message - 1u), true);
    const struct ota_choice copied = {.slot = 0}; /* has one file for both */
    ota_offer_judge(&offered, &copied);
    CHECK_EQ(strcmp(offered.fault, "too many "), 0);
}

/* ---- Blocks ---- */

static struct {
    uint32_t file, block, length;
} bad_block;

static void flood(unsigned step)
{
    (void)step;
    if (device.life.core.where.state == OTA_RECEIVING) {
        const uint32_t before = device.life.core.dropped;
        CHECK_EQ(ota_core_block(&device.life.core, bad_block.file, bad_block.block, mixed,
                                bad_block.length),
                 false);
        CHECK_EQ(device.life.core.dropped, before + 1u);
    }
}

static void blocks_without_end_and_of_any_size_are_dropped_and_counted(void)
{
    static const uint32_t blocks[] = {16, 17, 1000, UINT32_MAX / AGENT_BLOCK, UINT32_MAX};
    static const uint32_t lengths[] = {0, 1, AGENT_BLOCK - 1u, AGENT_BLOCK + 1u, KIT_SLOT};

    memset(mixed, 0xA5, sizeof mixed);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        device_new();
        bad_block.file = 3;
        bad_block.block = blocks[i];
        bad_block.length = AGENT_BLOCK;
        device.before_step = flood;
        device_offer_version("j1", 2);
        run_to_the_end();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        version_is(2);
    }
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        device_new();
        bad_block.block = 0;
        bad_block.length = lengths[i];
        device.before_step = flood;
        device_offer_version("j1", 2);
        run_to_the_end();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        version_is(2);
    }
    device_new();
    bad_block.file = 4; /* another's */
    bad_block.length = AGENT_BLOCK;
    device.before_step = flood;
    device_offer_version("j1", 2);
    run_to_the_end();
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    version_is(2);
}

static void drip(unsigned step)
{
    (void)step;
    /* One answer in as many requests as are borne, and of that one block. */
    service->is_silent = device.life.core.unanswered + 1u < otaconfigMAX_NUM_REQUEST_MOMENTUM ||
                         device.life.core.unanswered == 0;
    service->drips = true;
}

static void a_stream_that_drips_has_an_end_all_the_same(void)
{
    device_new();
    device.before_step = drip;
    device_offer_version("j1", 2);
    while (device.life.activations == 0) {
        CHECK_EQ(device_run(1), false);
        CHECK_EQ(device.life.core.where.state == OTA_IDLE ||
                     device.life.core.where.state == OTA_RECEIVING ||
                     device.life.core.where.state == OTA_STAGED,
                 true);
    }
    CHECK_EQ(device.life.now <=
                 2u * 16u * otaconfigMAX_NUM_REQUEST_MOMENTUM * otaconfigFILE_REQUEST_WAIT_MS,
             true);
    CHECK_EQ(device.life.now > 8u * otaconfigFILE_REQUEST_WAIT_MS, true);
    a_good_update_succeeds(); /* and the job that dripped is gone */
}

static void swallow(unsigned step)
{
    (void)step;
    fake_lose_connection(service);
}

static void what_is_never_answered_is_asked_again_and_changes_nothing(void)
{
    device_new();
    operations = kit_model.operations;
    device.before_step = swallow;
    device_offer_version("j1", 2);
    CHECK_EQ(device_run(STEPS), false);
    CHECK_EQ(service->asked > 10u, true);
    CHECK_EQ(device.life.now >= (service->asked - 1u) * otaconfigREPORT_WAIT_MS, true);
    CHECK_EQ(kit_model.operations, operations);
    device.before_step = NULL;
    run_to_the_end();
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    version_is(2);
}

/* ---- What is left of a download ---- */

static unsigned cancel_at;

static void cancel(unsigned step)
{
    if (step == cancel_at) {
        fake_cancel(service);
    }
}

/* The next file, of any size, has nothing of the one that was given up. */
static void after_a_download_given_up_anywhere_another_is_whole(void)
{
    device_new();
    service->lost = 40;
    device_offer_version("j1", 2);
    CHECK_EQ(device_run(STEPS), true);
    const unsigned steps = device.step;

    for (cancel_at = 1; cancel_at <= steps; cancel_at++) {
        struct image_kit image = kit_version(5);
        image.binary_bytes = 8u + cancel_at * 61u % (KIT_SLOT - OTA_IMAGE_EXTRA_BYTES - 8u);
        device_new();
        device.before_step = cancel;
        service->lost = 40; /* so that windows are given up half full */
        service->random = cancel_at;
        device_offer_version("j1", 2);
        CHECK_EQ(device_run(STEPS), true);
        device.before_step = NULL;
        service->lost = 0;
        device_offer("j2", &image);
        fake_notify(service);
        run_to_the_end();
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        version_is(5);
    }
}

int main(void)
{
    RUN(of_two_good_files_no_mixture_is_taken);
    RUN(what_a_key_of_yesterday_has_signed_is_refused);
    RUN(what_was_good_once_is_offered_again_in_vain);
    RUN(a_job_that_has_ended_is_offered_for_ever_and_costs_no_flash);
    RUN(of_two_files_each_slot_takes_its_own);
    RUN(blocks_without_end_and_of_any_size_are_dropped_and_counted);
    RUN(a_stream_that_drips_has_an_end_all_the_same);
    RUN(what_is_never_answered_is_asked_again_and_changes_nothing);
    RUN(after_a_download_given_up_anywhere_another_is_whole);
    return 0;
}
