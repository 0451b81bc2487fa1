/* SPDX-License-Identifier: MIT */
/* "Did you mean": the name that is nearest to what was typed. */
#ifndef TESTER_NEAREST_H
#define TESTER_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *typed;
    const char *name; /* the nearest so far; NULL: none is near */
    unsigned distance;
};

/** Begin: nothing is near yet. */
struct nearest nearest_begin(const char *typed);

/** Offer a name. Letter case costs nothing. */
void nearest_offer(struct nearest *nearest, const char *name);

#endif
