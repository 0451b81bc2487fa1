/* SPDX-License-Identifier: MIT */
/* Files of a port: there, with names of their own, and nothing beside them. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "check_parts.h"
#include "complaints.h"
#include "room.h"
#include "schema.h"

bool check_is_there(const char *folder, const char *name)
{
    char *const path = room_text("%s/%s", folder, name);
    struct stat status;
    const bool there = stat(path, &status) == 0;

    free(path);
    return there;
}

char *check_path(const struct check *check, const char *name)
{
    return room_text("%s/%s", check->folder, name);
}

char *check_read(const struct check *check, const char *name)
{
    char *const path = check_path(check, name);
    FILE *const file = fopen(path, "r");
    char *text = NULL;
    size_t room = 0;

    free(path);
    if (file == NULL) {
        return NULL;
    }
    if (getdelim(&text, &room, '\0', file) < 0) {
        free(text);
        text = room_copy("", 0);
    }
    fclose(file);
    return text;
}

static void visit_folder(const struct check *check, const char *below,
                         void (*visit)(void *context, const char *name, bool is_folder),
                         void *context)
{
    char *const folder = check_path(check, below);
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        const char *const name = entries[i]->d_name;
        char *const path = room_text("%s%s%s", below, below[0] != '\0' ? "/" : "", name);
        char *const whole = check_path(check, path);
        struct stat status;
        const bool is_folder = lstat(whole, &status) == 0 && S_ISDIR(status.st_mode);

        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
            visit(context, path, is_folder);
            if (is_folder) {
                visit_folder(check, path, visit, context);
            }
        }
        free(whole);
        free(path);
        free(entries[i]);
    }
    free(entries);
    free(folder);
}

void check_each(const struct check *check,
                void (*visit)(void *context, const char *name, bool is_folder), void *context)
{
    visit_folder(check, "", visit, context);
}

/* ---- files ---- */

static void require_file(const struct check *check, struct complaints *complaints, const char *name,
                         const char *why)
{
    if (!check_is_there(check->folder, name)) {
        complain(complaints, check->folder, 0, 0, "%s is missing: %s", name, why);
    }
}

static const struct schema_key board_keys[] = {
    {.name = "name", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "description", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "vendor", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "chip",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "a folder of chips/"},
    {.name = "core", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "arch",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "a folder of arch/"},
    {.name = "clock_hz",
     .kind = SCHEMA_WHOLE,
     .flags = SCHEMA_REQUIRED,
     .least = 1,
     .most = 4000000000L},
    {.name = "emulated", .kind = SCHEMA_BOOLEAN},
    {.name = "memory", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED | SCHEMA_ELSEWHERE},
    {.name = "ota", .kind = SCHEMA_OBJECT, .flags = SCHEMA_ELSEWHERE},
    {.name = "features", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED | SCHEMA_ELSEWHERE},
    {.name = "build", .kind = SCHEMA_TEXTS, .flags = SCHEMA_REQUIRED, .expected = "with {target}"},
    {.name = "run",
     .kind = SCHEMA_TEXTS,
     .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY,
     .expected = "with {image}"},
    {.name = "run_", .kind = SCHEMA_TEXTS, .flags = SCHEMA_PREFIX | SCHEMA_EMPTY},
    {.name = "flash", .kind = SCHEMA_TEXTS, .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY},
    {.name = "reset", .kind = SCHEMA_TEXTS, .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY},
    {0}};

static void check_board_json(const struct check *check, struct complaints *complaints)
{
    char *const path = check_path(check, "board.json");
    struct json_text *const text = json_text_read(path, JSON_READ_STRICT, complaints);
    const struct schema_check schema = {path, complaints, false};

    if (text != NULL) {
        schema_object(&schema, json_text_root(text), board_keys, "");
    }
    json_text_free(text);
    free(path);
}

enum check_state check_files(const struct check *check, struct complaints *complaints)
{
    char *const list = check_read(check, "CMakeLists.txt");
    const bool shares = list != NULL && strstr(list, "LIKE ") != NULL;
    const struct json_value *const memory = json_get(check->board, "memory");

