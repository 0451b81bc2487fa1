/* SPDX-License-Identifier: MIT */
/** vLoggingPrintf and the task that prints its lines: services/log under the names of 201906.00.
 *
 *      313 267848 [OTA] job received          n, tick, task, message
 */
#ifndef AWS_LOGGING_TASK_H
#define AWS_LOGGING_TASK_H

#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** For an application's FreeRTOSConfig.h, which may define them as these are:
 *
 *      #define configPRINT_STRING(text)   a line to the console; 0-terminated, "\r\n" at its end
 *      #define configPRINT(text)          vLoggingPrint(text)
 *      #define configPRINTF(message)      vLoggingPrintf message, as in configPRINTF(("%d", n))
 *
 * The kernel's default of configPRINTF is nothing; configPRINT is defined here if it is not there,
 * and configPRINT_STRING is then standard output. */
#ifndef configPRINT
#define configPRINT(text) vLoggingPrint(text)
#endif

/**
 * Start the log, once, with memory of the heap. What does not fit is dropped, newest first.
 *
 * @param usStackSize    Words of stack of its task: LOG_LINE_BYTES and what the console takes.
 * @param uxPriority     Of its task: below the tasks that log.
 * @param uxQueueLength  Lines of full length that may wait; 2 at least are taken for.
 * @retval pdPASS  It runs.
 * @retval pdFAIL  No memory, a priority out of range, or it runs already.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Logging task, 201906.00.
 */
BaseType_t xLoggingTaskInitialize(uint16_t usStackSize, UBaseType_t uxPriority,
                                  UBaseType_t uxQueueLength);

/**
 * Log a line. Before xLoggingTaskInitialize() it goes nowhere.
 *
 * @param pcFormat  As of printf; line ends at its end are dropped.
 *
 * Context: task with 2 * LOG_LINE_BYTES and what vsnprintf takes of stack.
 * Blocks:  for the lock of the log.
 * Source:  Logging task, 201906.00.
 */
void vLoggingPrintf(const char *pcFormat, ...) __attribute__((format(printf, 1, 2)));

/**
 * Log a line of plain text.
 *
 * @param pcMessage  Line ends at its end are dropped.
 *
 * Context: as vLoggingPrintf().
 * Blocks:  as vLoggingPrintf().
 * Source:  Logging task, 201906.00.
 */
void vLoggingPrint(const char *pcMessage);

#ifdef __cplusplus
}
#endif

#endif
