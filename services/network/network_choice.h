/* SPDX-License-Identifier: MIT */
/* Which interface is used, and which is to be tried again when: the rules without kernel or clock.
 *
 *      report, tried, failed ──► choice ──► step: what is used now ──► whoever listens
 *
 * Invariant: a loss of the interface that is used is always a step of its own, also when it was up
 * again before anybody looked. Times are milliseconds that may wrap. Not locked.
 */
#ifndef NETWORK_CHOICE_H
#define NETWORK_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

#include "network.h"

#define NETWORK_NONE  UINT8_MAX
#define NETWORK_NEVER UINT32_MAX

struct network_choice {
    uint8_t count;
    uint8_t current; /* index, or NETWORK_NONE */
    bool lost;       /* the current one went down since the last step */
    struct network_place {
        bool up;
        bool may_retry;
        bool trying;
        uint32_t since_ms;   /* up or down, or the end of the last try */
        uint32_t backoff_ms; /* from `since_ms` to the next try */
    } places[NETWORK_INTERFACES_MAX];
};

/* `count` interfaces, the preferred first, all of them down and due. */
void network_choice_init(struct network_choice *choice, uint8_t count, uint32_t now_ms);

/* Interface `place` is up or down. */
void network_choice_report(struct network_choice *choice, uint8_t place, bool up, uint32_t now_ms);

/* One change, if there is one to make: true, and `current` is what is used now. */
bool network_choice_step(struct network_choice *choice, uint32_t now_ms);

/* An interface that is due for a try, which begins now: its index, or NETWORK_NONE. */
uint8_t network_choice_try(struct network_choice *choice, uint32_t now_ms);

/* That try has ended; when the interface is not up, the next one is later. */
void network_choice_tried(struct network_choice *choice, uint8_t place, uint32_t now_ms);

/* How long until there may be something to step or try without a report; NETWORK_NEVER. */
uint32_t network_choice_wait_ms(const struct network_choice *choice, uint32_t now_ms);

#endif
