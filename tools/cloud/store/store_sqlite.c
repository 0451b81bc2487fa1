/* SPDX-License-Identifier: MIT */
/* Rows in SQLite. Each call is one prepared statement, reset before anything else may run: a visit
 * of a scan may use the store as it likes. */
#include "cloud_store_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "database_format.h"

#define BUSY_MS 5000

enum statement { GET, PUT, REMOVE, FROM, BEHIND, BEGIN, COMMIT, ROLLBACK, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [GET] = "SELECT value FROM rows WHERE space=?1 AND key=?2",
    [PUT] = "INSERT INTO rows(space,key,value) VALUES(?1,?2,?3) "
            "ON CONFLICT(space,key) DO UPDATE SET value=excluded.value",
    [REMOVE] = "DELETE FROM rows WHERE space=?1 AND key=?2",
    [FROM] = "SELECT key,value FROM rows WHERE space=?1 AND key>=?2 ORDER BY key LIMIT 1",
    [BEHIND] = "SELECT key,value FROM rows WHERE space=?1 AND key>?2 ORDER BY key LIMIT 1",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
};

static const struct database_format format = {
    .owner = "the cloud",
    .application_id = 0x44756e6c, /* "Dunl" */
    .version = 1,
    .tables = "CREATE TABLE IF NOT EXISTS rows(space TEXT NOT NULL,key TEXT NOT NULL,"
              "value BLOB NOT NULL,PRIMARY KEY(space,key))WITHOUT ROWID;",
};

struct sqlite {
    struct cloud_store store;
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    bool has_failed; /* since begin: the transaction must not be committed */
    char error[256];
};

static bool failed(struct sqlite *sqlite)
{
    (void)snprintf(sqlite->error, sizeof(sqlite->error), "%s", sqlite3_errmsg(sqlite->db));
    sqlite->has_failed = true;
    return false;
}

static sqlite3_stmt *bound(struct sqlite *sqlite, enum statement which, const char *space,
                           const char *key)
{
    sqlite3_stmt *statement = sqlite->statements[which];

    sqlite3_bind_text(statement, 1, space, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, key, -1, SQLITE_STATIC);
    return statement;
}

/* Run a statement that yields no rows. */
static bool run(struct sqlite *sqlite, sqlite3_stmt *statement)
{
    const bool is_done = sqlite3_step(statement) == SQLITE_DONE || failed(sqlite);

    sqlite3_reset(statement);
    return is_done;
}

/* A column with a NUL behind it. */
static char *column(sqlite3_stmt *statement, int index, size_t *bytes)
{
    const void *blob = sqlite3_column_blob(statement, index);
    const size_t count = (size_t)sqlite3_column_bytes(statement, index);
    char *copy = malloc(count + 1u);

    if (copy == NULL) {
        abort();
    }
    if (count > 0) {
        memcpy(copy, blob, count);
    }
    copy[count] = '\0';
    if (bytes != NULL) {
        *bytes = count;
    }
    return copy;
}

static char *get(void *self, const char *space, const char *key, size_t *bytes)
{
    struct sqlite *sqlite = self;
    sqlite3_stmt *statement = bound(sqlite, GET, space, key);
    const int status = sqlite3_step(statement);
    char *value = status == SQLITE_ROW ? column(statement, 0, bytes) : NULL;

    if (status != SQLITE_ROW && status != SQLITE_DONE) {
        (void)failed(sqlite);
    }
    sqlite3_reset(statement);
    return value;
}

static bool put(void *self, const char *space, const char *key, const char *value, size_t bytes)
{
    struct sqlite *sqlite = self;
    sqlite3_stmt *statement = bound(sqlite, PUT, space, key);

    sqlite3_bind_blob64(statement, 3, bytes > 0 ? value : "", bytes, SQLITE_STATIC);
    return run(sqlite, statement);
}

static bool remove_row(void *self, const char *space, const char *key)
{
    struct sqlite *sqlite = self;

    return run(sqlite, bound(sqlite, REMOVE, space, key));
}

