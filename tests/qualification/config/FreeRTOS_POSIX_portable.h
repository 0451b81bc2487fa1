/* SPDX-License-Identifier: MIT */
/* Options of the POSIX layer in aws_tests: threads have the stack of any task of a case, and room
 * for what it takes to wait in a line. */
#ifndef FREERTOS_POSIX_PORTABLE_H
#define FREERTOS_POSIX_PORTABLE_H

#define posixconfigPTHREAD_STACK_SIZE ((qualificationTASK_STACK_WORDS + 48) * sizeof(StackType_t))
#define posixconfigMQ_MAX_MESSAGES    2
#define posixconfigMQ_MAX_SIZE        16

#endif
