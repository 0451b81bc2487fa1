/* SPDX-License-Identifier: MIT */
/* Rows in memory, sorted by space and key, in leaves: to insert a row moves those of its leaf
 * alone. No leaf is empty. A transaction keeps a journal of what it replaced, and a rollback plays
 * it backwards.
 *
 *     leaves   [0]──────────┐ [1]──────────┐ [2] ...
 *              │ rows a b c │ │ rows d e   │
 */
#include <stdlib.h>
#include <string.h>

#include "cloud_store.h"

struct row {
    char *space, *key, *value;
    size_t bytes;
};

#define LEAF_ROWS 128

struct leaf {
    size_t count;
    struct row rows[LEAF_ROWS];
};

/* A row, or the place where it would be: behind the last one of its leaf, it may be the first one
 * of the next. */
struct place {
    size_t leaf, row;
};

struct undo {
    struct row row; /* as it was; value NULL: it was not there */
};

struct memory {
    struct cloud_store store;
    struct leaf **leaves;
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

/* How many of so many rows are before it. */
static size_t count_before(const struct row *rows, size_t count, const char *space, const char *key)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(&rows[middle], space, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The row, or where it is to be inserted: in the last leaf that begins before it. */
static struct place place_of(const struct memory *memory, const char *space, const char *key)
{
    size_t low = 0, high = memory->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(&memory->leaves[middle]->rows[0], space, key) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) {
        return (struct place){0, 0};
    }
    const struct leaf *leaf = memory->leaves[low - 1];
    return (struct place){low - 1, count_before(leaf->rows, leaf->count, space, key)};
}

/* NULL: behind the last one. */
static struct row *row_at(const struct memory *memory, struct place place)
{
    if (place.leaf < memory->count && place.row == memory->leaves[place.leaf]->count) {
        place = (struct place){place.leaf + 1, 0};
    }
    return place.leaf < memory->count ? &memory->leaves[place.leaf]->rows[place.row] : NULL;
}

static struct row *find(const struct memory *memory, const char *space, const char *key)
{
    struct row *row = row_at(memory, place_of(memory, space, key));

    return row != NULL && compare(row, space, key) == 0 ? row : NULL;
}

/* A new, empty leaf; the caller fills it. */
static struct leaf *insert_leaf(struct memory *memory, size_t at)
{
    memory->leaves = grown(memory->leaves, memory->count, &memory->room, sizeof(struct leaf *));
    struct leaf *leaf = calloc(1, sizeof(*leaf));
    if (memory->leaves == NULL || leaf == NULL) {
        abort();
    }
    memmove(&memory->leaves[at + 1], &memory->leaves[at],
            (memory->count - at) * sizeof(struct leaf *));
    memory->leaves[at] = leaf;
    memory->count++;
    return leaf;
}

/* A full leaf gives half of its rows to a new one. */
static struct place make_room(struct memory *memory, struct place place)
{
    if (memory->count == 0) {
        (void)insert_leaf(memory, 0);
    }
    struct leaf *leaf = memory->leaves[place.leaf];
    if (leaf->count < LEAF_ROWS) {
        return place;
    }
    struct leaf *next = insert_leaf(memory, place.leaf + 1);
    const size_t half = LEAF_ROWS / 2;
    memcpy(next->rows, &leaf->rows[half], (LEAF_ROWS - half) * sizeof(struct row));
    next->count = LEAF_ROWS - half;
    leaf->count = half;
    return place.row <= half ? place : (struct place){place.leaf + 1, place.row - half};
}

static void insert_row(struct memory *memory, struct place place, struct row row)
{
    place = make_room(memory, place);
    struct leaf *leaf = memory->leaves[place.leaf];
    memmove(&leaf->rows[place.row + 1], &leaf->rows[place.row],
            (leaf->count - place.row) * sizeof(struct row));
    leaf->rows[place.row] = row;
    leaf->count++;
}

/* The row itself stays the caller's. */
static void take_out(struct memory *memory, struct place place)
{
    struct leaf *leaf = memory->leaves[place.leaf];

    leaf->count--;
    memmove(&leaf->rows[place.row], &leaf->rows[place.row + 1],
            (leaf->count - place.row) * sizeof(struct row));
    if (leaf->count == 0) {
        free(leaf);
        memory->count--;
        memmove(&memory->leaves[place.leaf], &memory->leaves[place.leaf + 1],
                (memory->count - place.leaf) * sizeof(struct leaf *));
    }
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
    const struct row *row = find(self, space, key);

    if (row == NULL) {
        return NULL;
    }
    if (bytes != NULL) {
        *bytes = row->bytes;
    }
    return copy_of(row->value, row->bytes);
}

static bool put(void *self, const char *space, const char *key, const char *value, size_t bytes)
{
    struct memory *memory = self;
    struct row *row = find(memory, space, key);
    char *copy = copy_of(value, bytes);

    if (copy == NULL) {
        return false;
    }
    if (row != NULL) {
        (void)journal(memory, space, key, row->value, row->bytes);
        row->value = copy;
        row->bytes = bytes;
        return true;
    }
    insert_row(memory, place_of(memory, space, key),
               (struct row){strdup(space), strdup(key), copy, bytes});
    return journal(memory, space, key, NULL, 0);
}

static bool remove_row(void *self, const char *space, const char *key)
{
    struct memory *memory = self;
    const struct row *row = find(memory, space, key);

    if (row == NULL) {
        return true;
    }
    struct row gone = *row;
    take_out(memory, place_of(memory, space, key));
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
        struct place place = place_of(memory, space, from);
        const struct row *row = row_at(memory, place);
        if (row != NULL && last != NULL && compare(row, space, last) == 0) {
            place.row++;
            row = row_at(memory, place);
        }
        if (row == NULL || strcmp(row->space, space) != 0 ||
            strncmp(row->key, prefix, strlen(prefix)) != 0) {
            break;
        }
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
            for (size_t k = 0; k < memory->leaves[i]->count; k++) {
                row_free(&memory->leaves[i]->rows[k]);
            }
            free(memory->leaves[i]);
        }
        free(memory->leaves);
        free(memory->journal);
        free(memory);
    }
}