/* One row at a time, looked for anew after each visit, which may have changed the rows. */
static bool scan(void *self, const char *space, const char *prefix, const char *after,
                 cloud_store_visit visit, void *context)
{
    struct sqlite *sqlite = self;
    const bool is_behind = after != NULL && strcmp(after, prefix) >= 0;
    sqlite3_stmt *statement =
        bound(sqlite, is_behind ? BEHIND : FROM, space, is_behind ? after : prefix);
    char *last = NULL;
    int status = sqlite3_step(statement);

    while (status == SQLITE_ROW) {
        size_t bytes;
        char *key = column(statement, 0, NULL), *value = column(statement, 1, &bytes);
        sqlite3_reset(statement);
        free(last);
        last = key;
        const bool goes_on =
            strncmp(key, prefix, strlen(prefix)) == 0 && visit(context, key, value, bytes);
        free(value);
        if (!goes_on) {
            break;
        }
        statement = bound(sqlite, BEHIND, space, key);
        status = sqlite3_step(statement);
    }
    const bool is_read = status == SQLITE_ROW || status == SQLITE_DONE || failed(sqlite);
    sqlite3_reset(statement);
    free(last);
    return is_read;
}

static bool begin(void *self)
{
    struct sqlite *sqlite = self;

    if (!sqlite3_get_autocommit(sqlite->db)) {
        return false;
    }
    sqlite->has_failed = false;
    return run(sqlite, sqlite->statements[BEGIN]);
}

static bool commit(void *self)
{
    struct sqlite *sqlite = self;

    return !sqlite->has_failed && run(sqlite, sqlite->statements[COMMIT]);
}

/* A failure may have rolled it back already. */
static void rollback(void *self)
{
    struct sqlite *sqlite = self;

    if (!sqlite3_get_autocommit(sqlite->db)) {
        (void)run(sqlite, sqlite->statements[ROLLBACK]);
    }
}

static bool open_file(struct sqlite *sqlite, const char *path, bool is_read_only, char *error,
                      size_t error_bytes)
{
    const int flags =
        is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

    if (sqlite3_open_v2(path, &sqlite->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        (void)snprintf(error, error_bytes, "%s",
                       sqlite->db != NULL ? sqlite3_errmsg(sqlite->db) : "out of memory");
        return false;
    }
    sqlite3_busy_timeout(sqlite->db, BUSY_MS);
    if (!is_read_only &&
        sqlite3_exec(sqlite->db, "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL", NULL, NULL,
                     NULL) != SQLITE_OK) {
        (void)snprintf(error, error_bytes, "%s", sqlite3_errmsg(sqlite->db));
        return false;
    }
    if (!database_has_format(sqlite->db, &format, is_read_only, error, error_bytes)) {
        return false;
    }
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(sqlite->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &sqlite->statements[i], NULL) != SQLITE_OK) {
            (void)snprintf(error, error_bytes, "%s", sqlite3_errmsg(sqlite->db));
            return false;
        }
    }
    return true;
}

struct cloud_store *cloud_store_sqlite_open(const char *path, bool is_read_only, char *error,
                                            size_t error_bytes)
{
    struct sqlite *sqlite = calloc(1, sizeof(*sqlite));

    if (sqlite == NULL) {
        (void)snprintf(error, error_bytes, "out of memory");
        return NULL;
    }
    sqlite->store =
        (struct cloud_store){sqlite, get, put, remove_row, scan, begin, commit, rollback};
    if (!open_file(sqlite, path, is_read_only, error, error_bytes)) {
        cloud_store_sqlite_close(&sqlite->store);
        return NULL;
    }
    return &sqlite->store;
}

void cloud_store_sqlite_close(struct cloud_store *store)
{
    if (store != NULL) {
        struct sqlite *sqlite = store->self;
        for (int i = 0; i < STATEMENTS; i++) {
            sqlite3_finalize(sqlite->statements[i]);
        }
        sqlite3_close(sqlite->db);
        free(sqlite);
    }
}

const char *cloud_store_sqlite_error(const struct cloud_store *store)
{
    return ((const struct sqlite *)store->self)->error;
}
