/* SPDX-License-Identifier: MIT */
/* What a request about a shadow says, checked by the rules of the service. */
#ifndef CLOUD_SHADOW_REQUEST_H
#define CLOUD_SHADOW_REQUEST_H

#include <stdbool.h>

#include <jansson.h>

/* Levels of names in desired or reported. */
#define SHADOW_LEVELS_MAX 6

/* Why it is refused, in the words of the service. */
struct shadow_refusal {
    int code; /* as HTTP's; 0: it is not */
    char text[192];
};

struct shadow_request {
    json_t *root;        /* NULL: an empty message, or no JSON */
    const json_t *state; /* an object or null; of `root` */
    const json_t *token; /* NULL: none, or no valid one; of `root` */
    json_int_t version;  /* -1: any */
};

bool shadow_refuse(struct shadow_refusal *refusal, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* returns false */

/* Parse an update. False: `refusal` says why. In both cases shadow_request_free afterwards. */
bool shadow_request_update(struct shadow_request *request, const char *payload, size_t bytes,
                           struct shadow_refusal *refusal);
/* Parse a get, which is empty or an object with a clientToken. */
bool shadow_request_get(struct shadow_request *request, const char *payload, size_t bytes,
                        struct shadow_refusal *refusal);
/* Parse a delete, of which nothing but a valid clientToken is looked at. */
void shadow_request_delete(struct shadow_request *request, const char *payload, size_t bytes);
void shadow_request_free(struct shadow_request *request);

#endif
