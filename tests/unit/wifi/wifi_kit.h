/* SPDX-License-Identifier: MIT */
/* The core over a radio that the test plays. */
#ifndef WIFI_KIT_H
#define WIFI_KIT_H

#include <stdbool.h>

#include "wifi_core.h"

extern struct wifi_setup setup;
extern struct wifi_core core;
extern char changes[64]; /* "+" and "-" of `joined`, in order */
extern const WIFINetworkParams_t home;

/* A new radio and a new core, which is switched on if it shall be. */
void begin(bool on);

/* Whether the radio was asked just this since the last time. */
bool asked(const char *words);

#endif
