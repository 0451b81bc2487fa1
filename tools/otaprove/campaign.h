/* SPDX-License-Identifier: MIT */
/* Every scenario of a geometry, with its cuts, shared among processes. */
#ifndef PROVE_CAMPAIGN_H
#define PROVE_CAMPAIGN_H

#include "flow.h"

#define FAILURES_SHOWN 4u

struct tally {
    uint64_t scenarios, operations, cut_points, runs, failures;
    char shown[FAILURES_SHOWN][400]; /* what failed and the words that replay it */
};

struct plan {
    const struct place *places;
    unsigned place_count;
    const char *flow; /* only this one; NULL: all */
    bool is_quick;    /* fewer ways and sizes, for each build */
    bool is_uncut;    /* flows and attacks alone */
    bool is_every;    /* inside of blocks, too, on large geometries */
    bool is_real;     /* real cryptography */
    bool has_singles;
    bool has_pairs;   /* on the first geometry */
    uint64_t triples; /* random ones */
    uint64_t seed;
    unsigned workers;
};

/* Run it all; `tallies` has one of each geometry. False: a process of it has died. */
bool campaign_run(const struct plan *plan, struct tally *tallies);

/* One run again, by its words; 0 when it fails no more, 2 when they say nothing. */
int campaign_replay(const struct plan *plan, const char *words);

/* Attacks on a start: without cuts. */
void attacks_run(struct world *world, struct tally *tally);

/* What changes between two looks at it, reads that give other bytes, decisions that go wrong. */
void tampering_run(struct world *world, struct tally *tally);

/* Note a failure. */
void tally_fails(struct tally *tally, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
