/* SPDX-License-Identifier: MIT */
/* Ready set: which tasks could run now, and which of them should.
 *
 *   map   0 0 1 0 1        bit p set <=> head[p] means something
 *             |   |
 *             v   v
 *        head[2] head[0]   ring of the tasks of one priority, longest-waiting first
 *
 * Every function is O(1): with more than 32 priorities, O(words of the map). The running task is in
 * the set, the head of its ring. The caller holds the kernel lock.
 */
#ifndef KERNEL_READY_H
#define KERNEL_READY_H

#include "bits.h"
#include "tcb.h"

#define READY_WORDS (((unsigned)configMAX_PRIORITIES + 31u) / 32u)

struct ready_set {
    uint32_t map[READY_WORDS];
    struct task *head[configMAX_PRIORITIES];
};

/* Word of the map; with up to 32 priorities there is one. */
static inline unsigned ready_word(unsigned priority)
{
    return READY_WORDS == 1u ? 0 : priority / 32u;
}

static inline bool ready_is_empty(const struct ready_set *set)
{
    uint32_t any = 0;
    for (unsigned word = 0; word < READY_WORDS; word++) {
        any |= set->map[word];
    }
    return any == 0;
}

/* Priority of the task to run. The set is not empty. */
static inline unsigned ready_top(const struct ready_set *set)
{
    unsigned word = READY_WORDS - 1u;
    while (word > 0 && set->map[word] == 0) {
        word--;
    }
    return word * 32u + bits_top(set->map[word]);
}

/* The task to run: head of the highest ring that is not empty. */
static inline struct task *ready_highest(const struct ready_set *set)
{
    return set->head[ready_top(set)];
}

static inline uint32_t ready_bit(unsigned priority)
{
    return UINT32_C(1) << (READY_WORDS == 1u ? priority : priority % 32u);
}

/* Adds `task` behind its equals. It must not be in the set. */
HOT void ready_add(struct ready_set *set, struct task *task);

/* Adds `task` in front of its equals: it has not used up its turn. */
HOT void ready_add_first(struct ready_set *set, struct task *task);

/* Takes `task`, which is the head of its ring, out of the set. */
HOT void ready_remove_head(struct ready_set *set, struct task *task);

/* Takes `task` out of the set. It must be in it. */
HOT void ready_remove(struct ready_set *set, struct task *task);

/* One turn of round-robin: `task`, the head of its ring, goes behind its equals. */
static inline void ready_rotate(struct ready_set *set, const struct task *task)
{
    set->head[task->priority] = task->next;
}

#if KERNEL_INLINE
#include "ready_hot.h"
#endif

#endif
