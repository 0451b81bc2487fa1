/* SPDX-License-Identifier: MIT */
/* How many requests somebody may make: buckets of tokens, one for each who asked lately. A request
 * takes a token; tokens come back with time.
 *
 * The requests of one transaction are those that were waiting together: as many as that are in
 * flight at once.
 */
#ifndef CLOUD_THROTTLE_H
#define CLOUD_THROTTLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pace {
    int64_t token_ms;      /* time in which a token comes back */
    int64_t tokens_max;    /* a burst */
    unsigned in_batch_max; /* in one transaction; 0: any number */
};

struct bucket;

struct throttle {
    struct bucket *buckets; /* NULL until the first request */
    uint64_t batch;
};

void throttle_new_batch(struct throttle *throttle);
/* Take a token of the bucket `what`/`whose`; false: there is none. */
bool throttle_take(struct throttle *throttle, const struct pace *pace, int64_t now_ms,
                   const char *what, const char *whose);
void throttle_free(struct throttle *throttle);

#endif
