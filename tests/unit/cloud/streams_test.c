/* SPDX-License-Identifier: MIT */
/* Streams: the operations that make them, and devices that ask for blocks. */
#include "cloud_fixture.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base64.h"
#include "cbor_json.h"
#include "test.h"

#define BASE  "$aws/things/lamp/streams/fw/"
#define SPACE "object-data"

static struct fixture f;
static unsigned char firmware[300000];

static void make_firmware(void)
{
    uint32_t state = 1;

    for (size_t i = 0; i < sizeof(firmware); i++) {
        state = state * 1664525u + 1013904223u;
        firmware[i] = (unsigned char)(state >> 24);
    }
}

/* Stream "fw" with file 3, `bytes` of the firmware, of object "box/a.bin". */
static void open_with(size_t bytes)
{
    struct text body = {NULL, 0, 0};

    make_firmware();
    fixture_open(&f, NULL);
    text_string(&body, "{\"data\":\"");
    base64_write(&body, firmware, bytes);
    text_string(&body, "\"}");
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", body.bytes, 200));
    free(body.bytes);
    EXPECT_JSON(fixture_control(&f, "POST", "/streams/fw",
                                "{\"description\":\"new\",\"files\":[{\"fileId\":3,\"s3Location\":"
                                "{\"bucket\":\"box\",\"key\":\"a.bin\"}}],\"roleArn\":\"r\"}",
                                200),
                "{\"streamId\":\"fw\",\"streamArn\":\"arn:aws:iot:us-east-1:000000000000:stream/"
                "fw\",\"description\":\"new\",\"streamVersion\":1}");
}

static void ask(const char *operation, const char *request)
{
    char topic[64];

    (void)snprintf(topic, sizeof(topic), BASE "%s/json", operation);
    CHECK_EQ(fixture_send(&f, topic, request), true);
}

/* The same request in CBOR. A text in "b" becomes a byte string. */
static void ask_cbor(const char *operation, const char *request)
{
    char topic[64];
    json_t *document = json_loads(request, 0, NULL);
    json_t *bitmap = json_incref(json_object_get(document, "b"));
    struct text text = {NULL, 0, 0};

    if (bitmap != NULL) {
        (void)json_object_del(document, "b");
        cbor_write_map(&text, json_object_size(document) + 1u);
        cbor_write_members(&text, document);
        text_add(&text,
                 "\x61"
                 "b",
                 2);
        cbor_write_bytes(&text, json_string_value(bitmap), json_string_length(bitmap));
    } else {
        cbor_write(&text, document);
    }
    (void)snprintf(topic, sizeof(topic), BASE "%s/cbor", operation);
    CHECK_EQ(fixture_send_bytes(&f, topic, text.bytes, text.count), true);
    free(text.bytes);
    json_decref(bitmap);
    json_decref(document);
}

/* Message `index` is this block of the firmware, which has `bytes` of it. */
static void expect_block(size_t index, json_int_t number, size_t block_bytes, size_t bytes)
{
    struct text payload = {NULL, 0, 0};

    CHECK_EQ(index < f.said_count, true);
    CHECK_EQ(strcmp(f.said[index].topic, BASE "data/json"), 0);
    json_t *document = json_loadb(f.said[index].payload, f.said[index].bytes, 0, NULL);
    const json_t *letters = json_object_get(document, "p");
    CHECK_EQ(base64_read(&payload, json_string_value(letters), json_string_length(letters)), true);
    CHECK_EQ(payload.count, bytes);
    CHECK_EQ(memcmp(payload.bytes, firmware + (size_t)number * block_bytes, bytes), 0);
    CHECK_EQ(json_integer_value(json_object_get(document, "i")), number);
    CHECK_EQ(json_integer_value(json_object_get(document, "l")), bytes);
    CHECK_EQ(json_integer_value(json_object_get(document, "f")), 3);
    free(payload.bytes);
    json_decref(document);
}

static void expect_rejected(const char *operation, const char *request, const char *code)
{
    ask(operation, request);
    CHECK_EQ(f.said_count, 1);
    json_t *document = fixture_said(&f, BASE "rejected/json");
    json_t *o = json_string(code);
    CHECK_EQ(json_equal(json_object_get(document, "o"), o), true);
    CHECK_EQ(json_string_length(json_object_get(document, "m")) > 0, true);
    json_decref(o);
    json_decref(document);
}

