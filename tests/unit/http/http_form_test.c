/* SPDX-License-Identifier: MIT */
/* Forms, and text that becomes part of a page. */
#include "http_server.h"

#include <string.h>

#include "exact.h"
#include "test.h"

#define ROOM 8u

static char *value;
static size_t length;

static enum http_form_result find(const char *form, const char *name)
{
    const size_t bytes = strlen(form);
    char *const copy = exact_copy(form, bytes);
    const struct lib_text text = {copy, bytes};

    free(value);
    value = malloc(ROOM);
    length = 99;
    const enum http_form_result result = http_form_find(text, name, value, ROOM, &length);
    free(copy);
    CHECK_EQ(result == HTTP_FORM_FOUND || length == 0, 1);
    return result;
}

static bool found(const char *form, const char *name, const char *wanted, size_t bytes)
{
    return find(form, name) == HTTP_FORM_FOUND && length == bytes &&
           memcmp(value, wanted, bytes) == 0;
}

static void a_value_is_found_and_decoded(void)
{
    CHECK_EQ(found("a=1&b=2+3%2b%C3%A4&c", "b", "2 3+\xC3\xA4", 6), 1);
    CHECK_EQ(found("a=1&b=2", "a", "1", 1), 1);
    CHECK_EQ(found("a=b=c&&", "a", "b=c", 3), 1);
    CHECK_EQ(found("a=", "a", "", 0), 1);
    CHECK_EQ(found("x&a", "a", "", 0), 1);
    CHECK_EQ(found("%61=%00%ff", "a", "\0\xFF", 2), 1);
    CHECK_EQ(found("a=12345678", "a", "12345678", 8), 1);
}

static void each_fault_of_a_form_has_its_result(void)
{
    CHECK_EQ(find("", "a"), HTTP_FORM_MISSING);
    CHECK_EQ(find("ab=1&A=1&=a", "a"), HTTP_FORM_MISSING);
    CHECK_EQ(find("a%00=1", "a"), HTTP_FORM_MISSING);
    CHECK_EQ(find("a=1&b=1&a=2", "a"), HTTP_FORM_TWICE);
    CHECK_EQ(find("a=123456789", "a"), HTTP_FORM_TOO_LONG);
    CHECK_EQ(find("a=%2", "a"), HTTP_FORM_BROKEN);
    CHECK_EQ(find("a=1&b=%g0", "a"), HTTP_FORM_BROKEN);
    CHECK_EQ(find("a=%0:", "a"), HTTP_FORM_BROKEN);
}

static bool escaped(const char *text, size_t bytes, const char *wanted)
{
    char *const copy = exact_copy(text, bytes), buffer[64];
    struct lib_text_out out = {buffer, sizeof buffer, 0};

    http_put_escaped(&out, copy, bytes);
    free(copy);
    return out.needed == strlen(wanted) && memcmp(buffer, wanted, out.needed) == 0;
}

static void text_from_outside_is_text(void)
{
    static const char instead[] = "\xEF\xBF\xBD";
    static const char *const replaced[] = {
        "\x01",         "\n",           "\x7F",     "\xC2\x80", /* controls */
        "\xE2\x80\xAE", "\xE2\x81\xA6", "\xD8\x9C",             /* directions */
        "\xE2\x80\x8B", "\xEF\xBB\xBF",                         /* not seen */
        "\x80",         "\xFF",         "\xF8"};                /* no UTF-8 */

    CHECK_EQ(escaped("<b a=\"1\" c='2'>&", 16, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"), 1);
    CHECK_EQ(escaped("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x90\xA6", 14,
                     "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x90\xA6"),
             1);
    for (size_t i = 0; i < sizeof replaced / sizeof replaced[0]; i++) {
        CHECK_EQ(escaped(replaced[i], strlen(replaced[i]), instead), 1);
    }
    CHECK_EQ(escaped("\0", 1, instead), 1);
    CHECK_EQ(escaped("\xC3", 1, instead), 1);                                        /* cut off */
    CHECK_EQ(escaped("\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"), 1);                 /* overlong */
    CHECK_EQ(escaped("\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"), 1); /* surrogate */
    CHECK_EQ(escaped("\xC3<", 2, "\xEF\xBF\xBD&lt;"), 1);
}

int main(void)
{
    RUN(a_value_is_found_and_decoded);
    RUN(each_fault_of_a_form_has_its_result);
    RUN(text_from_outside_is_text);
    free(value);
    return 0;
}
