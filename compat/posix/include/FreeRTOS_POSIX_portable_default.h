/* SPDX-License-Identifier: MIT */
/** Options of the POSIX layer. An application changes them in a FreeRTOS_POSIX_portable.h of its
 * own, anywhere in the include path.
 *
 * posixconfigENABLE_<TYPE> of other implementations say which types the C library has already; here
 * no type can meet the C library's, and they are without effect. */
#ifndef FREERTOS_POSIX_PORTABLE_DEFAULT_H
#define FREERTOS_POSIX_PORTABLE_DEFAULT_H

#include "FreeRTOS_POSIX_names.h"

#if __has_include("FreeRTOS_POSIX_portable.h")
#include "FreeRTOS_POSIX_portable.h"
#endif

/* Name of the tasks of threads. */
#ifndef posixconfigPTHREAD_TASK_NAME
#define posixconfigPTHREAD_TASK_NAME "pthread"
#endif

/* Name of the task that watches timers. */
#ifndef posixconfigTIMER_NAME
#define posixconfigTIMER_NAME "timer"
#endif

/* Its priority. [0 .. configMAX_PRIORITIES - 1] */
#ifndef posixconfigTIMER_PRIORITY
#define posixconfigTIMER_PRIORITY (configMAX_PRIORITIES - 1)
#endif

/* Its stack, bytes; as much as a thread whose attributes name no size. */
#ifndef posixconfigTIMER_STACK_SIZE
#define posixconfigTIMER_STACK_SIZE posixconfigPTHREAD_STACK_SIZE
#endif

/* Stack of a thread whose attributes name no size. Bytes. [at least PTHREAD_STACK_MIN] */
#ifndef posixconfigPTHREAD_STACK_SIZE
#define posixconfigPTHREAD_STACK_SIZE PTHREAD_STACK_MIN
#endif

/* Of a message queue that is made without attributes: messages, and bytes of each. */
#ifndef posixconfigMQ_MAX_MESSAGES
#define posixconfigMQ_MAX_MESSAGES 10
#endif
#ifndef posixconfigMQ_MAX_SIZE
#define posixconfigMQ_MAX_SIZE 128
#endif

/* Least stack of a thread, bytes. */
#ifndef PTHREAD_STACK_MIN
#define PTHREAD_STACK_MIN (configMINIMAL_STACK_SIZE * sizeof(StackType_t))
#endif

/* Longest name of a message queue, bytes without the end. */
#ifndef NAME_MAX
#define NAME_MAX 64
#endif

/* Highest value of a semaphore. */
#ifndef SEM_VALUE_MAX
#define SEM_VALUE_MAX 0x7FFFU
#endif

#endif
