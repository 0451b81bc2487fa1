/* SPDX-License-Identifier: MIT */
#include "content.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

void content_fail(struct content *content, const char *format, ...)
{
    va_list arguments;
    char *line = NULL;

    va_start(arguments, format);
    if (content->problem.length == 0 && vasprintf(&line, format, arguments) >= 0) {
        text_print(&content->problem, "%s", line);
        free(line);
    }
    va_end(arguments);
}

bool content_name_is_fine(const char *folder, const char *path)
{
    const char *part = path;

    if (path[0] == '\0' || path[0] == '/' || strlen(folder) + 1 + strlen(path) > CONTENT_PATH_MAX) {
        return false;
    }
    while (true) {
        const size_t length = strcspn(part, "/");

        if (length == 0 || (length == 1 && part[0] == '.') ||
            (length == 2 && part[0] == '.' && part[1] == '.')) {
            return false;
        }
        for (size_t i = 0; i < length; i++) {
            if (!isalnum((unsigned char)part[i]) && strchr("-_.+", part[i]) == NULL) {
                return false;
            }
        }
        if (part[length] == '\0') {
            return true;
        }
        part += length + 1;
    }
}

bool content_has(const struct content *content, const char *path)
{
    for (size_t i = 0; i < content->count; i++) {
        if (strcmp(content->files[i].path, path) == 0) {
            return true;
        }
    }
    return false;
}

void content_take(struct content *content, const char *path, char *bytes, size_t length)
{
    if (!content_name_is_fine(content->name, path)) {
        content_fail(content, "%s cannot be the name of a file of a package", path);
    }
    if (content_has(content, path)) {
        content_fail(content, "%s would be in the package twice", path);
    }
    if (content->count == content->capacity) {
        content->capacity = content->capacity == 0 ? 256 : 2 * content->capacity;
        content->files = realloc(content->files, content->capacity * sizeof(*content->files));
        if (content->files == NULL) {
            abort();
        }
    }
    content->files[content->count++] = (struct content_file){text_make("%s", path), bytes, length};
}

void content_print(struct content *content, const char *path, const char *text)
{
    content_take(content, path, text_make("%s", text), strlen(text));
}

void content_file(struct content *content, const char *path, const char *source)
{
    struct text text = {0};

    if (!tree_read(source, &text)) {
        content_fail(content, "%s cannot be read", source);
        free(text.bytes);
        return;
    }
    const size_t length = text.length;

    content_take(content, path, text_take(&text), length);
}

static int by_path(const void *one, const void *other)
{
    return strcmp(((const struct content_file *)one)->path,
                  ((const struct content_file *)other)->path);
}

void content_sort(struct content *content)
{
    qsort(content->files, content->count, sizeof(*content->files), by_path);
}

void content_free(struct content *content)
{
    for (size_t i = 0; i < content->count; i++) {
        free(content->files[i].path);
        free(content->files[i].bytes);
    }
    free(content->files);
    free(content->problem.bytes);
    *content = (struct content){0};
}
