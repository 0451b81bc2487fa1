/* SPDX-License-Identifier: MIT */
/* The canonical form: keys in the order board, demo, modules, name; modules sorted, each once. What
 * has no meaning is refused here, and what cannot be built by resolve. */
#include "choice.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const char *const keys[] = {"board", "demo", "modules", "name"};

static json_t *refuse(char *error, size_t error_bytes, const char *why, const char *what)
{
    snprintf(error, error_bytes, why, what);
    return NULL;
}

static bool is_key(const char *word)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(keys[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* Printable, as an address and a line of a terminal can show it. */
static bool is_word(const json_t *value)
{
    const char *const text = json_string_value(value);

    if (text == NULL || json_string_length(value) == 0 ||
        json_string_length(value) > CHOICE_WORD_MAX || strlen(text) != json_string_length(value)) {
        return false;
    }
    return text_is_plain(text) && strchr(text, ',') == NULL;
}

static int by_text(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The words sorted, each once. */
static json_t *sorted_set(const json_t *words)
{
    const size_t count = json_array_size(words);
    const char **const texts = calloc(count + 1, sizeof(*texts));
    json_t *const set = json_array();

    if (texts == NULL) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        texts[i] = json_string_value(json_array_get(words, i));
    }
    qsort(texts, count, sizeof(*texts), by_text);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0) {
            json_array_append_new(set, json_string(texts[i]));
        }
    }
    free(texts);
    return set;
}

static const char *check_modules(const json_t *modules)
{
    const json_t *module;
    size_t i;

    if (modules == NULL) {
        return NULL;
    }
    if (!json_is_array(modules)) {
        return "modules is not a list of ids%s";
    }
    if (json_array_size(modules) > CHOICE_MODULES_MAX) {
        return "modules has too many ids%s";
    }
    json_array_foreach(modules, i, module)
    {
        if (!is_word(module)) {
            return "modules has something that is not an id%s";
        }
    }
    return NULL;
}

json_t *choice_read(const json_t *document, char *error, size_t error_bytes)
{
    const json_t *value;
    const char *key;

    if (!json_is_object(document)) {
        return refuse(error, error_bytes, "a choice is an object%s", "");
    }
    json_object_foreach((json_t *)document, key, value)
    {
        if (!is_key(key)) {
            return refuse(error, error_bytes,
                          "a choice has board, demo, modules and name; not %.60s", key);
        }
    }
    const json_t *const board = json_object_get(document, "board");
    const json_t *demo = json_object_get(document, "demo");
    const json_t *name = json_object_get(document, "name");
    const json_t *const modules = json_object_get(document, "modules");

    demo = json_is_null(demo) ? NULL : demo;
    name = json_is_null(name) ? NULL : name;
    if (!is_word(board)) {
        return refuse(error, error_bytes,
                      board == NULL ? "board is missing%s" : "board is not an id%s", "");
    }
    if ((demo != NULL && !is_word(demo)) || (name != NULL && !is_word(name))) {
        return refuse(error, error_bytes, "%s is not a word",
                      demo != NULL && !is_word(demo) ? "demo" : "name");
    }
    const char *const wrong = check_modules(modules);

    if (wrong != NULL) {
        return refuse(error, error_bytes, wrong, "");
    }
    json_t *const choice = json_object();

    json_object_set(choice, "board", (json_t *)board);
    if (demo != NULL) {
        json_object_set(choice, "demo", (json_t *)demo);
    }
    json_object_set_new(choice, "modules", sorted_set(modules));
    /* Whatever was not named has the name of its board. */
    json_object_set_new(choice, "name",
                        name != NULL ? json_deep_copy(name)
                                     : json_sprintf("my-%s", json_string_value(board)));
    if (name == NULL) {
        char *const plain =
            text_replace(json_string_value(json_object_get(choice, "name")), "_", "-");

        json_object_set_new(choice, "name", json_stringn(plain, strnlen(plain, 40)));
        free(plain);
    }
    return choice;
}

