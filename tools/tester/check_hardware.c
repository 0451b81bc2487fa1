/* SPDX-License-Identifier: MIT */
/* hardware.json, and what CMake needs. */
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"
#include "complaints.h"
#include "room.h"
#include "schema.h"

static const struct schema_key company_keys[] = {
    {.name = "name", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "abbreviation", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "logo",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "a file beside hardware.json, or a URL"},
    {.name = "description", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "url", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {0}};

static const struct schema_key ide_keys[] = {
    {.name = "name", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "version", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {0}};

static const struct schema_key command_keys[] = {
    {.name = "build", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "a command line"},
    {.name = "flash", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "a command line"},
    {0}};

static const struct schema_key board_keys[] = {
    {.name = "name", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "abbreviation",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "fewer than 20 characters"},
    {.name = "image",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "a file beside hardware.json, or a URL"},
    {.name = "summary", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "one line"},
    {.name = "description", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "family", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "dataSheet",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "a file beside hardware.json, or a URL"},
    {.name = "compilerOptions", .kind = SCHEMA_TEXTS, .flags = SCHEMA_REQUIRED},
    {.name = "ide", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED, .keys = ide_keys},
    {.name = "commands", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED, .keys = command_keys},
    {.name = "purchaseUrl", .kind = SCHEMA_TEXT, .expected = "a URL"},
    {0}};

static const struct schema_key hardware_keys[] = {
    {.name = "company", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED, .keys = company_keys},
    {.name = "board", .kind = SCHEMA_OBJECT, .flags = SCHEMA_REQUIRED, .keys = board_keys},
    {0}};

static bool is_url(const char *text)
{
    const size_t scheme = strncmp(text, "https://", 8) == 0  ? 8
                          : strncmp(text, "http://", 7) == 0 ? 7
                                                             : 0;

    return scheme != 0 && strcspn(text + scheme, "/") >= 3 && strchr(text + scheme, '.') != NULL &&
           strpbrk(text, " \t<>\"") == NULL;
}

struct hardware {
    const struct check *check;
    struct complaints *complaints;
    const char *path;
};

/* A text that is a URL, or names a file beside hardware.json where that will do. */
static void require_place(const struct hardware *hardware, const struct json_value *object,
                          const char *key, const char *name, bool file_will_do)
{
    const struct json_value *const value = json_get(object, key);

    if (value == NULL || value->type != JSON_IS_STRING || value->text[0] == '\0' ||
        value->text[0] == '<' || is_url(value->text) ||
        (file_will_do && check_is_there(hardware->check->folder, value->text))) {
        return;
    }
    complain(hardware->complaints, hardware->path, value->line, value->column,
             file_will_do
                 ? "%s is \"%s\", which is no file beside hardware.json; expected one, or a URL"
                 : "%s is \"%s\"; expected a URL, https://...",
             name, value->text);
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xC0u) != 0x80u;
    }
    return count;
}

static void judge_abbreviation(const struct hardware *hardware, const struct json_value *value)
{
    if (value != NULL && value->type == JSON_IS_STRING && characters(value->text) >= 20) {
        complain(hardware->complaints, hardware->path, value->line, value->column,
                 "board.abbreviation has %zu characters; expected fewer than 20",
                 characters(value->text));
    }
}

enum check_state check_hardware(const struct check *check, struct complaints *complaints)
{
    char *const path = check_path(check, "hardware.json");
    struct json_text *const text = json_text_read(path, JSON_READ_STRICT, complaints);
    const struct json_value *const root = text != NULL ? json_text_root(text) : NULL;
    const struct json_value *const company = json_get(root, "company");
    const struct json_value *const board = json_get(root, "board");
    const struct schema_check schema = {path, complaints, false};
    const struct hardware hardware = {check, complaints, path};
    const struct json_value *const emulated = json_get(check->board, "emulated");

    schema_object(&schema, root, hardware_keys, "");
    require_place(&hardware, company, "url", "company.url", true);
    require_place(&hardware, company, "logo", "company.logo", true);
    require_place(&hardware, board, "image", "board.image", true);
    require_place(&hardware, board, "dataSheet", "board.dataSheet", true);
    require_place(&hardware, board, "purchaseUrl", "board.purchaseUrl", false);
    if (board != NULL && json_get(board, "purchaseUrl") == NULL &&
        (emulated == NULL || !emulated->truth)) {
        complain(complaints, path, board->line, board->column,
                 "board.purchaseUrl is missing; expected a URL; only emulated boards have none");
    }
    judge_abbreviation(&hardware, json_get(board, "abbreviation"));
    json_text_free(text);
    free(path);
    return CHECK_JUDGED;
}

/* ---- build ---- */

/* The name behind --preset in board.json's build; NULL: there is none. */
static const struct json_value *preset_of(const struct json_value *build)
{
    for (size_t i = 0; build != NULL && i + 1 < build->count; i++) {
        if (strcmp(build->members[i].value->text, "--preset") == 0) {
            return build->members[i + 1].value;
        }
    }
    return NULL;
}

static bool has_preset(const char *source, const char *file, const char *name)
{
    char *const path = room_text("%s/%s", source, file);
    struct complaints *const nobody = complaints_new();
    struct json_text *const text =
        check_is_there(source, file) ? json_text_read(path, JSON_READ_STRICT, nobody) : NULL;
    const struct json_value *const list =
        json_get(text != NULL ? json_text_root(text) : NULL, "configurePresets");
    bool has = false;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const char *const own = json_get_text(list->members[i].value, "name");

        has = has || (own != NULL && strcmp(own, name) == 0);
    }
    json_text_free(text);
    complaints_free(nobody);
    free(path);
    return has;
}

enum check_state check_build(const struct check *check, struct complaints *complaints)
{
    char *const list = check_read(check, "CMakeLists.txt");
    char *const path = check_path(check, "board.json");
    const struct json_value *const build = json_get(check->board, "build");
    const struct json_value *const preset = preset_of(build);

    if (list == NULL) {
        complain(complaints, check->folder, 0, 0, "CMakeLists.txt is missing");
    } else if (strstr(list, "dunlin_add_board(") == NULL &&
               strstr(list, "dunlin_add_library(board") == NULL) {
        complain(complaints, check->folder, 0, 0,
                 "CMakeLists.txt does not call dunlin_add_board()");
    }
    if (build != NULL && preset == NULL) {
        complain(complaints, path, build->line, build->column,
                 "build names no preset; expected \"--preset\", \"%s\"", check->name);
    } else if (preset != NULL && !has_preset(check->source, "CMakePresets.json", preset->text) &&
               !has_preset(check->source, "CMakeUserPresets.json", preset->text)) {
        complain(complaints, path, preset->line, preset->column,
                 "neither CMakePresets.json nor CMakeUserPresets.json has a preset \"%s\"",
                 preset->text);
    }
    free(path);
    free(list);
    return CHECK_JUDGED;
}
