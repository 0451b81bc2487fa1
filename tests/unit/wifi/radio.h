/* SPDX-License-Identifier: MIT */
/* A radio that does what a test says, and writes down what it was asked. */
#ifndef RADIO_H
#define RADIO_H

#include "wifi_core.h"

extern struct wifi_driver radio_driver; /* a copy of all it can do, for each test to cut down */
extern struct wifi_device radio;
extern enum wifi_result radio_result; /* of the next calls */
extern char radio_asked[512];         /* "on join:home/secret12/2/6 ..." */
extern const struct wifi_found *radio_air;
extern size_t radio_air_count;
extern void (*radio_during)(void); /* while it joins */

void radio_new(void);
void radio_event(enum wifi_event event);

#endif
