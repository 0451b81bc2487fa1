/* SPDX-License-Identifier: MIT */
#include "figures.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "elf_symbol.h"

#define LINE_BYTES 1024
#define HEAP       "ucHeap"

struct figures {
    struct events *events;
    unsigned long heap_bytes; /* 0: not known */
    int word_bytes;
    long long begun_ms;
    size_t bytes;
    char line[LINE_BYTES];
    json_t *tasks; /* rows so far of a table; NULL: none */
};

static long long now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

struct figures *figures_new(const char *image, struct events *events)
{
    struct figures *figures = calloc(1, sizeof(*figures));

    if (figures != NULL) {
        figures->events = events;
        figures->begun_ms = now_ms();
        figures->word_bytes = 4;
        figures->heap_bytes = elf_symbol_size(image, HEAP, &figures->word_bytes);
    }
    return figures;
}

void figures_free(struct figures *figures)
{
    if (figures != NULL) {
        json_decref(figures->tasks);
        free(figures);
    }
}

static void tell(struct figures *figures, json_t *data)
{
    json_object_set_new(data, "ms", json_integer(now_ms() - figures->begun_ms));
    events_add(figures->events, "figures", data);
}

static bool hear_heap(struct figures *figures)
{
    const char *at = strstr(figures->line, "free ");
    unsigned long left, least;

    if (at == NULL || sscanf(at, "free %lu bytes, at least %lu so far", &left, &least) != 2 ||
        left > figures->heap_bytes || least > figures->heap_bytes) {
        return false;
    }
    tell(figures, json_pack("{s:{s:I, s:I, s:I}}", "heap", "free", (json_int_t)left, "least",
                            (json_int_t)least, "size", (json_int_t)figures->heap_bytes));
    return true;
}

static void end_table(struct figures *figures)
{
    if (figures->tasks != NULL && json_array_size(figures->tasks) > 0) {
        tell(figures, json_pack("{s:O}", "tasks", figures->tasks));
    }
    json_decref(figures->tasks);
    figures->tasks = NULL;
}

/* "IDLE           \tR\t0\t107\t2" */
static bool hear_task(struct figures *figures)
{
    char name[32], state;
    unsigned int priority, words, number;

    if (figures->tasks == NULL || sscanf(figures->line, "%31[^\t]\t%c\t%u\t%u\t%u", name, &state,
                                         &priority, &words, &number) != 5) {
        return false;
    }
    for (size_t bytes = strlen(name); bytes > 0 && name[bytes - 1] == ' '; bytes--) {
        name[bytes - 1] = '\0';
    }
    json_t *row = json_pack("{s:s, s:I}", "name", name, "stack_free",
                            (json_int_t)words * figures->word_bytes);
    if (row != NULL) {
        json_array_append_new(figures->tasks, row);
    }
    return true;
}

static bool hear_document(struct figures *figures)
{
    static const char word[] = "figures {";
    const size_t before = strlen(word) - 1;

    if (strncmp(figures->line, word, before + 1) != 0) {
        return false;
    }
    json_t *document = json_loads(figures->line + before, 0, NULL);
    if (document != NULL) {
        tell(figures, document);
    }
    return true;
}

static void hear_line(struct figures *figures)
{
    if (hear_task(figures)) {
        return;
    }
    end_table(figures);
    if (strstr(figures->line, "state  prio  stack  number") != NULL) {
        figures->tasks = json_array();
    } else if (!hear_heap(figures)) {
        (void)hear_document(figures);
    }
}

void figures_hear(struct figures *figures, const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\n') {
            figures->line[figures->bytes] = '\0';
            hear_line(figures);
            figures->bytes = 0;
        } else if (text[i] != '\r' && text[i] != '\0' && figures->bytes + 1 < LINE_BYTES) {
            figures->line[figures->bytes++] = text[i];
        }
    }
    /* A line that waits for a command ends the table, and has no end itself. */
    if (figures->bytes > 0 && figures->line[0] == '>') {
        end_table(figures);
    }
}
