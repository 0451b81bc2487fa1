/* SPDX-License-Identifier: MIT */
/* Interfaces of the test's for the network manager: a cable, and a radio that must join. */
#ifndef FAKE_INTERFACES_H
#define FAKE_INTERFACES_H

#include "FreeRTOS.h"
#include "network.h"
#include "task.h"

#define FAKE_TRIES 16u

extern const struct network_interface fake_cable, fake_radio;

extern struct fake_state {
    volatile bool cable_up, radio_up;
    volatile bool radio_reachable; /* a try leads to a network */
    volatile unsigned tries;
    TickType_t tried_at[FAKE_TRIES];
    TickType_t try_ticks; /* how long a try takes */
    unsigned asked;       /* for addresses of names */
} fake;

/* The interface goes up or down, and says so. */
void fake_set(const struct network_interface *interface, bool up);

/* The interface says so, and it is not so any more. */
void fake_say(const struct network_interface *interface, bool up);

#endif
