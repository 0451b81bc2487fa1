/* SPDX-License-Identifier: MIT */
/* Levenshtein's distance: how many letters are put in, left out or changed. */
#include "nearest.h"

#include <string.h>

#define WORD_MAX 64u

static size_t least(size_t one, size_t two, size_t three)
{
    const size_t smaller = one < two ? one : two;

    return smaller < three ? smaller : three;
}

static size_t distance(const char *one, const char *other)
{
    size_t row[WORD_MAX + 1];
    const size_t width = strnlen(other, WORD_MAX);

    for (size_t k = 0; k <= width; k++) {
        row[k] = k;
    }
    for (size_t i = 0; one[i] != '\0'; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (size_t k = 0; k < width; k++) {
            const size_t above = row[k + 1];

            row[k + 1] = least(above + 1, row[k] + 1, diagonal + (one[i] != other[k]));
            diagonal = above;
        }
    }
    return row[width];
}

const char *nearest_key(const json_t *object, const char *word)
{
    const size_t length = strlen(word);
    size_t best = length / 2 + 1; /* further away is another word */
    const char *nearest = NULL, *key;
    const json_t *unused;

    if (length > WORD_MAX) {
        return NULL;
    }
    json_object_foreach((json_t *)object, key, unused)
    {
        const size_t far = distance(word, key);

        if (far < best) {
            best = far;
            nearest = key;
        }
    }
    return nearest;
}
