/* SPDX-License-Identifier: MIT */
/* What these programs change of the POSIX layer's options. */
#ifndef FREERTOS_POSIX_PORTABLE_H
#define FREERTOS_POSIX_PORTABLE_H

#define posixconfigPTHREAD_TASK_NAME  "thread"
#define posixconfigPTHREAD_STACK_SIZE (512u * sizeof(StackType_t))
#define posixconfigMQ_MAX_MESSAGES    3
#define posixconfigMQ_MAX_SIZE        24
#define NAME_MAX                      20

#endif
