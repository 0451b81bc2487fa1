/* SPDX-License-Identifier: MIT */
#ifndef BOX_LWIP_ARCH_CC_H
#define BOX_LWIP_ARCH_CC_H

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/types.h>

#define LWIP_TIMEVAL_PRIVATE 0

uint32_t box_random32(void);

#define LWIP_RAND()                   box_random32()
#define LWIP_PLATFORM_DIAG(arguments) ((void)0)
#define LWIP_PLATFORM_ASSERT(message) abort()

#endif
