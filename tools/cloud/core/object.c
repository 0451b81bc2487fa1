/* SPDX-License-Identifier: MIT */
#include "object.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPACE       "object"
#define PIECES      "object-data"
#define PIECE_BYTES 65536u

static const char *key_of(char text[OBJECT_KEY_BYTES_MAX], const char *bucket, const char *key)
{
    (void)snprintf(text, OBJECT_KEY_BYTES_MAX, "%s/%s", bucket, key);
    return text;
}

static const char *piece_of(char text[64], const struct object *object, size_t piece)
{
    (void)snprintf(text, 64, "%s/%06zu", object->data, piece);
    return text;
}

bool object_find(const struct cloud_store *store, const char *bucket, const char *key,
                 struct object *object)
{
    char text[OBJECT_KEY_BYTES_MAX];
    json_t *row = cloud_store_get_json(store, SPACE, key_of(text, bucket, key));
    const char *etag = member_string(row, "etag"), *data = member_string(row, "data");
    const bool is_there = etag != NULL && data != NULL;

    if (is_there) {
        object->bytes = (size_t)json_integer_value(json_object_get(row, "bytes"));
        (void)snprintf(object->etag, sizeof(object->etag), "%s", etag);
        (void)snprintf(object->data, sizeof(object->data), "%s", data);
    }
    json_decref(row);
    return is_there;
}

static uint64_t hash_of(const unsigned char *bytes, size_t count)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ bytes[i]) * 1099511628211u;
    }
    return hash;
}

bool object_remove(const struct cloud_store *store, const char *bucket, const char *key)
{
    char text[OBJECT_KEY_BYTES_MAX], name[64];
    struct object object;
    bool is_done = true;

    if (!object_find(store, bucket, key, &object)) {
        return true;
    }
    for (size_t piece = 0; piece * PIECE_BYTES < object.bytes; piece++) {
        is_done &= store->remove(store->self, PIECES, piece_of(name, &object, piece));
    }
    return store->remove(store->self, SPACE, key_of(text, bucket, key)) && is_done;
}

bool object_put(struct cloud *cloud, const char *bucket, const char *key, const void *bytes,
                size_t count, struct object *object)
{
    const struct cloud_store *store = cloud_store(cloud);
    char text[OBJECT_KEY_BYTES_MAX], name[64];
    bool is_kept = object_remove(store, bucket, key);

    object->bytes = count;
    cloud_uuid(cloud, object->data);
    (void)snprintf(object->etag, sizeof(object->etag), "%016" PRIx64, hash_of(bytes, count));
    for (size_t at = 0; is_kept && at < count; at += PIECE_BYTES) {
        const size_t left = count - at;
        is_kept = store->put(store->self, PIECES, piece_of(name, object, at / PIECE_BYTES),
                             (const char *)bytes + at, left < PIECE_BYTES ? left : PIECE_BYTES);
    }
    json_t *row = json_pack("{s:I,s:s,s:s}", "bytes", (json_int_t)count, "etag", object->etag,
                            "data", object->data);
    is_kept = is_kept && cloud_store_put_json(store, SPACE, key_of(text, bucket, key), row);
    json_decref(row);
    return is_kept;
}

bool object_read(const struct cloud_store *store, const struct object *object, size_t offset,
                 size_t count, struct text *text)
{
    while (count > 0) {
        char name[64];
        size_t bytes = 0;
        const size_t from = offset % PIECE_BYTES;
        char *piece =
            store->get(store->self, PIECES, piece_of(name, object, offset / PIECE_BYTES), &bytes);
        if (piece == NULL || bytes <= from) {
            free(piece);
            return false;
        }
        const size_t taken = bytes - from < count ? bytes - from : count;
        text_add(text, piece + from, taken);
        free(piece);
        offset += taken;
        count -= taken;
    }
    return true;
}
