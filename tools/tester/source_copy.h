/* SPDX-License-Identifier: MIT */
/* A copy of a source tree in which a run may write: without .git, build, and what .gitignore names.
 * Blocks are shared with the tree where the file system can (a reflink), never files: a build that
 * writes into the copy must not write into the tree. */
#ifndef TESTER_SOURCE_COPY_H
#define TESTER_SOURCE_COPY_H

/** Bytes that a copy takes; -1: errno says why. `except` is a folder that stays out, or NULL. */
long long source_copy_bytes(const char *from, const char *except);

/**
 * Copy a tree.
 *
 * @param to  Made; it must not be there.
 * @return NULL, or why not: owned by the caller; errno is ENOSPC when there is no room.
 */
char *source_copy(const char *from, const char *to, const char *except);

#endif
