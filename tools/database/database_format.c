/* SPDX-License-Identifier: MIT */
#include "database_format.h"

#include <stdio.h>

/* The one number that a statement gives; -1: it gives none. */
static int number(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int value = -1;

    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        value = sqlite3_column_int(statement, 0);
    }
    sqlite3_finalize(statement);
    return value;
}

static bool refuse(sqlite3 *db, char *error, size_t error_bytes)
{
    (void)snprintf(error, error_bytes, "%s", sqlite3_errmsg(db));
    return false;
}

static bool make(sqlite3 *db, const struct database_format *format)
{
    char *const text =
        sqlite3_mprintf("BEGIN IMMEDIATE;%sPRAGMA application_id=%d;PRAGMA user_version=%d;COMMIT",
                        format->tables, format->application_id, format->version);
    const bool is_made = text != NULL && sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;

    sqlite3_free(text);
    return is_made;
}

bool database_has_format(sqlite3 *db, const struct database_format *format, bool is_read_only,
                         char *error, size_t error_bytes)
{
    const int tables = number(db, "SELECT count(*) FROM sqlite_schema");
    const int version = number(db, "PRAGMA user_version");

    if (tables < 0 || version < 0) {
        return refuse(db, error, error_bytes);
    }
    if (tables == 0 && !is_read_only) {
        return make(db, format) || refuse(db, error, error_bytes);
    }
    if (number(db, "PRAGMA application_id") != format->application_id) {
        (void)snprintf(error, error_bytes, "the file is no database of %s", format->owner);
        return false;
    }
    if (version > format->version) {
        (void)snprintf(error, error_bytes,
                       "the database is of a newer version: %d, this program knows %d", version,
                       format->version);
        return false;
    }
    return true;
}
