/* SPDX-License-Identifier: MIT */
#include "report_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "room.h"

static const char *reason(const char *path, int error)
{
    static _Thread_local char text[512];

    snprintf(text, sizeof text, "%s: %s", path, strerror(error));
    return text;
}

struct report_file report_open(const char *path)
{
    struct report_file file = {.path = path};
    int descriptor;

    file.temporary = room_text("%s.XXXXXX", path);
    descriptor = mkstemp(file.temporary);
    if (descriptor < 0) {
        file.why = reason(path, errno);
        return file;
    }
    fchmod(descriptor, 0644);
    file.out = fdopen(descriptor, "w");
    if (file.out == NULL) {
        file.why = reason(path, errno);
        close(descriptor);
        unlink(file.temporary);
    }
    return file;
}

/* Everything on the disk, without an error on the way? 0 or errno. */
static int finish(FILE *out)
{
    int error = 0;

    errno = 0;
    if (ferror(out) || fflush(out) != 0 || fsync(fileno(out)) != 0) {
        error = errno == 0 ? EIO : errno;
    }
    errno = 0;
    if (fclose(out) != 0 && error == 0) {
        error = errno == 0 ? EIO : errno;
    }
    return error;
}

const char *report_close(struct report_file *file)
{
    const char *why = file->why;

    if (file->out != NULL) {
        int error = finish(file->out);

        if (error == 0 && rename(file->temporary, file->path) != 0) {
            error = errno;
        }
        if (error != 0) {
            unlink(file->temporary);
            why = reason(file->path, error);
        }
    }
    free(file->temporary);
    *file = (struct report_file){0};
    return why;
}
