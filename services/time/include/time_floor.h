/* SPDX-License-Identifier: MIT */
/* The moment of the source, made by time_floor.cmake at build time. */
#ifndef TIME_FLOOR_H
#define TIME_FLOOR_H

#include <stdint.h>

/* Milliseconds since 1970, a midnight UTC. */
extern const uint64_t time_floor_unix_ms;

#endif
