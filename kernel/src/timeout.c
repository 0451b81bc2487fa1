/* SPDX-License-Identifier: MIT */
#include "timeout.h"

#include "bits.h"
#include "hot.h"
#include "kernel_assert.h"

#define SHIFT_OF_TOP 0xffu

/* A pointer to a node is one to a branch or, with this bit set, to a leaf. */
#define LEAF_TAG ((uintptr_t)1)

static inline uintptr_t leaf_node(struct timeout *timeout)
{
    return (uintptr_t)timeout | LEAF_TAG;
}

static inline uintptr_t branch_node(struct timeout_branch *branch)
{
    return (uintptr_t)branch;
}

static inline bool is_leaf(uintptr_t node)
{
    return (node & LEAF_TAG) != 0;
}

static inline struct timeout_branch *branch_of(uintptr_t node)
{
    return (struct timeout_branch *)node;
}

static inline struct timeout *leaf_of(uintptr_t node)
{
    return (struct timeout *)(node - LEAF_TAG);
}

static inline unsigned side_of(TickType_t due, unsigned shift)
{
    return (unsigned)(due >> shift) & 1u;
}

static inline void set_above(uintptr_t node, struct timeout_branch *above)
{
    ((struct timeout_node *)(node & ~LEAF_TAG))->above = above;
}

/* `node` takes the place of `old` below `above`. */
HOT_LOCAL void put_in_place(struct timeout_branch *above, uintptr_t old, uintptr_t node)
{
    uintptr_t *slot = above->below;

    if (*slot != old) {
        slot++;
    }
    *slot = node;
    set_above(node, above);
}

/* The earliest below `node`, or nobody where that is 0, is the first of all. */
static inline void set_first(struct timeout_tree *tree, uintptr_t node)
{
    if (node == 0) {
        tree->first = NULL;
        tree->due--;
        return;
    }
    while (!is_leaf(node)) {
        node = branch_of(node)->below[0];
    }
    tree->first = leaf_of(node);
    tree->due = tree->first->due;
}

/* `timeout` becomes the leaf of its tick in the place of `old`, of the same ring. */
static inline void succeed(struct timeout_tree *tree, struct timeout *old, struct timeout *timeout)
{
    put_in_place(old->node.above, leaf_node(old), leaf_node(timeout));
    if (tree->first == old) {
        tree->first = timeout;
    }
}

/* Puts `timeout` behind the leaf of its tick, which it succeeds. */
static SLOW_PATH void join_ring(struct timeout_tree *tree, struct timeout *timeout,
                                struct timeout *leaf)
{
    struct timeout *first = leaf->next;

    timeout->next = first;
    timeout->prev = leaf;
    first->prev = timeout;
    leaf->next = timeout;
    succeed(tree, leaf, timeout);
    leaf->node.above = NULL;
}

/* Puts the branch of `timeout` above `node`, whose ticks part from its own at the bit `shift`. */
HOT_LOCAL void part(struct timeout *timeout, uintptr_t node, struct timeout_branch *above,
                    unsigned shift)
{
    struct timeout_branch *branch = &timeout->branch;
    unsigned side = side_of(timeout->due, shift);

    put_in_place(above, node, branch_node(branch));
    branch->below[side] = leaf_node(timeout);
    branch->below[side ^ 1u] = node;
    branch->shift = (uint8_t)shift;
    timeout->node.above = branch;
    set_above(node, branch);
}

/* Puts `timeout` where it belongs below `node`, or above some of the branches over it. */
HOT_LOCAL void join(struct timeout_tree *tree, struct timeout *timeout, uintptr_t node)
{
    TickType_t due = timeout->due;

    while (!is_leaf(node)) {
        struct timeout_branch *branch = branch_of(node);
        node = branch->below[side_of(due, branch->shift)];
    }
    TickType_t difference = leaf_of(node)->due ^ due;
    if (difference == 0) {
        join_ring(tree, timeout, leaf_of(node));
        return;
    }
    unsigned shift = bits_top_of_tick(difference);
    struct timeout_branch *above = leaf_of(node)->node.above;
    while (above->shift < shift) {
        node = branch_node(above);
        above = above->node.above;
    }
    part(timeout, node, above, shift);
}

/* The same below `node`, under which the first of all is: on the way to that one, down to where
 * they part, no bit needs a look. */
