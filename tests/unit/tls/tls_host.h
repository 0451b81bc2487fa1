/* SPDX-License-Identifier: MIT */
/* The surroundings of libs/tls on the host: memory that counts and can fail, a clock that is set.
 */
#ifndef TLS_HOST_H
#define TLS_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tls.h"
#include "tls_arena.h"

struct tls_host {
    size_t used;             /* bytes asked for and not given back */
    size_t peak;             /* largest `used` since it was set to 0 */
    unsigned long requests;  /* for memory, since it was set to 0 */
    unsigned long fail_from; /* the request of this number fails, 1 = the first; 0: none */
    struct tls_arena *arena; /* where memory is from; NULL: the host's heap */
    int64_t now;             /* what the clock says */
    bool no_entropy;
    int mutexes; /* alive */
};

extern struct tls_host tls_host;

/* Fresh counters, the same arena, clock set to the host's, library initialised with floor
 * 2000-01-01. */
void tls_host_begin(void);

/* The port that tls_host_begin uses; the floor may be changed. */
struct tls_port tls_host_port(void);

#endif
