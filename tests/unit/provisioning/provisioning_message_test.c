/* SPDX-License-Identifier: MIT */
#include "fleet_provisioning_message.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))
#define TEXT(literal) ((struct provisioning_text){(literal), sizeof(literal) - 1u})

static const struct provisioning_parameter parameters[] = {
    {{"SerialNumber", 12}, {"4711", 4}},
    {{"q\"", 2}, {"", 0}},
};

static const struct {
    FleetProvisioningFormat_t format;
    bool is_csr;
    size_t count;
    const char *bytes;
    size_t length;
} requests[] = {
#define BYTES(text) (text), sizeof(text) - 1u
    {FleetProvisioningJson, true, 0,
     BYTES("{\"certificateSigningRequest\":\"-----BEGIN\\nA+/=\\n\"}")},
    {FleetProvisioningCbor, true, 0,
     BYTES("\xa1\x78\x19"
           "certificateSigningRequest\x70-----BEGIN\nA+/=\n")},
    {FleetProvisioningJson, false, 2,
     BYTES("{\"certificateOwnershipToken\":\"tok\",\"parameters\":{\"SerialNumber\":\"4711\","
           "\"q\\\"\":\"\"}}")},
    {FleetProvisioningJson, false, 0,
     BYTES("{\"certificateOwnershipToken\":\"tok\",\"parameters\":{}}")},
    {FleetProvisioningCbor, false, 1,
     BYTES("\xa2\x78\x19"
           "certificateOwnershipToken\x63tok\x6aparameters\xa1\x6cSerialNumber\x64"
           "4711")},
};

static void requests_are_written(void)
{
    for (size_t i = 0; i < COUNT(requests); i++) {
        const size_t want = requests[i].length;
        for (size_t room = 0; room <= want; room++) {
            uint8_t *buffer = malloc(room == 0 ? 1 : room);
            size_t length = 0;
            const FleetProvisioningStatus_t status =
                requests[i].is_csr
                    ? provisioning_write_csr(requests[i].format, TEXT("-----BEGIN\nA+/=\n"), buffer,
                                             room, &length)
                    : provisioning_write_register(requests[i].format, TEXT("tok"), parameters,
                                                  requests[i].count, buffer, room, &length);
            CHECK_EQ(status,
                     room == want ? FleetProvisioningSuccess : FleetProvisioningBufferTooSmall);
            CHECK_EQ(length, want);
            CHECK_EQ(room == want && memcmp(buffer, requests[i].bytes, want) != 0, 0);
            free(buffer);
        }
    }
}

static const struct {
    FleetProvisioningFormat_t format;
    const char *bytes;
    size_t length;
} answers[] = {
    {FleetProvisioningJson,
     BYTES("{\"certificateId\":\"ab12\",\"certificatePem\":\"-\\n\",\"n\":1,\"statusCode\":400}")},
    {FleetProvisioningCbor, BYTES("\xa4\x6d"
                                  "certificateId\x64"
                                  "ab12\x6e"
                                  "certificatePem\x62-\n\x61n\x01\x6astatusCode\x19\x01\x90")},
};

static void answers_are_read_and_cut_ones_are_not(void)
{
    for (size_t i = 0; i < COUNT(answers); i++) {
        for (size_t length = 0; length <= answers[i].length; length++) {
            uint8_t *message = exact_copy(answers[i].bytes, length);
            const bool is_whole = length == answers[i].length;
            struct provisioning_text found = {NULL, 77};
            uint32_t code = 77;
            const FleetProvisioningStatus_t code_status =
                provisioning_read_status_code(answers[i].format, message, length, &code);
            /* A number of JSON may be cut and still be one. */
            if (is_whole || answers[i].format == FleetProvisioningCbor) {
                CHECK_EQ(code_status,
                         is_whole ? FleetProvisioningSuccess : FleetProvisioningNoMatch);
                CHECK_EQ(code, is_whole ? 400 : 77);
            }
            if (is_whole) {
                CHECK_EQ(provisioning_read_text(answers[i].format, message, length,
                                                FP_API_CERTIFICATE_ID_KEY, &found),
                         FleetProvisioningSuccess);
                CHECK_EQ(found.length == 4 && memcmp(found.text, "ab12", 4) == 0, 1);
                CHECK_EQ(provisioning_read_text(answers[i].format, message, length,
                                                FP_API_CERTIFICATE_PEM_KEY, &found),
                         FleetProvisioningSuccess);
                CHECK_EQ(found.length, answers[i].format == FleetProvisioningJson ? 3 : 2);
            } else if (length < 20) {
                CHECK_EQ(provisioning_read_text(answers[i].format, message, length,
                                                FP_API_CERTIFICATE_ID_KEY, &found),
                         FleetProvisioningNoMatch);
                CHECK_EQ(found.length, 77);
            }
            free(message);
        }
    }
}