static int hex(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    digit = (char)tolower((unsigned char)digit);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The text between the two with its escapes undone, or NULL. */
static json_t *unescape(const char *from, const char *to)
{
    struct text text = {0};

    while (from < to) {
        char byte = *from++;

        if (byte == '+') {
            byte = ' ';
        } else if (byte == '%') {
            if (to - from < 2 || hex(from[0]) < 0 || hex(from[1]) < 0) {
                free(text.bytes);
                return NULL;
            }
            byte = (char)(hex(from[0]) * 16 + hex(from[1]));
            from += 2;
        }
        text_add(&text, &byte, 1);
    }
    json_t *const value = json_stringn(text.bytes == NULL ? "" : text.bytes, text.length);

    free(text.bytes); /* NULL from jansson: it is not UTF-8 */
    return value;
}

json_t *choice_list(const char *list)
{
    json_t *const words = json_array();

    while (*list != '\0') {
        const size_t length = strcspn(list, ",");

        if (length > 0) {
            json_array_append_new(words, json_stringn(list, length));
        }
        list += length + (list[length] == ',');
    }
    return words;
}

/* One "key=value"; false: it is none, or the second of its key. */
static bool take_pair(json_t *document, const char *pair, const char *end)
{
    const char *const equals = memchr(pair, '=', (size_t)(end - pair));
    json_t *const key = unescape(pair, equals == NULL ? end : equals);
    json_t *const value = equals == NULL ? NULL : unescape(equals + 1, end);
    const char *const word = json_string_value(key);
    bool fine = word != NULL && value != NULL && is_key(word) &&
                strlen(json_string_value(value)) == json_string_length(value) &&
                json_object_get(document, word) == NULL;

    if (fine && strcmp(word, "modules") == 0) {
        json_object_set_new(document, word, choice_list(json_string_value(value)));
    } else if (fine && json_string_length(value) > 0) {
        json_object_set(document, word, value);
    }
    json_decref(key);
    json_decref(value);
    return fine;
}

json_t *choice_from_query(const char *query, char *error, size_t error_bytes)
{
    json_t *const document = json_object();

    for (const char *at = query; *at != '\0';) {
        const char *const end = at + strcspn(at, "&");

        if (end > at && !take_pair(document, at, end)) {
            json_decref(document);
            return refuse(error, error_bytes, "the address is no choice from here on: %.60s", at);
        }
        at = *end == '&' ? end + 1 : end;
    }
    json_t *const choice = choice_read(document, error, error_bytes);

    json_decref(document);
    return choice;
}

static bool is_plain(char byte)
{
    return isalnum((unsigned char)byte) || strchr("-_.~", byte) != NULL;
}

static void add_escaped(struct text *text, const char *word)
{
    for (; *word != '\0'; word++) {
        if (is_plain(*word)) {
            text_add(text, word, 1);
        } else {
            text_print(text, "%%%02X", (unsigned)(unsigned char)*word);
        }
    }
}

/* A word of a command line as sh takes it. */
static void add_quoted(struct text *text, const char *word)
{
    bool plain = true;

    for (const char *at = word; *at != '\0'; at++) {
        plain = plain && is_plain(*at);
    }
    if (plain) {
        text_print(text, "%s", word);
        return;
    }
    char *const escaped = text_replace(word, "'", "'\\''");

    text_print(text, "'%s'", escaped);
    free(escaped);
}

typedef void (*add_word)(struct text *text, const char *word);

/* Each key that the choice has, with `before` and `between` around it. */
static char *write_choice(const json_t *choice, const char *start, const char *before,
                          const char *next, const char *between, add_word add)
{
    struct text text = {0};
    const json_t *module;
    size_t k, i;

    text_print(&text, "%s", start);
    for (k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
        const json_t *const value = json_object_get(choice, keys[k]);

        if (value == NULL || (json_is_array(value) && json_array_size(value) == 0)) {
            continue;
        }
        text_print(&text, "%s%s%s", k == 0 ? before : next, keys[k], between);
        if (json_is_string(value)) {
            add(&text, json_string_value(value));
        }
        json_array_foreach(value, i, module)
        {
            text_print(&text, "%s", i > 0 ? "," : "");
            add(&text, json_string_value(module));
        }
    }
    return text_take(&text);
}

char *choice_query(const json_t *choice)
{
    return write_choice(choice, "", "", "&", "=", add_escaped);
}

char *choice_command(const json_t *choice)
{
    return write_choice(choice, "./run package", " --", " --", " ", add_quoted);
}
