/* SPDX-License-Identifier: MIT */
#include "ota_job_processor.h"

#include <stdio.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a file must have, and what HTTP needs beyond it. */
#define BASE                                                                                       \
    "\"filesize\":4294967295,\"fileid\":7,\"filepath\":\"/a\",\"certfile\":\"c.pem\","             \
    "\"sig-sha256-ecdsa\":\"MEQ=\""
#define URL        "\"update_data_url\":\"https://h/x\",\"auth_scheme\":\"presigned\""
#define OTA(files) "{\"afr_ota\":{\"streamname\":\"s-1\",\"files\":[" files "]}}"

static AfrOtaJobDocumentFields_t fields;

static int is(const char *at, size_t length, const char *want)
{
    return length == strlen(want) && memcmp(at, want, length) == 0;
}

static int parse(const char *document, uint8_t index, const char *protocol)
{
    const size_t length = strlen(document);
    char *copy = exact_copy(document, length);
    const int next =
        otaParser_parseJobDocFile(copy, length, index, protocol, strlen(protocol), &fields);
    free(copy);
    return next;
}

static void the_fields_of_a_file_are_found(void)
{
    static const char document[] = OTA("{" BASE ",\"fileType\":101}");

    CHECK_EQ(otaParser_parseJobDocFile(document, sizeof document - 1, 0, "MQTT", 4, &fields), 0);
    CHECK_EQ(is(fields.imageRef, fields.imageRefLen, "s-1"), 1);
    CHECK_EQ(is(fields.signature, fields.signatureLen, "MEQ="), 1);
    CHECK_EQ(is(fields.filepath, fields.filepathLen, "/a"), 1);
    CHECK_EQ(is(fields.certfile, fields.certfileLen, "c.pem"), 1);
    CHECK_EQ(fields.authScheme == NULL && fields.authSchemeLen == 0, 1);
    CHECK_EQ(fields.fileSize, UINT32_MAX);
    CHECK_EQ(fields.fileId, 7);
    CHECK_EQ(fields.fileType, 101);
}

static void with_http_the_image_is_a_url(void)
{
    static const char document[] = OTA("{" BASE "," URL "}");

    CHECK_EQ(otaParser_parseJobDocFile(document, sizeof document - 1, 0, "HTTP", 4, &fields), 0);
    CHECK_EQ(is(fields.imageRef, fields.imageRefLen, "https://h/x"), 1);
    CHECK_EQ(is(fields.authScheme, fields.authSchemeLen, "presigned"), 1);
    CHECK_EQ(fields.fileType, 0);
}

static void files_follow_each_other(void)
{
    static const char document[] = OTA("{" BASE "},{" BASE "},{}");

    CHECK_EQ(parse(document, 0, "MQTT"), 1);
    CHECK_EQ(parse(document, 1, "MQTT"), 2);
    CHECK_EQ(parse(document, 2, "MQTT"), -1);
    CHECK_EQ(parse(document, 3, "MQTT"), -1);
    CHECK_EQ(parse(document, 255, "MQTT"), -1);
    CHECK_EQ(populateJobDocFields(document, sizeof document - 1, 1, "MQTT", 4, &fields), 1);
    CHECK_EQ(populateJobDocFields(document, sizeof document - 1, -1, "MQTT", 4, &fields), 0);
    CHECK_EQ(populateJobDocFields(document, sizeof document - 1, INT32_MAX, "MQTT", 4, &fields), 0);
}

static void the_last_index_that_fits_is_126(void)
{
    static char document[64 + 130 * sizeof("{" BASE "},")];
    char *at = document + sprintf(document, "{\"afr_ota\":{\"streamname\":\"s\",\"files\":[");

    for (int i = 0; i < 129; i++) {
        at += sprintf(at, "%s{" BASE "}", i > 0 ? "," : "");
    }
    strcpy(at, "]}}");
    CHECK_EQ(parse(document, 126, "MQTT"), 127);
    CHECK_EQ(parse(document, 127, "MQTT"), -1); /* 128 is no int8_t */
}

