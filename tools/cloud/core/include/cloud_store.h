/* SPDX-License-Identifier: MIT */
/* What the cloud keeps: rows, each a value under a key of a space ("shadow", "thing" ...), in byte
 * order of their keys. Everything between begin and commit is there after a crash, or nothing of
 * it.
 *
 * One implementation keeps rows in memory (tests, the simulator), one in SQLite (the daemon); a
 * database on another machine needs these seven functions and no more. Not for two threads at once.
 */
#ifndef CLOUD_STORE_H
#define CLOUD_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* One row of a scan. Return false to end the scan. The row may be removed or replaced during the
 * call. */
typedef bool (*cloud_store_visit)(void *context, const char *key, const char *value, size_t bytes);

struct cloud_store {
    void *self;
    /* The value, with a NUL behind it, to be freed by the caller; NULL: there is none. */
    char *(*get)(void *self, const char *space, const char *key, size_t *bytes);
    bool (*put)(void *self, const char *space, const char *key, const char *value, size_t bytes);
    /* False only when the store failed: a row that is not there is removed. */
    bool (*remove)(void *self, const char *space, const char *key);
    /* Rows whose key begins with `prefix` and comes behind `after` (NULL: from the first one). */
    bool (*scan)(void *self, const char *space, const char *prefix, const char *after,
                 cloud_store_visit visit, void *context);
    bool (*begin)(void *self);
    bool (*commit)(void *self);
    void (*rollback)(void *self);
};

/**
 * Make a store that lives in memory.
 *
 * @return The store; NULL when there is no memory.
 *
 * Context: any.
 */
struct cloud_store *cloud_store_memory_new(void);

/**
 * Free a store made by cloud_store_memory_new, and its rows.
 *
 * @param store May be NULL.
 *
 * Context: any.
 */
void cloud_store_memory_free(struct cloud_store *store);

/**
 * Read a value that is a JSON document.
 *
 * @return A new reference; NULL: there is no such row, or it holds no JSON.
 *
 * Context: as the store's.
 */
json_t *cloud_store_get_json(const struct cloud_store *store, const char *space, const char *key);

/**
 * Keep a JSON document as a value.
 *
 * @param document Stays the caller's.
 * @return Whether the store took it.
 *
 * Context: as the store's.
 */
bool cloud_store_put_json(const struct cloud_store *store, const char *space, const char *key,
                          const json_t *document);

#endif
