/* SPDX-License-Identifier: MIT */
/* Event groups: bits, and tasks that wait for some of them.
 *
 * Whether a waiter is satisfied is judged on one snapshot of the bits, for all waiters alike; the
 * bits that satisfied waiters clear go at the end, at once. One waiter is served under the lock.
 * More are served one by one with the scheduler suspended and interrupts let in between: the line
 * turns until everybody has been looked at, so a time-out may take anybody out of it meanwhile.
 */
#include "event_groups.h"

#include "sched.h"
#include "timer.h"

#if configUSE_EVENT_GROUPS

struct event_group {
    EventBits_t bits;
    struct line waiters;
    uint8_t owns;  /* the memory is the heap's */
    uint8_t phase; /* flips with every set; a waiter of the same phase has been looked at */
    uint8_t tag;   /* GROUP_TAG while it lives */
#if configUSE_TRACE_FACILITY
    UBaseType_t number; /* the application's */
#endif
};

struct event_want {
    EventBits_t bits;
    EventBits_t snapshot; /* what satisfied it; 0 until then, and when the group was deleted */
    bool all;
    bool clear;
    uint8_t phase;
};

KERNEL_STATIC_ASSERT(sizeof(struct event_group) <= sizeof(StaticEventGroup_t),
                     "StaticEventGroup_t is too small");

#define GROUP_TAG 0xe6u

/* The top byte of EventBits_t is reserved by the API. */
#define EVENT_CONTROL_BITS ((EventBits_t)((EventBits_t)0xff << (sizeof(EventBits_t) * 8u - 8u)))

#define CHECK_BITS(bits, call)                                                                     \
    KASSERT(((bits)&EVENT_CONTROL_BITS) == 0 && call ": the top byte of EventBits_t is reserved")

static struct event_group *group_of(EventGroupHandle_t handle)
{
    return (struct event_group *)(void *)handle;
}

static bool group_is_live(EventGroupHandle_t handle)
{
    return handle != NULL && group_of(handle)->tag == GROUP_TAG;
}

#define REQUIRE_GROUP(handle, call, failure)                                                       \
    KREQUIRE(group_is_live(handle), call ": NULL, deleted, or no event group", failure)

/* For the calls that programs make most: with asserts off only NULL is refused. */
#define REQUIRE_GROUP_AT_ALL(handle, call, failure)                                                \
    do {                                                                                           \
        KASSERT(group_is_live(handle) && call ": NULL, deleted, or no event group");               \
        if ((handle) == NULL) {                                                                    \
            return failure;                                                                        \
        }                                                                                          \
    } while (0)

/* `group` is NULL where there was no memory. */
static EventGroupHandle_t group_init(struct event_group *group, uint8_t owns)
{
    if (group == NULL) {
        traceEVENT_GROUP_CREATE_FAILED();
        return NULL;
    }
    group->bits = 0;
    group->waiters.first = NULL;
    group->owns = owns;
    group->phase = 0;
    group->tag = GROUP_TAG;
#if configUSE_TRACE_FACILITY
    group->number = 0;
#endif
    traceEVENT_GROUP_CREATE((EventGroupHandle_t)(void *)group);
    return (EventGroupHandle_t)(void *)group;
}

