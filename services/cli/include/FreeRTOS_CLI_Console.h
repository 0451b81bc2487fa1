/* SPDX-License-Identifier: MIT */
/** A console: lines in, FreeRTOS_CLI.h, answers out. */
#ifndef FREERTOS_CLI_CONSOLE_H
#define FREERTOS_CLI_CONSOLE_H

#include "FreeRTOS_CLI.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where the console reads and writes. */
typedef struct xConsoleIO {
    /** Waits for bytes; returns how many came, < 0: the console is gone. */
    int32_t (*read)(char *const pcInputBuffer, uint32_t uInputBufferLen);
    /** Writes all of them; < 0: the console is gone. */
    int32_t (*write)(const char *const pcOutputBuffer, uint32_t uOutputBufferLen);
} xConsoleIO_t;

/**
 * Read lines and carry them out, until the console is gone.
 *
 * Lines end in CR or LF; backspace takes a byte back; what is longer than the buffer is refused
 * with a sentence. Behind an empty line the next one is asked for.
 *
 * @param consoleIO            Both functions are needed.
 * @param pCommandBuffer       Holds a line. Not NULL.
 * @param commandBufferLength  Bytes of it, 2 or more.
 * @param pOutputBuffer        Holds an answer, or a part of one. Not NULL.
 * @param outputBufferLength   Bytes of it, 2 or more.
 *
 * Context: the console's task.
 * Blocks:  until `read` or `write` say that the console is gone.
 * Source:  Amazon FreeRTOS, FreeRTOS_CLIEnterConsoleLoop.
 */
void FreeRTOS_CLIEnterConsoleLoop(xConsoleIO_t consoleIO, char *pCommandBuffer,
                                  size_t commandBufferLength, char *pOutputBuffer,
                                  size_t outputBufferLength);

#ifdef __cplusplus
}
#endif

#endif
