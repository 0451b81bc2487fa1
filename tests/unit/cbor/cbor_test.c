/* SPDX-License-Identifier: MIT */
#include "cbor_reader.h"
#include "cbor_writer.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEX(text)    (text), (sizeof(text) - 1u)

/* Complete items; the first are the examples of RFC 8949, appendix A. */
static const struct {
    const char *bytes;
    size_t length;
} whole[] = {
    {HEX("\x00")},
    {HEX("\x17")},
    {HEX("\x18\x18")},
    {HEX("\x19\x03\xe8")},
    {HEX("\x1a\x00\x0f\x42\x40")},
    {HEX("\x1b\xff\xff\xff\xff\xff\xff\xff\xff")},
    {HEX("\x20")},
    {HEX("\x39\x03\xe7")},
    {HEX("\xf9\x00\x00")},
    {HEX("\xfa\x47\xc3\x50\x00")},
    {HEX("\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a")},
    {HEX("\xf4")},
    {HEX("\xf6")},
    {HEX("\xf0")},
    {HEX("\xf8\xff")},
    {HEX("\xf8\x20")},
    {HEX("\xc0\x74"
         "2013-03-21T20:04:00Z")},
    {HEX("\xd8\x20\x61\x61")},
    {HEX("\x40")},
    {HEX("\x44\x01\x02\x03\x04")},
    {HEX("\x60")},
    {HEX("\x64IETF")},
    {HEX("\x80")},
    {HEX("\x83\x01\x02\x03")},
    {HEX("\x83\x01\x82\x02\x03\x82\x04\x05")},
    {HEX("\xa0")},
    {HEX("\xa2\x61\x61\x01\x61\x62\x82\x02\x03")},
    {HEX("\x5f\x42\x01\x02\x43\x03\x04\x05\xff")},
    {HEX("\x7f\x65strea\x64ming\xff")},
    {HEX("\x5f\xff")},
    {HEX("\x9f\xff")},
    {HEX("\x9f\x01\x82\x02\x03\x9f\x04\x05\xff\xff")},
    {HEX("\x83\x01\x82\x02\x03\x9f\x04\x05\xff")},
    {HEX("\xbf\x61\x61\x01\x61\x62\x9f\x02\x03\xff\xff")},
    {HEX("\xbf\xff")},
    {HEX("\x82\xc1\x01\x80")},
    {HEX("\xc1\xc1\xc1\x80")},
};

static const struct {
    const char *bytes;
    size_t length;
} refused[] = {
    {HEX("\x1c")},
    {HEX("\x1f")},
    {HEX("\x3f")},
    {HEX("\xdf\x00")},
    {HEX("\x5d")},
    {HEX("\xff")},
    {HEX("\xf8\x00")},
    {HEX("\xf8\x1f")},
    {HEX("\xfc")},
    {HEX("\x81\xff")},
    {HEX("\xa1\x01\xff")},
    {HEX("\xa1\xff\x01")},
    {HEX("\xbf\x01\xff")},
    {HEX("\xbf\x01\x02\x03\xff")},
    {HEX("\xc0\xff")},
    {HEX("\x5f\x61\x61\xff")},
    {HEX("\x5f\x01\xff")},
    {HEX("\x7f\x7f\xff\xff")},
    {HEX("\x9b\xff\xff\xff\xff\xff\xff\xff\xff")},
    {HEX("\xbb\x80\x00\x00\x00\x00\x00\x00\x00\x01")},
    {HEX("\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x01")},
};

static bool skips(const char *bytes, size_t length, size_t *left)
{
    uint8_t *copy = exact_copy(bytes, length);
    struct cbor_in in = {copy, length};
    const bool done = cbor_skip(&in);
    *left = in.length;
    free(copy);
    return done;
}

static void whole_items_are_skipped_and_cut_ones_are_not(void)
{
    size_t left;
    for (size_t i = 0; i < COUNT(whole); i++) {
        char name[8];
        snprintf(name, sizeof name, "%zu", i);
        test_case = name;
        CHECK_EQ(skips(whole[i].bytes, whole[i].length, &left), 1);
        CHECK_EQ(left, 0);
        for (size_t length = 0; length < whole[i].length; length++) {
            CHECK_EQ(skips(whole[i].bytes, length, &left), 0);
            CHECK_EQ(left, length);
        }
    }
}

static void what_is_not_cbor_is_refused(void)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        size_t left;
        char name[8];
        snprintf(name, sizeof name, "%zu", i);
        test_case = name;
        CHECK_EQ(skips(refused[i].bytes, refused[i].length, &left), 0);
        CHECK_EQ(left, refused[i].length);
    }
}

static void nesting_ends_at_the_limit(void)
{
    for (size_t deep = 1; deep <= CBOR_DEPTH_MAX + 2; deep++) {
        static const char kinds[] = "\x81\xc1\x9f";
        for (size_t kind = 0; kind < 3; kind++) {
            char text[64];
            size_t left;
            memset(text, kinds[kind], deep);
            text[deep] = 0;
            memset(text + deep + 1, '\xff', deep);
            CHECK_EQ(skips(text, kind == 2 ? 2 * deep + 1 : deep + 1, &left),
                     deep <= CBOR_DEPTH_MAX);
        }
    }
}

