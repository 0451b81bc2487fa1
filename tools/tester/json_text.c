/* SPDX-License-Identifier: MIT */
/* Objects and lists. Every turn of every loop goes on in the text, so all of it is read whatever it
 * says; brackets that do not fit close what they can. */
#include "json_text.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "complaints.h"
#include "json_scan.h"
#include "room.h"

enum { DEEPEST = 64, MOST_BYTES = 64 << 20, MOST_OPEN = 8 };

struct json_text {
    struct json_scan scan;
    struct json_value *root;
    unsigned depth, open_arrays, open_objects;
    unsigned not_closed; /* brackets at the end of the file, said so far */
    bool split;          /* the object that just ended goes on as a new one: "}, {" was forgotten */
};

static struct json_value *value_new(struct json_text *text, enum json_kind type)
{
    struct json_value *const value = scan_room(&text->scan, sizeof(*value));

    value->type = type;
    value->line = text->scan.here.line;
    value->column = text->scan.here.column;
    value->text = "";
    return value;
}

static void member_add(struct json_text *text, struct json_value *parent, struct json_member member)
{
    if (parent->count == parent->room) {
        const size_t room = parent->room * 2 + 4;
        struct json_member *const members = scan_room(&text->scan, room * sizeof(members[0]));

        if (parent->count > 0) {
            memcpy(members, parent->members, parent->count * sizeof(members[0]));
        }
        parent->members = members;
        parent->room = room;
    }
    parent->members[parent->count++] = member;
}

static bool is_number(const char *word)
{
    const char *at = word + (word[0] == '-');

    if (!isdigit((unsigned char)*at) || (*at == '0' && isdigit((unsigned char)at[1]))) {
        return false;
    }
    at += strspn(at, "0123456789");
    if (*at == '.') {
        const size_t digits = strspn(at + 1, "0123456789");

        if (digits == 0) {
            return false;
        }
        at += 1 + digits;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        if (!isdigit((unsigned char)*at)) {
            return false;
        }
        at += strspn(at, "0123456789");
    }
    return *at == '\0';
}

static struct json_value *word_value(struct json_text *text)
{
    struct json_value *const value = value_new(text, JSON_IS_WORD);

    value->text = scan_word(&text->scan, ",}]\n");
    if (strcmp(value->text, "true") == 0 || strcmp(value->text, "false") == 0) {
        value->type = JSON_IS_BOOLEAN;
        value->truth = value->text[0] == 't';
    } else if (strcmp(value->text, "null") == 0) {
        value->type = JSON_IS_NULL;
    } else if (is_number(value->text)) {
        value->type = JSON_IS_NUMBER;
    } else if (value->text[0] == '\0') {
        scan_wrong(&text->scan, text->scan.here, "a value is missing");
    }
    return value;
}

/* {{33333}}: a number in the braces that guides put around what is to be replaced. */
static struct json_value *braced_number(struct json_text *text)
{
    struct json_scan *const scan = &text->scan;
    size_t digits = 0;
    struct json_value *value;

    while (scan_peek_at(scan, 2 + digits) >= 0 && isdigit(scan_peek_at(scan, 2 + digits))) {
        digits++;
    }
    if (scan_peek_at(scan, 1) != '{' || digits == 0 || scan_peek_at(scan, 2 + digits) != '}' ||
        scan_peek_at(scan, 3 + digits) != '}') {
        return NULL;
    }
    scan_slip(scan, scan->here, "a number in braces; they were left out");
    value = value_new(text, JSON_IS_NUMBER);
    scan_step(scan, 2);
    value->text = scan_word(scan, "}");
    scan_step(scan, 2);
    return value;
}

static struct json_value *read_value(struct json_text *text);

