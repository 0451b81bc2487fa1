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

/* Requests for memory that failed since the start. The size of the last: tls_bytes_missing(). */
uint32_t tls_port_memory_failures(void);

/* Requests for entropy that failed since the start. */
uint32_t tls_port_entropy_failures(void);

#endif
