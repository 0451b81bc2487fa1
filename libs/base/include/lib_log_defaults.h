/* SPDX-License-Identifier: MIT */
/** LogError(("text %d", value)) and its sisters where an application has none of its own: nothing.
 * Include the header that has them, logging_stack.h of services/log or another, before this one. */
#ifndef LIB_LOG_DEFAULTS_H
#define LIB_LOG_DEFAULTS_H

#ifndef LogError
#define LogError(message)
#endif
#ifndef LogWarn
#define LogWarn(message)
#endif
#ifndef LogInfo
#define LogInfo(message)
#endif
#ifndef LogDebug
#define LogDebug(message)
#endif

#endif
