/* SPDX-License-Identifier: MIT */
/* A request for a stream: the first byte says which and whether it is CBOR. It is rejected once, or
 * answered with blocks that are those of the file, and never more than one request may have. */
#include <string.h>

#include "base64.h"
#include "cbor_json.h"
#include "cloud_fixture.h"

#define BASE       "$aws/things/t/streams/s/"
#define FILE_BYTES 3000u

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;
static uint8_t file[FILE_BYTES];

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void open_once(void)
{
    static bool is_open;
    struct text body = {NULL, 0, 0};

    if (is_open) {
        return;
    }
    is_open = true;
    for (size_t i = 0; i < sizeof(file); i++) {
        file[i] = (uint8_t)(i * 7u + i / 256u);
    }
    fixture_open(&f, NULL);
    text_string(&body, "{\"files\":[{\"fileId\":1,\"data\":\"");
    base64_write(&body, file, sizeof(file));
    text_string(&body, "\"}]}");
    json_decref(fixture_control(&f, "POST", "/streams/s", body.bytes, 200));
    free(body.bytes);
}

/* Of "0x0a..." */
static void check_hexadecimal(const char *digits, size_t at, size_t count)
{
    require(strlen(digits) == 2 + 2 * count);
    for (size_t i = 0; i < count; i++) {
        char pair[3];
        (void)snprintf(pair, sizeof(pair), "%02x", file[at + i]);
        require(memcmp(digits + 2 + 2 * i, pair, 2) == 0);
    }
}

static size_t check_block(const json_t *block, json_int_t block_bytes, bool is_cbor)
{
    const json_int_t number = json_integer_value(json_object_get(block, "i"));
    const size_t count = (size_t)json_integer_value(json_object_get(block, "l"));
    const size_t at = (size_t)(number * block_bytes);
    const json_t *payload = json_object_get(block, "p");

    require(number >= 0 && count > 0 && at + count <= FILE_BYTES);
    require((json_int_t)count == block_bytes || at + count == FILE_BYTES);
    if (is_cbor) {
        check_hexadecimal(json_string_value(payload), at, count);
    } else {
        struct text read = {NULL, 0, 0};
        require(base64_read(&read, json_string_value(payload), json_string_length(payload)));
        require(read.count == count && memcmp(read.bytes, file + at, count) == 0);
        free(read.bytes);
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 30000) {
        return 0;
    }
    open_once();
    const bool is_cbor = (bytes[0] & 1) != 0, is_get = (bytes[0] & 2) != 0;
    char topic[64];
    size_t total = 0;

    (void)snprintf(topic, sizeof(topic), BASE "%s/%s", is_get ? "get" : "describe",
                   is_cbor ? "cbor" : "json");
    require(fixture_send_bytes(&f, topic, bytes + 1, size - 1u));
    json_t *request = is_cbor ? cbor_to_json_hex(bytes + 1, size - 1u)
                              : json_loadb((const char *)bytes + 1, size - 1u, 0, NULL);
    const json_int_t block_bytes = json_integer_value(json_object_get(request, "l"));
    for (size_t i = 0; i < f.said_count; i++) {
        json_t *answer = is_cbor ? cbor_to_json_hex(f.said[i].payload, f.said[i].bytes)
                                 : json_loadb(f.said[i].payload, f.said[i].bytes, 0, NULL);
        require(json_is_object(answer));
        if (strncmp(f.said[i].topic, BASE "data/", strlen(BASE "data/")) == 0) {
            require(is_get);
            total += check_block(answer, block_bytes, is_cbor);
        } else {
            require(f.said_count == 1);
            require(strncmp(f.said[i].topic, BASE "rejected/", strlen(BASE "rejected/")) == 0
                        ? json_is_string(json_object_get(answer, "o"))
                        : !is_get && json_is_array(json_object_get(answer, "r")));
        }
        json_decref(answer);
    }
    require(total <= 131072 && (is_get || f.said_count == 1));
    json_decref(request);
    return 0;
}
