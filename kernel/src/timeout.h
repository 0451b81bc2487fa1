/* SPDX-License-Identifier: MIT */
/* Timeouts in order of the tick they are due at, at a cost that does not depend on their number.
 *
 * A crit-bit tree over the bits of the due tick: a branch tests the highest bit in which its two
 * sides differ, so a path is never longer than TickType_t has bits. Timeouts due at one tick stand
 * in a ring, in order of arrival; one of them is the tree's leaf.
 *
 *               bit 5                 Each timeout brings one branch with it, and n leaves need
 *              /     \                n - 1 branches: nothing is allocated. When a timeout leaves
 *          bit 2     0x21 -o          whose branch still serves elsewhere, the branch it frees
 *         /     \       ring: o       takes over that service.
 *       0x02    0x06
 *
 * Ticks wrap: what is due before the wrap stands under root[epoch], what is due after it under the
 * other root; timeout_wrap() swaps them. The caller holds the lock that guards the tree.
 */
#ifndef KERNEL_TIMEOUT_H
#define KERNEL_TIMEOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

struct timeout_branch {
    struct timeout_branch *above; /* NULL at the top */
    uintptr_t below[2];           /* for bit = 0 and bit = 1: leaf or, with bit 0 set, branch */
    uint8_t bit;                  /* or TIMEOUT_SPARE */
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
    uint8_t epoch;
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

/* Disarms the first timeout; there is one, due before the wrap. */
void timeout_disarm_first(struct timeout_tree *tree);

/* The tick count has wrapped and nothing is left that was due before. */
void timeout_wrap(struct timeout_tree *tree);

#endif
