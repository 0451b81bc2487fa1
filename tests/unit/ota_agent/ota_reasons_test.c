/* SPDX-License-Identifier: MIT */
/* Every kind of bad input has a reason of its own in the job's status details, and leaves the image
 * that runs as it is. */
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "test.h"

#define STEPS 5000u
#define URL   "https://files.test/image"

static struct fake_service *const service = &device.service;
static uint8_t file[KIT_SLOT + 1024u];
static uint32_t length;

static void make(struct image_kit image)
{
    length = kit_make(&image, file);
}

static void offer(uint32_t bytes, uint32_t signed_bytes)
{
    uint8_t signature[OTA_SIGNATURE_MAX];
    const uint32_t signature_bytes = kit_sign(file, signed_bytes, signature);

    fake_offer(service, "j1", file, bytes, signature, signature_bytes);
}

/* ---- Images and files ---- */

static void good(void)
{
    make(kit_version(2));
    offer(length, length);
}

static void is_unsigned(void)
{
    make(kit_version(2));
    memset(file + length - 292u, 0xFF, 292); /* no trailer */
    offer(length, length);
}

static void is_signed_by_another(void)
{
    make(kit_version(2));
    file[length - 256u + 9u] ^= 1u; /* of its signature */
    offer(length, length);
}

static void has_a_bit_flipped(void)
{
    make(kit_version(2));
    offer(length, length);
    file[100] ^= 4u; /* on its way */
}

static void is_truncated(void)
{
    make(kit_version(2));
    offer(length - 8u, length - 8u);
}

static void is_larger_than_a_slot(void)
{
    make(kit_version(2));
    offer(KIT_SLOT + 1u, length);
}

static void is_of_another_board(void)
{
    struct image_kit image = kit_version(2);
    image.hardware_id++;
    make(image);
    offer(length, length);
}

static void is_older(void)
{
    make(kit_version(0));
    offer(length, length);
}

static void is_the_same(void)
{
    make(kit_version(1));
    offer(length, length);
}

static void runs_elsewhere(void)
{
    struct image_kit image = kit_version(2);
    image.start += 4u;
    make(image);
    offer(length, length);
}

static void is_no_image(void)
{
    make(kit_version(2));
    file[0] = 'x';
    offer(length, length);
}

static void has_another_flag(void)
{
    make(kit_version(2));
    file[7] = 0xFC;
    offer(length, length);
}

static void is_of_an_unknown_signer(void)
{
    good();
    device.has_signer = false;
}

static void is_rejected_by_the_application(void)
{
    good();
    device.life.test = TEST_REJECTS;
}

static void says_nothing_in_its_trial(void)
{
    good();
    device.life.test = TEST_IS_SILENT;
}

/* What the device does not know. */
static void is_on_trial_says_the_service(void)
{
    good();
    service->status = FAKE_IN_PROGRESS;
    strcpy(service->details, "{\"self_test\":\"ready\",\"updatedBy\":\"0x00000001\"}");
}

static const struct {
    void (*make)(void);
    const char *name, *reason;
    enum fake_status status;
} bad[] = {
    {is_unsigned, "unsigned", "signature type", FAKE_FAILED},
    {is_signed_by_another, "wrongly signed", "signature", FAKE_FAILED},
    {has_a_bit_flipped, "a flipped bit", "job signature", FAKE_FAILED},
    {is_truncated, "truncated", "size", FAKE_FAILED},
    {is_larger_than_a_slot, "oversized", "filesize", FAKE_REJECTED},
    {is_of_another_board, "wrong hardware id", "hardware id", FAKE_FAILED},
    {is_older, "older", "downgrade", FAKE_FAILED},
    {is_the_same, "same version", "same version", FAKE_FAILED},
    {runs_elsewhere, "linked for another address", "address", FAKE_FAILED},
    {is_no_image, "no image", "magic", FAKE_FAILED},
    {has_another_flag, "a flag set", "flag", FAKE_FAILED},
    {is_of_an_unknown_signer, "unknown certificate", "certfile", FAKE_FAILED},
    {is_rejected_by_the_application, "rejected in its trial", "rejected", FAKE_FAILED},
    {says_nothing_in_its_trial, "silent in its trial", "timeout", FAKE_FAILED},
    {is_on_trial_says_the_service, "not on trial", "self-test", FAKE_REJECTED},
};

static void check_untouched(void)
{
    device_start();
    CHECK_EQ(device.version, 1);
    CHECK_EQ(kit_model.violations, 0);
}

/* The last report is this one, and nothing but its code beside the reason. */
static void check_last(enum fake_status status, const char *reason)
{
    char text[96];

    CHECK_EQ(service->status, status);
    snprintf(text, sizeof text, "{\"reason\":\"%s\",\"code\":\"0x", reason);
    if (strncmp(service->details, text, strlen(text)) != 0) {
        printf("%s, not %s\n", service->details, reason);
    }
    CHECK_EQ(strncmp(service->details, text, strlen(text)), 0);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
}

