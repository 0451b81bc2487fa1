/* SPDX-License-Identifier: MIT */
/* Rows in memory: one array, sorted by space and key. A transaction keeps a journal of what it
 * replaced, and a rollback plays it backwards. */
#include <stdlib.h>
#include <string.h>

#include "cloud_store.h"

struct row {
    char *space, *key, *value;
    size_t bytes;
};

struct undo {
    struct row row; /* as it was; value NULL: it was not there */
};

struct memory {
    struct cloud_store store;
    struct row *rows;
    size_t count, room;
    struct undo *journal;
    size_t undo_count, undo_room;
    bool is_open;
};

static void *grown(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return array;
    }
    *room = *room == 0 ? 64 : *room * 2;
    return realloc(array, *room * size);
}

static int compare(const struct row *row, const char *space, const char *key)
{
    const int by_space = strcmp(row->space, space);

    return by_space != 0 ? by_space : strcmp(row->key, key);
}

/* The first row that is not before it. */
static size_t place_of(const struct memory *memory, const char *space, const char *key)
{
    size_t low = 0, high = memory->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(&memory->rows[middle], space, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_at(const struct memory *memory, size_t place, const char *space, const char *key)
{
    return place < memory->count && compare(&memory->rows[place], space, key) == 0;
}

static char *copy_of(const char *value, size_t bytes)
{
    char *copy = malloc(bytes + 1u);

    if (copy != NULL) {
        memcpy(copy, value, bytes);
        copy[bytes] = '\0';
    }
    return copy;
}

static void row_free(struct row *row)
{
    free(row->space);
    free(row->key);
    free(row->value);
}

/* Takes the row's strings. */
static bool journal(struct memory *memory, const char *space, const char *key, char *value,
                    size_t bytes)
{
    if (!memory->is_open) {
        free(value);
        return true;
    }
    memory->journal =
        grown(memory->journal, memory->undo_count, &memory->undo_room, sizeof(struct undo));
    if (memory->journal == NULL) {
        abort();
    }
    memory->journal[memory->undo_count++].row =
        (struct row){strdup(space), strdup(key), value, bytes};
    return true;
}

static char *get(void *self, const char *space, const char *key, size_t *bytes)
{
    const struct memory *memory = self;
    const size_t place = place_of(memory, space, key);

    if (!is_at(memory, place, space, key)) {
        return NULL;
    }
    if (bytes != NULL) {
        *bytes = memory->rows[place].bytes;
    }
    return copy_of(memory->rows[place].value, memory->rows[place].bytes);
}

static bool put(void *self, const char *space, const char *key, const char *value, size_t bytes)
{
    struct memory *memory = self;
    const size_t place = place_of(memory, space, key);
    char *copy = copy_of(value, bytes);

    if (copy == NULL) {
        return false;
    }
    if (is_at(memory, place, space, key)) {
        (void)journal(memory, space, key, memory->rows[place].value, memory->rows[place].bytes);
        memory->rows[place].value = copy;
        memory->rows[place].bytes = bytes;
        return true;
    }
    memory->rows = grown(memory->rows, memory->count, &memory->room, sizeof(struct row));
    if (memory->rows == NULL) {
        abort();
    }
    memmove(&memory->rows[place + 1], &memory->rows[place],
            (memory->count - place) * sizeof(struct row));
    memory->rows[place] = (struct row){strdup(space), strdup(key), copy, bytes};
    memory->count++;
    return journal(memory, space, key, NULL, 0);
}

static bool remove_row(void *self, const char *space, const char *key)
{
    struct memory *memory = self;
    const size_t place = place_of(memory, space, key);

    if (!is_at(memory, place, space, key)) {
        return true;
    }
    struct row gone = memory->rows[place];
    memory->count--;
    memmove(&memory->rows[place], &memory->rows[place + 1],
            (memory->count - place) * sizeof(struct row));
    (void)journal(memory, space, key, gone.value, gone.bytes);
    gone.value = NULL;
    row_free(&gone);
    return true;
}

/* The place is looked for anew after each visit, which may have changed the rows. */
static bool scan(void *self, const char *space, const char *prefix, const char *after,
                 cloud_store_visit visit, void *context)
{
    struct memory *memory = self;
    char *last = after != NULL ? strdup(after) : NULL;
    bool goes_on = true;

    while (goes_on) {
        const char *from = last != NULL && strcmp(last, prefix) > 0 ? last : prefix;
        size_t place = place_of(memory, space, from);
        if (last != NULL && is_at(memory, place, space, last)) {
            place++;
        }
        if (place >= memory->count || strcmp(memory->rows[place].space, space) != 0 ||
            strncmp(memory->rows[place].key, prefix, strlen(prefix)) != 0) {
            break;
        }
        const struct row *row = &memory->rows[place];
        char *value = copy_of(row->value, row->bytes);
        const size_t bytes = row->bytes;
        free(last);
        last = strdup(row->key);
        goes_on = visit(context, last, value, bytes);
        free(value);
    }
    free(last);
    return true;
}

static bool begin(void *self)
{
    struct memory *memory = self;

    if (memory->is_open) {
        return false;
    }
    memory->is_open = true;
    return true;
}

static void forget_journal(struct memory *memory)
{
    while (memory->undo_count > 0) {
        row_free(&memory->journal[--memory->undo_count].row);
    }
    memory->is_open = false;
}

static bool commit(void *self)
{
    forget_journal(self);
    return true;
}

static void rollback(void *self)
{
    struct memory *memory = self;

    memory->is_open = false;
    while (memory->undo_count > 0) {
        struct row *row = &memory->journal[--memory->undo_count].row;
        if (row->value == NULL) {
            (void)remove_row(memory, row->space, row->key);
        } else {
            (void)put(memory, row->space, row->key, row->value, row->bytes);
        }
        row_free(row);
    }
}

struct cloud_store *cloud_store_memory_new(void)
{
    struct memory *memory = calloc(1, sizeof(*memory));

    if (memory == NULL) {
        return NULL;
    }
    memory->store =
        (struct cloud_store){memory, get, put, remove_row, scan, begin, commit, rollback};
    return &memory->store;
}

void cloud_store_memory_free(struct cloud_store *store)
{
    if (store != NULL) {
        struct memory *memory = store->self;
        forget_journal(memory);
        for (size_t i = 0; i < memory->count; i++) {
            row_free(&memory->rows[i]);
        }
        free(memory->rows);
        free(memory->journal);
        free(memory);
    }
}
