/* SPDX-License-Identifier: MIT */
/* Files and folders, with an errno that stays. */
#ifndef TESTER_FILES_H
#define TESTER_FILES_H

#include <stdbool.h>
#include <stddef.h>

/** Make a folder and those above it. @return false: errno says why. */
bool files_make_folder(const char *path);

/** Remove a file, or a folder with all that is in it; links are not followed. */
void files_remove(const char *path);

/** Write a file whole, beside its old content; one that has the content already is left alone.
 * @return false: errno. */
bool files_write(const char *path, const char *text);

/** Read a file. @return Owned by the caller; NULL: errno says why. */
char *files_read(const char *path);

/** Bytes that are free where a folder is; -1: not known. */
long long files_room(const char *folder);

#endif
