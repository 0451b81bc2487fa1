/* SPDX-License-Identifier: MIT */
/* The console's start, for board_init(). */
#ifndef CONSOLE_H
#define CONSOLE_H

/** Set up pins, clock and baud rate. Context: board_init(). */
void console_start(void);

#endif
