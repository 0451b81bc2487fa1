/* SPDX-License-Identifier: MIT */
#include "store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "database_format.h"

#define BUSY_MS            5000
#define CONFIGURATIONS_MAX 10000

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    ADD,
    CHANGE,
    REMOVE,
    GET,
    LIST,
    COUNT,
    TAG,
    TAGS,
    UNTAG,
    POLICY,
    SET_POLICY,
    DROP_POLICY,
    STATEMENTS
};

#define COLUMNS "id,name,description,choice,owner,created,changed FROM configuration "
static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [ADD] = "INSERT INTO configuration(name,description,choice,owner,created,changed)"
            "VALUES(?1,?2,?3,?4,?5,?5)",
    [CHANGE] = "UPDATE configuration SET name=?1,description=?2,choice=?3,changed=?5 WHERE id=?4",
    [REMOVE] = "DELETE FROM configuration WHERE id=?1",
    [GET] = "SELECT " COLUMNS "WHERE id=?1",
    [LIST] = "SELECT " COLUMNS "ORDER BY name",
    [COUNT] = "SELECT count(*) FROM configuration",
    [TAG] = "INSERT INTO tag(configuration,key,value) VALUES(?1,?2,?3)",
    [TAGS] = "SELECT key,value FROM tag WHERE configuration=?1 ORDER BY key",
    [UNTAG] = "DELETE FROM tag WHERE configuration=?1",
    [POLICY] = "SELECT document FROM policy WHERE user=?1",
    [SET_POLICY] = "INSERT INTO policy(user,document) VALUES(?1,?2)"
                   "ON CONFLICT(user) DO UPDATE SET document=excluded.document",
    [DROP_POLICY] = "DELETE FROM policy WHERE user=?1",
};

static const struct database_format format = {
    .owner = "the console",
    .application_id = 0x44756e63, /* "Dunc" */
    .version = 1,
    .tables =
        "CREATE TABLE IF NOT EXISTS configuration(id INTEGER PRIMARY KEY AUTOINCREMENT,name TEXT "
        "NOT NULL UNIQUE,"
        "description TEXT NOT NULL,choice TEXT NOT NULL,owner TEXT NOT NULL,created INTEGER NOT "
        "NULL,changed INTEGER NOT NULL);"
        "CREATE TABLE IF NOT EXISTS tag(configuration INTEGER NOT NULL REFERENCES "
        "configuration(id) ON DELETE "
        "CASCADE,key TEXT NOT NULL,value TEXT NOT NULL,PRIMARY KEY(configuration,key))WITHOUT "
        "ROWID;"
        "CREATE TABLE IF NOT EXISTS policy(user TEXT PRIMARY KEY,document TEXT NOT NULL)WITHOUT "
        "ROWID;",
};

struct store {
    pthread_mutex_t lock;
    sqlite3 *db;
    sqlite3_stmt *statement[STATEMENTS];
};

static sqlite3_stmt *use(struct store *store, enum statement which)
{
    sqlite3_stmt *statement = store->statement[which];

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    (void)sqlite3_bind_text(statement, place, text != NULL ? text : "", -1, SQLITE_TRANSIENT);
}

static enum store_result run(sqlite3_stmt *statement)
{
    const int status = sqlite3_step(statement);

    sqlite3_reset(statement);
    return status == SQLITE_DONE         ? STORE_OK
           : status == SQLITE_CONSTRAINT ? STORE_TAKEN
                                         : STORE_FAILED;
}

static const char *column(sqlite3_stmt *statement, int index)
{
    const char *text = (const char *)sqlite3_column_text(statement, index);

    return text != NULL ? text : "";
}

