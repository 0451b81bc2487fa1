/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault file_read(const char *path, struct bytes *bytes)
{
    FILE *file = fopen(path, "rb");
    struct stat about;

    *bytes = (struct bytes){NULL, 0};
    if (file == NULL) {
        return fail(FAULT_READ, "%s: %s", path, strerror(errno));
    }
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode)) {
        (void)fclose(file);
        return fail(FAULT_READ, "%s is no file", path);
    }
    if (about.st_size > (off_t)FILE_BYTES_MAX) {
        (void)fclose(file);
        return fail(FAULT_READ, "%s is larger than %u bytes", path, FILE_BYTES_MAX);
    }
    bytes->at = malloc((size_t)about.st_size + 1u);
    if (bytes->at != NULL) {
        bytes->count = fread(bytes->at, 1, (size_t)about.st_size, file);
        bytes->at[bytes->count] = '\0';
    }
    const bool is_read = bytes->at != NULL && ferror(file) == 0;
    (void)fclose(file);
    return is_read ? FAULT_NONE : fail(FAULT_READ, "%s cannot be read", path);
}

static bool write_all(int fd, const void *bytes, size_t count)
{
    const char *at = bytes;

    while (count > 0) {
        const ssize_t done = write(fd, at, count);
        if (done < 0) {
            return false;
        }
        at += done;
        count -= (size_t)done;
    }
    return true;
}

enum fault draft_write(struct draft *draft, const char *path, const void *bytes, size_t count,
                       mode_t mode)
{
    static const char ending[] = ".XXXXXX";
    const mode_t mask = umask(0);

    (void)umask(mask);
    *draft = (struct draft){path, malloc(strlen(path) + sizeof(ending))};
    if (draft->temporary == NULL) {
        return fail(FAULT_INTERNAL, "out of memory");
    }
    (void)sprintf(draft->temporary, "%s%s", path, ending);
    const int fd = mkstemp(draft->temporary);
    bool is_written =
        fd >= 0 && write_all(fd, bytes, count) && fchmod(fd, mode & ~mask) == 0 && fsync(fd) == 0;
    const int why = errno;
    is_written = fd >= 0 && close(fd) == 0 && is_written;
    if (fd < 0) {
        free(draft->temporary);
        draft->temporary = NULL;
    }
    return is_written ? FAULT_NONE : fail(FAULT_WRITE, "%s: %s", path, strerror(why));
}

enum fault draft_keep(struct draft *draft)
{
    if (rename(draft->temporary, draft->path) != 0) {
        return fail(FAULT_WRITE, "%s: %s", draft->path, strerror(errno));
    }
    free(draft->temporary);
    draft->temporary = NULL;
    return FAULT_NONE;
}

void draft_drop(struct draft *draft)
{
    if (draft->temporary != NULL) {
        (void)unlink(draft->temporary);
        free(draft->temporary);
        draft->temporary = NULL;
    }
}

enum fault file_write(const char *path, const void *bytes, size_t count, mode_t mode)
{
    struct draft draft;
    enum fault fault = draft_write(&draft, path, bytes, count, mode);

    if (fault == FAULT_NONE) {
        fault = draft_keep(&draft);
    }
    draft_drop(&draft);
    return fault;
}
