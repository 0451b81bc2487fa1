/* SPDX-License-Identifier: MIT */
/* One request as it came, and what the guard and the router have read from it. Nothing here knows
 * the listener: tests and the fuzzer make requests by hand.
 *
 *     /api/v1/configurations/7/package?part=a%20b
 *      level:  configurations  7  package        query: part = "a b"
 */
#ifndef CONSOLE_REQUEST_H
#define CONSOLE_REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define REQUEST_LEVELS_MAX  8
#define REQUEST_PATH_BYTES  1024
#define REQUEST_QUERY_BYTES 4096
#define REQUEST_BODY_BYTES  (256u * 1024u)

struct request {
    const char *method, *uri;
    /* Headers; NULL: the request has none of that name. */
    const char *host, *origin, *site, *token, *cookie, *authorization, *if_none_match, *last_event;
    const char *server; /* the address of this machine at which it arrived, "127.0.0.1:8090" */
    const char *body;
    size_t bytes;

    /* Read by request_read. */
    const char *query; /* as it came, behind the "?"; "" */
    size_t levels;
    const char *level[REQUEST_LEVELS_MAX]; /* without escapes, in `path` */
    char path[REQUEST_PATH_BYTES];
    bool is_api; /* below /api/v1, which is not among the levels */

    /* Known to the guard. */
    const char *user;
    bool is_owner;
    char session[33];
};

/* Cut the address. NULL: done; else what is wrong with it. */
const char *request_read(struct request *request);

/* The body as JSON, the caller's to json_decref; an empty one is an empty object. NULL: `error`
 * says why. */
json_t *request_json(const struct request *request, char *error, size_t error_bytes);

/* 1 to `bytes_max` characters of printable UTF-8 without control characters. */
bool request_is_text(const char *text, size_t bytes_max);

#endif
