/* SPDX-License-Identifier: MIT */
#include "timeout.h"

#include "bits.h"
#include "kernel_assert.h"

#define TIMEOUT_SPARE   0xffu
#define TIMEOUT_NO_LEAF ((struct timeout_branch *)(uintptr_t)1)

#define BRANCH_TAG ((uintptr_t)1)

static uintptr_t leaf_node(struct timeout *timeout)
{
    return (uintptr_t)timeout;
}

static uintptr_t branch_node(struct timeout_branch *branch)
{
    return (uintptr_t)branch | BRANCH_TAG;
}

static bool is_branch(uintptr_t node)
{
    return (node & BRANCH_TAG) != 0;
}

static struct timeout_branch *branch_of(uintptr_t node)
{
    return (struct timeout_branch *)(node - BRANCH_TAG);
}

static struct timeout *leaf_of(uintptr_t node)
{
    return (struct timeout *)node;
}

static unsigned side_of(const struct timeout_branch *branch, TickType_t due)
{
    return (unsigned)(due >> branch->bit) & 1u;
}

/* Where the pointer to `node` is kept, `node` hanging below `above`. */
static uintptr_t *slot_of(struct timeout_tree *tree, struct timeout_branch *above, uintptr_t node)
{
    uintptr_t *pair = above != NULL ? above->below : tree->root;
    return pair[0] == node ? &pair[0] : &pair[1];
}

static void hang(uintptr_t *slot, uintptr_t node, struct timeout_branch *above)
{
    *slot = node;
    if (is_branch(node)) {
        branch_of(node)->above = above;
    } else {
        leaf_of(node)->above = above;
    }
}

/* `to` takes over the place of `from` in the tree. */
static void move_branch(struct timeout_tree *tree, struct timeout_branch *from,
                        struct timeout_branch *to)
{
    *slot_of(tree, from->above, branch_node(from)) = branch_node(to);
    to->above = from->above;
    to->bit = from->bit;
    hang(&to->below[0], from->below[0], to);
    hang(&to->below[1], from->below[1], to);
}

static struct timeout *leftmost(uintptr_t node)
{
    while (is_branch(node)) {
        node = branch_of(node)->below[0];
    }
    return leaf_of(node);
}

static inline void set_first(struct timeout_tree *tree, struct timeout *first)
{
    tree->first = first;
    tree->due = first->due;
}

static void ring_start(struct timeout *timeout)
{
    timeout->next = timeout;
    timeout->prev = timeout;
}

static void ring_append(struct timeout *leaf, struct timeout *timeout)
{
    timeout->next = leaf;
    timeout->prev = leaf->prev;
    leaf->prev->next = timeout;
    leaf->prev = timeout;
    timeout->above = TIMEOUT_NO_LEAF;
}

/* Hangs `timeout`, and its branch for `bit`, into the path that leads to it. */
static void split(uintptr_t *root, struct timeout *timeout, unsigned bit)
{
    struct timeout_branch *above = NULL;
    uintptr_t *slot = root;
    uintptr_t node = *slot;
    while (is_branch(node) && branch_of(node)->bit > bit) {
        above = branch_of(node);
        slot = &above->below[side_of(above, timeout->due)];
        node = *slot;
    }

    struct timeout_branch *branch = &timeout->branch;
    branch->bit = (uint8_t)bit;
    branch->above = above;
    unsigned side = side_of(branch, timeout->due);
    hang(&branch->below[side], leaf_node(timeout), branch);
    hang(&branch->below[1u - side], node, branch);
    *slot = branch_node(branch);
}

/* The leaf that `due` would be found at. */
static struct timeout *nearest(uintptr_t node, TickType_t due)
{
    while (is_branch(node)) {
        const struct timeout_branch *branch = branch_of(node);
        node = branch->below[side_of(branch, due)];
    }
    return leaf_of(node);
}

