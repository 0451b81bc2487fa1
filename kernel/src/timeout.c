/* SPDX-License-Identifier: MIT */
#include "timeout.h"

#include "bits.h"
#include "hot.h"
#include "kernel_assert.h"

#define DIGIT_BITS      2u
#define TIMEOUT_SPARE   0xffu
#define TIMEOUT_ALONE   0xfeu /* no branch is needed where there is one leaf: not in the list */
#define TIMEOUT_NO_LEAF ((struct timeout_branch *)(uintptr_t)1)

/* A node is a pointer to a leaf, or a pointer to a branch with this bit set. */
#define BRANCH_TAG ((uintptr_t)1)

static inline uintptr_t leaf_node(struct timeout *timeout)
{
    return (uintptr_t)timeout;
}

static inline uintptr_t branch_node(struct timeout_branch *branch)
{
    return (uintptr_t)branch | BRANCH_TAG;
}

static inline bool is_branch(uintptr_t node)
{
    return (node & BRANCH_TAG) != 0;
}

static inline struct timeout_branch *branch_of(uintptr_t node)
{
    return (struct timeout_branch *)(node - BRANCH_TAG);
}

static inline struct timeout *leaf_of(uintptr_t node)
{
    return (struct timeout *)node;
}

static inline unsigned digit_at(TickType_t due, unsigned shift)
{
    return (unsigned)(due >> shift) & (TIMEOUT_WAYS - 1u);
}

/* Where the pointer to the node of `due` below `above` is kept. */
HOT_LOCAL uintptr_t *slot_of(struct timeout_tree *tree, struct timeout_branch *above,
                             TickType_t due, uintptr_t node)
{
    if (above != NULL) {
        return &above->below[digit_at(due, above->shift)];
    }
    return tree->root[0] == node ? &tree->root[0] : &tree->root[1];
}

HOT_LOCAL void set_above(uintptr_t node, struct timeout_branch *above)
{
    if (is_branch(node)) {
        branch_of(node)->above = above;
    } else {
        leaf_of(node)->above = above;
    }
}

static inline void set_first(struct timeout_tree *tree, struct timeout *first)
{
    tree->first = first;
    tree->due = first->due;
}

/* The earliest below `node`, which becomes the first of all. */
static inline void first_below(struct timeout_tree *tree, uintptr_t node)
{
    while (is_branch(node)) {
        const uintptr_t *below = branch_of(node)->below;
        while (*below == 0) {
            below++;
        }
        node = *below;
    }
    set_first(tree, leaf_of(node));
}

/* Branches that nobody needs. */

HOT_LOCAL void spare_add(struct timeout_tree *tree, struct timeout_branch *branch)
{
    struct timeout_branch *next = tree->spare;

    branch->shift = TIMEOUT_SPARE;
    branch->below[0] = (uintptr_t)next;
    branch->below[1] = 0;
    if (next != NULL) {
        next->below[1] = (uintptr_t)branch;
    }
    tree->spare = branch;
}

HOT_LOCAL void spare_remove(struct timeout_tree *tree, struct timeout_branch *branch)
{
    struct timeout_branch *next = (struct timeout_branch *)branch->below[0];
    struct timeout_branch *prev = (struct timeout_branch *)branch->below[1];

    if (prev != NULL) {
        prev->below[0] = (uintptr_t)next;
    } else {
        tree->spare = next;
    }
    if (next != NULL) {
        next->below[1] = (uintptr_t)prev;
    }
}

/* `to` takes over the place of `from`. */
static void replace_branch(struct timeout_tree *tree, struct timeout_branch *from,
                           struct timeout_branch *to)
{
    *to = *from;
    *slot_of(tree, to->above, to->prefix, branch_node(from)) = branch_node(to);
    for (unsigned i = 0; i < TIMEOUT_WAYS; i++) {
        if (to->below[i] != 0) {
            set_above(to->below[i], to);
        }
    }
}

/* Puts the branch of `timeout` in the place of the node at `slot`, with both below it. */
static SLOW_PATH void split(struct timeout_tree *tree, uintptr_t *slot, struct timeout *timeout,
                            struct timeout_branch *above)
{
    uintptr_t node = *slot;
    TickType_t other = is_branch(node) ? branch_of(node)->prefix : leaf_of(node)->due;
    TickType_t due = timeout->due;
    unsigned shift = bits_top_of_tick(other ^ due) & ~(DIGIT_BITS - 1u);
    struct timeout_branch *branch = &timeout->branch;

    branch->below[0] = 0;
    branch->below[1] = 0;
    branch->below[2] = 0;
    branch->below[3] = 0;
    branch->below[digit_at(due, shift)] = leaf_node(timeout);
    branch->below[digit_at(other, shift)] = node;
    branch->prefix = (TickType_t)(due >> shift >> DIGIT_BITS << DIGIT_BITS << shift);
    branch->above = above;
    branch->shift = (uint8_t)shift;
    branch->count = 2;
    timeout->above = branch;
    set_above(node, branch);
    *slot = branch_node(branch);
    if (!is_branch(node) && leaf_of(node)->branch.shift == TIMEOUT_ALONE) {
        spare_add(tree, &leaf_of(node)->branch);
    }
}

static void join_ring(struct timeout *leaf, struct timeout *timeout)
{
    timeout->next = leaf;
    timeout->prev = leaf->prev;
    leaf->prev->next = timeout;
    leaf->prev = timeout;
    timeout->above = TIMEOUT_NO_LEAF;
}

