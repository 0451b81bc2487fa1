/* SPDX-License-Identifier: MIT */
/** The console: standard output, and standard input where the host's clock rules. */
#ifndef CONSOLE_SIM_H
#define CONSOLE_SIM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Lead printf through the console, line by line. Context: start, once. */
void console_sim_start(void);

/** Write; every byte takes part in the trace hash. Context: any. */
void console_sim_write(const char *text, size_t length);

/**
 * Read what waits on standard input. In virtual time nothing ever does: a run depends on its seed
 * alone.
 *
 * @param[out] text  Room for `capacity` bytes.
 * @param capacity   0 or more.
 * @return Bytes read, 0 when nothing waits.
 *
 * Context: task.  Blocks: never.
 */
size_t console_sim_read(char *text, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
