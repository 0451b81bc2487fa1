/* SPDX-License-Identifier: MIT */
/* One suite for both stores, then what only a file can do. */
#include "cloud_store.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "cloud_store_sqlite.h"
#include "test.h"

#define FILE_NAME "store_test.sqlite"

static struct cloud_store *open_sqlite(void)
{
    char error[256] = "";
    struct cloud_store *store = cloud_store_sqlite_open(FILE_NAME, false, error, sizeof(error));

    if (store == NULL) {
        printf("%s: %s\n", FILE_NAME, error);
        exit(1);
    }
    return store;
}

static void remove_file(void)
{
    (void)unlink(FILE_NAME);
    (void)unlink(FILE_NAME "-wal");
    (void)unlink(FILE_NAME "-shm");
}

static struct cloud_store *new_sqlite(void)
{
    remove_file();
    return open_sqlite();
}

static const struct kind {
    const char *name;
    struct cloud_store *(*new)(void);
    void (*free)(struct cloud_store *store);
} kinds[] = {
    {"memory", cloud_store_memory_new, cloud_store_memory_free},
    {"sqlite", new_sqlite, cloud_store_sqlite_close},
};

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
    struct cloud_store *remove_from, *scan_in;
};

static bool list(void *context, const char *key, const char *value, size_t bytes)
{
    struct listing *listing = context;

    (void)value;
    (void)bytes;
    strcat(strcat(listing->keys, key), " ");
    if (listing->scan_in != NULL) {
        struct listing inner = {"", NULL, NULL};
        (void)listing->scan_in->scan(listing->scan_in->self, "space", "", NULL, list, &inner);
        CHECK_EQ(strcmp(inner.keys, "lamp/a lamp/b lamp/c lamq/a "), 0);
    }
    if (listing->remove_from != NULL) {
        return listing->remove_from->remove(listing->remove_from->self, "space", key);
    }
    return true;
}

static bool stop(void *context, const char *key, const char *value, size_t bytes)
{
    (void)list(context, key, value, bytes);
    return false;
}

static void rows_are_kept_replaced_and_removed(struct cloud_store *store)
{
    CHECK_EQ(put(store, "b", "2"), true);
    CHECK_EQ(put(store, "a", "1"), true);
    CHECK_EQ(put(store, "b", "3"), true);
    CHECK_EQ(has(store, "a", "1") && has(store, "b", "3") && has(store, "c", NULL), true);
    CHECK_EQ(store->remove(store->self, "space", "a") && store->remove(store->self, "space", "a"),
             true);
    CHECK_EQ(has(store, "a", NULL), true);
}

static void a_value_is_bytes(struct cloud_store *store)
{
    static const char bytes[] = {'a', '\0', (char)0xff, 'b'};
    size_t count = 0;

    CHECK_EQ(store->put(store->self, "space", "bytes", bytes, sizeof(bytes)), true);
    CHECK_EQ(store->put(store->self, "space", "empty", "", 0), true);
    char *kept = store->get(store->self, "space", "bytes", &count);
    CHECK_EQ(count, sizeof(bytes));
    CHECK_EQ(memcmp(kept, bytes, count), 0);
    CHECK_EQ(kept[count], '\0');
    free(kept);
    CHECK_EQ(has(store, "empty", ""), true);
}

static void a_rollback_leaves_everything_as_it_was(struct cloud_store *store)
{
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
    CHECK_EQ(store->begin(store->self) && store->commit(store->self), true);
}

