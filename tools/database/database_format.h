/* SPDX-License-Identifier: MIT */
/* A file of SQLite says whose it is and in which version: its application_id and user_version. */
#ifndef DATABASE_FORMAT_H
#define DATABASE_FORMAT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

struct database_format {
    const char *owner;  /* "the cloud" */
    const char *tables; /* CREATE TABLE IF NOT EXISTS ...; two processes may find a new file */
    int application_id, version;
};

/* Give a new file its tables; of one that has some, see that it is the owner's and not newer than
 * this program.
 * @param is_read_only  then a new file is none of the owner's
 * @return false: `error` says why
 * Blocks: as long as another process writes and the connection's busy time-out allows. */
bool database_has_format(sqlite3 *db, const struct database_format *format, bool is_read_only,
                         char *error, size_t error_bytes);

#endif
