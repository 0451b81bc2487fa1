/* SPDX-License-Identifier: MIT */
#include "board_document.h"

#include <string.h>

#include "qualified.h"
#include "text.h"

static const struct {
    const char *id, *name;
} features[] = {
    {"ethernet", "Ethernet"},
    {"wifi", "Wi-Fi"},
    {"watchdog", "Watchdog"},
    {"fpu", "Floating point"},
    {"mpu_regions", "Memory protection"},
};

static json_t *feature(const char *id, const char *name, const json_t *value)
{
    const char *const detail =
        json_is_object(value) ? json_text(value, "chip") : json_string_value(value);

    return json_pack("{s:s, s:o}", "id", id, "name",
                     detail == NULL || detail[0] == '\0' ? json_string(name)
                                                         : json_sprintf("%s (%s)", name, detail));
}

json_t *board_features(const struct catalogue *catalogue, const char *name)
{
    const json_t *const board = catalogue_board(catalogue, name);
    json_t *const rows = json_array();

    for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++) {
        const json_t *const value = json_path(board, "features", features[i].id, NULL);

        if (json_is_string(value) || json_is_object(value) || json_is_true(value) ||
            json_integer_value(value) > 0) {
            json_array_append_new(rows, feature(features[i].id, features[i].name, value));
        }
    }
    if (json_path(board, "memory", "flash", NULL) != NULL) {
        json_array_append_new(rows, feature("flash", "Flash for data", NULL));
    }
    if (json_object_get(board, "ota") != NULL) {
        json_array_append_new(rows, feature("ota", "Updates over the air", NULL));
    }
    return rows;
}

const char *board_picture(const struct catalogue *catalogue, const char *name)
{
    const char *const image =
        json_text(json_path(catalogue->boards, name, "hardware", "board", NULL), "image");
    const char *const start = "../pictures/";

    return text_starts(image, start) && strchr(image + strlen(start), '/') == NULL
               ? image + strlen(start)
               : NULL;
}

static json_t *number(long long count)
{
    return count < 0 ? NULL : json_integer(count);
}

static void set_text(json_t *row, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(row, key, json_string(text));
    }
}

json_t *board_row(const struct catalogue *catalogue, const char *name)
{
    const json_t *const board = catalogue_board(catalogue, name);
    const json_t *const about = json_path(catalogue->boards, name, "hardware", "board", NULL);
    json_t *const row = json_object();

    set_text(row, "name", name);
    set_text(row, "title", catalogue_title_of_board(catalogue, name));
    set_text(row, "summary", json_text(board, "description"));
    set_text(row, "description", json_text(about, "description"));
    set_text(row, "vendor", json_text(board, "vendor"));
    set_text(row, "family", json_text(about, "family"));
    set_text(row, "chip", json_text(board, "chip"));
    set_text(row, "arch", json_text(board, "arch"));
    set_text(row, "core", json_text(board, "core"));
    set_text(row, "picture", board_picture(catalogue, name));
    json_object_set_new(row, "emulated",
                        json_boolean(json_is_true(json_object_get(board, "emulated"))));
    json_object_set_new(row, "runs",
                        json_boolean(json_is_true(json_object_get(board, "emulated"))));
    json_object_set_new(row, "measured", json_boolean(catalogue_table(catalogue, name) != NULL));
    json_object_set_new(row, "memory",
                        json_pack("{s:o*, s:o*}", "flash",
                                  number(catalogue_memory(catalogue, name, "code")), "ram",
                                  number(catalogue_memory(catalogue, name, "ram"))));
    json_object_set_new(row, "features", board_features(catalogue, name));
    json_object_set_new(row, "qualification", qualified_state(catalogue, name));
    if (json_is_integer(json_object_get(board, "clock_hz"))) {
        json_object_set(row, "clock_hz", json_object_get(board, "clock_hz"));
    }
    return row;
}