static void each_missing_or_ill_typed_field_is_refused(void)
{
    static const char *const members[] = {
        "\"filesize\":1",
        "\"fileid\":2",
        "\"filepath\":\"p\"",
        "\"certfile\":\"c\"",
        "\"update_data_url\":\"u\"",
        "\"auth_scheme\":\"a\"",
        "\"sig-sha256-ecdsa\":\"s\"",
    };
    for (size_t bad = 0; bad <= COUNT(members); bad++) {
        for (int typed = 0; typed < 2; typed++) {
            char document[512];
            char *at = document + sprintf(document, "{\"afr_ota\":{\"files\":[{\"x\":0");
            for (size_t i = 0; i < COUNT(members); i++) {
                if (i != bad) {
                    at += sprintf(at, ",%s", members[i]);
                } else if (typed) {
                    const int key = (int)(strchr(members[i], ':') - members[i]);
                    at += sprintf(at, ",%.*s:[]", key, members[i]);
                }
            }
            strcpy(at, "}]}}");
            test_case = document;
            CHECK_EQ(parse(document, 0, "HTTP"), bad == COUNT(members) ? 0 : -1);
            CHECK_EQ(parse(document, 0, "MQTT"), -1); /* no stream */
        }
    }
}

static void numbers_are_whole_and_fit(void)
{
    static const struct {
        const char *text;
        int want;
    } cases[] = {{"0", 0},    {"4294967295", 0}, {"4294967296", -1}, {"42949672950", -1},
                 {"-1", -1},  {"1.0", -1},       {"1e2", -1},        {"\"1\"", -1},
                 {"null", -1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char document[256];
        test_case = cases[i].text;
        sprintf(document, OTA("{" BASE ",\"fileType\":%s}"), cases[i].text);
        CHECK_EQ(parse(document, 0, "MQTT"), cases[i].want);
    }
}

static void what_is_no_update_is_refused(void)
{
    static const char *const cases[] = {
        "{}",    "[]",     "{\"afr_ota\":1}",     "{\"afr_ota\":{\"files\":{}}}",
        OTA(""), OTA("1"), OTA("{" BASE "}") + 1, "\xff"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i];
        CHECK_EQ(parse(cases[i], 0, "MQTT"), -1);
    }
    static const char good[] = OTA("{" BASE "," URL "}");
    for (size_t length = 0; length < sizeof good - 3; length++) {
        char *copy = exact_copy(good, length);
        (void)otaParser_parseJobDocFile(copy, length, 0, "HTTP", 4, &fields); /* stays within */
        free(copy);
    }
    CHECK_EQ(parse(good, 0, "COAP"), -1);
    CHECK_EQ(parse(good, 0, "MQTTS"), -1);
    CHECK_EQ(parse(good, 0, "HTT"), -1);
    CHECK_EQ(parse(good, 0, ""), -1);
    CHECK_EQ(otaParser_parseJobDocFile(NULL, 9, 0, "MQTT", 4, &fields), -1);
    CHECK_EQ(otaParser_parseJobDocFile(good, 0, 0, "MQTT", 4, &fields), -1);
    CHECK_EQ(otaParser_parseJobDocFile(good, sizeof good - 1, 0, NULL, 4, &fields), -1);
    CHECK_EQ(otaParser_parseJobDocFile(good, sizeof good - 1, 0, "MQTT", 4, NULL), -1);
}

int main(void)
{
    RUN(the_fields_of_a_file_are_found);
    RUN(with_http_the_image_is_a_url);
    RUN(files_follow_each_other);
    RUN(the_last_index_that_fits_is_126);
    RUN(each_missing_or_ill_typed_field_is_refused);
    RUN(numbers_are_whole_and_fit);
    RUN(what_is_no_update_is_refused);
    return 0;
}
