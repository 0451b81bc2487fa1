/* SPDX-License-Identifier: MIT */
/* What has happened in a run, for those who watch it: from the beginning, as long as it is kept,
 * and on. Each event has a number, so that who comes back goes on where it was. */
#ifndef CONSOLE_EVENTS_H
#define CONSOLE_EVENTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct events;

struct events *events_new(void);
void events_free(struct events *events);
/* `kind` is static; `data` is consumed. */
void events_add(struct events *events, const char *kind, json_t *data);
/* Text of a serial line, whatever bytes it is of. */
void events_add_serial(struct events *events, const char *text, size_t bytes);
/* Nothing more will come. */
void events_end(struct events *events);
/* Server-sent events behind number `*last`, which is put forward; a comment when nothing happens
 * for a while; 0: the end. */
ssize_t events_read(struct events *events, uint64_t *last, char *buffer, size_t bytes_max);

#endif
