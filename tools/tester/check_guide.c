/* SPDX-License-Identifier: MIT */
/* GETTING_STARTED.md: the sections that a user needs, with commands in them; OTA; an accepted
 * report. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check_parts.h"
#include "complaints.h"
#include "room.h"

static const char guide_name[] = "GETTING_STARTED.md";

/* A section of the guide: its heading has one of these words. */
struct section {
    const char *what;
    const char *words[4];
    bool commands; /* it shows commands */
    size_t least;  /* bytes of text */
};

static const struct section sections[] = {
    {"hardware set-up", {"hardware", "set up the board", NULL}, false, 40},
    {"development environment", {"environment", "tools", "install", NULL}, true, 20},
    {"build and run", {"build", "run", NULL}, true, 20},
    {"debugging", {"debug", NULL}, true, 20},
    {"troubleshooting", {"troubleshoot", "trouble", NULL}, false, 40},
};

/* A heading: its line without #; NULL: the line is none. */
static const char *heading(const char *line)
{
    const size_t marks = strspn(line, "#");

    return marks >= 1 && line[marks] == ' ' ? line + marks + 1 : NULL;
}

static bool has_word(const char *line, size_t length, const char *const *words)
{
    char *const copy = room_copy(line, length);
    bool has = false;

    for (; *words != NULL; words++) {
        has = has || strcasestr(copy, *words) != NULL;
    }
    free(copy);
    return has;
}

/* The text of a section, up to the next heading of its level; NULL: there is none. Owned by the
 * caller. */
static char *section_text(const char *guide, const char *const *words, unsigned *line)
{
    unsigned number = 0;

    for (const char *at = guide; at != NULL && *at != '\0';) {
        const char *const title = heading(at);
        const size_t length = strcspn(at, "\n");

        number++;
        if (title != NULL && strspn(at, "#") >= 2 &&
            has_word(title, length - (size_t)(title - at), words)) {
            const size_t level = strspn(at, "#");
            const char *begin = at + length, *end = begin;

            while (*end != '\0' && !(end[0] == '\n' && end[1] == '#' &&
                                     strspn(end + 1, "#") <= level && heading(end + 1) != NULL)) {
                end++;
            }
            *line = number;
            return room_copy(begin, (size_t)(end - begin));
        }
        at += length + (at[length] == '\n');
    }
    return NULL;
}

/* Lines that are commands: indented by four, or between fences. */
static bool has_commands(const char *text)
{
    return strstr(text, "\n    ") != NULL || strstr(text, "```") != NULL;
}

static size_t letters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += strchr(" \t\r\n", *text) == NULL;
    }
    return count;
}

enum check_state check_guide(const struct check *check, struct complaints *complaints)
{
    char *const guide = check_read(check, guide_name);
    char *const path = check_path(check, guide_name);

    if (guide == NULL) {
        complain(complaints, path, 0, 0, "there is no guide");
    }
    for (size_t i = 0; guide != NULL && i < sizeof(sections) / sizeof(sections[0]); i++) {
        unsigned line = 0;
        char *const text = section_text(guide, sections[i].words, &line);

        if (text == NULL) {
            complain(complaints, path, 0, 0, "no section on %s; expected a heading with \"%s\"",
                     sections[i].what, sections[i].words[0]);
        } else if (letters(text) < sections[i].least) {
            complain(complaints, path, line, 1, "the section on %s says nothing", sections[i].what);
        } else if (sections[i].commands && !has_commands(text)) {
            complain(complaints, path, line, 1, "the section on %s shows no command",
                     sections[i].what);
        }
        free(text);
    }
    if (guide != NULL && strstr(guide, "cmake") == NULL) {
        complain(complaints, path, 0, 0,
                 "nothing is built with CMake; expected cmake --preset and --build");
    }
    free(path);
    free(guide);
    return CHECK_JUDGED;
}

enum check_state check_hello(const struct check *check, struct complaints *complaints)
{
    char *const guide = check_read(check, guide_name);
    char *const path = check_path(check, guide_name);

    if (guide == NULL ||
        (strstr(guide, "mqtt_hello") == NULL && strstr(guide, "./run demo") == NULL)) {
        complain(complaints, path, 0, 0, "the guide runs no demo");
    }
    if (!check_is_there(check->source, "demos/mqtt_hello/main.c")) {
        complain(complaints, check->source, 0, 0, "demos/mqtt_hello is missing");
    }
    free(path);
    free(guide);
    return CHECK_JUDGED;
}

enum check_state check_ota(const struct check *check, struct complaints *complaints)
{
    static const char *const signing[] = {"sign", NULL};
    static const char *const bootloader[] = {"bootloader", NULL};
    char *const guide = check_read(check, guide_name);
    char *const path = check_path(check, guide_name);
    const struct {
        const char *const *words;
        const char *what;
    } both[] = {{signing, "code signing"}, {bootloader, "the bootloader"}};

    if (json_get(check->board, "ota") == NULL) {
        free(path);
        free(guide);
        return CHECK_SKIPPED;
    }
    for (size_t i = 0; i < 2; i++) {
        unsigned line = 0;
        char *const text = guide != NULL ? section_text(guide, both[i].words, &line) : NULL;

        if (text == NULL) {
            complain(complaints, path, 0, 0, "no section on %s, and board.json has \"ota\"",
                     both[i].what);
        } else if (letters(text) < 40) {
            complain(complaints, path, line, 1, "the section on %s says nothing", both[i].what);
        } else if (i == 0 && !has_commands(text)) {
            complain(complaints, path, line, 1, "the section on %s shows no command", both[i].what);
        }
        free(text);
    }
    free(path);
    free(guide);
    return CHECK_JUDGED;
}

/* ---- the device tester's word ---- */

static bool qualifies(const char *path)
{
    struct complaints *const nobody = complaints_new();
    struct json_text *const text = json_text_read(path, JSON_READ_STRICT, nobody);
    const struct json_value *const value =
        json_get(text != NULL ? json_text_root(text) : NULL, "qualified");
    const bool qualified = value != NULL && value->type == JSON_IS_BOOLEAN && value->truth;

    json_text_free(text);
    complaints_free(nobody);
    return qualified;
}

/* A report below build/tester/<board>, where ./run tester puts them. */
enum check_state check_qualified(const struct check *check, struct complaints *complaints)
{
    char *const folder = room_text("%s/build/tester/%s", check->source, check->name);
    DIR *const runs = opendir(folder);
    unsigned reports = 0;
    bool qualified = false;

    for (struct dirent *entry; runs != NULL && (entry = readdir(runs)) != NULL;) {
        char *const name = room_text("%s/report.json", entry->d_name);

        if (entry->d_name[0] != '.' && check_is_there(folder, name)) {
            char *const path = room_text("%s/%s", folder, name);

            reports++;
            qualified = qualified || qualifies(path);
            free(path);
        }
        free(name);
    }
    if (runs != NULL) {
        closedir(runs);
    }
    if (!qualified) {
        complain(complaints, folder, 0, 0,
                 reports > 0 ? "no report here says that the board qualifies"
                             : "there is no report of the device tester yet");
    }
    free(folder);
    return qualified ? CHECK_JUDGED : CHECK_OPEN;
}