static inline void join_first(struct timeout_tree *tree, struct timeout *timeout, uintptr_t node)
{
    TickType_t difference = timeout->due ^ tree->due;
    struct timeout_branch *above = &tree->top;

    if (difference == 0) {
        join_ring(tree, timeout, tree->first);
        return;
    }
    unsigned shift = bits_top_of_tick(difference);
    if (timeout->due < tree->due) {
        tree->first = timeout;
        tree->due = timeout->due;
    }
    while (!is_leaf(node) && branch_of(node)->shift > shift) {
        above = branch_of(node);
        node = above->below[0];
    }
    if (!is_leaf(node) && branch_of(node)->shift == shift) {
        join(tree, timeout, branch_of(node)->below[1]);
    } else {
        part(timeout, node, above, shift);
    }
}

void timeout_arm(struct timeout_tree *tree, struct timeout *timeout, TickType_t due, TickType_t now)
{
    unsigned side = due > now ? 0 : 1;
    uintptr_t node = tree->top.below[side];

    timeout->due = due;
    timeout->next = timeout;
    timeout->prev = timeout;
    timeout->branch.node.above = NULL;
    if (node == 0) {
        tree->top.shift = SHIFT_OF_TOP;
        tree->top.below[side] = leaf_node(timeout);
        timeout->node.above = &tree->top;
        if (side == 0 || tree->first == NULL) {
            tree->first = timeout;
            tree->due = due;
        }
        return;
    }
    bool beside_first = side == 0 || tree->top.below[0] == 0;
    if (KERNEL_INLINE && beside_first) {
        join_first(tree, timeout, node);
        return;
    }
    join(tree, timeout, node);
    if (!KERNEL_INLINE && beside_first && due < tree->due) {
        tree->first = timeout;
        tree->due = due;
    }
}

/* The branch `to`, which is not in the tree, takes over the place of `from`. */
static void take_over(struct timeout_branch *from, struct timeout_branch *to)
{
    *to = *from;
    put_in_place(to->node.above, branch_node(from), branch_node(to));
    set_above(to->below[0], to);
    set_above(to->below[1], to);
}

/* The only timeout of its tick leaves the tree. @return A branch that is in the tree no more, if
 * its own still is. */
static inline struct timeout_branch *remove_leaf(struct timeout_tree *tree, struct timeout *leaf)
{
    struct timeout_branch *above = leaf->node.above;
    uintptr_t *below = above->below;
    uintptr_t rest = below[0] != leaf_node(leaf) ? below[0] : below[1];

    if (above != &tree->top) {
        put_in_place(above->node.above, branch_node(above), rest);
        above->node.above = NULL;
    } else {
        below[below[0] != leaf_node(leaf) ? 1 : 0] = 0;
    }
    if (tree->first == leaf) {
        set_first(tree, rest);
    }
    return above;
}

/* One of several of its tick leaves. @return As remove_leaf. */
static inline struct timeout_branch *leave_ring(struct timeout_tree *tree, struct timeout *timeout)
{
    struct timeout *next = timeout->next;
    struct timeout *prev = timeout->prev;

    prev->next = next;
    next->prev = prev;
    if (timeout->node.above != NULL) {
        succeed(tree, timeout, prev);
    }
    return &next->branch;
}

/* `timeout` has left the tree: its branch follows, and `free` takes that one's place. */
static inline void take_branch(struct timeout *timeout, struct timeout_branch *free)
{
    timeout->next = NULL;
    if (timeout->branch.node.above != NULL) {
        take_over(&timeout->branch, free);
    }
}

void timeout_disarm(struct timeout_tree *tree, struct timeout *timeout)
{
    KASSERT(timeout->next != NULL && "timeout_disarm: the timeout is not armed");
    take_branch(timeout,
                timeout->next != timeout ? leave_ring(tree, timeout) : remove_leaf(tree, timeout));
}

struct timeout *timeout_expire(struct timeout_tree *tree)
{
    struct timeout *leaf = tree->first;
    struct timeout *first = leaf->next;
    struct timeout *next = first->next;

    if (!KERNEL_INLINE) {
        timeout_disarm(tree, first);
    } else if (first == leaf) {
        take_branch(first, remove_leaf(tree, first));
    } else {
        leaf->next = next;
        next->prev = leaf;
        take_branch(first, &next->branch);
    }
    return first;
}

void timeout_wrap(struct timeout_tree *tree)
{
    uintptr_t *root = tree->top.below;

    KASSERT(root[0] == 0 && "timeout_wrap: a timeout before the wrap is left");
    root[0] = root[1];
    root[1] = 0;
}
