/* SPDX-License-Identifier: MIT */
/* Timeouts in order of the tick they are due at, at a cost that does not depend on their number.
 *
 * A tree over the bits of the due tick, two bits a level, from which every level that decides
 * nothing is left out: a path has at most half as many branches as TickType_t has bits. Timeouts
 * due at one tick stand in a ring, in order of arrival; the first of them is the tree's leaf.
 *
 *             prefix 0x00, shift 4        Each timeout brings one branch with it, and n leaves need
 *              /        |      \          n - 1 branches at most: nothing is allocated. A branch
 *     prefix 0x00      0x13    0x21 -o    that is not needed is in the list of spares; when a
 *     shift 0           ring of equals:   timeout leaves whose branch serves elsewhere, a spare one
 *      /    \                       o     takes over that service.
 *    0x02   0x03
 *
 * Ticks wrap: what is due before the wrap stands under root[0], what is due after it under root[1];
 * timeout_wrap() moves it over. The caller holds the lock that guards the tree.
 */
#ifndef KERNEL_TIMEOUT_H
#define KERNEL_TIMEOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#define TIMEOUT_WAYS 4u

struct timeout_branch {
    uintptr_t below[TIMEOUT_WAYS]; /* 0, leaf or, with bit 0 set, branch; a spare: next, previous */
    TickType_t prefix;             /* of all ticks below: the bits above its digit; the rest 0 */
    struct timeout_branch *above;  /* NULL at the top */
    uint8_t shift;                 /* where its digit begins, or TIMEOUT_SPARE, TIMEOUT_ALONE */
    uint8_t count;                 /* of what is below */
};

struct timeout {
    TickType_t due;
    struct timeout *next; /* ring of one due tick; NULL: not armed */
    struct timeout *prev;
    struct timeout_branch *above; /* of the ring's leaf; TIMEOUT_NO_LEAF in the others */
    struct timeout_branch branch; /* lent to the tree */
};

struct timeout_tree {
    uintptr_t root[2];
    struct timeout *first; /* the earliest, NULL when none is armed */
    TickType_t due;        /* the first's, where there is one */
    struct timeout_branch *spare;
};

static inline bool timeout_is_armed(const struct timeout *timeout)
{
    return timeout->next != NULL;
}

/* Arms `timeout` for `due`, which is later than `now` by 1 .. the largest TickType_t. */
void timeout_arm(struct timeout_tree *tree, struct timeout *timeout, TickType_t due,
                 TickType_t now);

/* Disarms `timeout`, which is armed. */
void timeout_disarm(struct timeout_tree *tree, struct timeout *timeout);

/* Disarms the first timeout, which is due; there is one, and it was due before the wrap. */
void timeout_expire(struct timeout_tree *tree);

/* The tick count has wrapped and nothing is left that was due before. */
void timeout_wrap(struct timeout_tree *tree);

#endif
