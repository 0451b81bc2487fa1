/* SPDX-License-Identifier: MIT */
#include "cloud_store.h"

#include <stdbool.h>
#include <string.h>

#include "test.h"

static bool put(struct cloud_store *store, const char *key, const char *value)
{
    return store->put(store->self, "space", key, value, strlen(value));
}

static bool has(struct cloud_store *store, const char *key, const char *value)
{
    size_t bytes = 0;
    char *kept = store->get(store->self, "space", key, &bytes);
    const bool is_same = value == NULL
                             ? kept == NULL
                             : kept != NULL && bytes == strlen(value) && strcmp(kept, value) == 0;

    free(kept);
    return is_same;
}

struct listing {
    char keys[128];
    struct cloud_store *remove_from;
};

static bool list(void *context, const char *key, const char *value, size_t bytes)
{
    struct listing *listing = context;

    (void)value;
    (void)bytes;
    strcat(strcat(listing->keys, key), " ");
    if (listing->remove_from != NULL) {
        return listing->remove_from->remove(listing->remove_from->self, "space", key);
    }
    return true;
}

static void rows_are_kept_replaced_and_removed(void)
{
    struct cloud_store *store = cloud_store_memory_new();

    CHECK_EQ(put(store, "b", "2"), true);
    CHECK_EQ(put(store, "a", "1"), true);
    CHECK_EQ(put(store, "b", "3"), true);
    CHECK_EQ(has(store, "a", "1") && has(store, "b", "3") && has(store, "c", NULL), true);
    CHECK_EQ(store->remove(store->self, "space", "a") && store->remove(store->self, "space", "a"),
             true);
    CHECK_EQ(has(store, "a", NULL), true);
    cloud_store_memory_free(store);
}

static void a_rollback_leaves_everything_as_it_was(void)
{
    struct cloud_store *store = cloud_store_memory_new();

    (void)put(store, "old", "1");
    (void)put(store, "gone", "1");
    CHECK_EQ(store->begin(store->self), true);
    CHECK_EQ(store->begin(store->self), false);
    (void)put(store, "old", "2");
    (void)put(store, "old", "3");
    (void)put(store, "new", "1");
    (void)store->remove(store->self, "space", "gone");
    store->rollback(store->self);
    CHECK_EQ(has(store, "old", "1") && has(store, "gone", "1") && has(store, "new", NULL), true);
    cloud_store_memory_free(store);
}

static void a_scan_is_in_order_and_bears_removal(void)
{
    struct cloud_store *store = cloud_store_memory_new();
    struct listing all = {"", NULL}, some = {"", NULL}, removed = {"", store}, none = {"", NULL};

    (void)put(store, "lamp/b", "1");
    (void)put(store, "lamp/a", "1");
    (void)put(store, "lamp/c", "1");
    (void)put(store, "lamq/a", "1");
    (void)store->put(store->self, "other", "lamp/x", "1", 1);
    (void)store->scan(store->self, "space", "lamp/", NULL, list, &all);
    CHECK_EQ(strcmp(all.keys, "lamp/a lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", "lamp/a", list, &some);
    CHECK_EQ(strcmp(some.keys, "lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", NULL, list, &removed);
    CHECK_EQ(strcmp(removed.keys, "lamp/a lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", NULL, list, &none);
    CHECK_EQ(strcmp(none.keys, ""), 0);
    cloud_store_memory_free(store);
}

int main(void)
{
    RUN(rows_are_kept_replaced_and_removed);
    RUN(a_rollback_leaves_everything_as_it_was);
    RUN(a_scan_is_in_order_and_bears_removal);
    return 0;
}
