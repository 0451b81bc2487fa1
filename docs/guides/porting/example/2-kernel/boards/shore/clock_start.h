/* SPDX-License-Identifier: MIT */
/* The clock's start, for board_init(). */
#ifndef CLOCK_START_H
#define CLOCK_START_H

/** Let the timer run. Context: board_init(). */
void clock_start(void);

#endif
