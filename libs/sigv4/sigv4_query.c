/* SPDX-License-Identifier: MIT */
/* Parameters in the order of their encoded names, then of their encoded values. */
#include "sigv4_out.h"

#include <string.h>

/* Takes the next parameter from the front of `rest`; false: there is none. */
static bool next_parameter(struct sigv4_text *rest, struct sigv4_item *parameter)
{
    while (rest->length > 0 && *rest->at == '&') {
        rest->at++;
        rest->length--;
    }
    if (rest->length == 0) {
        return false;
    }
    const char *const end = memchr(rest->at, '&', rest->length);
    const size_t length = end != NULL ? (size_t)(end - rest->at) : rest->length;
    const char *const equals = memchr(rest->at, '=', length);
    const size_t name = equals != NULL ? (size_t)(equals - rest->at) : length;
    parameter->name = (struct sigv4_text){rest->at, name};
    parameter->value =
        (struct sigv4_text){rest->at + name + (equals != NULL), length - name - (equals != NULL)};
    rest->at += length;
    rest->length -= length;
    return true;
}

/* Compares what encoding makes of two texts; '%' is before '=', whose code begins with that of '%'.
 */
static int compare(struct sigv4_text a, struct sigv4_text b, unsigned encoding)
{
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        if (a.at[i] != b.at[i]) {
            const struct sigv4_code left = sigv4_encode(a.at[i], encoding);
            const struct sigv4_code right = sigv4_encode(b.at[i], encoding);
            const int order = memcmp(left.text, right.text, 3);
            return order != 0 ? order : left.length - right.length;
        }
    }
    return a.length == b.length ? 0 : a.length < b.length ? -1 : 1;
}

static bool is_before(const struct sigv4_item *a, const struct sigv4_item *b)
{
    int order = compare(a->name, b->name, 0);

    if (order == 0) {
        order = compare(a->value, b->value, SIGV4_EQUALS_TWICE);
    }
    return order < 0 || (order == 0 && a->place < b->place);
}

static void put_sorted(struct sigv4_out *out, struct sigv4_text query, size_t count)
{
    struct sigv4_item item = {.place = 0};

    for (size_t done = 0; done < count; done++) {
        item = sigv4_next_in_order(query, next_parameter, is_before, done > 0 ? &item : NULL);
        if (done > 0) {
            SIGV4_PUT(out, "&");
        }
        sigv4_put_encoded(out, item.name, 0);
        SIGV4_PUT(out, "=");
        sigv4_put_encoded(out, item.value, SIGV4_EQUALS_TWICE);
    }
}

void sigv4_put_query(struct sigv4_out *out, const SigV4HttpParameters_t *http)
{
    const struct sigv4_text query = {http->pQuery, http->pQuery != NULL ? http->queryLen : 0};
    struct sigv4_text rest = query;
    struct sigv4_item parameter;
    size_t count = 0;

    if ((http->flags & SIGV4_HTTP_QUERY_IS_CANONICAL_FLAG) != 0) {
        sigv4_put(out, query.at, query.length);
        return;
    }
    while (next_parameter(&rest, &parameter)) {
        if (++count > SIGV4_MAX_QUERY_PAIR_COUNT) {
            out->status = SigV4MaxQueryPairCountExceeded;
            return;
        }
    }
    put_sorted(out, query, count);
}
