/* SPDX-License-Identifier: MIT */
#include "logs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "engine.h"

#define LOG_BYTES_MAX (16 << 20)
#define PATH_BYTES    512

struct logs {
    struct cloud_logs face;
    const char *folder;
    bool has_complained;
};

/* Opened for each line: whoever moves a log away gets a new one. */
static bool append(const struct logs *logs, const char *name, const char *line, size_t bytes)
{
    char path[PATH_BYTES], old[PATH_BYTES + 4];
    struct stat about;
    const struct iovec parts[] = {{(void *)(uintptr_t)line, bytes}, {"\n", 1}};

    (void)snprintf(path, sizeof(path), "%s/%s.log", logs->folder, name);
    (void)snprintf(old, sizeof(old), "%s.1", path);
    if (stat(path, &about) == 0 && about.st_size > LOG_BYTES_MAX) {
        (void)rename(path, old);
    }
    const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool is_written = fd >= 0 && writev(fd, parts, 2) == (ssize_t)bytes + 1;
    const int why = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    errno = why;
    return is_written;
}

static void write_line(void *self, enum cloud_log log, const char *line, size_t bytes)
{
    struct logs *logs = self;
    const char *name = log == CLOUD_LOG_AUDIT ? "audit" : "service";

    (void)mkdir(logs->folder, 0700);
    if (!append(logs, name, line, bytes) && !logs->has_complained) {
        logs->has_complained = true; /* once: what is logged goes on all the same */
        say("%s/%s.log cannot be written: %s", logs->folder, name, strerror(errno));
    }
}

struct cloud_logs *logs_new(const char *folder)
{
    struct logs *logs = calloc(1, sizeof(*logs));

    if (logs == NULL) {
        return NULL;
    }
    logs->face = (struct cloud_logs){logs, write_line};
    logs->folder = folder;
    return &logs->face;
}

void logs_free(struct cloud_logs *face)
{
    free(face != NULL ? face->self : NULL);
}
