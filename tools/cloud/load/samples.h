/* SPDX-License-Identifier: MIT */
/* Durations, and what is to be said of many of them. */
#ifndef CLOUD_LOAD_SAMPLES_H
#define CLOUD_LOAD_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

struct samples {
    uint32_t *us;
    size_t count, room;
};

/* Exits when there is no memory. */
void samples_add(struct samples *samples, int64_t us);
void samples_clear(struct samples *samples);
/* The least duration that `percent` of all do not exceed; sorts. 0: there are none. */
uint32_t samples_percentile(struct samples *samples, double percent);

#endif
