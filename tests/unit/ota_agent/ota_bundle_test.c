/* SPDX-License-Identifier: MIT */
/* Updates of several files, and of files that are no firmware. */
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "ota_bundle.h"
#include "test.h"

#define STEPS 20000u
#define FILES 2u

static struct fake_service *const service = &device.service;
static const uint32_t lengths[FILES] = {1300, 700};
static uint8_t sent[FILES][2048];

/* The application. */
static struct {
    uint8_t bytes[FILES][2048];
    char order[32]; /* what was called: b0 c0 b1 c1 a, d */
    bool has_room, closes, is_there;
    uint32_t written;
} app;

static void note(char what, uint32_t id)
{
    const size_t used = strlen(app.order);

    snprintf(app.order + used, sizeof app.order - used, id < FILES ? "%c%u " : "%c ", what, id);
}

static OTA_Err_t begin(void *context, OTA_FileContext_t *file)
{
    (void)context;
    CHECK_EQ(file->ulServerFileID < FILES, true);
    CHECK_EQ(file->ulFileType, 7u + file->ulServerFileID);
    CHECK_EQ(file->ulFileAttributes, 100u + file->ulServerFileID);
    CHECK_EQ(file->pucFilePath[0], '/');
    if (!app.has_room) {
        return kOTA_Err_RxFileTooLarge;
    }
    file->ulFirstBlock = app.is_there ? UINT32_MAX : 0;
    note('b', file->ulServerFileID);
    return kOTA_Err_None;
}

static bool write(void *context, const OTA_FileContext_t *file, uint32_t offset,
                  const uint8_t *bytes, uint32_t length)
{
    (void)context;
    CHECK_EQ(offset + length <= lengths[file->ulServerFileID], true);
    memcpy(app.bytes[file->ulServerFileID] + offset, bytes, length);
    app.written += length;
    return true;
}

static bool read(void *context, const OTA_FileContext_t *file, uint32_t offset, void *to,
                 uint32_t length)
{
    (void)context;
    memcpy(to, app.bytes[file->ulServerFileID] + offset, length);
    return true;
}

static OTA_Err_t close(void *context, OTA_FileContext_t *file)
{
    (void)context;
    CHECK_EQ(memcmp(app.bytes[file->ulServerFileID], sent[file->ulServerFileID],
                    lengths[file->ulServerFileID]),
             0);
    note('c', file->ulServerFileID);
    return app.closes ? kOTA_Err_None : kOTA_Err_FileClose;
}

static void drop(void *context)
{
    (void)context;
    note('d', FILES);
}

static void accept(void *context)
{
    (void)context;
    note('a', FILES);
}

static void extend(struct ota_store *store, const struct ota_signers *signers)
{
    static const struct ota_files files = {NULL, begin, write, read, close, drop, accept};
    static struct ota_bundle bundle;

    ota_bundle_init(&bundle, store, &files, signers, store);
}

static void given_a_device(void)
{
    device_new();
    device.life.extend = extend;
    memset(&app, 0, sizeof app);
    app.has_room = app.closes = true;
    for (unsigned i = 0; i < FILES; i++) {
        for (uint32_t k = 0; k < lengths[i]; k++) {
            sent[i][k] = (uint8_t)(k * 7u + i);
        }
    }
}

static void add_file(unsigned id, bool is_signed_well)
{
    uint8_t signature[OTA_SIGNATURE_MAX];
    const uint32_t bytes = kit_sign(sent[id], lengths[id] - (is_signed_well ? 0u : 1u), signature);

    fake_add_file(service, id, 7u + id, sent[id], lengths[id], signature, bytes);
}

static void without_firmware(void)
{
    char *at = strstr(service->document, ",{\"filepath\":\"/image\"");

    CHECK_EQ(at != NULL, true);
    strcpy(at, "]}}");
}

static void others_come_in_their_order_then_the_firmware(void)
{
    given_a_device();
    device_offer_version("j1", 2);
    add_file(1, true);
    add_file(0, true); /* the first in the document */
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(strcmp(app.order, "b0 c0 b1 c1 a "), 0);
    CHECK_EQ(app.written, lengths[0] + lengths[1]);
    device_check_version(2);
}

static void an_update_without_firmware_succeeds_without_a_trial(void)
{
    given_a_device();
    device_offer_version("j1", 2);
    add_file(1, true);
    add_file(0, true);
    without_firmware();
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(strcmp(app.order, "b0 c0 b1 c1 a "), 0);
    CHECK_EQ(device.resets + device.life.tests + device.life.activations, 0);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    device_check_version(1);
    /* The next one is an ordinary update. */
    device_offer_version("j2", 2);
    fake_notify(service);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    device_check_version(2);
}