static void describe_tells_version_description_and_files(void)
{
    open_with(1000);
    ask("describe", "{\"c\":\"t-1\"}");
    EXPECT_JSON(fixture_said(&f, BASE "description/json"),
                "{\"c\":\"t-1\",\"s\":1,\"d\":\"new\",\"r\":[{\"f\":3,\"z\":1000}]}");
    ask("describe", "{}");
    EXPECT_JSON(fixture_said(&f, BASE "description/json"),
                "{\"s\":1,\"d\":\"new\",\"r\":[{\"f\":3,\"z\":1000}]}");
    fixture_close(&f);
}

static void describe_in_cbor_is_answered_in_cbor(void)
{
    open_with(1000);
    ask_cbor("describe", "{\"c\":\"t-1\"}");
    CHECK_EQ(f.said_count, 1);
    CHECK_EQ(strcmp(f.said[0].topic, BASE "description/cbor"), 0);
    EXPECT_JSON(cbor_to_json(f.said[0].payload, f.said[0].bytes),
                "{\"c\":\"t-1\",\"s\":1,\"d\":\"new\",\"r\":[{\"f\":3,\"z\":1000}]}");
    fixture_close(&f);
}

static void a_block_has_the_bytes_of_the_file(void)
{
    open_with(1000);
    ask("get", "{\"c\":\"t\",\"s\":1,\"f\":3,\"l\":256,\"o\":2,\"n\":1}");
    CHECK_EQ(f.said_count, 1);
    expect_block(0, 2, 256, 256);
    EXPECT_JSON(fixture_said(&f, BASE "data/json"),
                "{\"c\":\"t\",\"f\":3,\"l\":256,\"i\":2,\"p\":\"*\"}");
    fixture_close(&f);
}

static void the_last_block_is_as_long_as_what_is_left(void)
{
    open_with(1000);
    ask("get", "{\"f\":3,\"l\":256,\"o\":0,\"n\":9}");
    CHECK_EQ(f.said_count, 4);
    expect_block(2, 2, 256, 256);
    expect_block(3, 3, 256, 1000 - 768);
    fixture_close(&f);
}

static void a_get_in_cbor_has_its_block_as_bytes(void)
{
    json_t *document;

    open_with(1000);
    ask_cbor("get", "{\"c\":\"t\",\"f\":3,\"l\":256,\"o\":1,\"n\":1}");
    CHECK_EQ(f.said_count, 1);
    CHECK_EQ(strcmp(f.said[0].topic, BASE "data/cbor"), 0);
    document = cbor_to_json_hex(f.said[0].payload, f.said[0].bytes);
    const char *digits = json_string_value(json_object_get(document, "p"));
    CHECK_EQ(strlen(digits), 2 + 2 * 256);
    for (size_t i = 0; i < 256; i++) {
        char pair[3];
        (void)snprintf(pair, sizeof(pair), "%02x", firmware[256 + i]);
        CHECK_EQ(strncmp(digits + 2 + 2 * i, pair, 2), 0);
    }
    CHECK_EQ(json_object_del(document, "p"), 0);
    EXPECT_JSON(document, "{\"c\":\"t\",\"f\":3,\"l\":256,\"i\":1}");
    fixture_close(&f);
}

static void a_bitmap_asks_for_single_blocks(void)
{
    open_with(256 * 40);
    ask("get", "{\"f\":3,\"l\":256,\"o\":8,\"b\":\"0x130080\"}"); /* bits 0, 1, 4 and 23 */
    CHECK_EQ(f.said_count, 4);
    expect_block(0, 8, 256, 256);
    expect_block(1, 9, 256, 256);
    expect_block(2, 12, 256, 256);
    expect_block(3, 31, 256, 256);
    ask("get", "{\"f\":3,\"l\":256,\"o\":8,\"b\":\"0x130080\",\"n\":2}");
    CHECK_EQ(f.said_count, 2);
    expect_block(1, 9, 256, 256);
    ask("get", "{\"f\":3,\"l\":256,\"o\":39,\"b\":\"ff\"}"); /* beyond the end is nothing */
    CHECK_EQ(f.said_count, 1);
    expect_block(0, 39, 256, 256);
    fixture_close(&f);
}