static void heads_are_as_short_as_they_can_be_and_read_back(void)
{
    static const struct {
        uint64_t value;
        size_t length;
    } cases[] = {
        {0, 1},     {23, 1},    {24, 2},         {255, 2},        {256, 3},
        {65535, 3}, {65536, 5}, {UINT32_MAX, 5}, {1ull << 32, 9}, {UINT64_MAX, 9},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t bytes[9];
        struct cbor_out out = {bytes, sizeof bytes, 0};
        struct cbor_item item;
        cbor_put_uint(&out, cases[i].value);
        CHECK_EQ(out.needed, cases[i].length);
        struct cbor_in in = {bytes, out.needed};
        CHECK_EQ(cbor_read(&in, &item), 1);
        CHECK_EQ(item.type, CBOR_UINT);
        CHECK_EQ(item.value, cases[i].value);
        CHECK_EQ(in.length, 0);
    }
    static const int64_t numbers[] = {0, -1, -24, -25, 100, -500, INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        uint8_t bytes[9];
        struct cbor_out out = {bytes, sizeof bytes, 0};
        struct cbor_item item;
        cbor_put_int(&out, numbers[i]);
        struct cbor_in in = {bytes, out.needed};
        CHECK_EQ(cbor_read(&in, &item), 1);
        CHECK_EQ(item.type, numbers[i] < 0 ? CBOR_NEGATIVE : CBOR_UINT);
        CHECK_EQ(item.type == CBOR_NEGATIVE ? ~item.value : item.value, (uint64_t)numbers[i]);
    }
}

static void put_document(struct cbor_out *out)
{
    cbor_put_map(out, 3);
    cbor_put_text(out, "f", 1);
    cbor_put_int(out, -500);
    cbor_put_text(out, "list", 4);
    cbor_put_array(out, 2);
    cbor_put_bytes(out, (const uint8_t *)"\x01\x02\x03", 3);
    cbor_put_text(out, "", 0);
    cbor_put_text(out, "p", 1);
    cbor_put_uint(out, 70000);
}

static void what_does_not_fit_is_counted(void)
{
    static const char want[] =
        "\xa3\x61"
        "f\x39\x01\xf3\x64list\x82\x43\x01\x02\x03\x60\x61p\x1a\x00\x01\x11\x70";
    for (size_t room = 0; room <= sizeof want - 1; room++) {
        uint8_t *buffer = malloc(room == 0 ? 1 : room);
        struct cbor_out out = {buffer, room, 0};
        put_document(&out);
        CHECK_EQ(out.needed, sizeof want - 1);
        CHECK_EQ(cbor_fits(&out), room == sizeof want - 1);
        CHECK_EQ(room == sizeof want - 1 && memcmp(buffer, want, room) != 0, 0);
        free(buffer);
    }
}

static void a_key_leads_to_its_value(void)
{
    uint8_t bytes[64];
    struct cbor_out out = {bytes, sizeof bytes, 0};
    put_document(&out);
    struct cbor_in in = {bytes, out.needed}, value;
    struct cbor_item item;
    CHECK_EQ(cbor_find(in, "p", 1, &value), 1);
    CHECK_EQ(cbor_read(&value, &item), 1);
    CHECK_EQ(item.value, 70000);
    CHECK_EQ(cbor_find(in, "list", 4, &value), 1);
    CHECK_EQ(cbor_read(&value, &item), 1);
    CHECK_EQ(item.type, CBOR_ARRAY);
    CHECK_EQ(cbor_read(&value, &item), 1);
    CHECK_EQ(item.type, CBOR_BYTES);
    CHECK_EQ(memcmp(item.bytes, "\x01\x02\x03", 3), 0);
    CHECK_EQ(cbor_find(in, "x", 1, &value), 0);
    CHECK_EQ(cbor_find(in, "lis", 3, &value), 0);
    CHECK_EQ(cbor_find((struct cbor_in){bytes + 1, out.needed - 1}, "f", 1, &value), 0);
    CHECK_EQ(cbor_find((struct cbor_in){bytes, 0}, "f", 1, &value), 0);
    /* Open maps, keys of other kinds, a value that is not CBOR before the key. */
    static const char open[] = "\xbf\x01\x02\x7f\x61p\xff\x03\x61p\x04\xff";
    CHECK_EQ(cbor_find((struct cbor_in){(const uint8_t *)open, sizeof open - 1}, "p", 1, &value),
             1);
    CHECK_EQ(*value.at, 4);
    CHECK_EQ(cbor_find((struct cbor_in){(const uint8_t *)open, sizeof open - 1}, "q", 1, &value),
             0);
    static const char bad[] = "\xa2\x61o\x1c\x61p\x04";
    CHECK_EQ(cbor_find((struct cbor_in){(const uint8_t *)bad, sizeof bad - 1}, "p", 1, &value), 0);
}

int main(void)
{
    RUN(whole_items_are_skipped_and_cut_ones_are_not);
    RUN(what_is_not_cbor_is_refused);
    RUN(nesting_ends_at_the_limit);
    RUN(heads_are_as_short_as_they_can_be_and_read_back);
    RUN(what_does_not_fit_is_counted);
    RUN(a_key_leads_to_its_value);
    return 0;
}
