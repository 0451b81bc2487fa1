/* SPDX-License-Identifier: MIT */
/* The surroundings as this library's files see them. */
#ifndef TLS_PORT_H
#define TLS_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *tls_port_allocate(size_t count, size_t bytes);
void tls_port_release(void *memory);

/* Is the time known, not only that it is past the floor? */
bool tls_port_time_known(void);

/* Requests for memory that failed since the start. The last: tls_memory_error(). */
uint32_t tls_port_memory_failures(void);

/* What the last request that failed was for, in words. */
void tls_port_memory_where(const char *where);

/* Entropy as it comes; a failure is counted. */
bool tls_port_entropy(void *buffer, size_t length);
uint32_t tls_port_entropy_failures(void);

/* tls_random.c: the generator, seeded. False: no entropy or no memory. */
bool tls_random_begin(void);
void tls_random_end(void);

#endif
