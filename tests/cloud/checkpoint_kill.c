/* SPDX-License-Identifier: MIT */
/* Preloaded into the daemon: the process kills itself between two pages of a checkpoint. In WAL
 * mode SQLite writes to the database's own file at no other time.
 *
 * CHECKPOINT_KILL names a file. When it is there, its number of pages is written and the process is
 * gone; the file is removed just before, so that its absence tells of a kill that has happened.
 * Checkpoints come after few pages, so that there are many. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <sqlite3.h>

#define PAGES_BETWEEN_CHECKPOINTS 60

typedef ssize_t (*write_at)(int fd, const void *bytes, size_t count, off64_t at);

static bool is_database(int fd)
{
    char link[64], path[1024];

    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    const ssize_t count = readlink(link, path, sizeof(path) - 1);
    path[count > 0 ? count : 0] = '\0';
    const char *ending = strrchr(path, '.');
    return ending != NULL && strcmp(ending, ".sqlite") == 0;
}

static void count_page(int fd)
{
    static int pages_left;
    const char *order = getenv("CHECKPOINT_KILL");

    if (order == NULL || !is_database(fd)) {
        return;
    }
    if (pages_left == 0) {
        FILE *file = fopen(order, "r");
        if (file == NULL) {
            return;
        }
        if (fscanf(file, "%d", &pages_left) != 1) {
            pages_left = 0;
        }
        (void)fclose(file);
    }
    if (pages_left > 0 && --pages_left == 0) {
        (void)unlink(order);
        (void)kill(getpid(), SIGKILL);
    }
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
    const ssize_t written = ((write_at)dlsym(RTLD_NEXT, "pwrite64"))(fd, bytes, count, at);

    count_page(fd);
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    return pwrite64(fd, bytes, count, at);
}

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
    int (*open_v2)(const char *, sqlite3 **, int, const char *) =
        (int (*)(const char *, sqlite3 **, int, const char *))dlsym(RTLD_NEXT, "sqlite3_open_v2");
    const int status = open_v2(path, db, flags, vfs);

    if (status == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) != 0) {
        (void)sqlite3_wal_autocheckpoint(*db, PAGES_BETWEEN_CHECKPOINTS);
    }
    return status;
}