static void a_file_that_is_there_already_is_not_fetched(void)
{
    given_a_device();
    app.is_there = true;
    memcpy(app.bytes, sent, sizeof sent);
    device_offer_version("j1", 2);
    add_file(0, true);
    without_firmware();
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(service->blocks, 0);
    CHECK_EQ(strcmp(app.order, "b0 c0 a "), 0);
}

static void any_file_that_is_bad_fails_the_job_and_all_is_dropped(void)
{
    static const struct {
        const char *reason, *order;
        enum fake_status status;
        bool is_good[FILES], has_room, closes;
    } cases[] = {
        {"job signature", "b0 d ", FAKE_FAILED, {false, true}, true, true},
        {"job signature", "b0 c0 b1 d ", FAKE_FAILED, {true, false}, true, true},
        {"filesize", "", FAKE_REJECTED, {true, true}, false, true},
        {"file", "b0 c0 d ", FAKE_FAILED, {true, true}, true, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].order;
        given_a_device();
        device_offer_version("j1", 2);
        add_file(1, cases[i].is_good[1]);
        add_file(0, cases[i].is_good[0]);
        app.has_room = cases[i].has_room;
        app.closes = cases[i].closes;
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, cases[i].status);
        CHECK_EQ(device_reported(cases[i].reason), true);
        CHECK_EQ(strcmp(app.order, cases[i].order), 0);
        CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        device_check_version(1);
    }
}

static void firmware_that_is_bad_fails_the_files_before_it(void)
{
    struct image_kit image = kit_version(2);

    given_a_device();
    image.hardware_id++;
    device_offer("j1", &image);
    add_file(0, true);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_FAILED);
    CHECK_EQ(device_reported("hardware id"), true);
    CHECK_EQ(strcmp(app.order, "b0 c0 d "), 0);
    device_check_version(1);
}

static void where_nobody_takes_others_the_job_is_rejected(void)
{
    given_a_device();
    device.life.extend = NULL;
    device_offer_version("j1", 2);
    add_file(0, true);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_REJECTED);
    CHECK_EQ(device_reported("bad fileType"), true);
    device_check_version(1);
}

static unsigned act_at;
static int action;

static void act(unsigned step)
{
    if (step != act_at) {
        return;
    }
    if (action == 0) {
        ota_core_down(&device.life.core);
        fake_lose_connection(service);
        ota_core_up(&device.life.core);
    } else if (action == 1) {
        device.life.flash.config.reset(NULL);
    } else if (action == 2) {
        ota_core_suspend(&device.life.core);
    } else if (action == 3) {
        fake_cancel(service);
    } else {
        (void)ota_core_reject(&device.life.core, OTA_REFUSED_REJECTED);
    }
}

static void whatever_interrupts_it_the_status_is_right(void)
{
    given_a_device();
    device_offer_version("j1", 2);
    add_file(1, true);
    add_file(0, true);
    CHECK_EQ(device_run(STEPS), true);
    const unsigned steps = device.step;

    for (action = 0; action <= 4; action++) {
        for (act_at = 1; act_at <= steps; act_at++) {
            given_a_device();
            device_offer_version("j1", 2);
            add_file(1, true);
            add_file(0, true);
            device.before_step = act;
            CHECK_EQ(device_run(STEPS), true);
            device.before_step = NULL;
            if (action == 2) {
                ota_core_resume(&device.life.core);
                CHECK_EQ(device_run(STEPS), true);
            }
            CHECK_EQ(device.life.core.where.state, OTA_IDLE);
            const enum fake_status status = service->status;
            CHECK_EQ(status == FAKE_SUCCEEDED || status == FAKE_FAILED ||
                         (action == 3 && status == FAKE_CANCELED),
                     true);
            CHECK_EQ(status == FAKE_SUCCEEDED || action != 0, true);
            if (status != FAKE_CANCELED) {
                device_check_version(status == FAKE_SUCCEEDED ? 2 : 1);
            }
        }
    }
}

int main(void)
{
    RUN(others_come_in_their_order_then_the_firmware);
    RUN(an_update_without_firmware_succeeds_without_a_trial);
    RUN(a_file_that_is_there_already_is_not_fetched);
    RUN(any_file_that_is_bad_fails_the_job_and_all_is_dropped);
    RUN(firmware_that_is_bad_fails_the_files_before_it);
    RUN(where_nobody_takes_others_the_job_is_rejected);
    RUN(whatever_interrupts_it_the_status_is_right);
    return 0;
}
