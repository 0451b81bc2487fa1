/* SPDX-License-Identifier: MIT */
/** FreeRTOS+POSIX: included first, before the headers of FreeRTOS_POSIX/.
 *
 *      #include "FreeRTOS_POSIX.h"
 *      #include "FreeRTOS_POSIX/pthread.h"
 *
 * Brings the kernel's API and this layer's types. */
#ifndef FREERTOS_POSIX_H
#define FREERTOS_POSIX_H

#include "FreeRTOS_POSIX_portable_default.h"

#include "FreeRTOS.h"

#include "event_groups.h"
#include "semphr.h"
#include "task.h"

#include "FreeRTOS_POSIX/sys/types.h"

#endif
