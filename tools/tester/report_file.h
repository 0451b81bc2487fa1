/* SPDX-License-Identifier: MIT */
/* A file that is written whole or not at all: beside it first, renamed when it is on the disk. */
#ifndef TESTER_REPORT_FILE_H
#define TESTER_REPORT_FILE_H

#include <stdio.h>

struct report_file {
    FILE *out; /* write here; errors are found at the end */
    const char *path;
    char *temporary;
    const char *why; /* it could not be opened */
};

/** Open; always followed by report_close(), even where file.out is NULL. */
struct report_file report_open(const char *path);

/**
 * Put the file in its place.
 *
 * @return NULL, or why not: then `path` is as it was, and nothing is left beside it. Valid until
 * the thread's next call.
 */
const char *report_close(struct report_file *file);

#endif
