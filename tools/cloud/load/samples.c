/* SPDX-License-Identifier: MIT */
#include "samples.h"

#include <math.h>
#include <stdlib.h>

void samples_add(struct samples *samples, int64_t us)
{
    if (samples->count == samples->room) {
        samples->room = samples->room > 0 ? samples->room * 2 : 1024;
        samples->us = realloc(samples->us, samples->room * sizeof(samples->us[0]));
        if (samples->us == NULL) {
            abort();
        }
    }
    samples->us[samples->count++] = us < UINT32_MAX ? (uint32_t)us : UINT32_MAX;
}

void samples_clear(struct samples *samples)
{
    samples->count = 0;
}

static int compare(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

uint32_t samples_percentile(struct samples *samples, double percent)
{
    if (samples->count == 0) {
        return 0;
    }
    qsort(samples->us, samples->count, sizeof(samples->us[0]), compare);
    const size_t rank = (size_t)ceil((double)samples->count * percent / 100);

    return samples->us[rank > 0 ? rank - 1 : 0];
}
