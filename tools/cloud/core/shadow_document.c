/* SPDX-License-Identifier: MIT */
#include "shadow_document.h"

struct shadow_document shadow_document_read(const char *kept, size_t bytes)
{
    json_t *root = kept != NULL ? json_loadb(kept, bytes, JSON_ALLOW_NUL, NULL) : NULL;
    const struct shadow_document document = {
        json_incref(json_object_get(root, "state")),
        json_incref(json_object_get(root, "stamps")),
        json_integer_value(json_object_get(root, "version")),
    };

    json_decref(root);
    return document;
}

static void add_version(const struct shadow_document *document, const char *before,
                        struct text *text)
{
    text_string(text, before);
    text_number(text, document->version);
}

void shadow_document_write(const struct shadow_document *document, struct text *text)
{
    if (document->state == NULL) {
        add_version(document, "{\"version\":", text);
    } else {
        text_string(text, "{\"state\":");
        text_json(text, document->state);
        text_string(text, ",\"stamps\":");
        text_json(text, document->stamps);
        add_version(document, ",\"version\":", text);
    }
    text_string(text, "}");
}

static void show_members(const json_t *stamps, struct text *text)
{
    json_t *all = (json_t *)stamps; /* jansson's iterators are not for const */

    for (void *at = json_object_iter(all); at != NULL;) {
        text_quoted(text, json_object_iter_key(at), json_object_iter_key_len(at));
        text_add(text, ":", 1);
        shadow_show_metadata(json_object_iter_value(at), text);
        at = json_object_iter_next(all, at);
        if (at != NULL) {
            text_add(text, ",", 1);
        }
    }
}

void shadow_show_metadata(const json_t *stamps, struct text *text)
{
    if (json_is_object(stamps)) {
        text_add(text, "{", 1);
        show_members(stamps, text);
        text_add(text, "}", 1);
    } else if (json_is_array(stamps)) {
        text_add(text, "[", 1);
        for (size_t i = 0; i < json_array_size(stamps); i++) {
            text_add(text, ",", i > 0);
            shadow_show_metadata(json_array_get(stamps, i), text);
        }
        text_add(text, "]", 1);
    } else {
        text_string(text, "{\"timestamp\":");
        text_number(text, json_integer_value(stamps));
        text_add(text, "}", 1);
    }
}

void shadow_document_show(const struct shadow_document *document, struct text *text)
{
    text_string(text, "{\"state\":");
    text_json(text, document->state);
    text_string(text, ",\"metadata\":");
    shadow_show_metadata(document->stamps, text);
    add_version(document, ",\"version\":", text);
}

void shadow_document_free(struct shadow_document *document)
{
    json_decref(document->state);
    json_decref(document->stamps);
    *document = (struct shadow_document){NULL, NULL, 0};
}

/* `stamp` in place of all that has no parts. */
static json_t *stamped(const json_t *value, json_t *stamp)
{
    const char *name;
    json_t *inner, *stamps;
    size_t index;

    if (json_is_object(value)) {
        stamps = json_object();
        json_object_foreach((json_t *)value, name, inner)
        {
            if (!json_is_null(inner)) {
                json_object_set_new_nocheck(stamps, name, stamped(inner, stamp));
            }
        }
        return stamps;
    }
    if (json_is_array(value)) {
        stamps = json_array();
        json_array_foreach(value, index, inner)
        {
            json_array_append_new(stamps, stamped(inner, stamp));
        }
        return stamps;
    }
    return json_incref(stamp);
}

json_t *shadow_stamps_of(const json_t *state, int64_t seconds)
{
    json_t *stamp = json_integer(seconds);
    json_t *stamps = json_is_object(state) ? stamped(state, stamp) : json_object();

    json_decref(stamp);
    return stamps;
}

/* The object behind a name, made when there is something else or nothing. */
static json_t *object_in(json_t *object, const char *name)
{
    json_t *inner = json_object_get(object, name);

    if (!json_is_object(inner)) {
        inner = json_object();
        json_object_set_new_nocheck(object, name, inner);
    }
    return inner;
}

/* Values are taken over from the update; objects are copied, for they are merged into later. */
static void merge(json_t *state, json_t *stamps, const json_t *update, json_t *stamp)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)update, name, value)
    {
        if (json_is_null(value)) {
            (void)json_object_del(state, name);
            (void)json_object_del(stamps, name);
        } else if (json_is_object(value)) {
            merge(object_in(state, name), object_in(stamps, name), value, stamp);
        } else {
            json_object_set_nocheck(state, name, value);
            json_object_set_new_nocheck(stamps, name, stamped(value, stamp));
        }
    }
}

static void remove_if_empty(struct shadow_document *document, const char *section)
{
    const json_t *values = json_object_get(document->state, section);

    if (values != NULL && json_object_size(values) == 0) {
        json_object_del(document->state, section);
        json_object_del(document->stamps, section);
    }
}

void shadow_document_update(struct shadow_document *document, const json_t *state, int64_t seconds)
{
    json_t *stamp = json_integer(seconds);

    if (document->state == NULL) {
        document->state = json_object();
        document->stamps = json_object();
    }
    if (json_is_null(state)) {
        json_object_clear(document->state);
        json_object_clear(document->stamps);
    }
    merge(document->state, document->stamps, state, stamp);
    remove_if_empty(document, "desired");
    remove_if_empty(document, "reported");
    document->version++;
    json_decref(stamp);
}

/* Both results are NULL when nothing differs. */
static struct shadow_delta delta_of(const json_t *desired, const json_t *reported,
                                    const json_t *stamps)
{
    struct shadow_delta delta = {NULL, NULL};
    const char *name;
    json_t *wanted;

    json_object_foreach((json_t *)desired, name, wanted)
    {
        const json_t *there = json_object_get(reported, name);
        json_t *stamp = json_object_get(stamps, name);
        struct shadow_delta inner = {NULL, NULL};
        if (json_is_object(wanted) && json_is_object(there)) {
            inner = delta_of(wanted, there, stamp);
        } else if (there == NULL || !json_equal(wanted, there)) {
            inner = (struct shadow_delta){json_incref(wanted), json_incref(stamp)};
        }
        if (inner.state != NULL) {
            if (delta.state == NULL) {
                delta = (struct shadow_delta){json_object(), json_object()};
            }
            json_object_set_new_nocheck(delta.state, name, inner.state);
            json_object_set_new_nocheck(delta.stamps, name, inner.stamps);
        }
    }
    return delta;
}

struct shadow_delta shadow_document_delta(const struct shadow_document *document)
{
    return delta_of(json_object_get(document->state, "desired"),
                    json_object_get(document->state, "reported"),
                    json_object_get(document->stamps, "desired"));
}