void timeout_arm(struct timeout_tree *tree, struct timeout *timeout, TickType_t due, TickType_t now)
{
    uintptr_t *slot = &tree->root[due > now ? 0 : 1];
    struct timeout_branch *above = NULL;
    uintptr_t node = *slot;

    timeout->due = due;
    timeout->next = timeout;
    timeout->prev = timeout;
    if (tree->first == NULL || (TickType_t)(due - now) < (TickType_t)(tree->due - now)) {
        set_first(tree, timeout);
    }
    while (is_branch(node)) {
        struct timeout_branch *branch = branch_of(node);
        TickType_t digit = (due ^ branch->prefix) >> branch->shift;
        if (digit >= TIMEOUT_WAYS) {
            split(tree, slot, timeout, above);
            return;
        }
        above = branch;
        slot = &branch->below[digit];
        node = *slot;
    }
    if (node == 0) {
        *slot = leaf_node(timeout);
        timeout->above = above;
        if (above == NULL) {
            timeout->branch.shift = TIMEOUT_ALONE;
            return;
        }
        above->count++;
    } else if (leaf_of(node)->due != due) {
        split(tree, slot, timeout, above);
        return;
    } else {
        join_ring(leaf_of(node), timeout);
    }
    spare_add(tree, &timeout->branch);
}

/* One child is left of `branch`: it takes the branch's place. @return The child. */
static inline uintptr_t collapse(struct timeout_tree *tree, struct timeout_branch *branch)
{
    const uintptr_t *below = branch->below;

    while (*below == 0) {
        below++;
    }
    *slot_of(tree, branch->above, branch->prefix, branch_node(branch)) = *below;
    set_above(*below, branch->above);
    return *below;
}

/* The only timeout of its tick leaves the tree. @return The branch that is free now, or NULL. */
static inline struct timeout_branch *remove_leaf(struct timeout_tree *tree, struct timeout *leaf)
{
    struct timeout_branch *above = leaf->above;
    struct timeout_branch *freed = NULL;
    uintptr_t *slot = slot_of(tree, above, leaf->due, leaf_node(leaf));
    uintptr_t rest;

    *slot = 0;
    if (above == NULL) {
        rest = tree->root[slot == &tree->root[0] ? 1 : 0];
    } else if (--above->count == 1) {
        rest = collapse(tree, above);
        freed = above;
    } else {
        rest = branch_node(above);
    }
    if (tree->first == leaf) {
        tree->first = NULL;
        if (rest != 0) {
            first_below(tree, rest);
        }
    }
    return freed;
}

/* One of several of its tick leaves. */
static inline void leave_ring(struct timeout_tree *tree, struct timeout *timeout,
                              struct timeout *heir)
{
    timeout->prev->next = heir;
    heir->prev = timeout->prev;
    if (timeout->above != TIMEOUT_NO_LEAF) {
        *slot_of(tree, timeout->above, heir->due, leaf_node(timeout)) = leaf_node(heir);
        heir->above = timeout->above;
        if (tree->first == timeout) {
            tree->first = heir;
        }
    }
}

/* The branch of a timeout that has left goes with it. `freed`: a branch that nobody needs any more,
 * or NULL. */
static inline void take_branch_back(struct timeout_tree *tree, struct timeout_branch *own,
                                    struct timeout_branch *freed)
{
    if (freed == own || own->shift == TIMEOUT_ALONE) {
        return;
    }
    if (own->shift == TIMEOUT_SPARE) {
        spare_remove(tree, own);
        if (freed != NULL) {
            spare_add(tree, freed);
        }
        return;
    }
    if (freed == NULL) {
        freed = tree->spare;
        KASSERT(freed != NULL && "timeouts: no branch is spare");
        spare_remove(tree, freed);
    }
    replace_branch(tree, own, freed);
}

void timeout_disarm(struct timeout_tree *tree, struct timeout *timeout)
{
    struct timeout *heir = timeout->next;
    struct timeout_branch *freed = NULL;

    KASSERT(heir != NULL && "timeout_disarm: the timeout is not armed");
    timeout->next = NULL;
    if (heir != timeout) {
        leave_ring(tree, timeout, heir);
    } else {
        freed = remove_leaf(tree, timeout);
    }
    take_branch_back(tree, &timeout->branch, freed);
}

void timeout_expire(struct timeout_tree *tree)
{
    struct timeout *first = tree->first;
    struct timeout_branch *above = first->above;

    if (!KERNEL_INLINE || above != &first->branch || above->count != 2 || first->next != first) {
        timeout_disarm(tree, first);
        return;
    }
    /* Its branch is above it and goes with it: what stands behind it there takes the place. */
    struct timeout_branch *grand = above->above;
    const uintptr_t *below = above->below;
    while (*below == 0) {
        below++;
    }
    do {
        below++;
    } while (*below == 0);
    uintptr_t rest = *below;
    *(grand != NULL ? &grand->below[digit_at(above->prefix, grand->shift)] : &tree->root[0]) = rest;
    set_above(rest, grand);
    first->next = NULL;
    first_below(tree, rest);
}

void timeout_wrap(struct timeout_tree *tree)
{
    KASSERT(tree->root[0] == 0 && "timeout_wrap: a timeout before the wrap is left");
    tree->root[0] = tree->root[1];
    tree->root[1] = 0;
}