static void a_scan_is_in_order_and_bears_removal(struct cloud_store *store)
{
    struct listing all = {"", NULL, store}, some = {"", NULL, NULL}, first = {"", NULL, NULL},
                   early = {"", NULL, NULL}, removed = {"", store, NULL}, none = {"", NULL, NULL};

    (void)put(store, "lamp/b", "1");
    (void)put(store, "lamp/a", "1");
    (void)put(store, "lamp/c", "1");
    (void)put(store, "lamq/a", "1");
    (void)store->put(store->self, "other", "lamp/x", "1", 1);
    CHECK_EQ(store->scan(store->self, "space", "lamp/", NULL, list, &all), true);
    CHECK_EQ(strcmp(all.keys, "lamp/a lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", "lamp/a", list, &some);
    CHECK_EQ(strcmp(some.keys, "lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", "lam", list, &early);
    CHECK_EQ(strcmp(early.keys, "lamp/a lamp/b lamp/c "), 0);
    CHECK_EQ(store->scan(store->self, "space", "lamp/", NULL, stop, &first), true);
    CHECK_EQ(strcmp(first.keys, "lamp/a "), 0);
    (void)store->scan(store->self, "space", "lamp/", NULL, list, &removed);
    CHECK_EQ(strcmp(removed.keys, "lamp/a lamp/b lamp/c "), 0);
    (void)store->scan(store->self, "space", "lamp/", NULL, list, &none);
    CHECK_EQ(strcmp(none.keys, ""), 0);
}

#define NUMBERS 2000

struct counting {
    bool is_there[NUMBERS]; /* what is to be found */
    int next;
};

static bool count_on(void *context, const char *key, const char *value, size_t bytes)
{
    struct counting *counting = context;

    (void)value;
    (void)bytes;
    while (counting->next < NUMBERS && !counting->is_there[counting->next]) {
        counting->next++;
    }
    CHECK_EQ(atoi(key), counting->next);
    counting->next++;
    return true;
}

static void expect_numbers(struct cloud_store *store, struct counting *counting)
{
    counting->next = 0;
    CHECK_EQ(store->scan(store->self, "space", "", NULL, count_on, counting), true);
    while (counting->next < NUMBERS && !counting->is_there[counting->next]) {
        counting->next++;
    }
    CHECK_EQ(counting->next, NUMBERS);
}

/* Rows come and go in an order of no kind; a rollback is the way back. */
static void many_rows_keep_their_order(struct cloud_store *store)
{
    static struct counting now, before;
    uint32_t seed = 7;

    memset(&now, 0, sizeof(now));
    for (int i = 0; i < 4 * NUMBERS; i++) {
        if (i % NUMBERS == NUMBERS / 2) {
            CHECK_EQ(store->commit(store->self), true);
            before = now;
        }
        if (i % (NUMBERS / 2) == 0) {
            CHECK_EQ(store->begin(store->self), true);
        }
        seed = seed * 1664525u + 1013904223u;
        const int number = (int)((seed >> 8) % NUMBERS);
        const bool is_put = (seed >> 24) % 8 >= (i < 2 * NUMBERS ? 2u : 5u);
        char key[16];
        (void)snprintf(key, sizeof(key), "%04d", number);
        CHECK_EQ(is_put ? put(store, key, key) : store->remove(store->self, "space", key), true);
        now.is_there[number] = is_put;
        if (i % NUMBERS == NUMBERS - 1) {
            expect_numbers(store, &now);
            store->rollback(store->self);
            expect_numbers(store, &before);
            now = before;
        }
    }
}

static void on_both(void (*test)(struct cloud_store *store))
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        test_case = kinds[i].name;
        struct cloud_store *store = kinds[i].new();
        test(store);
        kinds[i].free(store);
    }
}

static void what_was_committed_is_in_the_file_and_nothing_else(void)
{
    struct cloud_store *store = new_sqlite();

    CHECK_EQ(store->begin(store->self) && put(store, "kept", "1"), true);
    CHECK_EQ(store->commit(store->self), true);
    CHECK_EQ(store->begin(store->self) && put(store, "not kept", "1"), true);
    cloud_store_sqlite_close(store);
    store = open_sqlite();
    CHECK_EQ(has(store, "kept", "1") && has(store, "not kept", NULL), true);
    cloud_store_sqlite_close(store);
}