static bool same(const struct json_value *left, const struct json_value *right)
{
    if (left->type != right->type || left->count != right->count ||
        strcmp(left->text, right->text) != 0) {
        return false;
    }
    for (size_t i = 0; i < left->count; i++) {
        const struct json_member *const a = &left->members[i], *const b = &right->members[i];

        if ((a->key != NULL && strcasecmp(a->key, b->key) != 0) || !same(a->value, b->value)) {
            return false;
        }
    }
    return true;
}

static void check_twice(struct json_text *text, const struct json_value *object,
                        const struct json_member *member)
{
    const struct json_place place = {member->line, member->column};

    for (size_t i = 0; i < object->count; i++) {
        const struct json_member *const other = &object->members[i];

        if (strcasecmp(other->key, member->key) != 0) {
            continue;
        }
        if (same(other->value, member->value)) {
            scan_slip(&text->scan, place,
                      "\"%s\" is there twice, with the same value; first in line %u", member->key,
                      other->line);
        } else {
            scan_wrong(
                &text->scan, place,
                "\"%s\" is there twice; first in line %u. Remove one, or write \"}, {\" where a "
                "new object begins",
                member->key, other->line);
        }
        return;
    }
}

/* A key, read here. NULL: there is none, and what stands here was gone over. */
static const char *read_key(struct json_text *text)
{
    struct json_scan *const scan = &text->scan;
    const struct json_place place = scan->here;
    const char *word;

    if (scan_is_quote(scan)) {
        return scan_string(scan);
    }
    word = scan_word(scan, ":,{}[]\"\n");
    if (word[0] == '\0') {
        scan_wrong(scan, place, "'%c' is not expected here; expected a key in quotes", *scan->at);
        scan_step(scan, 1);
        return NULL;
    }
    if (scan_peek(scan) != ':') {
        scan_wrong(scan, place, "\"%.60s\" is not expected here; expected a key in quotes", word);
        return NULL;
    }
    scan_wrong(scan, place, "the key %.60s stands between double quotes: \"%.60s\"", word, word);
    return word;
}

/* ':' and the value behind a key. NULL: there is none. */
static struct json_value *value_of(struct json_text *text, const char *key, struct json_place place,
                                   bool comma_missing)
{
    struct json_scan *const scan = &text->scan;

    scan_blanks(scan);
    if (scan_peek(scan) == ':') {
        scan_step(scan, 1);
        scan_blanks(scan);
        return read_value(text);
    }
    if (comma_missing) {
        scan_wrong(scan, place, "\"%.60s\" stands behind a value; expected ',' and a key", key);
        return NULL;
    }
    scan_wrong(scan, place, "\"%.60s\" has no value; expected ':' and one", key);
    if (scan_peek(scan) >= 0 && strchr(",}]", scan_peek(scan)) == NULL && !scan_is_quote(scan)) {
        return read_value(text);
    }
    return NULL;
}

static void not_closed(struct json_text *text, const struct json_value *value, char open,
                       char close)
{
    if (text->not_closed++ < MOST_OPEN) {
        scan_wrong(&text->scan, (struct json_place){value->line, value->column},
                   "this '%c' is not closed; expected '%c' before the end of the file", open,
                   close);
    }
}

struct members_state {
    bool value_before, comma;
    struct json_place comma_place;
};

/* A bracket, a comma or the end, in an object or an array.
 * @return 1: it ends, 0: go on, -1: none of them. */
static int punctuation(struct json_text *text, const struct json_value *value,
                       struct members_state *state)
{
    struct json_scan *const scan = &text->scan;
    const bool object = value->type == JSON_IS_OBJECT;
    const char opened = object ? '{' : '[', closed = object ? '}' : ']';
    const unsigned open_outside = object ? text->open_arrays : text->open_objects;
    const int next = scan_peek(scan);

