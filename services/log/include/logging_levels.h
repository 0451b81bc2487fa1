/* SPDX-License-Identifier: MIT */
/** How important a line of the log is. */
#ifndef LOGGING_LEVELS_H
#define LOGGING_LEVELS_H

#define LOG_NONE  0 /**< As a limit: nothing. */
#define LOG_ERROR 1 /**< Something does not work. */
#define LOG_WARN  2 /**< Something may not work. */
#define LOG_INFO  3 /**< What the device does. */
#define LOG_DEBUG 4 /**< How it does it. */

#endif
