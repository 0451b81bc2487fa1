/* SPDX-License-Identifier: MIT */
/*     version: "202603.00"
 *     parts:
 *       - {name: lib_mqtt, version: "1.0.0", path: libs/mqtt, also: [lib_mqtt5]}
 */
#include "manifest.h"

#include <stdbool.h>
#include <string.h>

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " ");
}

/* One scalar, plain or in quotes, that ends before one of `ends`. NULL: it does not end. */
static const char *take_scalar(const char *at, const char *ends, json_t **value)
{
    at = skip_blanks(at);
    if (*at == '"') {
        const size_t length = strcspn(at + 1, "\"");

        if (at[1 + length] != '"') {
            return NULL;
        }
        *value = json_stringn(at + 1, length);
        return skip_blanks(at + length + 2);
    }
    size_t length = strcspn(at, ends);
    const char *const end = at + length;

    while (length > 0 && at[length - 1] == ' ') {
        length--;
    }
    *value = length == 0 ? NULL : json_stringn(at, length);
    return *value == NULL ? NULL : end;
}

static const char *take_list(const char *at, json_t **value)
{
    *value = json_array();
    at = skip_blanks(at + 1);
    while (*at != ']') {
        json_t *item = NULL;

        at = take_scalar(at, ",]", &item);
        if (at == NULL || (*at != ',' && *at != ']')) {
            json_decref(item);
            json_decref(*value);
            *value = NULL;
            return NULL;
        }
        json_array_append_new(*value, item);
        at = skip_blanks(*at == ',' ? at + 1 : at);
    }
    return skip_blanks(at + 1);
}

/* {key: value, ...} up to the end of the line. */
static json_t *take_object(const char *at)
{
    json_t *const object = json_object();

    do {
        json_t *key = NULL, *value = NULL;

        at = take_scalar(at + 1, ":", &key);
        if (at != NULL && *at == ':') {
            at = skip_blanks(at + 1);
            at = *at == '[' ? take_list(at, &value) : take_scalar(at, ",}", &value);
        }
        if (value == NULL || json_object_set(object, json_string_value(key), value) != 0) {
            at = NULL;
        }
        json_decref(key);
        json_decref(value);
    } while (at != NULL && *at == ',');
    if (at == NULL || *at != '}' || *skip_blanks(at + 1) != '\0') {
        json_decref(object);
        return NULL;
    }
    return object;
}

/* One line into the document; `list` is the list that is open. False: it has another form. */
static bool take_line(json_t *document, json_t **list, const char *line)
{
    const char *const start = skip_blanks(line);

    if (*start == '\0' || *start == '#') {
        return true;
    }
    if (strncmp(start, "- {", 3) == 0) {
        json_t *const object = *list == NULL ? NULL : take_object(start + 2);

        return object != NULL && json_array_append_new(*list, object) == 0;
    }
    const char *const colon = strchr(line, ':');

    if (start != line || colon == NULL) {
        return false;
    }
    json_t *const key = json_stringn(line, (size_t)(colon - line)), *value = NULL;
    bool fine = key != NULL;

    *list = NULL;
    if (fine && *skip_blanks(colon + 1) == '\0') {
        *list = json_array();
        json_object_set_new(document, json_string_value(key), *list);
    } else if (fine) {
        fine = take_scalar(colon + 1, "#", &value) != NULL;
        json_object_set_new(document, json_string_value(key), value);
    }
    json_decref(key);
    return fine;
}

json_t *manifest_parse(const char *text, int *line)
{
    json_t *const document = json_object();
    json_t *list = NULL;
    char row[4096];

    for (*line = 1; *text != '\0'; (*line)++) {
        const size_t length = strcspn(text, "\n");

        if (length >= sizeof(row)) {
            json_decref(document);
            return NULL;
        }
        memcpy(row, text, length);
        row[length] = '\0';
        if (!take_line(document, &list, row)) {
            json_decref(document);
            return NULL;
        }
        text += length + (text[length] == '\n');
    }
    return document;
}
