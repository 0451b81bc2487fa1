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

#define NO_LEAF       ((const struct timeout_branch *)(uintptr_t)1)
#define IS_TREE(node) (((node)&1u) != 0)

/* Counts the timeouts of a tick, which are a ring, the leaf first. */
static unsigned check_leaf(const struct timeout *leaf)
{
    const struct timeout *at = leaf;
    unsigned count = 0;

    do {
        HOLDS(at->due == leaf->due && (at == leaf) == (at->above != NO_LEAF));
        HOLDS(at->next->prev == at && at->prev->next == at);
        HOLDS((TickType_t)(at->due - kernel.tick) >=
              (TickType_t)(kernel.sleepers.first->due - kernel.tick));
        HOLDS(++count <= TIMEOUTS_MAX);
        at = at->next;
    } while (at != leaf);
    return count;
}

/* Counts the timeouts below `root`; what is below a branch has its prefix, and shifts fall. */
static unsigned check_timeouts(uintptr_t root)
{
    uintptr_t waiting[TIMEOUT_WAYS * TIMEOUTS_MAX];
    unsigned count = 0;
    unsigned left = 0;

    if (root != 0) {
        waiting[left++] = root;
    }
    while (left > 0) {
        uintptr_t node = waiting[--left];
        if (!IS_TREE(node)) {
            count += check_leaf((const struct timeout *)node);
            continue;
        }
        const struct timeout_branch *branch = (const struct timeout_branch *)(node - 1u);
        unsigned children = 0;
        for (unsigned way = 0; way < TIMEOUT_WAYS; way++) {
            uintptr_t below = branch->below[way];
            if (below == 0) {
                continue;
            }
            bool tree = IS_TREE(below);
            const struct timeout_branch *lower = (const struct timeout_branch *)(below - 1u);
            TickType_t tick = tree ? lower->prefix : ((const struct timeout *)below)->due;
            HOLDS(left < TIMEOUT_WAYS * TIMEOUTS_MAX);
            HOLDS(!tree || lower->shift < branch->shift);
            HOLDS((tree ? lower->above : ((const struct timeout *)below)->above) == branch);
            HOLDS((tick ^ branch->prefix) >> branch->shift == way);
            waiting[left++] = below;
            children++;
        }
        HOLDS(children == branch->count && children > 1);
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
    HOLDS(check_timeouts(kernel.sleepers.root[0]) + check_timeouts(kernel.sleepers.root[1]) ==
          sleeping);
    HOLDS((kernel.sleepers.first != NULL) == (sleeping != 0));
    HOLDS(kernel_current()->state == TASK_READY && kernel_hold()->why.critical == 0);
    if (kernel_hold()->why.suspended == 0 && !kernel_hold()->why.switch_due && !sim_cpu.attention) {
        HOLDS(ready_highest(&kernel.ready)->priority == kernel_current()->priority);
    }
}