static void a_bitmap_in_cbor_is_bytes(void)
{
    open_with(256 * 40);
    ask_cbor("get", "{\"f\":3,\"l\":256,\"b\":\"\\u0005\"}");
    CHECK_EQ(f.said_count, 2);
    json_t *document = cbor_to_json_hex(f.said[1].payload, f.said[1].bytes);
    CHECK_EQ(json_integer_value(json_object_get(document, "i")), 2);
    json_decref(document);
    fixture_close(&f);
}

static void one_request_is_answered_with_128_kilobytes_at_most(void)
{
    open_with(300000);
    ask("get", "{\"f\":3,\"l\":4096}");
    CHECK_EQ(f.said_count, 32);
    ask("get", "{\"f\":3,\"l\":4096,\"n\":98304}");
    CHECK_EQ(f.said_count, 32);
    ask("get", "{\"f\":3,\"l\":43691,\"n\":3}"); /* three would be 131073 bytes */
    CHECK_EQ(f.said_count, 2);
    ask("get", "{\"f\":3,\"l\":98000,\"o\":1,\"n\":2}");
    CHECK_EQ(f.said_count, 1);
    expect_block(0, 1, 98000, 98000); /* across pieces of the store */
    ask_cbor("get", "{\"f\":3,\"l\":131072}");
    CHECK_EQ(f.said_count, 1);
    CHECK_EQ(f.said[0].bytes > 131072, true);
    ask("get", "{\"f\":3,\"l\":131072,\"o\":2,\"n\":2}");
    CHECK_EQ(f.said_count, 1);
    expect_block(0, 2, 131072, 300000 - 2 * 131072);
    ask("get", "{\"f\":3,\"l\":4096,\"n\":0}");
    CHECK_EQ(f.said_count, 0);
    fixture_close(&f);
}

static void a_block_that_is_no_message_in_base64_is_rejected(void)
{
    open_with(300000);
    expect_rejected("get", "{\"f\":3,\"l\":131072}", "BlockSizeOutOfBounds");
    expect_rejected("get", "{\"f\":3,\"l\":99000,\"n\":1}", "BlockSizeOutOfBounds");
    fixture_close(&f);
}

static void a_request_that_is_not_valid_is_rejected_with_its_code(void)
{
    static const struct {
        const char *operation, *request, *code;
    } cases[] = {
        {"describe", "", "InvalidJson"},
        {"describe", "{", "InvalidJson"},
        {"describe", "[]", "InvalidRequest"},
        {"describe", "{\"c\":1}", "InvalidRequest"},
        {"get",
         "{\"l\":256,\"f\":3,\"c\":\"12345678901234567890123456789012345678901234567890123"
         "456789012345\"}",
         "InvalidRequest"},
        {"get", "", "InvalidJson"},
        {"get", "{\"f\":3}", "InvalidRequest"},
        {"get", "{\"l\":256}", "InvalidRequest"},
        {"get", "{\"f\":\"3\",\"l\":256}", "InvalidRequest"},
        {"get", "{\"f\":256,\"l\":256}", "InvalidRequest"},
        {"get", "{\"f\":-1,\"l\":256}", "InvalidRequest"},
        {"get", "{\"f\":3,\"l\":255}", "BlockSizeOutOfBounds"},
        {"get", "{\"f\":3,\"l\":131073}", "BlockSizeOutOfBounds"},
        {"get", "{\"f\":3,\"l\":256,\"o\":-1}", "OffsetOutOfBounds"},
        {"get", "{\"f\":3,\"l\":256,\"o\":98305}", "OffsetOutOfBounds"},
        {"get", "{\"f\":3,\"l\":256,\"o\":4}", "OffsetOutOfBounds"}, /* behind the file */
        {"get", "{\"f\":3,\"l\":256,\"n\":98305}", "BlockCountLimitExceeded"},
        {"get", "{\"f\":3,\"l\":256,\"n\":-1}", "BlockCountLimitExceeded"},
        {"get", "{\"f\":3,\"l\":256,\"b\":\"0x1\"}", "InvalidRequest"},
        {"get", "{\"f\":3,\"l\":256,\"b\":\"0xzz\"}", "InvalidRequest"},
        {"get", "{\"f\":3,\"l\":256,\"b\":[1]}", "InvalidRequest"},
        {"get", "{\"f\":3,\"l\":256,\"s\":2}", "VersionMismatch"},
        {"get", "{\"f\":4,\"l\":256}", "ResourceNotFound"},
        {"fetch", "{}", "InvalidTopic"},
    };

    open_with(1000);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].request;
        expect_rejected(cases[i].operation, cases[i].request, cases[i].code);
    }
    fixture_close(&f);
}