static json_t *time_of(sqlite3_stmt *statement, int index)
{
    const time_t seconds = (time_t)sqlite3_column_int64(statement, index);
    struct tm tm;
    char text[32];

    (void)gmtime_r(&seconds, &tm);
    (void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
    return json_string(text);
}

static json_t *tags_of(struct store *store, int64_t id)
{
    sqlite3_stmt *statement = use(store, TAGS);
    json_t *tags = json_array();

    (void)sqlite3_bind_int64(statement, 1, id);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        json_array_append_new(tags, json_pack("{s:s, s:s}", "key", column(statement, 0), "value",
                                              column(statement, 1)));
    }
    sqlite3_reset(statement);
    return tags;
}

/* The row on which the statement stands. */
static json_t *row(struct store *store, sqlite3_stmt *statement)
{
    const int64_t id = sqlite3_column_int64(statement, 0);
    char name[24];
    json_t *choice = json_loads(column(statement, 3), 0, NULL);

    (void)snprintf(name, sizeof(name), "%lld", (long long)id);
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o}", "id", name, "name",
                     column(statement, 1), "description", column(statement, 2), "tags",
                     tags_of(store, id), "choice", choice != NULL ? choice : json_object(), "owner",
                     column(statement, 4), "created", time_of(statement, 5), "changed",
                     time_of(statement, 6));
}

static enum store_result tag_all(struct store *store, int64_t id, const json_t *tags)
{
    enum store_result result = STORE_OK;
    const json_t *tag;
    size_t index;

    json_array_foreach(tags, index, tag)
    {
        sqlite3_stmt *statement = use(store, TAG);
        (void)sqlite3_bind_int64(statement, 1, id);
        bind_text(statement, 2, json_string_value(json_object_get(tag, "key")));
        bind_text(statement, 3, json_string_value(json_object_get(tag, "value")));
        result = result == STORE_OK ? run(statement) : result;
    }
    return result;
}

/* End the transaction: all of it, or nothing. */
static enum store_result end(struct store *store, enum store_result result)
{
    if (result == STORE_OK) {
        result = run(use(store, COMMIT));
    }
    if (result != STORE_OK && sqlite3_get_autocommit(store->db) == 0) {
        (void)run(use(store, ROLLBACK));
    }
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

static bool begin(struct store *store)
{
    (void)pthread_mutex_lock(&store->lock);
    return run(use(store, BEGIN)) == STORE_OK;
}

/* The members of a document that ADD and CHANGE have in common. */
static bool bind_document(sqlite3_stmt *statement, const json_t *document)
{
    char *choice = json_dumps(json_object_get(document, "choice"), JSON_COMPACT);

    bind_text(statement, 1, json_string_value(json_object_get(document, "name")));
    bind_text(statement, 2, json_string_value(json_object_get(document, "description")));
    bind_text(statement, 3, choice);
    (void)sqlite3_bind_int64(statement, 5, time(NULL));
    free(choice);
    return choice != NULL;
}

static int64_t count(struct store *store)
{
    sqlite3_stmt *statement = use(store, COUNT);
    const int64_t value =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : INT64_MAX;

    sqlite3_reset(statement);
    return value;
}

enum store_result store_add(struct store *store, const char *owner, const json_t *document,
                            int64_t *id)
{
    if (!begin(store)) {
        return end(store, STORE_FAILED);
    }
    if (count(store) >= CONFIGURATIONS_MAX) {
        return end(store, STORE_FULL);
    }
    sqlite3_stmt *statement = use(store, ADD);
    enum store_result result = bind_document(statement, document) ? STORE_OK : STORE_FAILED;
    bind_text(statement, 4, owner);
    result = result == STORE_OK ? run(statement) : result;
    if (result == STORE_OK) {
        *id = sqlite3_last_insert_rowid(store->db);
        result = tag_all(store, *id, json_object_get(document, "tags"));
    }
    return end(store, result);
}

enum store_result store_change(struct store *store, int64_t id, const json_t *document)
{
    if (!begin(store)) {
        return end(store, STORE_FAILED);
    }
    sqlite3_stmt *statement = use(store, CHANGE);
    enum store_result result = bind_document(statement, document) ? STORE_OK : STORE_FAILED;
    (void)sqlite3_bind_int64(statement, 4, id);
    result = result == STORE_OK ? run(statement) : result;
    if (result == STORE_OK && sqlite3_changes(store->db) == 0) {
        result = STORE_ABSENT;
    }
    if (result == STORE_OK) {
        statement = use(store, UNTAG);
        (void)sqlite3_bind_int64(statement, 1, id);
        result = run(statement);
    }
    result = result == STORE_OK ? tag_all(store, id, json_object_get(document, "tags")) : result;
    return end(store, result);
}

enum store_result store_remove(struct store *store, int64_t id)
{
    if (!begin(store)) {
        return end(store, STORE_FAILED);
    }
    sqlite3_stmt *statement = use(store, REMOVE);
    (void)sqlite3_bind_int64(statement, 1, id);
    enum store_result result = run(statement);
    if (result == STORE_OK && sqlite3_changes(store->db) == 0) {
        result = STORE_ABSENT;
    }
    return end(store, result);
}

json_t *store_get(struct store *store, int64_t id)
{
    json_t *document = NULL;

    (void)pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = use(store, GET);
    (void)sqlite3_bind_int64(statement, 1, id);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        document = row(store, statement);
    }
    sqlite3_reset(statement);
    (void)pthread_mutex_unlock(&store->lock);
    return document;
}

