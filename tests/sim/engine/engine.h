/* SPDX-License-Identifier: MIT */
/* What the parts of the explorer share. */
#ifndef ENGINE_H
#define ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "scenario.h"

#define MOVES_MAX  4u /* pre-emptions of a systematic schedule */
#define LINE_BYTES 512u

/* One move of the adversary: at `point`, a tick (-1) or interrupt line. */
struct move {
    uint64_t point;
    int irq;
};

struct engine {
    const struct scenario *scenario;
    uint32_t rounds;
    uint32_t patience; /* points without progress */
    uint64_t steps;
    bool is_systematic;
    unsigned depth; /* pre-emptions that a systematic run may still add */
    unsigned jobs;  /* processes at once */
    struct move moves[MOVES_MAX];
    unsigned move_count;
};

extern struct engine engine;

/* Shared by all processes of an exploration. */
struct tally {
    _Alignas(8) volatile uint64_t runs;
    _Alignas(8) volatile uint64_t failures;
    _Alignas(8) volatile uint64_t points;
    _Alignas(8) volatile uint64_t switches;
    volatile uint64_t hash; /* of the last run */
    volatile uint64_t failed_step;
    volatile uint32_t lines_printed;
};

extern struct tally *tally;

/* The run has ended as it should: counts it and ends the process. */
_Noreturn void engine_run_ends(void);

/* Runs a scenario in this process; does not return. */
void scenario_run(const struct scenario *scenario);

/* Every schedule that adds up to engine.depth pre-emptions to the moves made so far. */
void systematic_begin(void);
/* Waits for the copies this process has made. */
void systematic_wait(void);
/* Exactly engine.moves. */
void systematic_follow(void);

/* Fails the run when the kernel's structures contradict each other. The kernel's lock is free. */
void invariants_hold(void);

extern const struct scenario *const scenarios[]; /* ends with NULL */

#endif
