/* SPDX-License-Identifier: MIT */
/* What a device goes through while its power may be cut. */
#ifndef PROVE_FLOW_H
#define PROVE_FLOW_H

#include "world.h"

/* Where a flow begins. */
enum flow_begin {
    BEGIN_FACTORY,     /* never started */
    BEGIN_IDLE,        /* with a job that it has not heard of */
    BEGIN_INTERRUPTED, /* amid a download, by a cut */
    BEGIN_STAGED,      /* received and checked, before the reset */
    BEGIN_ATTACK,      /* another image than the agent checked stands in the slot, as new */
};

struct flow {
    const char *name;
    enum flow_begin begin;
    enum until until; /* of its operations are those up to here cut */
    enum agent_test test;
    enum fake_status ends; /* of the job when nothing is cut; its image runs if that is SUCCEEDED */
    bool is_sized;         /* with images of each size */
    bool is_cancelled;     /* before each message of the device in turn */
    bool is_wrong;         /* its file is an image that must not run, each kind in turn */
    bool is_swapped;       /* slot 1 runs when it begins */
    bool counts;           /* the update has a higher counter */
};

extern const struct flow flows[];
extern const unsigned flow_count;

/* One of them with all that can vary. */
struct scenario {
    const struct place *place;
    const struct flow *flow;
    uint32_t binary_bytes; /* of the update */
    uint32_t way;          /* message before which it is cancelled; kind of attack; else 0 */
    uint32_t fill;         /* records in the journal before */
};

/* Kinds of wrong images. */
#define ATTACKS        21u
#define ATTACKS_IN_CUT 9u /* the first of them, in flows */
const char *attack_name(uint32_t kind);

/* Make the update's, or the factory's, or the attacker's image for a slot. */
void flow_make(struct world *world, unsigned which, unsigned slot, uint32_t binary_bytes,
               uint32_t counter);
void flow_make_attack(struct world *world, uint32_t kind, unsigned slot, uint32_t binary_bytes);

/* Write a slot's flag into the journal as whoever has the flash may. */
void flow_plant(struct world *world, unsigned slot, uint8_t flag, uint8_t trials);

/* Bring a device there and save it; world_restore() is its beginning. Failures are in the oracle.
 */
void flow_prepare(struct world *world, const struct scenario *scenario);

/* A small binary, of 600 bytes where the slot has them. */
uint32_t flow_small(const struct place *place);

/* Sizes of binaries, largest first; how many. */
#define SIZES_MAX 12u
unsigned flow_sizes(const struct place *place, uint32_t sizes[SIZES_MAX]);

#endif
