/* SPDX-License-Identifier: MIT */
/* A time server (SNTP) in the box's network. */
#ifndef BOX_TIME_H
#define BOX_TIME_H

#include <stdint.h>

/* After box_tcp_start. `unix_ms` is asked for each answer. */
void box_time_start(uint64_t (*unix_ms)(void));

#endif