void timeout_arm(struct timeout_tree *tree, struct timeout *timeout, TickType_t due, TickType_t now)
{
    uintptr_t *root = &tree->root[due > now ? tree->epoch : 1u - tree->epoch];
    struct timeout *first = tree->first;

    timeout->due = due;
    timeout->branch.bit = TIMEOUT_SPARE;
    if (first == NULL || (TickType_t)(due - now) < (TickType_t)(first->due - now)) {
        set_first(tree, timeout);
    }
    ring_start(timeout);
    if (*root == 0) {
        hang(root, leaf_node(timeout), NULL);
        return;
    }
    struct timeout *near = nearest(*root, due);
    TickType_t differ = near->due ^ due;
    if (differ == 0) {
        ring_append(near, timeout);
    } else {
        split(root, timeout, bits_top_of_tick(differ));
    }
}

/* The next of its ring takes the leaf's place and serves as a branch where the leaf did. */
static void succeed(struct timeout_tree *tree, struct timeout *leaf, struct timeout *heir)
{
    hang(slot_of(tree, leaf->above, leaf_node(leaf)), leaf_node(heir), leaf->above);
    if (leaf->branch.bit != TIMEOUT_SPARE) {
        move_branch(tree, &leaf->branch, &heir->branch);
    }
}

static void first_of(struct timeout_tree *tree, uintptr_t node)
{
    if (node != 0) {
        set_first(tree, leftmost(node));
    } else {
        tree->first = NULL;
    }
}

/* The only timeout under its root leaves. */
static void leave_root(struct timeout_tree *tree, struct timeout *leaf)
{
    unsigned side = tree->root[0] == leaf_node(leaf) ? 0 : 1;

    tree->root[side] = 0;
    if (tree->first == leaf) {
        first_of(tree, tree->root[1u - side]);
    }
}

/* The only timeout of its tick leaves, and its branch above with it. */
static void leave_branch(struct timeout_tree *tree, struct timeout *leaf)
{
    struct timeout_branch *above = leaf->above;
    uintptr_t sibling = above->below[above->below[0] == leaf_node(leaf) ? 1 : 0];

    hang(slot_of(tree, above->above, branch_node(above)), sibling, above->above);
    if (&leaf->branch != above) {
        if (leaf->branch.bit == TIMEOUT_SPARE) {
            above->bit = TIMEOUT_SPARE;
        } else {
            move_branch(tree, &leaf->branch, above);
            sibling = sibling == branch_node(&leaf->branch) ? branch_node(above) : sibling;
        }
    }
    if (tree->first == leaf) {
        first_of(tree, sibling);
    }
}

/* One of several of its tick leaves. */
static void leave_ring(struct timeout_tree *tree, struct timeout *timeout, struct timeout *heir)
{
    timeout->prev->next = heir;
    heir->prev = timeout->prev;
    if (timeout->above != TIMEOUT_NO_LEAF) {
        succeed(tree, timeout, heir);
        if (tree->first == timeout) {
            tree->first = heir;
        }
    }
}

void timeout_disarm(struct timeout_tree *tree, struct timeout *timeout)
{
    struct timeout *heir = timeout->next;

    KASSERT(heir != NULL && "timeout_disarm: the timeout is not armed");
    timeout->next = NULL;
    if (heir != timeout) {
        leave_ring(tree, timeout, heir);
    } else if (timeout->above == NULL) {
        leave_root(tree, timeout);
    } else {
        leave_branch(tree, timeout);
    }
}

void timeout_disarm_first(struct timeout_tree *tree)
{
    struct timeout *first = tree->first;
    struct timeout_branch *above = first->above;

    if (first->next != first || above == NULL || above != &first->branch) {
        timeout_disarm(tree, first);
        return;
    }
    /* It hangs leftmost, and so does the branch above it, which is its own. */
    struct timeout_branch *grand = above->above;
    uintptr_t sibling = above->below[1];
    first->next = NULL;
    hang(grand != NULL ? &grand->below[0] : &tree->root[tree->epoch], sibling, grand);
    set_first(tree, leftmost(sibling));
}

void timeout_wrap(struct timeout_tree *tree)
{
    KASSERT(tree->root[tree->epoch] == 0 && "timeout_wrap: a timeout before the wrap is left");
    tree->epoch = (uint8_t)(1u - tree->epoch);
}
