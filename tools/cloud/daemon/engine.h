/* SPDX-License-Identifier: MIT */
/* The one cloud of the process, and the one lock around it. A turn is a transaction:
 *
 *     engine_begin            the lock is held
 *     cloud_message ...
 *     engine_commit           kept and said; the lock is free again
 *
 * What the cloud says is queued at the broker's connection (broker.h) before engine_commit returns.
 */
#ifndef CLOUDD_ENGINE_H
#define CLOUDD_ENGINE_H

#include <pthread.h>
#include <stdatomic.h>

#include "cloud.h"

struct engine {
    pthread_mutex_t lock;
    struct cloud *cloud;
    struct cloud_store *store;
    int64_t due_ms;       /* of cloud_tick; under the lock */
    int64_t ticked_ms;    /* when cloud_tick was called last; under the lock */
    bool has_changed;     /* since the last cloud_tick; under the lock */
    atomic_bool is_ended; /* threads leave */
    /* Wait until what was said is with the broker; NULL: nobody asks. */
    void (*settle)(void *context);
    void *settle_context;
    int wake[2]; /* a pipe: one byte for "there is something to write, or to do" */
};

/* False: `error` says why. */
bool engine_open(struct engine *engine, const char *database, const struct cloud_config *config,
                 char *error, size_t error_bytes);
void engine_close(struct engine *engine);

/* False: the store cannot begin; the lock is not held. */
bool engine_begin(struct engine *engine);
/* False: the store failed, and nothing of this turn has happened. The lock is free either way. */
bool engine_commit(struct engine *engine);

/* Call cloud_tick if it is due. Returns how long the caller may sleep, in ms. */
int engine_tick(struct engine *engine);

/* Wake who waits on wake[0]. From any thread, and from a signal handler. */
void engine_wake(struct engine *engine);

int64_t engine_now_ms(void *unused);

/* A line on standard error. */
void say(const char *text, ...) __attribute__((format(printf, 1, 2)));

#endif
