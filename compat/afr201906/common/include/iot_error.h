/* SPDX-License-Identifier: MIT */
/** One way out of a function, with a status: macros of 201906.00.
 *
 *      IOT_FUNCTION_ENTRY(bool, true);
 *      IOT_SET_AND_GOTO_CLEANUP_IF_FALSE(false, buffer != NULL);
 *      ...
 *      IOT_FUNCTION_CLEANUP_BEGIN();
 *      free(buffer);
 *      IOT_FUNCTION_CLEANUP_END();
 */
#ifndef IOT_ERROR_H
#define IOT_ERROR_H

/** Declares `status`, which the function returns. */
#define IOT_FUNCTION_ENTRY(statusType, initialValue) statusType status = initialValue

/** What follows is done on every way out. Something must jump here: the label is defined. */
#define IOT_FUNCTION_CLEANUP_BEGIN()                                                               \
    iotCleanup:

/** The end of the function. */
#define IOT_FUNCTION_CLEANUP_END() return status

/** The end of a function that has nothing to clean up. */
#define IOT_FUNCTION_EXIT_NO_CLEANUP()                                                             \
    iotCleanup:                                                                                    \
    return status

#define IOT_GOTO_CLEANUP() goto iotCleanup

#define IOT_SET_AND_GOTO_CLEANUP(statusValue)                                                      \
    do {                                                                                           \
        status = (statusValue);                                                                    \
        goto iotCleanup;                                                                           \
    } while (0)

#define IOT_GOTO_CLEANUP_IF_FALSE(condition)                                                       \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            goto iotCleanup;                                                                       \
        }                                                                                          \
    } while (0)

#define IOT_SET_AND_GOTO_CLEANUP_IF_FALSE(statusValue, condition)                                  \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            IOT_SET_AND_GOTO_CLEANUP(statusValue);                                                 \
        }                                                                                          \
    } while (0)

/** With `libraryPrefix`_BAD_PARAMETER as the status. */
#define IOT_VALIDATE_PARAMETER(libraryPrefix, condition)                                           \
    IOT_SET_AND_GOTO_CLEANUP_IF_FALSE(libraryPrefix##_BAD_PARAMETER, condition)

#endif