    require_file(check, complaints, "board.json", "what the board is, how it is built and run");
    require_file(check, complaints, "CMakeLists.txt", "it calls dunlin_add_board()");
    require_file(check, complaints, "hardware.json", "company and board, for the catalogue");
    require_file(check, complaints, "GETTING_STARTED.md",
                 "how a user comes to a program that runs");
    if (!shares) {
        require_file(check, complaints, "board.c", "the wiring: hal/include/board.h");
        if (json_get(memory, "code") != NULL) {
            require_file(check, complaints, "memory.ld", "the memory map");
        }
    }
    if (json_get(json_get(check->board, "features"), "wifi") != NULL) {
        require_file(check, complaints, "radio.c", "features.wifi: hal/include/board_radio.h");
    }
    if (check_is_there(check->folder, "board.json")) {
        check_board_json(check, complaints);
    }
    free(list);
    return CHECK_JUDGED;
}

/* ---- names ---- */

struct visit {
    const struct check *check;
    struct complaints *complaints;
};

/* Words that only the template has. */
static const char *const template_words[] = {"<Unknown>", "<board>", "<vendor>",
                                             "<company>", "<chip>",  NULL};

static void find_template_words(void *context, const char *name, bool is_folder)
{
    const struct visit *const visit = context;
    char *const text = is_folder ? NULL : check_read(visit->check, name);
    unsigned line = 1;

    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        for (size_t i = 0; *at == '<' && template_words[i] != NULL; i++) {
            if (strncasecmp(at, template_words[i], strlen(template_words[i])) == 0) {
                char *const path = check_path(visit->check, name);
                const char *begin = at;

                while (begin > text && begin[-1] != '\n') {
                    begin--;
                }
                complain(visit->complaints, path, line, (unsigned)(at - begin) + 1,
                         "%s is still the template's", template_words[i]);
                free(path);
            }
        }
        line += *at == '\n';
    }
    free(text);
}

/* configPLATFORM_NAME, where a port defines it as those of 2019 did. */
static void find_platform_name(void *context, const char *name, bool is_folder)
{
    const struct visit *const visit = context;
    char *const text = is_folder ? NULL : check_read(visit->check, name);
    unsigned line = 0;

    for (char *rest = text, *one; text != NULL && (one = strsep(&rest, "\n")) != NULL;) {
        const char *const define = strstr(one, "define configPLATFORM_NAME");

        line++;
        if (define != NULL && strchr(define, '"') == NULL) {
            char *const path = check_path(visit->check, name);

            complain(visit->complaints, path, line, (unsigned)(define - one) + 1,
                     "configPLATFORM_NAME has no text; expected the board's name in quotes");
            free(path);
        }
    }
    free(text);
}

enum check_state check_names(const struct check *check, struct complaints *complaints)
{
    struct visit visit = {check, complaints};
    const struct json_value *const name = json_get(check->board, "name");
    char *const path = check_path(check, "board.json");

    if (name != NULL && strcmp(name->text, check->name) != 0) {
        complain(complaints, path, name->line, name->column,
                 "name is \"%s\"; expected that of its folder, \"%s\"", name->text, check->name);
    }
    if (strcmp(check->name, "template") == 0) {
        complain(complaints, path, 0, 0, "the template itself; copy it: ./run new board NAME");
    }
    check_each(check, find_template_words, &visit);
    check_each(check, find_platform_name, &visit);
    free(path);
    return CHECK_JUDGED;
}

/* ---- leftovers ---- */

static const char *const artefacts[] = {".o",   ".obj",  ".d",    ".a",   ".su",  ".elf", ".axf",
                                        ".bin", ".hex",  ".srec", ".map", ".lst", ".log", ".tmp",
                                        ".bak", ".orig", ".rej",  ".swp", "~",    NULL};
static const char *const artefact_names[] = {"CMakeCache.txt", "CMakeFiles", "cmake_install.cmake",
                                             "build.ninja",    "Makefile",   ".DS_Store",
                                             "Thumbs.db",      "build",      "Debug",
                                             "Release",        ".settings",  NULL};

static void find_artefact(void *context, const char *name, bool is_folder)
{
    const struct visit *const visit = context;
    const char *const slash = strrchr(name, '/');
    const char *const last = slash != NULL ? slash + 1 : name;
    const size_t length = strlen(last);
    bool is = schema_choice(artefact_names, last) != NULL;

    for (size_t i = 0; !is_folder && artefacts[i] != NULL; i++) {
        const size_t ending = strlen(artefacts[i]);

        is = is || (length > ending && strcasecmp(last + length - ending, artefacts[i]) == 0);
    }
    if (is) {
        complain(visit->complaints, visit->check->folder, 0, 0,
                 "%s%s was made by a build or an editor", name, is_folder ? "/" : "");
    }
}

enum check_state check_leftovers(const struct check *check, struct complaints *complaints)
{
    struct visit visit = {check, complaints};

    check_each(check, find_artefact, &visit);
    return CHECK_JUDGED;
}
