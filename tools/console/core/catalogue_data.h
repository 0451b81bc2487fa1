/* SPDX-License-Identifier: MIT */
/* What a catalogue is made of. Objects are in the order of their files' paths. */
#ifndef CONSOLE_CATALOGUE_DATA_H
#define CONSOLE_CATALOGUE_DATA_H

#include <jansson.h>
#include <stdbool.h>

#include "catalogue.h"

struct catalogue {
    char *root;
    json_t *manifest; /* manifest.yml */
    json_t *boards;   /* name -> {"board", "hardware", "preset", "table"}; the last may be absent */
    json_t *modules;  /* id -> module.json's, with "folder" and "version" */
    json_t *demos;    /* id -> demo of module.json, with "folder" */
    json_t *owners;   /* library -> id of its module */
    json_t *reports;  /* board -> release -> report */
    json_t *predefined; /* tools/console/package/predefined.json */
};

/* Text of a member, "" if it has none. */
const char *json_text(const json_t *object, const char *key);
/* object.a.b...: ends with NULL. NULL if there is none. */
json_t *json_path(const json_t *object, ...) __attribute__((sentinel));
bool json_has_text(const json_t *array, const char *word);
/* The first object of an array with that text as a member, or NULL. */
const json_t *json_row(const json_t *array, const char *key, const char *text);

const char *catalogue_title_of_board(const struct catalogue *catalogue, const char *board);
const json_t *catalogue_table(const struct catalogue *catalogue, const char *board);
/* Flash and RAM of a board; negative: as much as it wants. */
long long catalogue_memory(const struct catalogue *catalogue, const char *board, const char *kind);
/* The same for the image of a demo, "" for none: "ram" or "flash". What a bootloader starts has the
 * room that board.json gives it. */
long long catalogue_room(const struct catalogue *catalogue, const char *board, const char *demo,
                         const char *kind);
/* The version of the part that has this library, or whose folder holds `folder`. */
const char *catalogue_version(const json_t *manifest, const char *library, const char *folder);

#endif
