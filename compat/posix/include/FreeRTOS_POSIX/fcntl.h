/* SPDX-License-Identifier: MIT */
/** O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_NONBLOCK for mq_open, as the C library numbers
 * them. */
#ifndef FREERTOS_POSIX_FCNTL_H
#define FREERTOS_POSIX_FCNTL_H

#include <fcntl.h>

#include "FreeRTOS_POSIX/sys/types.h"

#endif
