/* SPDX-License-Identifier: MIT */
/* The line on which a board speaks: a device file or a pty (115200 8N1, no flow control), TCP, or a
 * Unix socket. */
#ifndef TESTER_SERIAL_H
#define TESTER_SERIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "configuration.h"

/**
 * Open a device's line.
 *
 * Of a UART, what the board says from now on is kept for the reader. TCP and Unix sockets are tried
 * again until `seconds` are over: what listens there may need a moment.
 *
 * @param[out] why  When -1 is returned: one line, owned by the caller.
 * @return A descriptor for poll() and read(), close-on-exec, never blocking.
 */
int serial_open(const struct device *device, double seconds, char **why);

/**
 * Whether a device's line can be opened: before anything is built. Sockets are not tried.
 *
 * @param seconds  For which it may be away: a board with USB of its own comes back after a reset.
 * @return NULL, or why not: owned by the caller.
 */
char *serial_fault(const struct device *device, double seconds);

/**
 * Lock a UART that is open, until it is closed: its bytes are for one reader. Not before the flash
 * tool has ended, which may want the line.
 *
 * @return false: another program has it.
 */
bool serial_keep(int line);

/** "uart:/dev/ttyUSB0", "tcp:HOST:PORT", "unix:PATH": for programs. @return Owned by the caller. */
char *serial_name(const struct device *device);

#endif