static void a_bitmap_has_fewer_than_12288_bytes(void)
{
    static char request[24700];

    open_with(1000);
    (void)snprintf(request, sizeof(request), "{\"f\":3,\"l\":256,\"b\":\"%0*d\"}", 2 * 12287, 0);
    ask("get", request);
    CHECK_EQ(f.said_count, 0);
    (void)snprintf(request, sizeof(request), "{\"f\":3,\"l\":256,\"b\":\"%0*d\"}", 2 * 12288, 0);
    expect_rejected("get", request, "BlockBitmapLimitExceeded");
    fixture_close(&f);
}

static void a_rejection_has_the_token_if_it_was_valid(void)
{
    open_with(1000);
    ask("get", "{\"c\":\"t-7\",\"f\":3,\"l\":1}");
    EXPECT_JSON(fixture_said(&f, BASE "rejected/json"),
                "{\"c\":\"t-7\",\"o\":\"BlockSizeOutOfBounds\",\"m\":\"*\"}");
    ask("get", "{\"c\":7,\"f\":3,\"l\":1}");
    EXPECT_JSON(fixture_said(&f, BASE "rejected/json"), "{\"o\":\"InvalidRequest\",\"m\":\"*\"}");
    fixture_close(&f);
}

static void what_is_no_cbor_is_rejected_in_cbor(void)
{
    open_with(1000);
    CHECK_EQ(fixture_send(&f, BASE "get/cbor", "{}"), true);
    CHECK_EQ(f.said_count, 1);
    CHECK_EQ(strcmp(f.said[0].topic, BASE "rejected/cbor"), 0);
    EXPECT_JSON(cbor_to_json(f.said[0].payload, f.said[0].bytes),
                "{\"o\":\"InvalidCbor\",\"m\":\"*\"}");
    fixture_close(&f);
}

static void a_stream_that_is_not_there_is_not_found(void)
{
    open_with(1000);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/streams/other/get/json", "{\"f\":3,\"l\":256}"),
             true);
    EXPECT_JSON(fixture_said(&f, "$aws/things/lamp/streams/other/rejected/json"),
                "{\"o\":\"ResourceNotFound\",\"m\":\"*\"}");
    json_decref(fixture_control(&f, "DELETE", "/streams/fw", NULL, 200));
    expect_rejected("describe", "{}", "ResourceNotFound");
    fixture_close(&f);
}

static void a_file_that_has_changed_is_no_longer_delivered(void)
{
    open_with(1000);
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"AAAA\"}", 200));
    expect_rejected("get", "{\"f\":3,\"l\":256}", "ETagMismatch");
    json_decref(fixture_control(&f, "DELETE", "/objects/box/a.bin", NULL, 200));
    expect_rejected("get", "{\"f\":3,\"l\":256}", "ResourceNotFound");
    fixture_close(&f);
}

static void an_answer_that_comes_back_is_no_request(void)
{
    open_with(1000);
    CHECK_EQ(fixture_send(&f, BASE "rejected/json", "{}"), false);
    CHECK_EQ(fixture_send(&f, BASE "data/cbor", ""), false);
    CHECK_EQ(fixture_send(&f, BASE "description/json", ""), false);
    CHECK_EQ(fixture_send(&f, BASE "get/xml", ""), false);
    CHECK_EQ(f.said_count, 0);
    fixture_close(&f);
}

