/* SPDX-License-Identifier: MIT */
/* What this project has of a board: an LED that can be seen, a console, an end. */
#ifndef BOARD_H
#define BOARD_H

void led_toggle(void);
void console_write(const char *text);
void board_stop(int status);

#endif
