/* SPDX-License-Identifier: MIT */
/* What it reads is of anybody: a zip's names are compared and nothing else, sizes have limits, and
 * no byte of it is repeated on the terminal. */
#include "read_lock.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK        "package.lock.json"
#define LOCK_BYTES  (1024u * 1024u)
#define ENTRIES_MAX 100000u

struct found {
    char *bytes; /* the lock file's, LOCK_BYTES of room */
    size_t length;
    bool is_there;
};

static bool refuse(char *error, size_t error_bytes, const char *why)
{
    snprintf(error, error_bytes, "%s", why);
    return false;
}

/* "package.lock.json", or that in the one folder that a package is. */
static bool is_lock(const char *name)
{
    const char *const slash = name == NULL ? NULL : strchr(name, '/');

    return name != NULL && strcmp(slash == NULL ? name : slash + 1, LOCK) == 0;
}

static bool take(struct archive *archive, struct archive_entry *entry, struct found *found,
                 char *error, size_t error_bytes)
{
    la_ssize_t got = 0;

    if (found->is_there) {
        return refuse(error, error_bytes, "it has two of " LOCK);
    }
    if (archive_entry_filetype(entry) != AE_IFREG) {
        return refuse(error, error_bytes, "its " LOCK " is no file");
    }
    while (found->length < LOCK_BYTES &&
           (got = archive_read_data(archive, found->bytes + found->length,
                                    LOCK_BYTES - found->length)) > 0) {
        found->length += (size_t)got;
    }
    found->is_there = true;
    return got < 0 ? refuse(error, error_bytes, "its " LOCK " cannot be unpacked")
                   : found->length < LOCK_BYTES ||
                         refuse(error, error_bytes, "its " LOCK " is larger than 1 MB");
}

static bool from_zip(const char *path, struct found *found, char *error, size_t error_bytes)
{
    struct archive *const archive = archive_read_new();
    struct archive_entry *entry;
    size_t entries = 0;
    bool fine = true;
    int status = ARCHIVE_FATAL;

    archive_read_support_format_zip(archive);
    if (archive_read_open_filename(archive, path, 65536) == ARCHIVE_OK) {
        while (fine && (status = archive_read_next_header(archive, &entry)) >= ARCHIVE_WARN &&
               status != ARCHIVE_EOF) {
            if (++entries > ENTRIES_MAX) {
                fine = refuse(error, error_bytes, "it has more entries than a package");
            } else if (is_lock(archive_entry_pathname(entry))) {
                fine = take(archive, entry, found, error, error_bytes);
            }
        }
    }
    if (fine && status != ARCHIVE_EOF) {
        fine = refuse(error, error_bytes, "the zip is damaged");
    }
    archive_read_free(archive);
    return fine && (found->is_there ||
                    refuse(error, error_bytes, "the zip has no " LOCK ": it is no package"));
}

/* The file's first bytes say which of the two it is. */
static bool from_file(const char *path, struct found *found, char *error, size_t error_bytes)
{
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); /* a pipe is not waited for */
    struct stat status;
    ssize_t got = 1;

    if (file < 0) {
        snprintf(error, error_bytes, "it cannot be read: %s", strerror(errno));
        return false;
    }
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(file);
        return refuse(error, error_bytes, "it is no file");
    }
    while (got > 0 && found->length < LOCK_BYTES) {
        got = read(file, found->bytes + found->length, LOCK_BYTES - found->length);
        found->length += got > 0 ? (size_t)got : 0;
    }
    close(file);
    if (got < 0) {
        return refuse(error, error_bytes, "it cannot be read");
    }
    if (found->length >= 4 &&
        (memcmp(found->bytes, "PK\3\4", 4) == 0 || memcmp(found->bytes, "PK\5\6", 4) == 0)) {
        found->length = 0;
        return from_zip(path, found, error, error_bytes);
    }
    return found->length < LOCK_BYTES ||
           refuse(error, error_bytes, "it is no zip, and larger than a lock file");
}

json_t *read_lock(const char *path, char *error, size_t error_bytes)
{
    struct found found = {.bytes = malloc(LOCK_BYTES)};
    json_error_t where;
    json_t *lock = NULL;

    if (found.bytes == NULL) {
        refuse(error, error_bytes, "out of memory");
    } else if (from_file(path, &found, error, error_bytes)) {
        lock = json_loadb(found.bytes, found.length, JSON_REJECT_DUPLICATES, &where);
        if (lock == NULL) {
            snprintf(error, error_bytes, "%s no JSON: line %d, column %d",
                     found.is_there ? "its " LOCK " is" : "it is no zip and", where.line,
                     where.column);
        }
    }
    free(found.bytes);
    return lock;
}
