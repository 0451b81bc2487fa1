/* SPDX-License-Identifier: MIT */
/* The table has a fixed size: a bucket is looked for in a few neighbouring places, and when all of
 * them are taken, the one that was used longest ago is given up, as if its owner had been quiet.
 *
 * A bucket keeps the time at which it was empty and not the tokens: with each token taken that time
 * moves on by what a token needs to come back, and it is never further back than a full bucket. */
#include "throttle.h"

#include <stdlib.h>

#define PLACES     16384u
#define NEIGHBOURS 8u

struct bucket {
    uint64_t owner; /* a hash; 0: free */
    uint64_t batch;
    int64_t empty_ms;
    unsigned in_batch;
};

void throttle_new_batch(struct throttle *throttle)
{
    throttle->batch++;
}

void throttle_free(struct throttle *throttle)
{
    free(throttle->buckets);
    throttle->buckets = NULL;
}

/* FNV-1a; both NULs are part of it. */
static uint64_t owner_of(const char *what, const char *whose)
{
    const char *words[] = {what, whose};
    uint64_t hash = 14695981039346656037u;

    for (int i = 0; i < 2; i++) {
        const char *next = words[i];
        do {
            hash = (hash ^ (unsigned char)*next) * 1099511628211u;
        } while (*next++ != '\0');
    }
    return hash != 0 ? hash : 1u;
}

/* Its bucket, or the one it gets now. */
static struct bucket *find(struct throttle *throttle, uint64_t owner)
{
    struct bucket *oldest = NULL;

    for (unsigned i = 0; i < NEIGHBOURS; i++) {
        struct bucket *bucket = &throttle->buckets[(owner + i) % PLACES];
        if (bucket->owner == owner) {
            return bucket;
        }
        if (oldest == NULL || bucket->empty_ms < oldest->empty_ms) {
            oldest = bucket;
        }
    }
    *oldest = (struct bucket){.owner = owner, .empty_ms = INT64_MIN};
    return oldest;
}

bool throttle_take(struct throttle *throttle, const struct pace *pace, int64_t now_ms,
                   const char *what, const char *whose)
{
    const int64_t full_ms = now_ms - pace->token_ms * pace->tokens_max;

    if (throttle->buckets == NULL) {
        throttle->buckets = calloc(PLACES, sizeof(struct bucket));
        if (throttle->buckets == NULL) {
            abort();
        }
    }
    struct bucket *bucket = find(throttle, owner_of(what, whose));
    if (bucket->empty_ms < full_ms || bucket->empty_ms > now_ms) { /* a clock that was set back */
        bucket->empty_ms = full_ms;
    }
    if (bucket->batch != throttle->batch) {
        bucket->batch = throttle->batch;
        bucket->in_batch = 0;
    }
    if (bucket->empty_ms + pace->token_ms > now_ms ||
        (pace->in_batch_max > 0 && bucket->in_batch == pace->in_batch_max)) {
        return false;
    }
    bucket->empty_ms += pace->token_ms;
    bucket->in_batch++;
    return true;
}