#if configSUPPORT_DYNAMIC_ALLOCATION
EventGroupHandle_t xEventGroupCreate(void)
{
    traceENTER_xEventGroupCreate();
    EventGroupHandle_t handle = group_init(pvPortMalloc(sizeof(struct event_group)), 1);
    traceRETURN_xEventGroupCreate(handle);
    return handle;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
EventGroupHandle_t xEventGroupCreateStatic(StaticEventGroup_t *memory)
{
    traceENTER_xEventGroupCreateStatic(memory);
    KASSERT(memory != NULL && "xEventGroupCreateStatic: the buffer is NULL");
    EventGroupHandle_t handle = group_init((struct event_group *)(void *)memory, 0);
    traceRETURN_xEventGroupCreateStatic(handle);
    return handle;
}

BaseType_t xEventGroupGetStaticBuffer(EventGroupHandle_t handle, StaticEventGroup_t **memory)
{
    REQUIRE_GROUP(handle, "xEventGroupGetStaticBuffer", pdFALSE);
    KREQUIRE(memory != NULL, "xEventGroupGetStaticBuffer: the answer has no place", pdFALSE);
    traceENTER_xEventGroupGetStaticBuffer(handle, memory);
    BaseType_t is_static = group_of(handle)->owns == 0 ? pdTRUE : pdFALSE;
    if (is_static) {
        *memory = (StaticEventGroup_t *)(void *)handle;
    }
    traceRETURN_xEventGroupGetStaticBuffer(is_static);
    return is_static;
}
#endif

static bool satisfied(const struct event_want *want, EventBits_t bits)
{
    return want->all ? (bits & want->bits) == want->bits : (bits & want->bits) != 0;
}

/* Looks at the first waiter; true when it is satisfied, and then adds what it clears. */
static bool serve_first(struct event_group *group, EventBits_t snapshot, EventBits_t *clear)
{
    struct event_want *want = group->waiters.first->item;

    want->phase = group->phase;
    if (!satisfied(want, snapshot)) {
        return false;
    }
    want->snapshot = snapshot;
    if (want->clear) {
        *clear |= want->bits;
    }
    return true;
}

/* Everybody in the line, one at a time. The lock is held by `mask`, as it is afterwards; the
 * scheduler is suspended one level deeper then. @return The mask. */
static arch_mask_t serve_all(struct event_group *group, arch_mask_t mask)
{
    EventBits_t snapshot = group->bits;
    EventBits_t clear = 0;
    struct wait *first = group->waiters.first;

    kernel_hold()->why.suspended++;
    group->phase ^= 1u;
    while (first != NULL && ((struct event_want *)first->item)->phase != group->phase) {
        if (serve_first(group, snapshot, &clear)) {
            if (sched_ready(wait_end_first(&group->waiters, WAKE_HANDED, &kernel.sleepers))) {
                kernel_hold()->why.switch_due = 1;
            }
        } else {
            line_rotate(first); /* all are equal here: the next becomes the leader */
        }
        kernel_unlock(mask);
        mask = kernel_lock();
        first = group->waiters.first;
    }
    group->bits &= ~clear;
    return mask;
}

/* The bits are set and one task waits. */
static inline EventBits_t serve_one(struct event_group *group, struct wait *wait, arch_mask_t mask)
{
    struct event_want *want = wait->item;
    EventBits_t now = group->bits;

    if (!satisfied(want, now)) {
        kernel_unlock(mask);
        return now;
    }
    want->snapshot = now;
    if (want->clear) {
        now &= ~want->bits;
        group->bits = now;
    }
    if (LIKELY(sched_may_hand_over(wait->task, mask))) {
        sched_hand_over(&group->waiters);
    } else {
        sched_release(wait_end_first(&group->waiters, WAKE_HANDED, &kernel.sleepers), mask);
    }
    return now;
}

/* The bits are set and somebody waits. The lock is held by `mask`; it is released. */
static SLOW_PATH EventBits_t serve(struct event_group *group, arch_mask_t mask)
{
    struct wait *first = group->waiters.first;

    if (KERNEL_INLINE && LIKELY(first->next == NULL)) {
        return serve_one(group, first, mask);
    }
    mask = serve_all(group, mask);
    EventBits_t now = group->bits;
    kernel_hold()->why.suspended--;
    (void)sched_resumed(mask);
    return now;
}

static inline EventBits_t set_bits(EventGroupHandle_t handle, const EventBits_t bits)
{
    struct event_group *group = group_of(handle);

    CHECK_BITS(bits, "xEventGroupSetBits");
    arch_mask_t mask = kernel_lock();
    traceEVENT_GROUP_SET_BITS(handle, bits);
    EventBits_t now = group->bits | bits;
    group->bits = now;
    if (UNLIKELY(group->waiters.first != NULL)) {
        return serve(group, mask);
    }
    kernel_unlock(mask);
    return now;
}

EventBits_t xEventGroupSetBits(EventGroupHandle_t handle, const EventBits_t bits)
{
    REQUIRE_GROUP_AT_ALL(handle, "xEventGroupSetBits", 0);
    KASSERT_IN_TASK("xEventGroupSetBits");
    traceENTER_xEventGroupSetBits(handle, bits);
    EventBits_t result = set_bits(handle, bits);
    traceRETURN_xEventGroupSetBits(result);
    return result;
}

static bool may_block(TickType_t ticks, arch_mask_t mask)
{
    if (ticks == 0) {
        return false;
    }
    KASSERT(sched_may_block(mask) && "xEventGroupWaitBits / xEventGroupSync: would block while the "
                                     "scheduler is suspended or interrupts are masked");
    return sched_may_block(mask);
}

/* True when `want` is satisfied now, and then takes what it clears. */
static bool satisfy(struct event_group *group, const struct event_want *want)
{
    if (!satisfied(want, group->bits)) {
        return false;
    }
    if (want->clear) {
        group->bits &= ~want->bits;
    }
    return true;
}

struct event_way {
    arch_mask_t mask;
    bool all;
    bool clear;
};

/* Waits for `bits`; the fast path has seen that they are not there now. The lock is held by
 * `how.mask`; it is released. */
static SLOW_PATH EventBits_t wait_for_bits(struct event_group *group, EventBits_t bits,
                                           TickType_t ticks, struct event_way how)
{
    struct event_want want = {.bits = bits, .all = how.all, .clear = how.clear};
    const TickType_t limit = ticks;
    bool may_be_there = !KERNEL_INLINE;

    for (;;) {
        EventBits_t now = group->bits;
        if ((may_be_there && satisfy(group, &want)) || !may_block(ticks, how.mask)) {
            kernel_unlock(how.mask);
            return now;
        }
        struct wait wait;
        want.phase = group->phase;
        wait.item = &want;
        wait_init(&wait, kernel_current(), WAIT_EVENT);
        wait.rank = 0; /* everybody is served at once: all are equal */
        line_join(&group->waiters, &wait);
        enum wake wake = wait_block(&wait, ticks);
        if (wake == WAKE_HANDED) {
            return want.snapshot;
        }
        (void)kernel_lock();
        may_be_there = wake != WAKE_ABORTED;
        ticks = may_be_there ? sched_ticks_left(wait.sleep.due, limit, wake) : 0;
    }
}

static inline EventBits_t wait_bits(EventGroupHandle_t handle, const EventBits_t bits, bool clear,
                                    bool all, TickType_t ticks)
{
    struct event_group *group = group_of(handle);
    arch_mask_t mask = kernel_lock();
    EventBits_t now = group->bits;
    EventBits_t there = now & bits;

    traceEVENT_GROUP_WAIT_BITS_BLOCK(handle, bits);
    if (KERNEL_INLINE && LIKELY(all ? there == bits : there != 0)) {
        if (clear) {
            group->bits = now & ~bits;
        }
        kernel_unlock(mask);
        return now;
    }
    return wait_for_bits(group, bits, ticks,
                         (struct event_way){.mask = mask, .all = all, .clear = clear});
}

EventBits_t xEventGroupWaitBits(EventGroupHandle_t handle, const EventBits_t bits,
                                const BaseType_t clear_on_exit, const BaseType_t wait_for_all,
                                TickType_t ticks)
{
    REQUIRE_GROUP_AT_ALL(handle, "xEventGroupWaitBits", 0);
    KASSERT_IN_TASK("xEventGroupWaitBits");
    traceENTER_xEventGroupWaitBits(handle, bits, clear_on_exit, wait_for_all, ticks);
    KASSERT(bits != 0 && "xEventGroupWaitBits: no bit to wait for");
    CHECK_BITS(bits, "xEventGroupWaitBits");
    EventBits_t result =
        wait_bits(handle, bits, clear_on_exit != pdFALSE, wait_for_all != pdFALSE, ticks);
    traceEVENT_GROUP_WAIT_BITS_END(handle, bits, (result & bits) == 0 ? pdTRUE : pdFALSE);
    traceRETURN_xEventGroupWaitBits(result);
    return result;
}

static EventBits_t sync_bits(EventGroupHandle_t handle, const EventBits_t set,
                             const EventBits_t bits, TickType_t ticks)
{
    struct event_group *group = group_of(handle);

    KASSERT(bits != 0 && "xEventGroupSync: no bit to wait for");
    CHECK_BITS(bits, "xEventGroupSync");
    CHECK_BITS(set, "xEventGroupSync");
    arch_mask_t mask = kernel_lock();
    EventBits_t met = group->bits | set;
    traceEVENT_GROUP_SYNC_BLOCK(handle, set, bits);
    group->bits = met;
    mask = serve_all(group, mask);
    kernel_hold()->why.suspended--;
    if ((met & bits) == bits) { /* the last to arrive does not wait */
        group->bits &= ~bits;
        (void)sched_resumed(mask);
        traceEVENT_GROUP_SYNC_END(handle, set, bits, pdFALSE);
        return met;
    }
    EventBits_t result = wait_for_bits(
        group, bits, ticks, (struct event_way){.mask = mask, .all = true, .clear = true});
    traceEVENT_GROUP_SYNC_END(handle, set, bits, (result & bits) != bits ? pdTRUE : pdFALSE);
    return result;
}

EventBits_t xEventGroupSync(EventGroupHandle_t handle, const EventBits_t set,
                            const EventBits_t bits, TickType_t ticks)
{
    REQUIRE_GROUP(handle, "xEventGroupSync", 0);
    KASSERT_IN_TASK("xEventGroupSync");
    traceENTER_xEventGroupSync(handle, set, bits, ticks);
    EventBits_t result = sync_bits(handle, set, bits, ticks);
    traceRETURN_xEventGroupSync(result);
    return result;
}

EventBits_t xEventGroupClearBits(EventGroupHandle_t handle, const EventBits_t bits)
{
    REQUIRE_GROUP(handle, "xEventGroupClearBits", 0);
    KASSERT_IN_TASK("xEventGroupClearBits");
    traceENTER_xEventGroupClearBits(handle, bits);
    CHECK_BITS(bits, "xEventGroupClearBits");
    arch_mask_t mask = kernel_lock();
    EventBits_t before = group_of(handle)->bits;
    traceEVENT_GROUP_CLEAR_BITS(handle, bits);
    group_of(handle)->bits = before & ~bits;
    kernel_unlock(mask);
    traceRETURN_xEventGroupClearBits(before);
    return before;
}

EventBits_t xEventGroupGetBitsFromISR(EventGroupHandle_t handle)
{
    REQUIRE_GROUP(handle, "xEventGroupGetBitsFromISR", 0);
    traceENTER_xEventGroupGetBitsFromISR(handle);
    arch_mask_t mask = kernel_lock();
    EventBits_t bits = group_of(handle)->bits;
    kernel_unlock(mask);
    traceRETURN_xEventGroupGetBitsFromISR(bits);
    return bits;
}

void vEventGroupDelete(EventGroupHandle_t handle)
{
    REQUIRE_GROUP(handle, "vEventGroupDelete", );
    KASSERT_IN_TASK("vEventGroupDelete");
    traceENTER_vEventGroupDelete(handle);
    struct event_group *group = group_of(handle);

    traceEVENT_GROUP_DELETE(handle);
    vTaskSuspendAll(); /* whoever is dismissed runs when the group is gone */
    sched_dismiss(&group->waiters, WAKE_HANDED);
    group->tag = 0;
#if configSUPPORT_DYNAMIC_ALLOCATION
    if (group->owns != 0) {
        vPortFree(group);
    }
#endif
    (void)xTaskResumeAll();
    traceRETURN_vEventGroupDelete();
}

/* From an ISR the timer task does it: waking everybody has no bound that suits an ISR. */

void vEventGroupSetBitsCallback(void *group, uint32_t bits)
{
    traceENTER_vEventGroupSetBitsCallback(group, bits);
    (void)xEventGroupSetBits((EventGroupHandle_t)group, (EventBits_t)bits);
    traceRETURN_vEventGroupSetBitsCallback();
}

void vEventGroupClearBitsCallback(void *group, uint32_t bits)
{
    traceENTER_vEventGroupClearBitsCallback(group, bits);
    (void)xEventGroupClearBits((EventGroupHandle_t)group, (EventBits_t)bits);
    traceRETURN_vEventGroupClearBitsCallback();
}

#if configUSE_TIMERS && INCLUDE_xTimerPendFunctionCall
/* A pended call has 32 bits to pass on: where a group has more, they go another way. */
static void set_wide(void *group, EventBits_t bits)
{
    (void)xEventGroupSetBits((EventGroupHandle_t)group, bits);
}

static void clear_wide(void *group, EventBits_t bits)
{
    (void)xEventGroupClearBits((EventGroupHandle_t)group, bits);
}

BaseType_t xEventGroupSetBitsFromISR(EventGroupHandle_t handle, const EventBits_t bits,
                                     BaseType_t *woken)
{
    REQUIRE_GROUP(handle, "xEventGroupSetBitsFromISR", pdFAIL);
    traceENTER_xEventGroupSetBitsFromISR(handle, bits, woken);
    traceEVENT_GROUP_SET_BITS_FROM_ISR(handle, bits);
    BaseType_t result;
    if (sizeof(EventBits_t) > sizeof(uint32_t)) {
        result = timer_pend_ticks_from_isr(set_wide, handle, bits, woken);
    } else {
        result = xTimerPendFunctionCallFromISR(vEventGroupSetBitsCallback, handle, (uint32_t)bits,
                                               woken);
    }
    traceRETURN_xEventGroupSetBitsFromISR(result);
    return result;
}

BaseType_t xEventGroupClearBitsFromISR(EventGroupHandle_t handle, const EventBits_t bits)
{
    REQUIRE_GROUP(handle, "xEventGroupClearBitsFromISR", pdFAIL);
    traceENTER_xEventGroupClearBitsFromISR(handle, bits);
    traceEVENT_GROUP_CLEAR_BITS_FROM_ISR(handle, bits);
    BaseType_t result;
    if (sizeof(EventBits_t) > sizeof(uint32_t)) {
        result = timer_pend_ticks_from_isr(clear_wide, handle, bits, NULL);
    } else {
        result = xTimerPendFunctionCallFromISR(vEventGroupClearBitsCallback, handle, (uint32_t)bits,
                                               NULL);
    }
    traceRETURN_xEventGroupClearBitsFromISR(result);
    return result;
}
#endif

#if configUSE_TRACE_FACILITY
UBaseType_t uxEventGroupGetNumber(void *group)
{
    traceENTER_uxEventGroupGetNumber(group);
    UBaseType_t result = group != NULL ? ((const struct event_group *)group)->number : 0;
    traceRETURN_uxEventGroupGetNumber(result);
    return result;
}

void vEventGroupSetNumber(void *group, UBaseType_t number)
{
    traceENTER_vEventGroupSetNumber(group, number);
    if (group != NULL) {
        ((struct event_group *)group)->number = number;
    }
    traceRETURN_vEventGroupSetNumber();
}
#endif

#endif
