/* SPDX-License-Identifier: MIT */
/** The root of the kernel API: configuration, base types, static object types, trace hooks.
 *
 *   FreeRTOSConfig.h        the application's choices
 *     -> projdefs.h         return values, errno values, time conversion
 *     -> kernel_defaults.h  a value for every option not chosen, and the net of #errors
 *     -> portable.h         portmacro.h of the architecture, the heap's functions
 *     -> kernel_config_values.h  each option has a value that it can have
 *     -> static_types.h     StaticTask_t and its like: memory the application may own
 *     -> trace_defaults.h   empty trace macros
 *
 * Every other header of the kernel includes this one, so any order of inclusion works.
 */
#ifndef INC_FREERTOS_H
#define INC_FREERTOS_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOSConfig.h"

#include "projdefs.h"

#include "kernel_defaults.h"

#include "portable.h"

#include "kernel_config_values.h"

#include "static_types.h"

#include "trace_defaults.h"

#if (configUSE_POSIX_ERRNO == 1)
#ifdef __cplusplus
extern "C" {
#endif
/** The running task's errno; each task starts with 0. */
extern int FreeRTOS_errno;
#ifdef __cplusplus
}
#endif
#endif

#if (configENABLE_BACKWARD_COMPATIBILITY == 1)
#include "old_names.h"
#endif

#endif
