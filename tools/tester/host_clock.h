/* SPDX-License-Identifier: MIT */
/* A board's clock beside this machine's: lines that the board prints at times of its own, and when
 * they came. Pure: the time is handed in.
 *
 *   CLOCK 1 4 0        it begins
 *   CLOCK 2 4 5000     5000 ms later, says the board
 *
 * Whoever emulates a board, or reads it, may be held up, which makes one span longer and the next
 * shorter, and none right that is wrong: the best of the spans counts. */
#ifndef TESTER_HOST_CLOCK_H
#define TESTER_HOST_CLOCK_H

#include <stdbool.h>

enum { HOST_CLOCK_LIMIT_PPM = 5000, HOST_CLOCK_LINES_MAX = 1000 };

struct host_clock {
    unsigned number, of; /* lines that came, and that there are; 0: none has come */
    long long ms;        /* of the last line */
    double came;         /* this machine's seconds at it */
    bool measured, broken;
    double best_ppm; /* how much longer a span is for this machine */
};

/** A line has come at `now`, in seconds. */
void host_clock_take(struct host_clock *clock, unsigned number, unsigned of, long long ms,
                     double now);

/** @return NULL: there was no line, or the clocks agree. Otherwise what is wrong, owned by the
 * caller. */
char *host_clock_fault(const struct host_clock *clock);

#endif
