/* SPDX-License-Identifier: MIT */
/* Keys and signing requests for many devices. */
#ifndef CLOUD_LOAD_KEYS_H
#define CLOUD_LOAD_KEYS_H

#include <stdbool.h>
#include <stdio.h>

/* Write `count` keys (P-256, PEM) to `keys` and a signing request for each to `requests`. */
bool keys_make(unsigned int count, FILE *keys, FILE *requests);

#endif
