/* SPDX-License-Identifier: MIT */
/* CBOR and Base64 as services use them. */
#include <string.h>

#include "base64.h"
#include "cbor_json.h"
#include "cloud_fixture.h"
#include "exact.h"
#include "test.h"

struct cbor_case {
    const char *name, *bytes;
    size_t count;
    const char *json; /* NULL: refused */
};

#define BYTES(text) text, sizeof(text) - 1u

static void cbor_is_read_as_json(void)
{
    static const struct cbor_case cases[] = {
        {"small", BYTES("\x17"), "23"},
        {"one byte", BYTES("\x18\xff"), "255"},
        {"two bytes", BYTES("\x19\x01\x00"), "256"},
        {"four bytes", BYTES("\x1a\x00\x01\x00\x00"), "65536"},
        {"the largest", BYTES("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"), "9223372036854775807"},
        {"one more", BYTES("\x1b\x80\x00\x00\x00\x00\x00\x00\x00"), NULL},
        {"negative", BYTES("\x38\x63"), "-100"},
        {"the smallest", BYTES("\x3b\x7f\xff\xff\xff\xff\xff\xff\xff"), "-9223372036854775808"},
        {"half", BYTES("\xf9\x3e\x00"), "1.5"},
        {"double", BYTES("\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a"), "1.1"},
        {"no number", BYTES("\xf9\x7e\x00"), NULL},
        {"text", BYTES("\x63\xe2\x82\xac"), "\"\xe2\x82\xac\""},
        {"text in parts", BYTES("\x7f\x61\x61\x60\x62\x62\x63\xff"), "\"abc\""},
        {"text in parts of bytes", BYTES("\x7f\x41\x61\xff"), NULL},
        {"no UTF-8", BYTES("\x61\xff"), NULL},
        {"bytes", BYTES("\x43\x13\x00\x80"), "\"0x130080\""},
        {"no bytes", BYTES("\x40"), "\"0x\""},
        {"bytes in parts", BYTES("\x5f\x41\x01\x41\x02\xff"), "\"0x0102\""},
        {"array", BYTES("\x83\x01\xf5\xf6"), "[1,true,null]"},
        {"open array", BYTES("\x9f\x01\x9f\xff\xff"), "[1,[]]"},
        {"map", BYTES("\xa2\x61\x61\x01\x61\x62\xa0"), "{\"a\":1,\"b\":{}}"},
        {"open map", BYTES("\xbf\x61\x61\xf7\xff"), "{\"a\":null}"},
        {"open map, name alone", BYTES("\xbf\x61\x61\xff"), NULL},
        {"tag", BYTES("\xc1\x01"), "1"},
        {"tag of nothing", BYTES("\xc1"), NULL},
        {"name no text", BYTES("\xa1\x01\x01"), NULL},
        {"name with a NUL", BYTES("\xa1\x62\x61\x00\x01"), NULL},
        {"nothing", BYTES(""), NULL},
        {"cut", BYTES("\x83\x01\x02"), NULL},
        {"text cut", BYTES("\x63\x61"), NULL},
        {"more behind it", BYTES("\x01\x02"), NULL},
        {"break alone", BYTES("\xff"), NULL},
        {"an array without end", BYTES("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01"), NULL},
        {"reserved", BYTES("\x1c"), NULL},
        {"deep", BYTES("\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x01"),
         "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]"},
        {"too deep",
         BYTES("\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x01"), NULL},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].name;
        void *exact = exact_copy(cases[i].bytes, cases[i].count);
        json_t *value = cbor_to_json_hex(exact, cases[i].count);
        free(exact);
        CHECK_EQ(value != NULL, cases[i].json != NULL);
        if (value != NULL) {
            EXPECT_JSON(value, cases[i].json);
        }
    }
}

static void byte_strings_may_be_text(void)
{
    EXPECT_JSON(cbor_to_json("\x43qrs", 4), "\"qrs\"");
    CHECK_EQ(cbor_to_json("\x41\xff", 2) == NULL, true);
}

static void json_is_written_as_cbor(void)
{
    static const char wanted[] = "\xa4\x61"
                                 "a\x18\x64\x61"
                                 "b\x82\xf5\xf6\x61"
                                 "c\x39\x01\x00\x61"
                                 "d\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00";
    json_t *value =
        json_loads("{\"a\":100,\"b\":[true,null],\"c\":-257,\"d\":1.5}", JSON_DECODE_ANY, NULL);
    struct text text = {NULL, 0, 0};
    size_t count = 0;
    void *bytes = cbor_from_json(value, &count);

    CHECK_EQ(count, sizeof(wanted) - 1u);
    CHECK_EQ(memcmp(bytes, wanted, count), 0);
    free(bytes);
    cbor_write_map(&text, 1);
    cbor_write(&text, json_object_iter_value(json_object_iter(value)));
    cbor_write_bytes(&text, "\1\2", 2);
    CHECK_EQ(text.count, 6);
    CHECK_EQ(memcmp(text.bytes, "\xa1\x18\x64\x42\x01\x02", 6), 0);
    free(text.bytes);
    json_decref(value);
}

static void base64_is_that_of_the_rfc(void)
{
    static const struct {
        const char *bytes, *letters;
    } cases[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xff\xfe\xfb", "//77"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct text there = {NULL, 0, 0}, back = {NULL, 0, 0};
        test_case = cases[i].letters;
        base64_write(&there, cases[i].bytes, strlen(cases[i].bytes));
        CHECK_EQ(there.count, strlen(cases[i].letters));
        CHECK_EQ(there.count == 0 || strcmp(there.bytes, cases[i].letters) == 0, true);
        CHECK_EQ(base64_read(&back, cases[i].letters, there.count), true);
        CHECK_EQ(back.count, strlen(cases[i].bytes));
        CHECK_EQ(back.count == 0 || strcmp(back.bytes, cases[i].bytes) == 0, true);
        free(there.bytes);
        free(back.bytes);
    }
}

static void what_is_no_base64_is_refused(void)
{
    static const char *const cases[] = {
        "Z", "Zg", "Zg=", "Zg=a", "====", "Zm9-", "Zg==Zm9v", "Zm 9", "=m9v"};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct text text = {NULL, 0, 0};
        test_case = cases[i];
        CHECK_EQ(base64_read(&text, cases[i], strlen(cases[i])), false);
        free(text.bytes);
    }
}

int main(void)
{
    RUN(cbor_is_read_as_json);
    RUN(byte_strings_may_be_text);
    RUN(json_is_written_as_cbor);
    RUN(base64_is_that_of_the_rfc);
    RUN(what_is_no_base64_is_refused);
    return 0;
}
