/* SPDX-License-Identifier: MIT */
#include "json_text.h"

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void escapes_are_resolved_also_in_place(void)
{
    static const struct {
        const char *text, *plain;
    } cases[] = {
        {"", ""},
        {"abc", "abc"},
        {"a\\nb\\tc", "a\nb\tc"},
        {"\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"},
        {"\\u0041\\u00e9\\u20AC\\uffff", "A\xc3\xa9\xe2\x82\xac\xef\xbf\xbf"},
        {"\\u007f\\u0080\\u07ff\\u0800", "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80"},
        {"\\ud800\\udc00x\\uDBFF\\uDFFF", "\xf0\x90\x80\x80x\xf4\x8f\xbf\xbf"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"\\\\u0041", "\\u0041"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const size_t length = strlen(cases[i].text), want = strlen(cases[i].plain);
        char *text = exact_copy(cases[i].text, length);
        test_case = cases[i].text;
        for (size_t room = 0; room <= want; room++) {
            char *out = malloc(room == 0 ? 1 : room);
            size_t written = 77;
            CHECK_EQ(json_text_unescape(text, length, out, room, &written),
                     room == want ? JSONSuccess : JSONBadParameter);
            CHECK_EQ(written, room == want ? want : 77);
            CHECK_EQ(room == want && memcmp(out, cases[i].plain, want) != 0, 0);
            free(out);
        }
        size_t written = 0;
        CHECK_EQ(json_text_unescape(text, length, text, length, &written), JSONSuccess);
        CHECK_EQ(written == want && memcmp(text, cases[i].plain, want) == 0, 1);
        free(text);
    }
}

static void what_is_no_string_is_refused(void)
{
    static const char *const texts[] = {
        "\"",           "a\"b",
        "\\",           "a\\",
        "\\x",          "\\u",
        "\\u12",        "\\ud800",
        "\\ud800\\u",   "\\ud800\\u0041",
        "\\udc00",      "\n",
        "\xc3",         "\x80",
        "\xed\xa0\x80", "abcd\xe2\x82",
        "\\\\\\",       "\\ud800\\udc0",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        char *text = exact_copy(texts[i], strlen(texts[i])), out[64];
        size_t written = 77;
        test_case = texts[i];
        CHECK_EQ(json_text_unescape(text, strlen(texts[i]), out, sizeof out, &written),
                 JSONIllegalDocument);
        CHECK_EQ(written, 77);
        free(text);
    }
    char out[4];
    size_t written;
    CHECK_EQ(json_text_unescape(NULL, 0, out, 4, &written), JSONNullParameter);
    CHECK_EQ(json_text_unescape("", 0, NULL, 4, &written), JSONNullParameter);
    CHECK_EQ(json_text_unescape("", 0, out, 4, NULL), JSONNullParameter);
}

/* Each byte alone, and what comes back is what went in. */
static void what_was_put_in_is_resolved_again(void)
{
    for (unsigned byte = 0; byte < 0x80; byte++) {
        const char text[] = {'a', (char)byte, 'b'};
        char escaped[8], plain[3];
        size_t written = 0;
        const size_t length = json_text_escape(text, sizeof text, escaped, sizeof escaped);
        const size_t want = byte == '"' || byte == '\\' || (byte && strchr("\b\f\n\r\t", (int)byte))
                                ? 4
                            : byte < 0x20 ? 8
                                          : 3;
        CHECK_EQ(length, want);
        CHECK_EQ(json_text_escape(text, sizeof text, NULL, 0), want);
        CHECK_EQ(json_text_unescape(escaped, length, plain, sizeof plain, &written), JSONSuccess);
        CHECK_EQ(written == 3 && memcmp(plain, text, 3) == 0, 1);
    }
    CHECK_EQ(json_text_escape(NULL, 0, NULL, 0), 0);
}

int main(void)
{
    RUN(escapes_are_resolved_also_in_place);
    RUN(what_is_no_string_is_refused);
    RUN(what_was_put_in_is_resolved_again);
    return 0;
}
