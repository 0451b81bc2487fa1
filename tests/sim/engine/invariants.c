/* SPDX-License-Identifier: MIT */
/* What is true of the kernel's structures whenever nobody holds its lock. Reads them and changes
 * nothing; the tests of the simulator are the only code outside the kernel that knows them. */
#include "kernel.h"
#include "wait.h"

#include "engine.h"

#define TASKS_MAX    64u
#define TIMEOUTS_MAX 128u

#define HOLDS(condition)                                                                           \
    ((condition) ? (void)0 : sim_fail("the kernel is broken: %s, line %d", #condition, __LINE__))

static unsigned check_ring(unsigned priority, const struct task *head)
{
    const struct task *task = head;
    unsigned count = 0;

    do {
        HOLDS(task->state == TASK_READY);
        HOLDS(task->priority == priority);
        HOLDS(task->next->prev == task && task->prev->next == task);
        HOLDS(++count <= TASKS_MAX);
        task = task->next;
    } while (task != head);
    return count;
}

static unsigned check_ready_set(void)
{
    const struct ready_set *set = &kernel.ready;
    unsigned count = 0;

    for (unsigned p = 0; p < configMAX_PRIORITIES; p++) {
        bool is_marked = (set->map[p / 32u] & UINT32_C(1) << (p % 32u)) != 0;
        count += is_marked ? check_ring(p, set->head[p]) : 0;
    }
    return count;
}

#define IS_LEAF(node) (((node)&1u) != 0)

/* Counts the timeouts of a tick, which are a ring, the leaf last. One of their branches serves at
 * most. */
static unsigned check_leaf(const struct timeout *leaf)
{
    const struct timeout *at = leaf;
    unsigned count = 0;
    unsigned serving = 0;

    do {
        HOLDS(at->due == leaf->due && (at == leaf) == (at->node.above != NULL));
        HOLDS(at->next->prev == at && at->prev->next == at);
        HOLDS((TickType_t)(at->due - kernel.tick) >=
              (TickType_t)(kernel.sleepers.first->due - kernel.tick));
        HOLDS(++count <= TIMEOUTS_MAX);
        serving += at->branch.node.above != NULL;
        at = at->next;
    } while (at != leaf);
    HOLDS(serving <= 1);
    return count;
}

/* Any tick below `node`. */
static TickType_t tick_below(uintptr_t node)
{
    while (!IS_LEAF(node)) {
        node = ((const struct timeout_branch *)node)->below[1];
    }
    return ((const struct timeout *)(node - 1u))->due;
}

/* Counts the timeouts below `root`; what is below a branch agrees above its bit, and shifts fall.
 */
static unsigned check_timeouts(uintptr_t root)
{
    uintptr_t waiting[2u * TIMEOUTS_MAX];
    unsigned count = 0;
    unsigned left = 0;

    if (root != 0) {
        waiting[left++] = root;
    }
    while (left > 0) {
        uintptr_t node = waiting[--left];
        if (IS_LEAF(node)) {
            count += check_leaf((const struct timeout *)(node - 1u));
            continue;
        }
        const struct timeout_branch *branch = (const struct timeout_branch *)node;
        HOLDS(branch->shift < branch->node.above->shift);
        for (unsigned side = 0; side < 2u; side++) {
            uintptr_t below = branch->below[side];
            TickType_t tick = tick_below(below);
            HOLDS(((const struct timeout_node *)(below & ~(uintptr_t)1))->above == branch);
            HOLDS((tick >> branch->shift & 1u) == side);
            HOLDS((tick ^ tick_below(node)) >> branch->shift <= 1u);
            HOLDS(left < 2u * TIMEOUTS_MAX);
            waiting[left++] = below;
        }
    }
    return count;
}

/* Counts the ready and the sleeping among all tasks. */
static void count_tasks(unsigned *ready, unsigned *sleeping)
{
    unsigned count = 0;

    for (const struct task *task = kernel.all; task != NULL; task = task->all_next) {
        HOLDS(++count <= TASKS_MAX);
        HOLDS(task->priority >= task->base_priority || task->mutexes == 0);
        *ready += task->state == TASK_READY;
        /* The running task may be on its way to sleep: wait_let_in. */
        HOLDS(task->state == TASK_BLOCKED || task->wait == NULL ||
              (task == kernel_current() && kernel_hold()->why.suspended != 0));
        if (task->wait != NULL) {
            HOLDS(task->wait->task == task);
            *sleeping += timeout_is_armed(&task->wait->sleep);
        }
    }
}

void invariants_hold(void)
{
    unsigned ready = 0;
    unsigned sleeping = 0;

    count_tasks(&ready, &sleeping);
    HOLDS(check_ready_set() == ready);
    HOLDS(check_timeouts(kernel.sleepers.top.below[0]) +
              check_timeouts(kernel.sleepers.top.below[1]) ==
          sleeping);
    HOLDS((kernel.sleepers.first != NULL) == (sleeping != 0));
    HOLDS(kernel_current()->state == TASK_READY && kernel_hold()->why.critical == 0);
    if (kernel_hold()->why.suspended == 0 && !kernel_hold()->why.switch_due && !sim_cpu.attention) {
        HOLDS(ready_highest(&kernel.ready)->priority == kernel_current()->priority);
    }
}
