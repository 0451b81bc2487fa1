/* SPDX-License-Identifier: MIT */
#include "schema.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "complaints.h"
#include "nearest.h"
#include "room.h"

static void say(const struct schema_check *check, bool mild, unsigned line, unsigned column,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

static void say(const struct schema_check *check, bool mild, unsigned line, unsigned column,
                const char *format, ...)
{
    va_list values;
    char *text;

    va_start(values, format);
    if (vasprintf(&text, format, values) < 0) {
        abort();
    }
    va_end(values);
    (mild || check->mild ? complain_mildly : complain)(check->complaints, check->file, line, column,
                                                       "%s", text);
    free(text);
}

const char *schema_choice(const char *const *choices, const char *text)
{
    for (; *choices != NULL; choices++) {
        if (strcasecmp(*choices, text) == 0) {
            return *choices;
        }
    }
    return NULL;
}

/* "Yes", "No" or "Both"; owned by the caller. */
static char *listed(const char *const *choices)
{
    char *text = room_text("\"%s\"", choices[0]);

    for (size_t i = 1; choices[i] != NULL; i++) {
        char *const longer =
            room_text("%s%s\"%s\"", text, choices[i + 1] == NULL ? " or " : ", ", choices[i]);

        free(text);
        text = longer;
    }
    return text;
}

static char *expected(const struct schema_key *key)
{
    static const char *const said[] = {[SCHEMA_TEXT] = "a text in double quotes",
                                       [SCHEMA_WHOLE] = "a number",
                                       [SCHEMA_BOOLEAN] = "true or false",
                                       [SCHEMA_TEXTS] = "a list of texts, [\"...\"]",
                                       [SCHEMA_OBJECT] = "an object, {...}",
                                       [SCHEMA_LIST] = "a list of objects, [{...}]",
                                       [SCHEMA_ANY] = "a value"};

    if (key->choices != NULL) {
        return listed(key->choices);
    }
    if (key->kind == SCHEMA_WHOLE) {
        return room_text("a number from %ld to %ld", key->least, key->most);
    }
    if (key->expected != NULL) {
        return room_text("%s, %s", said[key->kind], key->expected);
    }
    return room_text("%s", said[key->kind]);
}

static const char *found(const struct json_value *value)
{
    static const char *const said[] = {
        [JSON_IS_NULL] = "null",       [JSON_IS_BOOLEAN] = "true or false without quotes",
        [JSON_IS_NUMBER] = "a number", [JSON_IS_STRING] = "a text",
        [JSON_IS_WORD] = "no value",   [JSON_IS_ARRAY] = "a list",
        [JSON_IS_OBJECT] = "an object"};

    return said[value->type];
}

static void wrong_type(const struct schema_check *check, const struct schema_key *key,
                       const struct json_value *value, const char *path)
{
    char *const want = expected(key);

    if (value->type == JSON_IS_WORD && value->text[0] != '\0') {
        say(check, false, value->line, value->column, "%s is %.80s, which is no value; expected %s",
            path, value->text, want);
    } else if (value->type != JSON_IS_WORD) {
        say(check, false, value->line, value->column, "%s is %s; expected %s", path, found(value),
            want);
    }
    free(want);
}

static void check_text(const struct schema_check *check, const struct schema_key *key,
                       const struct json_value *value, const char *path)
{
    const bool left = value->text[0] == '<' || strstr(value->text, " | ") != NULL;
    const bool loose = (key->flags & SCHEMA_LOOSE) != 0;
    char *const want = expected(key);

    if (value->text[0] == '\0' && (key->flags & SCHEMA_EMPTY) == 0) {
        say(check, false, value->line, value->column, "%s is empty; expected %s", path, want);
    } else if (left && (key->choices == NULL || schema_choice(key->choices, value->text) == NULL)) {
        say(check, loose, value->line, value->column,
            "%s is still \"%s\" of the example; expected %s", path, value->text, want);
    } else if (key->choices != NULL && value->text[0] != '\0' &&
               schema_choice(key->choices, value->text) == NULL) {
        say(check, loose, value->line, value->column, "%s is \"%s\"; expected %s", path,
            value->text, want);
    }
    free(want);
}

static void check_whole(const struct schema_check *check, const struct schema_key *key,
                        const struct json_value *value, const char *path)
{
    char *end;

    errno = 0;
    const long number = strtol(value->text, &end, 10);

    if (*end != '\0' || errno != 0 || number < key->least || number > key->most) {
        say(check, false, value->line, value->column, "%s is %s; expected a number from %ld to %ld",
            path, value->text, key->least, key->most);
    }
}

static void check_texts(const struct schema_check *check, const struct schema_key *key,
                        const struct json_value *value, const char *path)
{
    const struct schema_key one = {
        key->name, SCHEMA_TEXT, key->flags & ~(unsigned)SCHEMA_EMPTY, key->expected, NULL, NULL, 0,
        0};

    if (value->count == 0 && (key->flags & SCHEMA_EMPTY) == 0) {
        char *const want = expected(key);

        say(check, false, value->line, value->column, "%s is empty; expected %s", path, want);
        free(want);
    }
    for (size_t i = 0; i < value->count; i++) {
        char *const name = room_text("%s[%zu]", path, i);

        if (value->members[i].value->type == JSON_IS_STRING) {
            check_text(check, &one, value->members[i].value, name);
        } else {
            wrong_type(check, &one, value->members[i].value, name);
        }
        free(name);
    }
}

/* Of what nobody reads, only what is no JSON at all. */
static void check_any(const struct schema_check *check, const struct json_value *value,
                      const char *path)
{
    static const struct schema_key any = {"", SCHEMA_ANY, 0, NULL, NULL, NULL, 0, 0};

    if (value->type == JSON_IS_WORD) {
        wrong_type(check, &any, value, path);
    }
    for (size_t i = 0; i < value->count; i++) {
        const char *const key = value->members[i].key;
        char *const name =
            key != NULL ? room_text("%s.%s", path, key) : room_text("%s[%zu]", path, i);

        check_any(check, value->members[i].value, name);
        free(name);
    }
}

static void check_value(const struct schema_check *outer, const struct schema_key *key,
                        const struct json_value *value, const char *path)
{
    static const enum json_kind types[] = {
        [SCHEMA_TEXT] = JSON_IS_STRING,     [SCHEMA_WHOLE] = JSON_IS_NUMBER,
        [SCHEMA_BOOLEAN] = JSON_IS_BOOLEAN, [SCHEMA_TEXTS] = JSON_IS_ARRAY,
        [SCHEMA_OBJECT] = JSON_IS_OBJECT,   [SCHEMA_LIST] = JSON_IS_ARRAY};
    struct schema_check check = *outer;

    check.mild = check.mild || (key->flags & SCHEMA_UNUSED) != 0;
    if (key->kind == SCHEMA_ANY) {
        check_any(&check, value, path);
        return;
    }
    if (value->type != types[key->kind]) {
        wrong_type(&check, key, value, path);
        return;
    }
    if ((key->flags & SCHEMA_ELSEWHERE) != 0) {
        return;
    }
    switch (key->kind) {
    case SCHEMA_TEXT:
        check_text(&check, key, value, path);
        break;
    case SCHEMA_WHOLE:
        check_whole(&check, key, value, path);
        break;
    case SCHEMA_TEXTS:
        check_texts(&check, key, value, path);
        break;
    case SCHEMA_OBJECT:
        schema_object(&check, value, key->keys, path);
        break;
    case SCHEMA_LIST:
        schema_list(&check, value, key, path);
        break;
    case SCHEMA_BOOLEAN:
    case SCHEMA_ANY:
        break;
    }
}

static const struct schema_key *key_of(const struct schema_key *keys, const char *name)
{
    for (; keys->name != NULL; keys++) {
        if (strcasecmp(keys->name, name) == 0 ||
            ((keys->flags & SCHEMA_PREFIX) != 0 &&
             strncasecmp(keys->name, name, strlen(keys->name)) == 0)) {
            return keys;
        }
    }
    return NULL;
}

static void unknown_key(const struct schema_check *check, const struct schema_key *keys,
                        const struct json_member *member, const char *path)
{
    struct nearest nearest = nearest_begin(member->key);

    for (; keys->name != NULL; keys++) {
        nearest_offer(&nearest, keys->name);
    }
    say(check, true, member->line, member->column, "%s is not known%s%s%s", path,
        nearest.name != NULL ? "; did you mean \"" : " and was left out",
        nearest.name != NULL ? nearest.name : "", nearest.name != NULL ? "\"?" : "");
    check_any(check, member->value, path);
}

void schema_object(const struct schema_check *check, const struct json_value *value,
                   const struct schema_key *keys, const char *path)
{
    const char *const dot = path[0] != '\0' ? "." : "";

    if (value == NULL || value->type != JSON_IS_OBJECT) {
        static const struct schema_key object = {"", SCHEMA_OBJECT, 0, NULL, NULL, NULL, 0, 0};

        if (value != NULL) {
            wrong_type(check, &object, value, path[0] != '\0' ? path : "the document");
        }
        return;
    }
    for (size_t i = 0; i < value->count; i++) {
        const struct json_member *const member = &value->members[i];
        const struct schema_key *const key = key_of(keys, member->key);
        char *const name = room_text("%s%s%s", path, dot, member->key);

        if (key == NULL) {
            unknown_key(check, keys, member, name);
        } else {
            check_value(check, key, member->value, name);
        }
        free(name);
    }
    for (; keys->name != NULL; keys++) {
        if ((keys->flags & SCHEMA_REQUIRED) != 0 && json_get(value, keys->name) == NULL) {
            char *const want = expected(keys);

            say(check, false, value->line, value->column, "%s%s%s is missing; expected %s", path,
                dot, keys->name, want);
            free(want);
        }
    }
}

void schema_list(const struct schema_check *check, const struct json_value *value,
                 const struct schema_key *element, const char *path)
{
    const bool document = path[0] == '\0';

    if (value == NULL || value->type != JSON_IS_ARRAY) {
        if (value != NULL) {
            wrong_type(check, element, value, document ? "the document" : path);
        }
        return;
    }
    if (value->count == 0 && (element->flags & SCHEMA_EMPTY) == 0) {
        char *const want = expected(element);

        say(check, false, value->line, value->column, "%s is empty; expected %s",
            document ? "the document" : path, want);
        free(want);
    }
    for (size_t i = 0; i < value->count; i++) {
        char *const name = room_text("%s[%zu]", path, i);

        schema_object(check, value->members[i].value, element->keys, name);
        free(name);
    }
}
