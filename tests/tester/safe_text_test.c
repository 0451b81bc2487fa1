/* SPDX-License-Identifier: MIT */
/* Texts of boards, made fit for reports. */
#include "report_kit.h"
#include "safe_text.h"
#include "test.h"

#include <stdbool.h>
#include <string.h>

#include "report_file.h"
#include "room.h"

static void check_text(const char *got, const char *wanted)
{
    if (strcmp(got, wanted) != 0) {
        printf("[%s] is \"%s\", want \"%s\"\n", test_case, got, wanted);
        exit(1);
    }
}

static void what_is_no_text_becomes_visible(void)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"", ""},
        {"plain\ttext\n", "plain\ttext\n"},
        {"a\r\nb\rc", "a\nb\u240dc"},
        {"\x1b[31m", "\u241b[31m"},
        {"\x01\x7f", "\u2401\u2421"},
        {"\xc3\xa9 \xe2\x98\x83 \xf0\x9f\x90\xa6", "\u00e9 \u2603 \U0001F426"},
        {"\xff\xfe", "\ufffd\ufffd"},
        {"\xc3", "\ufffd"},                               /* cut */
        {"\xe2\x98", "\ufffd\ufffd"},                     /* cut */
        {"\xc0\xaf", "\ufffd\ufffd"},                     /* longer than need be */
        {"\xe0\x80\xaf", "\ufffd\ufffd\ufffd"},           /* longer than need be */
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},           /* half of a pair */
        {"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"}, /* beyond the last */
        {"\xef\xbf\xbf", "\ufffd"},                       /* no character of XML */
        {"\xc2\x85", "\ufffd"},                           /* control */
        {"\xe2\x80\xae"
         "exe.gnp",
         "\ufffd"
         "exe.gnp"} /* turns the line */
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = safe_copy(rows[i].from);

        test_case = rows[i].to;
        check_text(got, rows[i].to);
        free(got);
    }
}

static char *written(void (*write)(FILE *out, const char *text), const char *text)
{
    char *got = NULL;
    size_t length;
    FILE *out = open_memstream(&got, &length);

    write(out, text);
    fclose(out);
    return got;
}

static void as_attribute(FILE *out, const char *text)
{
    safe_attribute(out, "name", text);
}

static void markup_is_escaped(void)
{
    char *text = written(safe_markup, "<a href=\"x\">'&amp;'\n]]></a>");
    char *attribute = written(as_attribute, "two\nlines\t\"&\"");

    check_text(text, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;\n]]&gt;&lt;/a&gt;");
    check_text(attribute, " name=\"two&#10;lines&#9;&quot;&amp;&quot;\"");
    free(text);
    free(attribute);
}

static void nothing_is_an_empty_text(void)
{
    char *copy = safe_copy(NULL), *excerpt = safe_excerpt(NULL, 100);
    char *text = written(safe_markup, NULL);

    check_text(copy, "");
    check_text(excerpt, "");
    check_text(text, "");
    free(copy);
    free(excerpt);
    free(text);
}

static void a_long_log_keeps_its_beginning_and_its_end(void)
{
    char log[4000] = "";

    for (unsigned i = 0; i < 200; i++) {
        snprintf(log + strlen(log), sizeof log - strlen(log), "line %03u\n", i);
    }
    char *excerpt = safe_excerpt(log, 400);

    CHECK_EQ(strncmp(excerpt, "line 000\nline 001\n", 18), 0);
    CHECK_EQ(strcmp(excerpt + strlen(excerpt) - 18, "line 198\nline 199\n"), 0);
    CHECK_EQ(strstr(excerpt, "\n[... 1404 bytes are left out ...]\nline") != NULL, 1);
    CHECK_EQ(strlen(excerpt) <= 440, 1);
    free(excerpt);
}

static void an_excerpt_cuts_no_character(void)
{
    char log[1000];

    for (unsigned phase = 0; phase < 4; phase++) {
        memset(log, 'x', phase);
        for (size_t i = phase; i + 4 < sizeof log; i += 4) {
            memcpy(log + i, "\xf0\x9f\x90\xa6", 5);
        }
        char *excerpt = safe_excerpt(log, 200);

        CHECK_EQ(strstr(excerpt, "\ufffd") == NULL, 1);
        free(excerpt);
    }
}

/* A file is there whole, or the old one is. */
static void a_report_that_cannot_be_written_leaves_the_old_one(void)
{
    const char *path = kit_path("full.txt");
    struct report_file file = report_open(path);

    fputs("old", file.out);
    CHECK_EQ(report_close(&file) == NULL, 1);
    file = report_open(path);
    fputs("new", file.out);
    FILE *full = freopen("/dev/full", "w", file.out); /* no room on the disk */
    CHECK_EQ(full != NULL, 1);
    fputs("new", full);
    const char *why = report_close(&file);
    CHECK_EQ(why != NULL && strstr(why, "No space left on device") != NULL, 1);
    check_text(kit_read(path), "old");
}

static void a_report_is_not_seen_before_it_is_whole(void)
{
    const char *path = kit_path("late.txt");
    struct report_file file = report_open(path);

    fputs("all of it", file.out);
    fflush(file.out);
    CHECK_EQ(fopen(path, "r") == NULL, 1);
    CHECK_EQ(report_close(&file) == NULL, 1);
    check_text(kit_read(path), "all of it");
}

int main(void)
{
    RUN(what_is_no_text_becomes_visible);
    RUN(markup_is_escaped);
    RUN(nothing_is_an_empty_text);
    RUN(a_long_log_keeps_its_beginning_and_its_end);
    RUN(an_excerpt_cuts_no_character);
    RUN(a_report_that_cannot_be_written_leaves_the_old_one);
    RUN(a_report_is_not_seen_before_it_is_whole);
    return 0;
}
