/* SPDX-License-Identifier: MIT */
/* name=value&name=value, with + for a blank and %xx for any byte. */
#include "http_server.h"

static bool hex(char digit, uint8_t *value)
{
    const uint8_t letter = (uint8_t)((uint8_t)(digit | 0x20) - (uint8_t)'a');

    *value = (uint8_t)((uint8_t)digit - (uint8_t)'0');
    if (*value < 10u) {
        return true;
    }
    *value = (uint8_t)(letter + 10u);
    return letter < 6u;
}

/* One byte from the front. */
static bool take_byte(struct lib_text *text, char *byte)
{
    uint8_t high, low;

    *byte = *text->at == '+' ? ' ' : *text->at;
    if (*text->at != '%') {
        text->at++;
        text->length--;
        return true;
    }
    if (text->length < 3 || !hex(text->at[1], &high) || !hex(text->at[2], &low)) {
        return false;
    }
    *byte = (char)(high << 4 | low);
    text->at += 3;
    text->length -= 3;
    return true;
}

/* All up to the separator, which is taken too. */
static struct lib_text take_until(struct lib_text *text, char separator)
{
    const char *const found = text->length > 0 ? memchr(text->at, separator, text->length) : NULL;
    const struct lib_text part = {text->at,
                                  found != NULL ? (size_t)(found - text->at) : text->length};
    const size_t taken = part.length + (found != NULL ? 1u : 0u);

    text->at += taken;
    text->length -= taken;
    return part;
}

/* Decode; `*length` counts what does not fit too. False: broken. */
static bool decode(struct lib_text text, char *to, size_t size, size_t *length)
{
    *length = 0;
    while (text.length > 0) {
        char byte;
        if (!take_byte(&text, &byte)) {
            return false;
        }
        if (*length < size) {
            to[*length] = byte;
        }
        ++*length;
    }
    return true;
}

/* Whether an encoded name is this one; broken ones are none. */
static bool is_name(struct lib_text encoded, const char *name)
{
    char byte;

    while (encoded.length > 0) {
        if (!take_byte(&encoded, &byte) || byte == '\0' || byte != *name++) {
            return false;
        }
    }
    return *name == '\0';
}

enum http_form_result http_form_find(struct lib_text form, const char *name, char *value,
                                     size_t size, size_t *length)
{
    enum http_form_result result = HTTP_FORM_MISSING;
    size_t found = 0, ignored;

    *length = 0;
    while (form.length > 0) {
        struct lib_text pair = take_until(&form, '&');
        if (!decode(pair, NULL, 0, &ignored)) {
            return HTTP_FORM_BROKEN;
        }
        if (!is_name(take_until(&pair, '='), name)) {
            continue;
        }
        if (result != HTTP_FORM_MISSING) {
            return HTTP_FORM_TWICE;
        }
        (void)decode(pair, value, size, &found);
        result = found <= size ? HTTP_FORM_FOUND : HTTP_FORM_TOO_LONG;
    }
    *length = result == HTTP_FORM_FOUND ? found : 0;
    return result;
}