    if (next < 0) {
        not_closed(text, value, opened, closed);
        return 1;
    }
    if (next == closed) {
        if (state->comma) {
            scan_slip(scan, state->comma_place, "a comma too many before '%c'", closed);
        }
        scan_step(scan, 1);
        return 1;
    }
    if (next == ']' || next == '}' || (next == ':' && !object)) {
        scan_wrong(scan, scan->here, "'%c' where '%c' is expected, for the '%c' of line %u", next,
                   closed, opened, value->line);
        if (next != ':' && open_outside > 0) {
            return 1;
        }
        scan_step(scan, 1);
        return 0;
    }
    if (next != ',') {
        return -1;
    }
    if (!state->value_before || state->comma) {
        scan_slip(scan, scan->here, "a comma too many");
    }
    state->comma = state->value_before;
    state->comma_place = scan->here;
    scan_step(scan, 1);
    return 0;
}

/* Members up to the '}' and over it. */
static void read_members(struct json_text *text, struct json_value *object, bool in_array)
{
    struct json_scan *const scan = &text->scan;
    struct members_state state = {false, false, {0, 0}};

    for (;;) {
        scan_blanks(scan);
        const int what = punctuation(text, object, &state);

        if (what == 1) {
            return;
        }
        if (what == 0) {
            continue;
        }
        const struct json_scan before = *scan;
        const struct json_place behind = scan->behind;
        const bool comma_missing = state.value_before && !state.comma;
        struct json_member member = {NULL, scan->here.line, scan->here.column, NULL};

        member.key = read_key(text);
        if (member.key == NULL) {
            continue;
        }
        if (comma_missing && in_array && strcasecmp(member.key, object->members[0].key) == 0) {

            scan_slip(scan, behind,
                      "\"}, {\" is missing before \"%s\" of line %u; read as if it were there",
                      member.key, member.line);
            scan->at = before.at;
            scan->here = before.here;
            scan->behind = before.behind;
            text->split = true;
            return;
        }
        member.value = value_of(text, member.key, (struct json_place){member.line, member.column},
                                comma_missing);
        if (member.value == NULL) {
            continue;
        }
        if (comma_missing) {
            scan_slip(scan, behind, "a comma is missing here");
        }
        check_twice(text, object, &member);
        member_add(text, object, member);
        state = (struct members_state){true, false, {0, 0}};
    }
}

static struct json_value *read_object(struct json_text *text, bool in_array, bool opened)
{
    struct json_value *const object = value_new(text, JSON_IS_OBJECT);

    if (!opened) {
        scan_step(&text->scan, 1);
    }
    text->open_objects++;
    read_members(text, object, in_array);
    text->open_objects--;
    return object;
}

static struct json_value *read_array(struct json_text *text)
{
    struct json_scan *const scan = &text->scan;
    struct json_value *const array = value_new(text, JSON_IS_ARRAY);
    struct members_state state = {false, false, {0, 0}};

    scan_step(scan, 1);
    text->open_arrays++;
    for (;;) {
        scan_blanks(scan);
        const int what = text->split ? -1 : punctuation(text, array, &state);

        if (what == 1) {
            break;
        }
        if (what == 0) {
            continue;
        }
        struct json_member member = {NULL, scan->here.line, scan->here.column, NULL};

        if (text->split) {
            text->split = false;
            member.value = read_object(text, true, true);
        } else {
            if (state.value_before && !state.comma) {
                scan_slip(scan, scan->behind, "a comma is missing here");
            }
            member.value =
                scan_peek(scan) == '{' ? read_object(text, true, false) : read_value(text);
        }
        member_add(text, array, member);
        state = (struct members_state){true, false, {0, 0}};
    }
    text->open_arrays--;
    return array;
}

static struct json_value *read_value(struct json_text *text)
{
    struct json_scan *const scan = &text->scan;
    struct json_value *value = NULL;
    const int next = scan_peek(scan);

