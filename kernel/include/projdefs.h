/* SPDX-License-Identifier: MIT */
/** Constants shared by every kernel call: truth, success, errors, errno values, byte order, and the
 * conversion between milliseconds and ticks. */
#ifndef PROJDEFS_H
#define PROJDEFS_H

#include <stdint.h>

#include "FreeRTOSConfig.h"

#include "kernel_defaults.h"

/** A task: a function that never returns. `arg` is what was given at creation. */
typedef void (*TaskFunction_t)(void *arg);

/* Conversion, through 64 bits so that no argument wraps on the way, rounded down. An application
 * may define its own before including this file. */
#ifndef pdMS_TO_TICKS
#define pdMS_TO_TICKS(ms)                                                                          \
    ((TickType_t)(((uint64_t)(ms) * (uint64_t)configTICK_RATE_HZ) / (uint64_t)1000U))
#endif
#ifndef pdTICKS_TO_MS
#define pdTICKS_TO_MS(ticks)                                                                       \
    ((TickType_t)(((uint64_t)(ticks) * (uint64_t)1000U) / (uint64_t)configTICK_RATE_HZ))
#endif

#define pdFALSE          ((BaseType_t)0)
#define pdTRUE           ((BaseType_t)1)
#define pdFALSE_SIGNED   ((BaseType_t)0)
#define pdTRUE_SIGNED    ((BaseType_t)1)
#define pdFALSE_UNSIGNED ((UBaseType_t)0)
#define pdTRUE_UNSIGNED  ((UBaseType_t)1)

#define pdPASS         (pdTRUE)
#define pdFAIL         (pdFALSE)
#define errQUEUE_EMPTY ((BaseType_t)0) /* nothing came before the wait ended */
#define errQUEUE_FULL  ((BaseType_t)0) /* no room came before the wait ended */

#define errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY (-1)
#define errQUEUE_BLOCKED                      (-4) /* co-routines only */
#define errQUEUE_YIELD                        (-5) /* co-routines only */

/* Pattern of the optional integrity words of list.h, as wide as a tick. */
#if (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS)
#define pdINTEGRITY_CHECK_VALUE 0x5a5a
#elif (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_64_BITS)
#define pdINTEGRITY_CHECK_VALUE 0x5a5a5a5a5a5a5a5aULL
#else
#define pdINTEGRITY_CHECK_VALUE 0x5a5a5a5aUL
#endif

/* errno values of the libraries around the kernel. The numbers are part of the API. */
#define pdFREERTOS_ERRNO_NONE          0
#define pdFREERTOS_ERRNO_ENOENT        2   /* no such file */
#define pdFREERTOS_ERRNO_EINTR         4   /* interrupted call */
#define pdFREERTOS_ERRNO_EIO           5   /* input or output failed */
#define pdFREERTOS_ERRNO_ENXIO         6   /* no such device */
#define pdFREERTOS_ERRNO_EBADF         9   /* bad descriptor */
#define pdFREERTOS_ERRNO_EAGAIN        11  /* try again */
#define pdFREERTOS_ERRNO_EWOULDBLOCK   11  /* would block: same value as EAGAIN */
#define pdFREERTOS_ERRNO_ENOMEM        12  /* out of memory */
#define pdFREERTOS_ERRNO_EACCES        13  /* not permitted */
#define pdFREERTOS_ERRNO_EFAULT        14  /* bad address */
#define pdFREERTOS_ERRNO_EBUSY         16  /* in use */
#define pdFREERTOS_ERRNO_EEXIST        17  /* exists already */
#define pdFREERTOS_ERRNO_EXDEV         18  /* crosses devices */
#define pdFREERTOS_ERRNO_ENODEV        19  /* operation unknown to the device */
#define pdFREERTOS_ERRNO_ENOTDIR       20  /* not a directory */
#define pdFREERTOS_ERRNO_EISDIR        21  /* is a directory */
#define pdFREERTOS_ERRNO_EINVAL        22  /* bad argument */
#define pdFREERTOS_ERRNO_ENOSPC        28  /* medium full */
#define pdFREERTOS_ERRNO_ESPIPE        29  /* cannot seek */
#define pdFREERTOS_ERRNO_EROFS         30  /* read-only medium */
#define pdFREERTOS_ERRNO_EUNATCH       42  /* driver not attached */
#define pdFREERTOS_ERRNO_EBADE         50  /* bad exchange */
#define pdFREERTOS_ERRNO_EFTYPE        79  /* wrong kind of file */
#define pdFREERTOS_ERRNO_ENMFILE       89  /* no more files */
#define pdFREERTOS_ERRNO_ENOTEMPTY     90  /* directory not empty */
#define pdFREERTOS_ERRNO_ENAMETOOLONG  91  /* name too long */
#define pdFREERTOS_ERRNO_EOPNOTSUPP    95  /* not supported */
#define pdFREERTOS_ERRNO_EAFNOSUPPORT  97  /* address family unknown */
#define pdFREERTOS_ERRNO_ENOBUFS       105 /* out of buffers */
#define pdFREERTOS_ERRNO_ENOPROTOOPT   109 /* protocol option unknown */
#define pdFREERTOS_ERRNO_EADDRINUSE    112 /* address in use */
#define pdFREERTOS_ERRNO_ETIMEDOUT     116 /* timed out */
#define pdFREERTOS_ERRNO_EINPROGRESS   119 /* still connecting */
#define pdFREERTOS_ERRNO_EALREADY      120 /* already asked for */
#define pdFREERTOS_ERRNO_EADDRNOTAVAIL 125 /* no such address here */
#define pdFREERTOS_ERRNO_EISCONN       127 /* connected already */
#define pdFREERTOS_ERRNO_ENOTCONN      128 /* not connected */
#define pdFREERTOS_ERRNO_ENOMEDIUM     135 /* no medium */
#define pdFREERTOS_ERRNO_EILSEQ        138 /* bad character sequence */
#define pdFREERTOS_ERRNO_ECANCELED     140 /* cancelled */

#define pdFREERTOS_LITTLE_ENDIAN 0
#define pdFREERTOS_BIG_ENDIAN    1
#define pdLITTLE_ENDIAN          pdFREERTOS_LITTLE_ENDIAN
#define pdBIG_ENDIAN             pdFREERTOS_BIG_ENDIAN

#endif
