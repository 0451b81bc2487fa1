/* SPDX-License-Identifier: MIT */
/* Whose turn at the wire it is. */
#ifndef ESP_AT_TURN_H
#define ESP_AT_TURN_H

#include "esp_at.h"

/* Make the objects and the task, once, and begin the core. */
void esp_at_prepare(const struct esp_at_wiring *wiring);

/* Wait for the turn. */
void esp_at_take_turn(struct esp_at_modem *modem);

/* Handle what has come meanwhile, give the turn back, then tell who listens to links. */
void esp_at_give_turn(struct esp_at_modem *modem);

#endif
