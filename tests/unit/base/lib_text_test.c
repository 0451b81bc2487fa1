/* SPDX-License-Identifier: MIT */
#include "lib_text.h"

#include "exact.h"
#include "test.h"

static void every_length_and_every_difference_is_compared(void)
{
    for (size_t length = 0; length <= 20; length++) {
        char *a = exact_copy("abcdefghijklmnopqrst", length);
        char *b = exact_copy("abcdefghijklmnopqrst", length);
        CHECK_EQ(lib_text_equal(a, b, length), 1);
        for (size_t i = 0; i < length; i++) {
            b[i] = (char)(b[i] ^ 1);
            CHECK_EQ(lib_text_equal(a, b, length), 0);
            b[i] = (char)(b[i] ^ 1);
        }
        free(a);
        free(b);
    }
}

static void a_beginning_is_taken_whole_or_not_at_all(void)
{
    struct lib_text text = {"shadow/get", 10};
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("shadow/got")), 0);
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("shadow/get/")), 0);
    CHECK_EQ(text.length, 10);
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("shadow")), 1);
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("")), 1);
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("/get")), 1);
    CHECK_EQ(text.length, 0);
    CHECK_EQ(lib_text_take(&text, LIB_TEXT("x")), 0);
}

/* All levels of up to 9 bytes in all texts of up to 12, with bytes around the slash in ASCII. */
static void a_level_ends_at_the_first_slash_or_at_the_end(void)
{
    for (size_t length = 0; length <= 12; length++) {
        for (size_t slash = 0; slash <= length; slash++) {
            char *bytes = exact_copy(".0.\x80\xaf\xff\x2e\x30.0.0", length);
            if (slash < length) {
                bytes[slash] = '/';
            }
            struct lib_text text = {bytes, length};
            const char *level = NULL;
            CHECK_EQ(lib_text_take_level(&text, &level), slash);
            CHECK_EQ(level == bytes && text.at == bytes + slash, 1);
            CHECK_EQ(text.length, length - slash);
            if (slash < length) {
                CHECK_EQ(lib_text_take_level(&text, &level), 0);
            }
            free(bytes);
        }
    }
}

static void what_does_not_fit_is_counted_and_cut_off(void)
{
    for (size_t size = 0; size <= 12; size++) {
        char *room = exact_copy("------------", size);
        struct lib_text_out out = {room, size, 0};
        lib_text_put(&out, LIB_TEXT("abcde"));
        lib_text_put_number(&out, 1234);
        lib_text_put(&out, NULL, 0);
        lib_text_put(&out, LIB_TEXT("xy"));
        CHECK_EQ(out.needed, 11);
        CHECK_EQ(lib_text_fits(&out), size >= 11);
        const char *want = "abcde1234xy-";
        CHECK_EQ(memcmp(room, want, size), 0);
        free(room);
    }
}

static void a_sum_that_overflows_never_fits(void)
{
    char room[4];
    struct lib_text_out out = {room, sizeof room, SIZE_MAX - 3};
    CHECK_EQ(lib_text_fits(&out), 0);
    lib_text_put(&out, "abcdef", 6);
    CHECK_EQ(lib_text_fits(&out), 0);
    lib_text_put(&out, "abcdef", 6);
    CHECK_EQ(out.needed, SIZE_MAX);
}

static void numbers_are_decimal(void)
{
    static const struct {
        uint32_t value;
        const char *text;
    } cases[] = {{0, "0"}, {7, "7"}, {10, "10"}, {65535, "65535"}, {UINT32_MAX, "4294967295"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[10];
        struct lib_text_out out = {room, sizeof room, 0};
        lib_text_put_number(&out, cases[i].value);
        CHECK_EQ(out.needed, strlen(cases[i].text));
        CHECK_EQ(memcmp(room, cases[i].text, out.needed), 0);
    }
}

static void numbers_are_read_up_to_a_limit(void)
{
    static const struct {
        const char *text;
        uint32_t max;
        int good;
        uint32_t value;
    } cases[] = {
        {"0", 9, 1, 0},
        {"00012", 12, 1, 12},
        {"13", 12, 0, 0},
        {"4294967295", UINT32_MAX, 1, UINT32_MAX},
        {"4294967296", UINT32_MAX, 0, 0},
        {"99999999999", UINT32_MAX, 0, 0},
        {"", 9, 0, 0},
        {"1a", 99, 0, 0},
        {"-1", 99, 0, 0},
        {"5", 4, 0, 0},
        {"65535", 65535, 1, 65535},
        {"65536", 65535, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t value = 77;
        test_case = cases[i].text;
        CHECK_EQ(lib_text_to_number(cases[i].text, strlen(cases[i].text), cases[i].max, &value),
                 cases[i].good);
        CHECK_EQ(value, cases[i].good ? cases[i].value : 77);
    }
}

int main(void)
{
    RUN(every_length_and_every_difference_is_compared);
    RUN(a_beginning_is_taken_whole_or_not_at_all);
    RUN(a_level_ends_at_the_first_slash_or_at_the_end);
    RUN(what_does_not_fit_is_counted_and_cut_off);
    RUN(a_sum_that_overflows_never_fits);
    RUN(numbers_are_decimal);
    RUN(numbers_are_read_up_to_a_limit);
    return 0;
}
