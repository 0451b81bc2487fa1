/* SPDX-License-Identifier: MIT */
/* Files of the tree: what a folder has, sorted, so that the same tree gives the same package. */
#ifndef CONSOLE_TREE_H
#define CONSOLE_TREE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct text;

bool tree_is_file(const char *path);
bool tree_is_folder(const char *path);
/* The whole file; false: it cannot be read. */
bool tree_read(const char *path, struct text *content);
/* Names of folders directly below `folder`, sorted, as an array; empty if there is none. */
json_t *tree_folders(const char *folder);
/* Names of files directly below `folder`, sorted. */
json_t *tree_files(const char *folder);
/* Paths of all files below `folder`, relative to it, sorted; what begins with a dot is left out. */
json_t *tree_walk(const char *folder);

#endif
