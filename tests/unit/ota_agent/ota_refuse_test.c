/* SPDX-License-Identifier: MIT */
/* What the agent refuses: images, files and documents, each with its own reason. */
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "test.h"

#define STEPS 5000u

static struct fake_service *const service = &device.service;

static void refused(const char *reason)
{
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_FAILED);
    if (!device_reported(reason)) {
        printf("%s\n", service->log);
    }
    CHECK_EQ(device_reported(reason), true);
    CHECK_EQ(device.life.core.where.state, OTA_IDLE);
    CHECK_EQ(device.life.failures, 1);
    device_check_version(1);
}

static void an_image_that_may_not_run_here_is_refused_with_its_reason(void)
{
    struct image_kit image = kit_version(1);

    device_new();
    device_offer("j1", &image);
    refused("same version");
    image = kit_version(0);
    device_new();
    device_offer("j1", &image);
    refused("downgrade");
    image = kit_version(2);
    image.hardware_id++;
    device_new();
    device_offer("j1", &image);
    refused("hardware id");
    image = kit_version(2);
    image.start += 4u;
    device_new();
    device_offer("j1", &image);
    refused("address");
}

static uint8_t other[KIT_SLOT];

static void offer_bytes(const uint8_t *bytes, uint32_t length, uint32_t signed_bytes)
{
    uint8_t signature[OTA_SIGNATURE_MAX];
    const uint32_t signature_bytes = kit_sign(bytes, signed_bytes, signature);

    fake_offer(service, "j1", bytes, length, signature, signature_bytes);
}

static void a_file_that_is_not_the_one_that_was_signed_is_refused(void)
{
    const struct image_kit image = kit_version(2);
    const uint32_t length = kit_make(&image, other);

    device_new();
    offer_bytes(other, length, length - 1u);
    refused("job signature");
    device_new();
    other[500] ^= 1u;
    offer_bytes(other, length, length); /* the job is good, the image is not */
    refused("\"reason\":\"signature\"");
    device_new();
    (void)kit_make(&image, other);
    other[OTA_IMAGE_HEAD_BYTES + image.binary_bytes] ^= 1u;
    offer_bytes(other, length, length);
    refused("signature type");
    device_new();
    (void)kit_make(&image, other);
    other[0] ^= 1u;
    offer_bytes(other, length, length);
    refused("magic");
    device_new();
    (void)kit_make(&image, other);
    other[length] = 0;
    offer_bytes(other, length + 1u, length + 1u);
    refused("size");
    device_new();
    offer_bytes(other, length - 4u, length - 4u);
    refused("size");
    device_new();
    offer_bytes(other, length, length);
    device.has_signer = false;
    refused("certfile");
}

static void replace(const char *from, const char *to)
{
    static char text[sizeof service->document];
    char *at = strstr(service->document, from);

    CHECK_EQ(at != NULL, true);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - service->document), service->document, to,
             at + strlen(from));
    strcpy(service->document, text);
}

static void a_document_that_is_bad_is_rejected_with_its_own_reason(void)
{
    static const struct {
        const char *from, *to, *reason;
    } cases[] = {
        {"\"afr_ota\"", "\"other\"", "no afr_ota"},
        {"\"files\"", "\"other\"", "no files"},
        {"\"filepath\"", "\"other\"", "no filepath"},
        {"\"filesize\"", "\"other\"", "no filesize"},
        {"\"fileid\"", "\"other\"", "no fileid"},
        {"\"certfile\"", "\"other\"", "no certfile"},
        {"\"sig-sha256-ecdsa\"", "\"other\"", "no sig-sha256-ecdsa"},
        {"\"streamname\"", "\"other\"", "no streamname"},
        {"\"filesize\":2324", "\"filesize\":0", "bad filesize"},
        {"\"filesize\":2324", "\"filesize\":-1", "bad filesize"},
        {"\"filesize\":2324", "\"filesize\":4294967295", "\"reason\":\"filesize\""},
        {"\"filesize\":2324", "\"filesize\":4097", "\"reason\":\"filesize\""},
        {"\"filesize\":2324", "\"filesize\":323", "\"reason\":\"filesize\""},
        {"\"sig-sha256-ecdsa\":\"", "\"sig-sha256-ecdsa\":\"?", "bad sig-sha256-ecdsa"},
        {"\"/image\"", "\"\"", "bad filepath"},
        {"\"cert\"", "\"\"", "bad certfile"},
        {"\"s1\"", "\"0123456789012345678901234567890123456789012345\"", "bad streamname"},
        {"}]}}", "},{}]}}", "too many files"},
    };
    const struct image_kit image = kit_version(2);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].reason;
        device_new();
        device_offer("j1", &image);
        replace(cases[i].from, cases[i].to);
        const uint64_t before = kit_model.operations;
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_REJECTED);
        if (!device_reported(cases[i].reason)) {
            printf("%s\n", service->log);
        }
        CHECK_EQ(device_reported(cases[i].reason), true);
        CHECK_EQ(device.life.core.where.state, OTA_IDLE);
        CHECK_EQ(kit_model.operations, before);
        device_check_version(1);
    }
}

int main(void)
{
    RUN(an_image_that_may_not_run_here_is_refused_with_its_reason);
    RUN(a_file_that_is_not_the_one_that_was_signed_is_refused);
    RUN(a_document_that_is_bad_is_rejected_with_its_own_reason);
    return 0;
}
