/* SPDX-License-Identifier: MIT */
/* What a document must look like, as a table; every deviation becomes a complaint. */
#ifndef TESTER_SCHEMA_H
#define TESTER_SCHEMA_H

#include <stdbool.h>

#include "json_text.h"

struct complaints;

enum schema_kind {
    SCHEMA_TEXT,
    SCHEMA_WHOLE, /* a number from `least` to `most` */
    SCHEMA_BOOLEAN,
    SCHEMA_TEXTS, /* a list of texts */
    SCHEMA_OBJECT,
    SCHEMA_LIST, /* a list of objects */
    SCHEMA_ANY
};

enum {
    SCHEMA_REQUIRED = 1,
    SCHEMA_EMPTY = 2,   /* a text or a list may be empty */
    SCHEMA_LOOSE = 4,   /* a value that is left from the guide's example is complained of mildly */
    SCHEMA_UNUSED = 8,  /* read by nobody: all below is complained of mildly */
    SCHEMA_PREFIX = 16, /* keys that begin with `name`, of any number */
    SCHEMA_ELSEWHERE = 32 /* what the text says, or the object holds, is judged elsewhere */
};

struct schema_key {
    const char *name; /* NULL ends a table */
    enum schema_kind kind;
    unsigned flags;
    const char *expected;          /* "the folder of ..."; NULL: said by the kind */
    const char *const *choices;    /* of a text, letter case ignored; NULL-terminated */
    const struct schema_key *keys; /* of an object, or of the objects of a list */
    long least, most;
};

struct schema_check {
    const char *file;
    struct complaints *complaints;
    bool mild;
};

/**
 * Compare an object with a table.
 *
 * @param value  NULL, or of another type than an object: complained of.
 * @param path   Of the value: "devices[0].connectivity"; "" for the document.
 */
void schema_object(const struct schema_check *check, const struct json_value *value,
                   const struct schema_key *keys, const char *path);

/** The same of each object of a list. */
void schema_list(const struct schema_check *check, const struct json_value *value,
                 const struct schema_key *element, const char *path);

/** The choice that a text stands for. @return NULL: none. */
const char *schema_choice(const char *const *choices, const char *text);

#endif
