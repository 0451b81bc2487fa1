/* SPDX-License-Identifier: MIT */
/* Timeouts in order of the tick they are due at, at a cost that does not depend on their number.
 *
 * A tree over the bits of the due tick, from which every bit that decides nothing is left out: a
 * path has at most as many branches as TickType_t has bits. Timeouts due at one tick stand in a
 * ring; the last of them to arrive is the tree's leaf, so the first is behind it.
 *
 *            bit 5                    Each timeout brings one branch with it, and n leaves need
 *           /     \                   n - 1 branches: nothing is allocated. Of each ring one branch
 *        bit 4     0x21 -> 0x21 -o    serves at most, no matter where, and of one ring none does.
 *        /   \       ^-----------o    Who leaves while its branch serves gives that service to
 *     bit 0  0x13                     another's: one of its ring, or the one that stood above it
 *     /   \                           and is needed no more.
 *   0x02  0x03
 *
 * Ticks wrap: what is due before the wrap stands on one side of the top, what is due after it on
 * the other; timeout_wrap() moves it over. The caller holds the lock that guards the tree.
 */
#ifndef KERNEL_TIMEOUT_H
#define KERNEL_TIMEOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

/* What leaves and branches have in common. */
struct timeout_node {
    struct timeout_branch *above; /* NULL: not in the tree */
};

struct timeout_branch {
    struct timeout_node node;
    uintptr_t below[2]; /* branch or, with bit 0 set, leaf */
    uint8_t shift;      /* of the bit that it decides by, less than that of the one above */
};

struct timeout {
    struct timeout_node node; /* leaves only */
    TickType_t due;
    struct timeout *next; /* ring of one due tick; NULL: not armed */
    struct timeout *prev;
    struct timeout_branch branch; /* lent to the tree */
};

struct timeout_tree {
    struct timeout_branch top; /* below it: what is due before the wrap, what is due after; or 0 */
    struct timeout *first;     /* the leaf of the earliest tick, NULL when none is armed */
    TickType_t due;            /* that tick; once nobody is left, one before the last */
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

/* Who is due first, and came first of those; NULL when none is armed. */
static inline struct timeout *timeout_first(const struct timeout_tree *tree)
{
    return tree->first != NULL ? tree->first->next : NULL;
}

/* Disarms the first timeout; there is one. */
struct timeout *timeout_expire(struct timeout_tree *tree);

/* The tick count has wrapped and nothing is left that was due before. */
void timeout_wrap(struct timeout_tree *tree);

#endif
