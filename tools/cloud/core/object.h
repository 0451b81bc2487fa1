/* SPDX-License-Identifier: MIT */
/* Files in buckets, which stand for those of S3: what streams deliver. An object is a row that says
 * how large it is and what it holds, and rows with a piece of it each, so that a block is read
 * without the rest. */
#ifndef CLOUD_OBJECT_H
#define CLOUD_OBJECT_H

#include "service.h"

#define OBJECT_BYTES_MAX     (24u * 1024u * 1024u)
#define OBJECT_NAME_MAX      128u
#define OBJECT_NAME_OTHERS   "._:-"  /* beside letters and digits: of a bucket */
#define OBJECT_PATH_OTHERS   "._:-/" /* of a key */
#define OBJECT_KEY_BYTES_MAX (2u * OBJECT_NAME_MAX + 2u)

struct object {
    size_t bytes;
    char etag[17]; /* changes with the content */
    char data[37]; /* whose pieces */
};

/* False: there is no such object. */
bool object_find(const struct cloud_store *store, const char *bucket, const char *key,
                 struct object *object);
/* Keep an object in place of the one that was there. False: the store failed. */
bool object_put(struct cloud *cloud, const char *bucket, const char *key, const void *bytes,
                size_t count, struct object *object);
/* Append the bytes from `offset` on, which the object must have. */
bool object_read(const struct cloud_store *store, const struct object *object, size_t offset,
                 size_t count, struct text *text);
bool object_remove(const struct cloud_store *store, const char *bucket, const char *key);

/* An object as S3 addresses it (job_document.c). */
struct s3_address {
    char bucket[OBJECT_NAME_MAX + 1], key[OBJECT_NAME_MAX + 1];
};
/* False: it is no such address. */
bool s3_address_read(const char *source, struct s3_address *address);

/* The content that a request gives, "data" as Base64 or "path" as the name of a file here. False:
 * the reply says why there is none. */
bool object_content(const json_t *parameters, struct text *content, struct cloud_reply *reply);

#endif
