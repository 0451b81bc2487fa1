/* SPDX-License-Identifier: MIT */
/* What lwIP needs to know of compiler and C library, and the two services it takes from its port
 * (services/net): numbers nobody can guess, and a place for broken invariants to stop at. */
#ifndef DUNLIN_LWIP_ARCH_CC_H
#define DUNLIN_LWIP_ARCH_CC_H

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/types.h>

/* lwIP takes this for a sign that there is an ssize_t; there is, in each of our C libraries. */
#ifndef SSIZE_MAX
#define SSIZE_MAX LONG_MAX
#endif

/* Initial sequence numbers, source ports and DNS ids come from here: from the entropy seam. */
uint32_t lwip_port_random(void);

/* An invariant of lwIP is broken; it does not go on. */
_Noreturn void lwip_port_assert(const char *message, const char *file, int line);

#define LWIP_RAND()                   lwip_port_random()
#define LWIP_PLATFORM_DIAG(arguments) ((void)0)
#define LWIP_PLATFORM_ASSERT(message) lwip_port_assert(message, __FILE__, __LINE__)

typedef uint32_t sys_prot_t;

#endif
