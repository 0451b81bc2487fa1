/* SPDX-License-Identifier: MIT */
/* JSON as people write it: every value knows its line and column, and a mistake ends nothing.
 *
 * What is only a slip is read as it is meant and complained of mildly: notes (slashes, #, lines of
 * asterisks), commas that are missing or too many, a doubled quote at the beginning of a string, an
 * object in a list that goes on where "}, {" was forgotten, members behind the end of the document,
 * a key twice with one value. Everything that can be meant in two ways is an error. */
#ifndef TESTER_JSON_TEXT_H
#define TESTER_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct complaints;

enum json_kind {
    JSON_IS_NULL,
    JSON_IS_BOOLEAN,
    JSON_IS_NUMBER,
    JSON_IS_STRING,
    JSON_IS_WORD, /* no JSON: `true | false`, <path>; empty where a value is missing (complained of)
                   */
    JSON_IS_ARRAY,
    JSON_IS_OBJECT
};

struct json_member;

struct json_value {
    enum json_kind type;
    unsigned line, column;
    bool truth;
    const char *text; /* of a string without its quotes; of the others as it is written */
    struct json_member *members; /* of an object or an array */
    size_t count, room;
};

struct json_member {
    const char *key; /* NULL in an array */
    unsigned line, column;
    struct json_value *value;
};

struct json_text; /* opaque: owns its values and their texts */

enum json_manner {
    JSON_READ_TOLERANT,
    JSON_READ_STRICT /* a slip is an error: files that are ours */
};

/**
 * Read a document.
 *
 * @param name        Of the file, for the complaints.
 * @param complaints  All problems, 100 at most.
 * @return            Owned by the caller, json_text_free(); also when there are complaints.
 */
struct json_text *json_text_parse(const char *name, const char *bytes, size_t length,
                                  enum json_manner manner, struct complaints *complaints);

/** The same of a file. @return NULL when it cannot be read, which is complained of. */
struct json_text *json_text_read(const char *path, enum json_manner manner,
                                 struct complaints *complaints);

/** Give it back, values and texts too; NULL is fine. */
void json_text_free(struct json_text *text);

/** The document's value. @return NULL when there is none. */
const struct json_value *json_text_root(const struct json_text *text);

/** The name that it was read by. */
const char *json_text_name(const struct json_text *text);

/** A member by its key, letter case ignored. @return NULL: not there, or `object` is no object. */
const struct json_value *json_get(const struct json_value *object, const char *key);

/** The text of a string. @return NULL: not there, or no string. */
const char *json_get_text(const struct json_value *object, const char *key);

#endif
