/* SPDX-License-Identifier: MIT */
#include "network_choice.h"

/* `count` is not more than the arrays have room for: the compiler is to see it. */
static uint8_t count_of(const struct network_choice *choice)
{
    return NETWORK_INTERFACES_MAX == 1 ? 1 : choice->count;
}

static uint32_t left_ms(uint32_t now_ms, uint32_t since_ms, uint32_t wait_ms)
{
    const uint32_t passed = now_ms - since_ms;

    return passed < wait_ms ? wait_ms - passed : 0;
}

void network_choice_init(struct network_choice *choice, uint8_t count, uint32_t now_ms)
{
    *choice = (struct network_choice){.count = count, .current = NETWORK_NONE};
    for (uint8_t i = 0; i < count_of(choice); i++) {
        choice->places[i].since_ms = now_ms;
    }
}

static uint32_t longer(uint32_t backoff_ms)
{
    if (backoff_ms == 0) {
        return NETWORK_RETRY_MS_MIN;
    }
    return backoff_ms < NETWORK_RETRY_MS_MAX / 2u ? backoff_ms * 2u : NETWORK_RETRY_MS_MAX;
}

void network_choice_report(struct network_choice *choice, uint8_t place, bool up, uint32_t now_ms)
{
    struct network_place *const told = &choice->places[place];

    if (told->up == up) {
        return;
    }
    if (!up) { /* one that does not stay is as good as one that is not there */
        told->backoff_ms = left_ms(now_ms, told->since_ms, NETWORK_SETTLE_MS) == 0
                               ? NETWORK_RETRY_MS_MIN
                               : longer(told->backoff_ms);
    }
    told->up = up;
    told->since_ms = now_ms;
    choice->lost = choice->lost || (!up && place == choice->current);
}

/* The preferred one that is up, but not `except`. */
static uint8_t best(const struct network_choice *choice, uint8_t except)
{
    for (uint8_t i = 0; i < count_of(choice); i++) {
        if (choice->places[i].up && i != except) {
            return i;
        }
    }
    return NETWORK_NONE;
}

bool network_choice_step(struct network_choice *choice, uint32_t now_ms)
{
    uint8_t next = choice->current;

    if (choice->lost || next == NETWORK_NONE) {
        next = best(choice, next);
    } else if (NETWORK_INTERFACES_MAX > 1) {
        for (uint8_t i = 0; i < choice->current && next == choice->current; i++) {
            const struct network_place *const place = &choice->places[i];
            if (place->up && left_ms(now_ms, place->since_ms, NETWORK_SETTLE_MS) == 0) {
                next = i;
            }
        }
    }
    const bool changed = next != choice->current;
    choice->current = next;
    choice->lost = false;
    return changed;
}

static bool is_waiting(const struct network_place *place)
{
    return place->may_retry && !place->up && !place->trying;
}

uint8_t network_choice_try(struct network_choice *choice, uint32_t now_ms)
{
    for (uint8_t i = 0; i < count_of(choice); i++) {
        struct network_place *const place = &choice->places[i];
        if (is_waiting(place) && left_ms(now_ms, place->since_ms, place->backoff_ms) == 0) {
            place->trying = true;
            return i;
        }
    }
    return NETWORK_NONE;
}

void network_choice_tried(struct network_choice *choice, uint8_t place, uint32_t now_ms)
{
    struct network_place *const tried = &choice->places[place];

    tried->trying = false;
    if (!tried->up) {
        tried->since_ms = now_ms;
        tried->backoff_ms = longer(tried->backoff_ms);
    }
}

uint32_t network_choice_wait_ms(const struct network_choice *choice, uint32_t now_ms)
{
    uint32_t wait = NETWORK_NEVER;

    for (uint8_t i = 0; i < count_of(choice); i++) {
        const struct network_place *const place = &choice->places[i];
        uint32_t left = NETWORK_NEVER;
        if (is_waiting(place)) {
            left = left_ms(now_ms, place->since_ms, place->backoff_ms);
        } else if (NETWORK_INTERFACES_MAX > 1 && place->up &&
                   i < choice->current) { /* NETWORK_NONE is above all */
            left = left_ms(now_ms, place->since_ms, NETWORK_SETTLE_MS);
        }
        wait = left < wait ? left : wait;
    }
    return wait;
}
