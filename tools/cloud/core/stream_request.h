/* SPDX-License-Identifier: MIT */
/* What a device asks of a stream, checked. */
#ifndef CLOUD_STREAM_REQUEST_H
#define CLOUD_STREAM_REQUEST_H

#include <stdbool.h>

#include <jansson.h>

#include "text.h"

/* Why not: a code of the service, and words of ours. */
struct stream_refusal {
    const char *code;
    char text[160];
};

struct stream_request {
    json_t *root;
    const json_t *token; /* NULL: none, or no valid one; of `root` */
    json_int_t version;  /* -1: any */
    json_int_t file, block_bytes, offset;
    json_int_t count; /* at most so many blocks */
    bool has_bitmap;
    struct text bitmap; /* bit k of byte j asks for block offset + 8j + k */
};

bool stream_refuse(struct stream_refusal *refusal, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* returns false */

/* False: `refusal` says why. In all cases stream_request_free afterwards. */
bool stream_request_describe(struct stream_request *request, bool is_cbor, const void *payload,
                             size_t bytes, struct stream_refusal *refusal);
bool stream_request_get(struct stream_request *request, bool is_cbor, const void *payload,
                        size_t bytes, struct stream_refusal *refusal);
void stream_request_free(struct stream_request *request);

/* Whether it asks for the block that is `index` behind the offset, its number and what fits into
 * one answer aside. */
bool stream_request_asks(const struct stream_request *request, json_int_t index);
/* How far `index` may go: what lies behind is not asked for. */
json_int_t stream_request_end(const struct stream_request *request);

#endif
