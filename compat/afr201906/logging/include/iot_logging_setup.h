/* SPDX-License-Identifier: MIT */
/** IotLogError("text %d", value) and its sisters, with a limit for each library at build time: a
 * file defines LIBRARY_LOG_NAME and LIBRARY_LOG_LEVEL before it includes this. Calls above the
 * limit cost nothing. Without a limit of the library IOT_LOG_LEVEL_GLOBAL counts, without that
 * IOT_LOG_NONE.
 */
#ifndef IOT_LOGGING_SETUP_H
#define IOT_LOGGING_SETUP_H

#include "iot_logging.h"

#ifndef IOT_LOG_LEVEL_GLOBAL
#define IOT_LOG_LEVEL_GLOBAL IOT_LOG_NONE
#endif
#ifndef LIBRARY_LOG_LEVEL
#define LIBRARY_LOG_LEVEL IOT_LOG_LEVEL_GLOBAL
#endif
#ifndef LIBRARY_LOG_NAME
#define LIBRARY_LOG_NAME "app"
#endif

/** A line of level `messageLevel`; `pLogConfig` as of IotLog_Generic(). */
#define IotLog(messageLevel, pLogConfig, ...)                                                      \
    ((messageLevel) <= LIBRARY_LOG_LEVEL                                                           \
         ? IotLog_Generic(LIBRARY_LOG_LEVEL, LIBRARY_LOG_NAME, (messageLevel), (pLogConfig),       \
                          __VA_ARGS__)                                                             \
         : (void)0)

/** Bytes, if the library's limit is IOT_LOG_DEBUG. */
#define IotLog_PrintBuffer(pHeader, pBuffer, bufferSize)                                           \
    (IOT_LOG_DEBUG <= LIBRARY_LOG_LEVEL                                                            \
         ? IotLog_GenericPrintBuffer(LIBRARY_LOG_NAME, (pHeader), (pBuffer), (bufferSize))         \
         : (void)0)

#define IotLogError(...) IotLog(IOT_LOG_ERROR, NULL, __VA_ARGS__)
#define IotLogWarn(...)  IotLog(IOT_LOG_WARN, NULL, __VA_ARGS__)
#define IotLogInfo(...)  IotLog(IOT_LOG_INFO, NULL, __VA_ARGS__)
#define IotLogDebug(...) IotLog(IOT_LOG_DEBUG, NULL, __VA_ARGS__)

#endif