json_t *store_list(struct store *store)
{
    json_t *list = json_array();
    int status;

    (void)pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = use(store, LIST);
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
        json_array_append_new(list, row(store, statement));
    }
    sqlite3_reset(statement);
    (void)pthread_mutex_unlock(&store->lock);
    if (status != SQLITE_DONE) {
        json_decref(list);
        return NULL;
    }
    return list;
}

char *store_policy(struct store *store, const char *user)
{
    char *policy = NULL;

    (void)pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = use(store, POLICY);
    bind_text(statement, 1, user);
    const int status = sqlite3_step(statement);
    if (status != SQLITE_DONE) {
        /* One that cannot be read must not pass for none: "" allows nothing. */
        policy = strdup(status == SQLITE_ROW ? column(statement, 0) : "");
    }
    sqlite3_reset(statement);
    (void)pthread_mutex_unlock(&store->lock);
    return policy;
}

enum store_result store_set_policy(struct store *store, const char *user, const char *policy)
{
    if (!begin(store)) {
        return end(store, STORE_FAILED);
    }
    sqlite3_stmt *statement = use(store, policy != NULL ? SET_POLICY : DROP_POLICY);
    bind_text(statement, 1, user);
    if (policy != NULL) {
        bind_text(statement, 2, policy);
    }
    return end(store, run(statement));
}

static bool open_file(struct store *store, const char *path, char *error, size_t error_bytes)
{
    if (sqlite3_open_v2(path, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(store->db, BUSY_MS) != SQLITE_OK ||
        sqlite3_exec(store->db,
                     "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON", NULL,
                     NULL, NULL) != SQLITE_OK) {
        (void)snprintf(error, error_bytes, "%s",
                       store->db != NULL ? sqlite3_errmsg(store->db) : "out of memory");
        return false;
    }
    if (!database_has_format(store->db, &format, false, error, error_bytes)) {
        return false;
    }
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(store->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statement[i], NULL) != SQLITE_OK) {
            (void)snprintf(error, error_bytes, "%s", sqlite3_errmsg(store->db));
            return false;
        }
    }
    return true;
}

struct store *store_open(const char *path, char *error, size_t error_bytes)
{
    struct store *store = calloc(1, sizeof(*store));

    if (store == NULL) {
        (void)snprintf(error, error_bytes, "out of memory");
        return NULL;
    }
    (void)pthread_mutex_init(&store->lock, NULL);
    if (!open_file(store, path, error, error_bytes)) {
        store_close(store);
        return NULL;
    }
    return store;
}

void store_close(struct store *store)
{
    if (store == NULL) {
        return;
    }
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(store->statement[i]);
    }
    sqlite3_close(store->db);
    (void)pthread_mutex_destroy(&store->lock);
    free(store);
}
