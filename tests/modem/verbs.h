/* SPDX-License-Identifier: MIT */
/* The driver's functions by name: one verb a line, one answer a line, events before it. */
#ifndef MODEM_TEST_VERBS_H
#define MODEM_TEST_VERBS_H

#include <stdio.h>

#include "esp_at_core.h"

/* Where the answers go. */
extern FILE *verbs_out;

/* A driver over this port, with nothing known. */
void verbs_begin(const struct esp_at_port *port);

/* The words of the line are taken apart. */
void verbs_run(char *line);

#endif
