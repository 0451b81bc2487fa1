/* SPDX-License-Identifier: MIT */
/** LogError(("text %d", value)) and its sisters, with a limit for each library at build time: a
 * file defines LIBRARY_LOG_NAME, and LIBRARY_LOG_LEVEL if it is not LOG_INFO, before it includes
 * this. Calls above the limit cost nothing. */
#ifndef LOGGING_STACK_H
#define LOGGING_STACK_H

#include "log.h"
#include "logging_levels.h"

#ifndef LIBRARY_LOG_NAME
#define LIBRARY_LOG_NAME "app"
#endif
#ifndef LIBRARY_LOG_LEVEL
#define LIBRARY_LOG_LEVEL LOG_INFO
#endif

#define LOGGING_STACK_TEXT(...) __VA_ARGS__
#define LOGGING_STACK_WRITE(level, message)                                                        \
    ((level) <= LIBRARY_LOG_LEVEL                                                                  \
         ? log_write_of((level), LIBRARY_LOG_NAME, LOGGING_STACK_TEXT message)                     \
         : (void)0)

#define LogError(message) LOGGING_STACK_WRITE(LOG_ERROR, message)
#define LogWarn(message)  LOGGING_STACK_WRITE(LOG_WARN, message)
#define LogInfo(message)  LOGGING_STACK_WRITE(LOG_INFO, message)
#define LogDebug(message) LOGGING_STACK_WRITE(LOG_DEBUG, message)

#endif
