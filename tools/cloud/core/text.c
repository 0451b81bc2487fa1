/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_add(struct text *text, const void *bytes, size_t count)
{
    if (text->room - text->count <= count) { /* one more for the NUL */
        text->room = (text->room + count) * 2u + 512u;
        text->bytes = realloc(text->bytes, text->room);
        if (text->bytes == NULL) {
            abort();
        }
    }
    if (count > 0) {
        memcpy(text->bytes + text->count, bytes, count);
    }
    text->count += count;
    text->bytes[text->count] = '\0';
}

void text_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

/* The number over 10 to the power of `places`. */
static void add_decimal(struct text *text, json_int_t number, int places)
{
    char digits[28];
    char *end = digits + sizeof(digits), *next = end;
    unsigned long long left =
        number < 0 ? 0u - (unsigned long long)number : (unsigned long long)number;

    do {
        if (places == 0 && next != end) {
            *--next = '.';
        }
        *--next = (char)('0' + left % 10u);
        left /= 10u;
        places--;
    } while (left > 0 || places >= 0);
    if (number < 0) {
        *--next = '-';
    }
    text_add(text, next, (size_t)(end - next));
}

void text_number(struct text *text, json_int_t number)
{
    add_decimal(text, number, 0);
}

/* Most numbers are a whole number over a small power of ten: what is divided exactly is read back
 * exactly, because reading rounds as dividing does. */
static bool add_short_real(struct text *text, double number)
{
    double power = 10.0;

    for (int digits = 1; digits <= 4; digits++, power *= 10.0) {
        const double scaled = number * power;
        if (!(scaled > -1e15 && scaled < 1e15)) {
            return false;
        }
        const json_int_t whole = (json_int_t)scaled;
        if ((double)whole / power == number && whole != 0) {
            add_decimal(text, whole, digits);
            return true;
        }
    }
    return false;
}

/* The fewest digits that are read back as the same number; 17 always are. A real stays one. */
static void add_real(struct text *text, double number)
{
    char digits[40];
    int precision = 15;

    if (number != 0.0 && add_short_real(text, number)) {
        return;
    }
    do {
        (void)snprintf(digits, sizeof(digits), "%.*g", precision++, number);
    } while (precision <= 17 && strtod(digits, NULL) != number);
    text_string(text, digits);
    if (strpbrk(digits, ".e") == NULL) {
        text_string(text, ".0");
    }
}

static void add_escape(struct text *text, unsigned char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *letter = c != '\0' ? strchr(from, c) : NULL;
    char escape[8];

    if (letter != NULL) {
        (void)snprintf(escape, sizeof(escape), "\\%c", to[letter - from]);
    } else {
        (void)snprintf(escape, sizeof(escape), "\\u%04x", c);
    }
    text_string(text, escape);
}

void text_quoted(struct text *text, const char *string, size_t count)
{
    size_t plain = 0;

    text_add(text, "\"", 1);
    for (size_t i = 0; i < count; i++) {
        const unsigned char c = (unsigned char)string[i];
        if (c < 0x20 || c == '"' || c == '\\') {
            text_add(text, string + plain, i - plain);
            add_escape(text, c);
            plain = i + 1u;
        }
    }
    text_add(text, string + plain, count - plain);
    text_add(text, "\"", 1);
}

static void add_object(struct text *text, const json_t *object)
{
    json_t *all = (json_t *)(size_t)object; /* jansson's iterators are not for const */

    text_add(text, "{", 1);
    for (void *at = json_object_iter(all); at != NULL;) {
        text_quoted(text, json_object_iter_key(at), json_object_iter_key_len(at));
        text_add(text, ":", 1);
        text_json(text, json_object_iter_value(at));
        at = json_object_iter_next(all, at);
        if (at != NULL) {
            text_add(text, ",", 1);
        }
    }
    text_add(text, "}", 1);
}

static void add_array(struct text *text, const json_t *array)
{
    const size_t count = json_array_size(array);

    text_add(text, "[", 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            text_add(text, ",", 1);
        }
        text_json(text, json_array_get(array, i));
    }
    text_add(text, "]", 1);
}

void text_json(struct text *text, const json_t *value)
{
    if (value == NULL) {
        return;
    }
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        add_object(text, value);
        break;
    case JSON_ARRAY:
        add_array(text, value);
        break;
    case JSON_STRING:
        text_quoted(text, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        text_number(text, json_integer_value(value));
        break;
    case JSON_REAL:
        add_real(text, json_real_value(value));
        break;
    case JSON_TRUE:
        text_string(text, "true");
        break;
    case JSON_FALSE:
        text_string(text, "false");
        break;
    case JSON_NULL:
        text_string(text, "null");
        break;
    }
}

json_t *json_string_cut(const char *string)
{
    size_t bytes = strlen(string);
    json_t *value = json_stringn(string, bytes);

    while (value == NULL && bytes > 0) {
        value = json_stringn(string, --bytes);
    }
    return value;
}

char *json_text(const json_t *value, size_t *bytes)
{
    struct text text = {NULL, 0, 0};

    text_json(&text, value);
    *bytes = text.count;
    return text.bytes;
}