static void each_kind_has_a_reason_of_its_own(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        test_case = bad[i].name;
        device_new();
        bad[i].make();
        CHECK_EQ(device_run(STEPS), true);
        check_last(bad[i].status, bad[i].reason);
        check_untouched();
        for (size_t k = 0; k < i; k++) {
            CHECK_EQ(strcmp(bad[i].reason, bad[k].reason) != 0, true);
        }
    }
}

static void no_flipped_bit_is_taken(void)
{
    make(kit_version(2));
    for (uint32_t bit = 0; bit < 8u * length; bit += 211u) {
        device_new();
        good();
        file[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
        CHECK_EQ(device_run(STEPS), true);
        check_last(FAKE_FAILED, "job signature");
        check_untouched();
    }
}

/* ---- Documents ---- */

static const struct ota_data *no_data(void)
{
    static struct ota_data data; /* is never opened: the document is refused before */

    return &data;
}

static void offer_document(bool is_http)
{
    char text[sizeof service->document];

    good();
    if (is_http) {
        const char *rest = strstr(service->document, "\"files\"");
        snprintf(text, sizeof text, "{\"afr_ota\":{\"protocols\":[\"HTTP\"],%.*s",
                 (int)(strlen(rest) - 4u), rest);
        strcat(text, ",\"update_data_url\":\"" URL "\",\"auth_scheme\":\"s\"}]}}");
        strcpy(service->document, text);
    }
}

static void replace(const char *from, const char *to)
{
    char text[sizeof service->document];
    char *at = strstr(service->document, from);

    CHECK_EQ(at != NULL, true);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - service->document), service->document, to,
             at + strlen(from));
    strcpy(service->document, text);
}

static void a_document_without_any_key_is_rejected_and_says_which(void)
{
    static const struct {
        const char *key;
        bool mqtt, http;
    } keys[] = {{"afr_ota", true, true},          {"files", true, true},
                {"filepath", true, true},         {"filesize", true, true},
                {"fileid", true, true},           {"certfile", true, true},
                {"sig-sha256-ecdsa", true, true}, {"streamname", true, false},
                {"update_data_url", false, true}, {"auth_scheme", false, true}};
    char quoted[32], reason[32];

    for (unsigned i = 0; i < 2u * sizeof keys / sizeof keys[0]; i++) {
        const bool is_http = i % 2u != 0;
        if (!(is_http ? keys[i / 2u].http : keys[i / 2u].mqtt)) {
            continue;
        }
        test_case = keys[i / 2u].key;
        device_new();
        device.life.make_data = no_data;
        offer_document(is_http);
        snprintf(quoted, sizeof quoted, "\"%s\"", keys[i / 2u].key);
        snprintf(reason, sizeof reason, "no %s", keys[i / 2u].key);
        replace(quoted, "\"other\"");
        const uint64_t operations = kit_model.operations;
        while (service->status == FAKE_QUEUED) {
            CHECK_EQ(device_run(1), false);
        }
        check_last(FAKE_REJECTED, reason);
        CHECK_EQ(kit_model.operations, operations); /* flash was not even touched */
    }
}

static void a_member_of_a_wrong_kind_is_named(void)
{
    static const char *const members[][2] = {{"\"filepath\":\"/image\"", "filepath"},
                                             {"\"filesize\":", "filesize"},
                                             {"\"fileid\":3", "fileid"},
                                             {"\"certfile\":\"cert\"", "certfile"},
                                             {"\"streamname\":\"s1\"", "streamname"},
                                             {"\"protocols\":[\"MQTT\"]", "protocols"}};
    static const char *const values[] = {"null", "{}", "-1", "1.5", "true", "[]", "4294967296"};
    char to[48], reason[32];

    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            const bool is_size = strcmp(members[i][1], "filesize") == 0;
            test_case = members[i][1];
            device_new();
            good();
            snprintf(to, sizeof to, "\"%s\":%s%s", members[i][1], values[k],
                     is_size ? ",\"x\":" : "");
            replace(members[i][0], to);
            snprintf(reason, sizeof reason, "bad %s", members[i][1]);
            CHECK_EQ(device_run(STEPS), true);
            check_last(FAKE_REJECTED, reason);
            check_untouched();
        }
    }
}

static void what_a_document_may_leave_out_is_not_missed(void)
{
    device_new();
    good();
    replace("\"protocols\":[\"MQTT\"],", "");
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
}

int main(void)
{
    RUN(each_kind_has_a_reason_of_its_own);
    RUN(no_flipped_bit_is_taken);
    RUN(a_document_without_any_key_is_rejected_and_says_which);
    RUN(a_member_of_a_wrong_kind_is_named);
    RUN(what_a_document_may_leave_out_is_not_missed);
    return 0;
}
