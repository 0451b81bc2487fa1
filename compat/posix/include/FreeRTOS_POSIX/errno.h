/* SPDX-License-Identifier: MIT */
/** errno of the POSIX layer: one for each task, kept by the kernel (configUSE_POSIX_ERRNO). The
 * numbers are the C library's, so that its strerror() knows them. */
#ifndef FREERTOS_POSIX_ERRNO_H
#define FREERTOS_POSIX_ERRNO_H

#include <errno.h>

#include "FreeRTOS.h"

#if (configUSE_POSIX_ERRNO != 1)
#error "configUSE_POSIX_ERRNO must be 1: each task has an errno of its own"
#endif

#undef errno
#define errno FreeRTOS_errno

#endif
