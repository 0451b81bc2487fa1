/* SPDX-License-Identifier: MIT */
/** What the macros of iot_logging_setup.h call: lines of libraries, each with a limit of its own,
 * in the log of services/log.
 *
 *      17 4711 [net] [WARN ][MQTT][4711] connection lost
 */
#ifndef IOT_LOGGING_H
#define IOT_LOGGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Limits and levels. */
#define IOT_LOG_NONE  0 /**< As a limit: nothing. */
#define IOT_LOG_ERROR 1 /**< Something does not work. */
#define IOT_LOG_WARN  2 /**< Something may not work. */
#define IOT_LOG_INFO  3 /**< What the library does. */
#define IOT_LOG_DEBUG 4 /**< How it does it. */

/** What to leave out of the head of a line. */
typedef struct IotLogConfig {
    bool hideLogLevel;
    bool hideLibraryName;
    bool hideTimestring; /**< Milliseconds since the scheduler started. */
} IotLogConfig_t;

/**
 * Log a line of a library.
 *
 * @param libraryLogSetting  The library's limit; a level above it is not logged.
 * @param pLibraryName       Its name, or NULL.
 * @param messageLevel       IOT_LOG_ERROR .. IOT_LOG_DEBUG.
 * @param pLogConfig         What to leave out; NULL: nothing.
 * @param pFormat            As of printf; line ends at its end are dropped.
 *
 * Context: as log_write_of(), with another LOG_LINE_BYTES of stack.
 * Blocks:  as log_write_of().
 * Source:  Logging API, 201906.00.
 */
void IotLog_Generic(int libraryLogSetting, const char *const pLibraryName, int messageLevel,
                    const IotLogConfig_t *const pLogConfig, const char *const pFormat, ...)
    __attribute__((format(printf, 5, 6)));

/**
 * Log bytes in hexadecimal, 16 in a line, as IOT_LOG_DEBUG.
 *
 * @param pLibraryName  Its name, or NULL.
 * @param pHeader       A line before them, or NULL.
 * @param pBuffer       Not NULL unless `bufferSize` is 0.
 * @param bufferSize    How many.
 *
 * Context: as IotLog_Generic().
 * Blocks:  as IotLog_Generic(), for each line.
 * Source:  Logging API, 201906.00.
 */
void IotLog_GenericPrintBuffer(const char *const pLibraryName, const char *const pHeader,
                               const uint8_t *const pBuffer, size_t bufferSize);

#ifdef __cplusplus
}
#endif

#endif
