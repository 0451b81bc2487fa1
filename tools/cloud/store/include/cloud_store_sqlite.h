/* SPDX-License-Identifier: MIT */
/* Rows in a file of SQLite: one table, in write-ahead mode, so that readers in other processes (the
 * broker's plugin) see what was committed last and never wait for the writer.
 *
 * What was committed is there after kill -9 of the process; after a power cut of the machine the
 * last moments may be missing, and the file is whole (synchronous=NORMAL). An operation that failed
 * makes its transaction fail: commit then answers false.
 */
#ifndef CLOUD_STORE_SQLITE_H
#define CLOUD_STORE_SQLITE_H

#include "cloud_store.h"

/**
 * Open a store, and make its file when there is none.
 *
 * @param path The file; beside it `<path>-wal` and `<path>-shm` come and go.
 * @param is_read_only Never write; the file must be there.
 * @param error Says what is wrong when NULL is returned; with a NUL.
 * @param error_bytes Room in `error`, at least 1.
 * @return The store; NULL: no memory, the file cannot be opened, is none of ours, or was made by a
 * newer version.
 *
 * Context: any; the store itself is for one thread at a time.
 */
struct cloud_store *cloud_store_sqlite_open(const char *path, bool is_read_only, char *error,
                                            size_t error_bytes);

/**
 * Close a store. An open transaction is rolled back.
 *
 * @param store As made by cloud_store_sqlite_open, or NULL.
 *
 * Context: as the store's.
 */
void cloud_store_sqlite_close(struct cloud_store *store);

/**
 * Say why an operation failed.
 *
 * @param store As made by cloud_store_sqlite_open.
 * @return A sentence on the last failure ("database or disk is full"), "" before the first one.
 * Valid until the next operation.
 *
 * Context: as the store's.
 */
const char *cloud_store_sqlite_error(const struct cloud_store *store);

#endif
