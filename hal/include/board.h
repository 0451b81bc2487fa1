/* SPDX-License-Identifier: MIT */
/** The board: what is wired to the chip, and how the program talks to whoever started it.
 *
 * Each board implements every function here once. A pointer that is NULL says that the board has no
 * such part; callers check. */
#ifndef HAL_BOARD_H
#define HAL_BOARD_H

#include <stddef.h>

#include "flash.h"
#include "netif.h"
#include "watchdog.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Set up clocks, console and devices.
 *
 * Context: first thing in main(), once, interrupts enabled or not.  Blocks: some milliseconds.
 * Masked: no.
 */
void board_init(void);

/** Name of the board, as in its board.json. @return A literal. Context: any. Blocks: never. */
const char *board_name(void);

/** The network interface, not yet started. @return NULL where there is none. Context: any. */
struct netif_device *board_netif(void);

/** Flash for data. @return NULL where there is none. Context: any. */
struct flash_device *board_flash(void);

/** The watchdog, not yet started. @return NULL where there is none. Context: any. */
struct watchdog_device *board_watchdog(void);

/**
 * Write to the console.
 *
 * @param text    `length` bytes; a line feed is sent as it is.
 * @param length  0 or more.
 *
 * Context: any, fault handlers and before board_init() included. Lines of two tasks may interleave.
 * Blocks:  polled, until the last byte is on its way.  Masked: no.
 */
void board_console_write(const char *text, size_t length);

/**
 * Read what arrived on the console.
 *
 * @param[out] text  Room for `capacity` bytes.
 * @param capacity   0 or more.
 * @return Bytes read, 0 when nothing waits. Filled by the receive interrupt, so nothing is lost
 *         between two calls that are not too far apart.
 *
 * Context: task, one reader at a time.  Blocks: never.  Masked: no.
 */
size_t board_console_read(char *text, size_t capacity);

/**
 * End the run: leave the emulator, end the process; on real hardware stop for good.
 *
 * @param status  0 = success; anything else is handed to whoever waits for it.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void board_exit(int status);

/**
 * Start again, as after power on. The simulator's process ends with status 0.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void board_reset(void);

/**
 * Report a failed assertion, with task and place, and end. What a profile's configASSERT calls.
 *
 * @param expression  The text that failed; where it contains a literal ("... && \"text\""), that is
 *                    the explanation. Not NULL.
 * @param file        Where; not NULL.
 * @param line        Where.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void fault_assert(const char *expression, const char *file, int line);

#ifdef __cplusplus
}
#endif

#endif