static void what_is_of_another_kind_is_not_there(void)
{
    struct provisioning_text found;
    uint32_t code;
    for (size_t i = 0; i < COUNT(answers); i++) {
        const uint8_t *message = (const uint8_t *)answers[i].bytes;
        const size_t length = answers[i].length;
        CHECK_EQ(provisioning_read_text(answers[i].format, message, length, "n", &found),
                 FleetProvisioningNoMatch);
        CHECK_EQ(provisioning_read_text(answers[i].format, message, length, "thingName", &found),
                 FleetProvisioningNoMatch);
    }
    static const char *const codes[] = {"{\"statusCode\":\"400\"}", "{\"statusCode\":-1}",
                                        "{\"statusCode\":4e2}", "{\"statusCode\":65536}", "{}"};
    for (size_t i = 0; i < COUNT(codes); i++) {
        CHECK_EQ(provisioning_read_status_code(FleetProvisioningJson, (const uint8_t *)codes[i],
                                               strlen(codes[i]), &code),
                 FleetProvisioningNoMatch);
    }
    static const char large[] = "\xa1\x6astatusCode\x1a\x00\x01\x00\x00";
    CHECK_EQ(provisioning_read_status_code(FleetProvisioningCbor, (const uint8_t *)large,
                                           sizeof large - 1, &code),
             FleetProvisioningNoMatch);
}

static void parameters_are_asked_for(void)
{
    uint8_t bytes[100];
    size_t length;
    struct provisioning_text found;
    uint32_t code;
    const struct provisioning_text none = {NULL, 3}, empty = {"", 0};
    const FleetProvisioningFormat_t json = FleetProvisioningJson,
                                    bad = (FleetProvisioningFormat_t)2;
    const struct provisioning_parameter nameless = {{"", 0}, {"v", 1}},
                                        worthless = {{"n", 1}, {NULL, 0}};
#define REFUSED(call) CHECK_EQ(call, FleetProvisioningBadParameter)
    REFUSED(provisioning_write_csr(json, none, bytes, 100, &length));
    REFUSED(provisioning_write_csr(json, empty, bytes, 100, &length));
    REFUSED(provisioning_write_csr(json, TEXT("c"), NULL, 100, &length));
    REFUSED(provisioning_write_csr(json, TEXT("c"), bytes, 100, NULL));
    REFUSED(provisioning_write_csr(bad, TEXT("c"), bytes, 100, &length));
    REFUSED(provisioning_write_register(json, none, NULL, 0, bytes, 100, &length));
    REFUSED(provisioning_write_register(json, TEXT("t"), NULL, 1, bytes, 100, &length));
    REFUSED(provisioning_write_register(json, TEXT("t"), &nameless, 1, bytes, 100, &length));
    REFUSED(provisioning_write_register(json, TEXT("t"), &worthless, 1, bytes, 100, &length));
    REFUSED(provisioning_write_register(json, TEXT("t"), NULL, 0, NULL, 100, &length));
    REFUSED(provisioning_write_register(json, TEXT("t"), NULL, 0, bytes, 100, NULL));
    REFUSED(provisioning_write_register(bad, TEXT("t"), NULL, 0, bytes, 100, &length));
    REFUSED(provisioning_read_text(json, NULL, 2, "k", &found));
    REFUSED(provisioning_read_text(json, bytes, 2, NULL, &found));
    REFUSED(provisioning_read_text(json, bytes, 2, "k", NULL));
    REFUSED(provisioning_read_text(bad, bytes, 2, "k", &found));
    REFUSED(provisioning_read_status_code(json, NULL, 2, &code));
    REFUSED(provisioning_read_status_code(json, bytes, 2, NULL));
    REFUSED(provisioning_read_status_code(bad, bytes, 2, &code));
}

int main(void)
{
    RUN(requests_are_written);
    RUN(answers_are_read_and_cut_ones_are_not);
    RUN(what_is_of_another_kind_is_not_there);
    RUN(parameters_are_asked_for);
    return 0;
}