static void a_stream_is_described_updated_and_deleted(void)
{
    open_with(1000);
    f.now_ms += 60000;
    EXPECT_JSON(fixture_control(&f, "PUT", "/streams/fw",
                                "{\"files\":[{\"fileId\":0,\"data\":\"AAECAw==\"},{\"fileId\":1,"
                                "\"s3Location\":{\"bucket\":\"box\",\"key\":\"a.bin\"}}]}",
                                200),
                "{\"streamId\":\"fw\",\"streamArn\":\"*\",\"description\":\"new\","
                "\"streamVersion\":2}");
    EXPECT_JSON(
        fixture_control(&f, "GET", "/streams/fw", NULL, 200),
        "{\"streamInfo\":{\"streamId\":\"fw\",\"streamArn\":\"arn:aws:iot:us-east-1:000000000000:"
        "stream/fw\",\"description\":\"new\",\"roleArn\":\"r\",\"streamVersion\":2,\"createdAt\":"
        "1700000000,\"lastUpdatedAt\":1700000060,\"files\":[{\"fileId\":0,\"s3Location\":{"
        "\"bucket\":\"streams\",\"key\":\"fw.0\"}},{\"fileId\":1,\"s3Location\":{\"bucket\":"
        "\"box\",\"key\":\"a.bin\"}}]}}");
    json_decref(fixture_control(&f, "PUT", "/streams/fw",
                                "{\"files\":[{\"fileId\":0,\"data\":\"AAECAw==\"}]}", 200));
    ask("get", "{\"f\":0,\"l\":256,\"s\":3}");
    EXPECT_JSON(fixture_said(&f, BASE "data/json"), "{\"f\":0,\"l\":4,\"i\":0,\"p\":\"AAECAw==\"}");
    EXPECT_JSON(fixture_control(&f, "DELETE", "/streams/fw", NULL, 200), "{}");
    EXPECT_JSON(fixture_control(&f, "GET", "/streams/fw", NULL, 404),
                "{\"message\":\"Stream fw does not exist\"}");
    fixture_close(&f);
}

static void streams_are_listed_by_pages(void)
{
    open_with(1);
    json_decref(fixture_control(&f, "POST", "/streams/a",
                                "{\"files\":[{\"fileId\":0,\"data\":\"\"}]}", 200));
    EXPECT_JSON(fixture_control(&f, "GET", "/streams", "{\"maxResults\":1}", 200),
                "{\"streams\":[{\"streamId\":\"a\",\"streamArn\":\"*\",\"streamVersion\":1,"
                "\"description\":\"\"}],\"nextToken\":\"a\"}");
    EXPECT_JSON(fixture_control(&f, "GET", "/streams", "{\"nextToken\":\"a\"}", 200),
                "{\"streams\":[{\"streamId\":\"fw\",\"streamArn\":\"*\",\"streamVersion\":1,"
                "\"description\":\"new\"}]}");
    fixture_close(&f);
}

#define FILE_3 "{\"fileId\":3,\"data\":\"AA==\"}"

static void a_stream_that_is_not_valid_is_refused(void)
{
    static const struct {
        const char *method, *path, *body;
        int status;
        const char *message;
    } cases[] = {
        {"POST", "/streams/fw", "{\"files\":[" FILE_3 "]}", 409, "Stream fw exists"},
        {"POST", "/streams/a.b", "{\"files\":[" FILE_3 "]}", 400,
         "streamId must be 1 to 128 of [a-zA-Z0-9_-]"},
        {"POST", "/streams/x", "{}", 400, "files must be 1 to 50 files"},
        {"POST", "/streams/x", "{\"files\":[]}", 400, "files must be 1 to 50 files"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":256}]}", 400, "fileId must be 0 to 255"},
        {"POST", "/streams/x", "{\"files\":[" FILE_3 "," FILE_3 "]}", 400,
         "Two files have the same fileId"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":1}]}", 400,
         "Say what is in the file: data as Base64, or path"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":1,\"data\":\"?\"}]}", 400,
         "data is no Base64"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":1,\"path\":\"here\"}]}", 400,
         "here: the path must be absolute"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":1,\"path\":\"/no/such\"}]}", 400,
         "/no/such: No such file or directory"},
        {"POST", "/streams/x",
         "{\"files\":[{\"fileId\":1,\"s3Location\":{\"bucket\":\"b\",\"key\":\"k\"}}]}", 404,
         "There is no object k in bucket b"},
        {"POST", "/streams/x", "{\"files\":[{\"fileId\":1,\"s3Location\":{\"bucket\":\"b\"}}]}",
         400, "s3Location must have bucket and key"},
        {"PUT", "/streams/x", "{\"description\":\"d\"}", 404, "Stream x does not exist"},
        {"DELETE", "/streams/x", NULL, 404, "Stream x does not exist"},
        {"PUT", "/objects/b/k", "{}", 400, "Say what is in the file: data as Base64, or path"},
        {"PUT", "/objects/b c/k", "{\"data\":\"\"}", 400,
         "bucket and key are 1 to 128 of [a-zA-Z0-9._:-], a key has / too"},
    };

    open_with(10);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].message;
        json_t *document =
            fixture_control(&f, cases[i].method, cases[i].path, cases[i].body, cases[i].status);
        CHECK_EQ(strcmp(json_string_value(json_object_get(document, "message")), cases[i].message),
                 0);
        json_decref(document);
    }
    fixture_close(&f);
}