    if ((next == '{' || next == '[') && text->depth >= DEEPEST) {
        scan_wrong(scan, scan->here, "brackets within brackets, more than %d", DEEPEST);
        scan->at = scan->end;
        return value_new(text, JSON_IS_WORD);
    }
    text->depth++;
    if (scan_is_quote(scan)) {
        value = value_new(text, JSON_IS_STRING);
        value->text = scan_string(scan);
    } else if (next == '{') {
        value = braced_number(text);
        value = value != NULL ? value : read_object(text, false, false);
    } else if (next == '[') {
        value = read_array(text);
    } else {
        value = word_value(text);
    }
    text->depth--;
    return value;
}

static void read_rest(struct json_text *text)
{
    struct json_scan *const scan = &text->scan;

    scan_blanks(scan);
    while (scan_peek(scan) == ',' && text->root->type == JSON_IS_OBJECT) {
        const struct json_place place = scan->here;
        struct json_scan ahead = *scan;

        scan_step(&ahead, 1);
        while (scan_peek(&ahead) >= 0 && isspace(scan_peek(&ahead))) {
            scan_step(&ahead, 1);
        }
        if (scan_peek(&ahead) != '"') {
            break;
        }
        scan_slip(scan, place,
                  "the document has ended before; what follows was read as part of it");
        scan_step(scan, 1);
        read_members(text, text->root, false);
        scan_blanks(scan);
    }
    if (scan_peek(scan) >= 0) {
        scan_wrong(scan, scan->here, "text behind the end of the document");
    }
}

struct json_text *json_text_parse(const char *name, const char *bytes, size_t length,
                                  enum json_manner manner, struct complaints *complaints)
{
    struct json_text *const text = room_zero(sizeof(*text));
    struct json_scan *const scan = &text->scan;

    *scan = (struct json_scan){.at = bytes,
                               .end = bytes + length,
                               .here = {1, 1},
                               .behind = {1, 1},
                               .manner = manner,
                               .complaints = complaints};
    scan->name = strcpy(scan_room(scan, strlen(name) + 1), name);
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        scan_wrong(scan, scan->here, "the file is UTF-16; save it as UTF-8");
        return text;
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        scan->at += 3; /* the mark of editors that write UTF-8 with one */
    }
    scan_blanks(scan);
    if (scan_peek(scan) < 0) {
        scan_wrong(scan, (struct json_place){0, 0}, "the file is empty");
        return text;
    }
    text->root = read_value(text);
    read_rest(text);
    return text;
}

struct json_text *json_text_read(const char *path, enum json_manner manner,
                                 struct complaints *complaints)
{
    FILE *const file = fopen(path, "r");
    struct stat status;
    struct json_text *text;
    char *bytes;
    size_t length;

    if (file == NULL || fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size > MOST_BYTES) {
        complain(complaints, path, 0, 0, "the file cannot be read: %s",
                 file == NULL               ? strerror(errno)
                 : !S_ISREG(status.st_mode) ? "it is no file"
                                            : "it is too large");
        if (file != NULL) {
            fclose(file);
        }
        return NULL;
    }
    bytes = room_grow(NULL, (size_t)status.st_size + 1);
    length = fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    text = json_text_parse(path, bytes, length, manner, complaints);
    free(bytes);
    return text;
}

void json_text_free(struct json_text *text)
{
    if (text == NULL) {
        return;
    }
    for (struct json_block *block = text->scan.blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(text->scan.buffer);
    free(text);
}

const struct json_value *json_text_root(const struct json_text *text)
{
    return text->root;
}

const char *json_text_name(const struct json_text *text)
{
    return text->scan.name;
}

const struct json_value *json_get(const struct json_value *object, const char *key)
{
    if (object == NULL || object->type != JSON_IS_OBJECT) {
        return NULL;
    }
    for (size_t i = 0; i < object->count; i++) {
        if (strcasecmp(object->members[i].key, key) == 0) {
            return object->members[i].value;
        }
    }
    return NULL;
}

const char *json_get_text(const struct json_value *object, const char *key)
{
    const struct json_value *const value = json_get(object, key);

    return value != NULL && value->type == JSON_IS_STRING ? value->text : NULL;
}
