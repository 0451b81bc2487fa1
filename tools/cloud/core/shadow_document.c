/* SPDX-License-Identifier: MIT */
#include "shadow_document.h"

#include <stdlib.h>
#include <string.h>

struct shadow_document shadow_document_read(const char *kept, size_t bytes)
{
    json_t *root = kept != NULL ? json_loadb(kept, bytes, JSON_ALLOW_NUL, NULL) : NULL;
    const struct shadow_document document = {
        json_incref(json_object_get(root, "state")),
        json_incref(json_object_get(root, "metadata")),
        json_integer_value(json_object_get(root, "version")),
    };

    json_decref(root);
    return document;
}

void shadow_document_write(const struct shadow_document *document, struct text *text)
{
    if (document->state != NULL) {
        text_string(text, "{\"state\":");
        text_json(text, document->state);
        text_string(text, ",\"metadata\":");
        text_json(text, document->metadata);
        text_string(text, ",\"version\":");
    } else {
        text_string(text, "{\"version\":");
    }
    text_number(text, document->version);
    text_string(text, "}");
}

void shadow_document_free(struct shadow_document *document)
{
    json_decref(document->state);
    json_decref(document->metadata);
    *document = (struct shadow_document){NULL, NULL, 0};
}

/* The metadata of a value: `stamp` in place of all that has no parts. */
static json_t *stamped(const json_t *value, json_t *stamp)
{
    const char *name;
    json_t *inner, *metadata;
    size_t index;

    if (json_is_object(value)) {
        metadata = json_object();
        json_object_foreach((json_t *)value, name, inner)
        {
            if (!json_is_null(inner)) {
                json_object_set_new_nocheck(metadata, name, stamped(inner, stamp));
            }
        }
        return metadata;
    }
    if (json_is_array(value)) {
        metadata = json_array();
        json_array_foreach(value, index, inner)
        {
            json_array_append_new(metadata, stamped(inner, stamp));
        }
        return metadata;
    }
    return json_incref(stamp);
}

static json_t *stamp_of(int64_t seconds)
{
    json_t *stamp = json_object();

    json_object_set_new_nocheck(stamp, "timestamp", json_integer(seconds));
    return stamp;
}

json_t *shadow_metadata_of(const json_t *state, int64_t seconds)
{
    json_t *stamp = stamp_of(seconds);
    json_t *metadata = json_is_object(state) ? stamped(state, stamp) : json_object();

    json_decref(stamp);
    return metadata;
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
static void merge(json_t *state, json_t *metadata, const json_t *update, json_t *stamp)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)update, name, value)
    {
        if (json_is_null(value)) {
            (void)json_object_del(state, name);
            (void)json_object_del(metadata, name);
        } else if (json_is_object(value)) {
            /* What was a value has a stamp, which is an object too and must not be merged into. */
            if (!json_is_object(json_object_get(state, name))) {
                (void)json_object_del(metadata, name);
            }
            merge(object_in(state, name), object_in(metadata, name), value, stamp);
        } else {
            json_object_set_nocheck(state, name, value);
            json_object_set_new_nocheck(metadata, name, stamped(value, stamp));
        }
    }
}

static void remove_if_empty(struct shadow_document *document, const char *section)
{
    const json_t *values = json_object_get(document->state, section);

    if (values != NULL && json_object_size(values) == 0) {
        json_object_del(document->state, section);
        json_object_del(document->metadata, section);
    }
}

static bool is_small_enough(const json_t *state)
{
    size_t bytes = 0;

    free(json_text(state, &bytes));
    return bytes <= SHADOW_BYTES_MAX;
}

bool shadow_document_update(struct shadow_document *document, const json_t *state, int64_t seconds)
{
    json_t *stamp = stamp_of(seconds);

    if (document->state == NULL) {
        document->state = json_object();
        document->metadata = json_object();
    }
    if (json_is_null(state)) {
        json_object_clear(document->state);
        json_object_clear(document->metadata);
    }
    merge(document->state, document->metadata, state, stamp);
    remove_if_empty(document, "desired");
    remove_if_empty(document, "reported");
    document->version++;
    json_decref(stamp);
    return is_small_enough(document->state);
}

/* Both results are NULL when nothing differs. */
static struct shadow_delta delta_of(const json_t *desired, const json_t *reported,
                                    const json_t *metadata)
{
    struct shadow_delta delta = {NULL, NULL};
    const char *name;
    json_t *wanted;

    json_object_foreach((json_t *)desired, name, wanted)
    {
        const json_t *there = json_object_get(reported, name);
        json_t *stamps = json_object_get(metadata, name);
        struct shadow_delta inner = {NULL, NULL};
        if (json_is_object(wanted) && json_is_object(there)) {
            inner = delta_of(wanted, there, stamps);
        } else if (there == NULL || !json_equal(wanted, there)) {
            inner = (struct shadow_delta){json_incref(wanted), json_incref(stamps)};
        }
        if (inner.state != NULL) {
            if (delta.state == NULL) {
                delta = (struct shadow_delta){json_object(), json_object()};
            }
            json_object_set_new_nocheck(delta.state, name, inner.state);
            json_object_set_new_nocheck(delta.metadata, name, inner.metadata);
        }
    }
    return delta;
}

struct shadow_delta shadow_document_delta(const struct shadow_document *document)
{
    return delta_of(json_object_get(document->state, "desired"),
                    json_object_get(document->state, "reported"),
                    json_object_get(document->metadata, "desired"));
}
