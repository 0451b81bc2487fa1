/* SPDX-License-Identifier: MIT */
/* Figures of the demo, one a line: `figure NAME VALUE UNIT`. `./run demo` collects them. */
#ifndef FIGURES_H
#define FIGURES_H

#include "mqtt_connection.h"

/* Before the connection is made: what the heap's peak is counted from. */
void figures_start(void);

/* When it is made: the peak so far is the handshake's. Later peaks are the steady state's. */
void figures_print_handshake(void);

/* At the end: messages (`greetings` of them were the set's own), heap, and stacks. */
void figures_print_end(struct mqtt_connection *connection, unsigned greetings);

#endif
