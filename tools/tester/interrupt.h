/* SPDX-License-Identifier: MIT */
/* Ctrl-C, SIGTERM, SIGHUP: noted, and told to whoever waits in poll(). */
#ifndef TESTER_INTERRUPT_H
#define TESTER_INTERRUPT_H

#include <stdbool.h>

/** Catch the signals from now on. Call before any thread is made. */
void interrupt_catch(void);

/** @return Whether one came. */
bool interrupted(void);

/** @return A descriptor that is readable for ever once one came. */
int interrupt_descriptor(void);

/**
 * Wait until a descriptor is readable.
 *
 * @param descriptor  -1: only for the time.
 * @return 1 readable or at its end, 0 time is over, -1 interrupted.
 */
int interrupt_wait(int descriptor, double seconds);

/** Seconds of a clock that nobody sets. */
double interrupt_clock(void);

#endif