static void an_update_that_is_refused_changes_no_file(void)
{
    open_with(10);
    json_decref(fixture_control(&f, "PUT", "/streams/fw", "{\"files\":[" FILE_3 "]}", 200));
    json_decref(fixture_control(&f, "PUT", "/streams/fw",
                                "{\"files\":[{\"fileId\":3,\"data\":\"//8=\"},{\"fileId\":4}]}",
                                400));
    ask("get", "{\"f\":3,\"l\":256,\"s\":2}");
    EXPECT_JSON(fixture_said(&f, BASE "data/json"), "{\"f\":3,\"l\":1,\"i\":0,\"p\":\"AA==\"}");
    fixture_close(&f);
}

static bool count_row(void *context, const char *key, const char *value, size_t bytes)
{
    (void)key;
    (void)value;
    (void)bytes;
    ++*(size_t *)context;
    return true;
}

static void a_file_may_be_named_by_its_path_and_has_24_megabytes_at_most(void)
{
    char path[PATH_MAX], body[PATH_MAX + 64];
    size_t pieces = 0;

    CHECK_EQ(getcwd(path, sizeof(path) - 20u) != NULL, true);
    const int file = mkstemp(strcat(path, "/stream-XXXXXX"));

    open_with(10);
    CHECK_EQ(write(file, firmware, 200000), 200000);
    (void)snprintf(body, sizeof(body), "{\"files\":[{\"fileId\":3,\"path\":\"%s\"}]}", path);
    json_decref(fixture_control(&f, "PUT", "/streams/fw", body, 200));
    ask("get", "{\"f\":3,\"l\":1024,\"o\":63,\"n\":2}");
    expect_block(0, 63, 1024, 1024);
    expect_block(1, 64, 1024, 1024);
    CHECK_EQ(ftruncate(file, 24 * 1024 * 1024), 0);
    json_decref(fixture_control(&f, "PUT", "/streams/fw", body, 200));
    CHECK_EQ(ftruncate(file, 24 * 1024 * 1024 + 1), 0);
    EXPECT_JSON(fixture_control(&f, "PUT", "/streams/fw", body, 400),
                "{\"message\":\"A file has at most 25165824 bytes\"}");
    /* What is replaced or deleted leaves nothing behind. */
    json_decref(fixture_control(&f, "PUT", "/streams/fw",
                                "{\"files\":[{\"fileId\":4,\"data\":\"AAECAw==\"}]}", 200));
    json_decref(fixture_control(&f, "DELETE", "/streams/fw", NULL, 200));
    json_decref(fixture_control(&f, "DELETE", "/objects/box/a.bin", NULL, 200));
    CHECK_EQ(f.store->scan(f.store->self, SPACE, "", NULL, count_row, &pieces), true);
    CHECK_EQ(pieces, 0);
    (void)close(file);
    (void)unlink(path);
    fixture_close(&f);
}

int main(void)
{
    RUN(describe_tells_version_description_and_files);
    RUN(describe_in_cbor_is_answered_in_cbor);
    RUN(a_block_has_the_bytes_of_the_file);
    RUN(the_last_block_is_as_long_as_what_is_left);
    RUN(a_get_in_cbor_has_its_block_as_bytes);
    RUN(a_bitmap_asks_for_single_blocks);
    RUN(a_bitmap_in_cbor_is_bytes);
    RUN(one_request_is_answered_with_128_kilobytes_at_most);
    RUN(a_block_that_is_no_message_in_base64_is_rejected);
    RUN(a_request_that_is_not_valid_is_rejected_with_its_code);
    RUN(a_bitmap_has_fewer_than_12288_bytes);
    RUN(a_rejection_has_the_token_if_it_was_valid);
    RUN(what_is_no_cbor_is_rejected_in_cbor);
    RUN(a_stream_that_is_not_there_is_not_found);
    RUN(a_file_that_has_changed_is_no_longer_delivered);
    RUN(an_answer_that_comes_back_is_no_request);
    RUN(a_stream_is_described_updated_and_deleted);
    RUN(streams_are_listed_by_pages);
    RUN(a_stream_that_is_not_valid_is_refused);
    RUN(an_update_that_is_refused_changes_no_file);
    RUN(a_file_may_be_named_by_its_path_and_has_24_megabytes_at_most);
    return 0;
}
