/* SPDX-License-Identifier: MIT */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <time.h>

#include "content.h"
#include "fixture.h"
#include "test.h"
#include "zip.h"

static void names_that_leave_the_folder_are_refused(void)
{
    static const struct {
        const char *path;
        bool fine;
    } cases[] = {
        {"a", true},         {"a/b.c", true}, {".vscode/tasks.json", true},
        {"a-b_c+d.e", true}, {"", false},     {"/a", false},
        {"a/", false},       {"a//b", false}, {"..", false},
        {"a/../b", false},   {"a/..", false}, {".", false},
        {"./a", false},      {"a b", false},  {"a\\b", false},
        {"a:b", false},      {"a\nb", false}, {"\xc3\xa4", false},
        {"a/...", true},     {"a*", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].path;
        CHECK_EQ(content_name_is_fine("lamp", cases[i].path), cases[i].fine);
    }
}

static void names_are_shorter_than_120_with_the_folder(void)
{
    char path[130];

    memset(path, 'a', sizeof(path));
    path[119 - strlen("lamp/")] = '\0';
    CHECK_EQ(content_name_is_fine("lamp", path), 1);
    CHECK_EQ(content_name_is_fine("lamps", path), 0);
}

static struct content example(void)
{
    struct content content = {.name = "lamp"};

    content_print(&content, "b.txt", "second");
    content_print(&content, "a/empty", "");
    content_print(&content, "a.txt",
                  "a text that is long enough to be packed, long enough to be packed");
    content_sort(&content);
    return content;
}

static bool keep(void *context, const void *bytes, size_t length)
{
    text_add(context, bytes, length);
    return true;
}

static struct text zip_of(const char *zone)
{
    struct content content = example();
    struct text zip = {0};

    setenv("TZ", zone, 1);
    tzset();
    CHECK_EQ(zip_write(&content, 1793491200, keep, &zip), 1); /* 2026-11-01 */
    content_free(&content);
    return zip;
}

static void a_zip_is_the_same_in_every_time_zone(void)
{
    struct text here = zip_of("UTC0"), there = zip_of("XYZ-11:30");

    CHECK_EQ(here.length, there.length);
    CHECK_EQ(memcmp(here.bytes, there.bytes, here.length), 0);
    /* 2026-11-01 00:00 as DOS has it, in the first local header */
    CHECK_EQ(memcmp(here.bytes + 10, "\x00\x00\x61\x5d", 4), 0);
    free(here.bytes);
    free(there.bytes);
}

static void a_zip_has_its_files_sorted_below_its_folder(void)
{
    static const char *const names[] = {"lamp/a.txt", "lamp/a/empty", "lamp/b.txt"};
    struct text zip = zip_of("UTC0");
    struct archive *const archive = archive_read_new();
    struct archive_entry *entry;
    char bytes[100];

    archive_read_support_format_zip(archive);
    CHECK_EQ(archive_read_open_memory(archive, zip.bytes, zip.length), ARCHIVE_OK);
    for (size_t i = 0; i < 3; i++) {
        CHECK_EQ(archive_read_next_header(archive, &entry), ARCHIVE_OK);
        CHECK_TEXT(archive_entry_pathname(entry), names[i]);
        CHECK_EQ(archive_entry_mtime(entry), 1793491200);
        CHECK_EQ(archive_entry_perm(entry), 0644);
    }
    CHECK_EQ(archive_read_data(archive, bytes, sizeof(bytes)), 6);
    CHECK_EQ(memcmp(bytes, "second", 6), 0);
    CHECK_EQ(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
    archive_read_free(archive);
    free(zip.bytes);
}

static bool refuse(void *context, const void *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return false;
}

static void who_takes_no_more_ends_it(void)
{
    struct content content = example();

    CHECK_EQ(zip_write(&content, 0, refuse, NULL), 0);
    CHECK_HAS(content.problem.bytes, "nobody takes");
    content_free(&content);
}

static void the_first_problem_is_kept(void)
{
    struct content content = {.name = "lamp"};

    content_print(&content, "../x", "");
    content_print(&content, "a", "");
    content_print(&content, "a", "");
    content_file(&content, "b", "/nowhere/at/all");
    CHECK_TEXT(content.problem.bytes, "../x cannot be the name of a file of a package");
    content_free(&content);
}

static void a_file_is_in_it_once(void)
{
    struct content content = {.name = "lamp"};

    content_print(&content, "a", "");
    CHECK_EQ(content.problem.length, 0);
    content_print(&content, "a", "");
    CHECK_TEXT(content.problem.bytes, "a would be in the package twice");
    content_free(&content);
}

int main(void)
{
    RUN(names_that_leave_the_folder_are_refused);
    RUN(names_are_shorter_than_120_with_the_folder);
    RUN(a_zip_is_the_same_in_every_time_zone);
    RUN(a_zip_has_its_files_sorted_below_its_folder);
    RUN(who_takes_no_more_ends_it);
    RUN(the_first_problem_is_kept);
    RUN(a_file_is_in_it_once);
    return 0;
}
