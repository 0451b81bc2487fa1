/* SPDX-License-Identifier: MIT */
/* Header fields in the order of their names in small letters; those of one name in their own order,
 * joined by commas. */
#include "sigv4_out.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Takes the next line from the front of `rest`; empty ones are passed over. False: there is none.
 * A line without a colon gives a name of 0 bytes. */
static bool next_field(struct sigv4_text *rest, struct sigv4_item *field)
{
    while (rest->length > 0 && (*rest->at == '\r' || *rest->at == '\n')) {
        rest->at++;
        rest->length--;
    }
    if (rest->length == 0) {
        return false;
    }
    const char *const end = memchr(rest->at, '\n', rest->length);
    const size_t length = end != NULL ? (size_t)(end - rest->at) : rest->length;
    const char *const colon = memchr(rest->at, ':', length);
    const size_t name = colon != NULL ? (size_t)(colon - rest->at) : 0;
    field->name = (struct sigv4_text){rest->at, name};
    field->value = (struct sigv4_text){rest->at + name + 1, length - name - 1};
    rest->at += length;
    rest->length -= length;
    return true;
}

static char small(char byte)
{
    return (char)((unsigned)(uint8_t)byte - 'A' < 26u ? byte | 0x20 : byte);
}

static int compare(struct sigv4_text a, struct sigv4_text b)
{
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        const int order = (uint8_t)small(a.at[i]) - (uint8_t)small(b.at[i]);
        if (order != 0) {
            return order;
        }
    }
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

static bool is_before(const struct sigv4_item *a, const struct sigv4_item *b)
{
    const int order = compare(a->name, b->name);

    return order < 0 || (order == 0 && a->place < b->place);
}

static void put_name(struct sigv4_out *out, struct sigv4_text name)
{
    for (size_t i = 0; i < name.length; i++) {
        const char byte = small(name.at[i]);
        sigv4_put(out, &byte, 1);
    }
}

/* Without the blanks around it; several within it are one space. */
static void put_value(struct sigv4_out *out, struct sigv4_text value)
{
    size_t i = 0;

    while (value.length > 0 && is_blank(value.at[value.length - 1])) {
        value.length--;
    }
    while (i < value.length && is_blank(value.at[i])) {
        i++;
    }
    while (i < value.length) {
        const size_t begun = i;
        while (i < value.length && !is_blank(value.at[i])) {
            i++;
        }
        sigv4_put(out, value.at + begun, i - begun);
        if (i < value.length) {
            SIGV4_PUT(out, " ");
        }
        while (i < value.length && is_blank(value.at[i])) {
            i++;
        }
    }
}

static size_t count_fields(struct sigv4_out *out, struct sigv4_text rest)
{
    struct sigv4_item field;
    size_t count = 0;

    while (next_field(&rest, &field)) {
        if (field.name.length == 0) {
            out->status = SigV4InvalidHttpHeaders;
            return 0;
        }
        if (++count > SIGV4_MAX_HTTP_HEADER_COUNT) {
            out->status = SigV4MaxHeaderPairCountExceeded;
            return 0;
        }
    }
    return count;
}

/* Lines, or names alone. */
static void put_sorted(struct sigv4_out *out, struct sigv4_text headers, bool lines)
{
    const size_t count = count_fields(out, headers);
    struct sigv4_item last = {.place = 0};

    for (size_t done = 0; done < count; done++) {
        const struct sigv4_item best =
            sigv4_next_in_order(headers, next_field, is_before, done > 0 ? &last : NULL);
        const bool joins = done > 0 && compare(last.name, best.name) == 0;
        if (lines) {
            if (joins) {
                SIGV4_PUT(out, ",");
            } else {
                sigv4_put(out, "\n", done > 0);
                put_name(out, best.name);
                SIGV4_PUT(out, ":");
            }
            put_value(out, best.value);
        } else if (!joins) {
            sigv4_put(out, ";", done > 0);
            put_name(out, best.name);
        }
        last = best;
    }
    sigv4_put(out, "\n", lines && count > 0);
}

void sigv4_put_headers(struct sigv4_out *out, const SigV4HttpParameters_t *http)
{
    if ((http->flags & SIGV4_HTTP_HEADERS_ARE_CANONICAL_FLAG) == 0) {
        put_sorted(out, (struct sigv4_text){http->pHeaders, http->headersLen}, true);
        return;
    }
    sigv4_put(out, http->pHeaders, http->headersLen);
    sigv4_put(out, "\n", http->pHeaders[http->headersLen - 1u] != '\n');
}

void sigv4_put_signed_headers(struct sigv4_out *out, const SigV4HttpParameters_t *http)
{
    put_sorted(out, (struct sigv4_text){http->pHeaders, http->headersLen}, false);
}
