/* SPDX-License-Identifier: MIT */
/* Complaints are kept as they come and sorted when they are printed: a schema finds what is missing
 * after a reader has found what is misspelt, and the user reads a file from its beginning. */
#include "complaints.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

struct complaint {
    char *text;
    size_t file; /* of complaints->files */
    size_t order;
    unsigned line, column;
    bool mild;
};

struct complaints {
    struct complaint *all;
    size_t count, room, errors;
    char **files;
    size_t file_count;
    size_t unsaid; /* beyond MOST_SAID */
};

/* Who has more is helped by no list. */
enum { MOST_SAID = 500 };

struct complaints *complaints_new(void)
{
    return room_zero(sizeof(struct complaints));
}

void complaints_free(struct complaints *complaints)
{
    if (complaints == NULL) {
        return;
    }
    for (size_t i = 0; i < complaints->count; i++) {
        free(complaints->all[i].text);
    }
    for (size_t i = 0; i < complaints->file_count; i++) {
        free(complaints->files[i]);
    }
    free(complaints->all);
    free(complaints->files);
    free(complaints);
}

static size_t file_index(struct complaints *complaints, const char *file)
{
    size_t i = 0;

    while (i < complaints->file_count && strcmp(complaints->files[i], file) != 0) {
        i++;
    }
    if (i == complaints->file_count) {
        complaints->files = room_grow(complaints->files, (i + 1) * sizeof(complaints->files[0]));
        complaints->files[i] = room_copy(file, strlen(file));
        complaints->file_count++;
    }
    return i;
}

static void add(struct complaints *complaints, const char *file, unsigned line, unsigned column,
                bool mild, const char *format, va_list values)
{
    struct complaint complaint = {.line = line, .column = column, .mild = mild};

    if (complaints->count >= MOST_SAID) {
        complaints->errors += !mild;
        complaints->unsaid++;
        return;
    }
    complaint.file = file_index(complaints, file);
    if (vasprintf(&complaint.text, format, values) < 0) {
        abort();
    }
    for (size_t i = 0; i < complaints->count; i++) {
        const struct complaint *const other = &complaints->all[i];

        if (other->file == complaint.file && other->line == line && other->column == column &&
            strcmp(other->text, complaint.text) == 0) {
            free(complaint.text);
            return;
        }
    }
    if (complaints->count == complaints->room) {
        complaints->room = complaints->room * 2 + 16;
        complaints->all = room_grow(complaints->all, complaints->room * sizeof(complaints->all[0]));
    }
    complaint.order = complaints->count;
    complaints->all[complaints->count++] = complaint;
    complaints->errors += !mild;
}

void complain(struct complaints *complaints, const char *file, unsigned line, unsigned column,
              const char *text, ...)
{
    va_list values;

    va_start(values, text);
    add(complaints, file, line, column, false, text, values);
    va_end(values);
}

void complain_mildly(struct complaints *complaints, const char *file, unsigned line,
                     unsigned column, const char *text, ...)
{
    va_list values;

    va_start(values, text);
    add(complaints, file, line, column, true, text, values);
    va_end(values);
}

size_t complaints_count(const struct complaints *complaints)
{
    return complaints->errors;
}

static int by_place(const void *left, const void *right)
{
    const struct complaint *const a = left, *const b = right;

    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    if (a->column != b->column) {
        return a->column < b->column ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The line of the file, and a caret under the column; tabs stay tabs, so that they agree. */
static void show_line(FILE *file, const struct complaint *complaint, FILE *out)
{
    char *line = NULL;
    size_t room = 0;
    unsigned number = 0;

    rewind(file);
    while (number < complaint->line && getline(&line, &room, file) >= 0) {
        number++;
    }
    if (number == complaint->line && number > 0) {
        const size_t length = strcspn(line, "\r\n");
        unsigned column = 1;

        fprintf(out, "    %.*s\n    ", (int)length, line);
        for (size_t i = 0; i < length && column < complaint->column; i++) {
            if (((unsigned char)line[i] & 0xC0u) != 0x80u) { /* not inside a character of UTF-8 */
                fputc(line[i] == '\t' ? '\t' : ' ', out);
                column++;
            }
        }
        fputs("^\n", out);
    }
    free(line);
}

void complaints_print(const struct complaints *complaints, FILE *out)
{
    struct complaint *const sorted =
        room_grow(NULL, (complaints->count + 1) * sizeof(complaints->all[0]));
    FILE *file = NULL;
    size_t opened = complaints->file_count;

    if (complaints->count > 0) {
        memcpy(sorted, complaints->all, complaints->count * sizeof(sorted[0]));
        qsort(sorted, complaints->count, sizeof(sorted[0]), by_place);
    }
    for (size_t i = 0; i < complaints->count; i++) {
        const char *const path = complaints->files[sorted[i].file];
        const char *const kind = sorted[i].mild ? "warning: " : "";

        if (sorted[i].line == 0) {
            fprintf(out, "%s: %s%s\n", path, kind, sorted[i].text);
            continue;
        }
        fprintf(out, "%s:%u:%u: %s%s\n", path, sorted[i].line, sorted[i].column, kind,
                sorted[i].text);
        if (opened != sorted[i].file) {
            if (file != NULL) {
                fclose(file);
            }
            opened = sorted[i].file;
            file = fopen(path, "r");
        }
        if (file != NULL) {
            show_line(file, &sorted[i], out);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    if (complaints->unsaid > 0) {
        fprintf(out, "... and %zu more\n", complaints->unsaid);
    }
    free(sorted);
}