static void a_reader_sees_commits_and_cannot_write(void)
{
    char error[256] = "";
    struct cloud_store *store = new_sqlite();
    struct cloud_store *reader = cloud_store_sqlite_open(FILE_NAME, true, error, sizeof(error));

    CHECK_EQ(reader != NULL, true);
    CHECK_EQ(store->begin(store->self) && put(store, "key", "1"), true);
    CHECK_EQ(has(reader, "key", NULL), true);
    CHECK_EQ(store->commit(store->self), true);
    CHECK_EQ(has(reader, "key", "1"), true);
    CHECK_EQ(put(reader, "key", "2"), false);
    CHECK_EQ(strstr(cloud_store_sqlite_error(reader), "readonly") != NULL, true);
    cloud_store_sqlite_close(reader);
    cloud_store_sqlite_close(store);
}

static void execute(const char *sql)
{
    sqlite3 *db = NULL;

    CHECK_EQ(sqlite3_open(FILE_NAME, &db), SQLITE_OK);
    CHECK_EQ(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void expect_refused(bool is_read_only, const char *reason)
{
    char error[256] = "";

    test_case = reason;
    CHECK_EQ(cloud_store_sqlite_open(FILE_NAME, is_read_only, error, sizeof(error)) == NULL, true);
    if (strstr(error, reason) == NULL) {
        printf("the reason is: %s\n", error);
    }
    CHECK_EQ(strstr(error, reason) != NULL, true);
}

static void a_file_that_is_not_ours_is_refused_with_the_reason(void)
{
    remove_file();
    expect_refused(true, "unable to open");
    cloud_store_sqlite_close(new_sqlite());
    execute("PRAGMA user_version=7");
    expect_refused(false, "newer version: 7");
    remove_file();
    execute("CREATE TABLE other(a)");
    expect_refused(false, "no database of the cloud");
    remove_file();
    FILE *file = fopen(FILE_NAME, "w");
    (void)fputs("this is a text, and it is longer than the header of a database file: it goes on, "
                "and on, until it has one hundred bytes and more",
                file);
    (void)fclose(file);
    expect_refused(false, "not a database");
}

static void a_transaction_with_a_failure_is_not_committed(void)
{
    struct cloud_store *store = new_sqlite();
    static char large[200000];

    cloud_store_sqlite_close(store);
    store = open_sqlite();
    execute("CREATE TRIGGER full BEFORE INSERT ON rows WHEN length(NEW.value) > 100000 "
            "BEGIN SELECT RAISE(FAIL, 'no room'); END");
    CHECK_EQ(store->begin(store->self) && put(store, "small", "1"), true);
    CHECK_EQ(store->put(store->self, "space", "large", large, sizeof(large)), false);
    CHECK_EQ(strstr(cloud_store_sqlite_error(store), "no room") != NULL, true);
    CHECK_EQ(put(store, "next", "1"), true);
    CHECK_EQ(store->commit(store->self), false);
    store->rollback(store->self);
    CHECK_EQ(has(store, "small", NULL) && has(store, "next", NULL), true);
    CHECK_EQ(store->begin(store->self) && put(store, "small", "2"), true);
    CHECK_EQ(store->commit(store->self), true);
    CHECK_EQ(has(store, "small", "2"), true);
    cloud_store_sqlite_close(store);
}

#define RUN_ON_BOTH(test)                                                                          \
    do {                                                                                           \
        on_both(test);                                                                             \
        printf("ok %s\n", #test);                                                                  \
    } while (0)

int main(void)
{
    RUN_ON_BOTH(rows_are_kept_replaced_and_removed);
    RUN_ON_BOTH(a_value_is_bytes);
    RUN_ON_BOTH(a_rollback_leaves_everything_as_it_was);
    RUN_ON_BOTH(a_scan_is_in_order_and_bears_removal);
    RUN_ON_BOTH(many_rows_keep_their_order);
    RUN(what_was_committed_is_in_the_file_and_nothing_else);
    RUN(a_reader_sees_commits_and_cannot_write);
    RUN(a_file_that_is_not_ours_is_refused_with_the_reason);
    RUN(a_transaction_with_a_failure_is_not_committed);
    remove_file();
    return 0;
}
