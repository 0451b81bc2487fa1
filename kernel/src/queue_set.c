/* SPDX-License-Identifier: MIT */
#include "queue_set.h"

#include "queue_core.h"
#include "sched.h"

#if configUSE_QUEUE_SETS

#include <string.h>

#define HANDLE_BYTES sizeof(QueueHandle_t)

static inline uint8_t *next_place(const struct queue *set, uint8_t *place)
{
    place += HANDLE_BYTES;
    return place == set->end ? set->items : place;
}

static void push_member(struct queue *set, QueueHandle_t member)
{
    memcpy(set->write, &member, HANDLE_BYTES); /* an application's storage has any alignment */
    set->write = next_place(set, set->write);
    set->count++;
}

static bool set_has_room(const struct queue *set)
{
    bool room = set->count < set->length;
    KASSERT(room && "a queue set is full: create it as long as its members together");
    return room;
}

bool queue_set_note(struct object *member)
{
    struct queue *set = object_set(member);

    if (!set_has_room(set)) {
        return false;
    }
    traceQUEUE_SET_SEND(object_handle(set));
    push_member(set, object_handle(member));
    return set->object.takers.first != NULL &&
           sched_ready(wait_end_first(&set->object.takers, WAKE_AGAIN, &kernel.sleepers));
}

BaseType_t queue_set_post(struct object *member, arch_mask_t mask)
{
    struct queue *set = object_set(member);
    struct wait *taker = set->object.takers.first;

    if (taker != NULL && set->count == 0 && taker->role == WAIT_TAKE &&
        sched_may_hand_over(taker->task, mask)) {
        QueueHandle_t handle = object_handle(member);
        traceQUEUE_SET_SEND(object_handle(set));
        memcpy(taker->item, &handle, HANDLE_BYTES);
        sched_hand_over(&set->object.takers);
    } else {
        sched_dispatch(mask, queue_set_note(member));
    }
    return pdPASS;
}

void queue_set_post_from_isr(struct object *member, BaseType_t *woken)
{
    struct queue *set = object_set(member);

    if (!set_has_room(set)) {
        return;
    }
    traceQUEUE_SET_SEND(object_handle(set));
    push_member(set, object_handle(member));
    if (set->object.takers.first != NULL) {
        sched_post_from_isr(&set->object.takers, woken);
    }
}

void queue_set_forget(struct object *member)
{
    arch_mask_t mask = kernel_lock();
    struct queue *set = object_set(member);
    UBaseType_t count = set->count;
    const uint8_t *from = set->read;

    /* The others move up: what is written is never ahead of what is read. */
    set->count = 0;
    set->write = set->read;
    for (UBaseType_t i = 0; i < count; i++) {
        QueueHandle_t posted;
        memcpy(&posted, from, HANDLE_BYTES);
        from = next_place(set, (uint8_t *)(uintptr_t)from);
        if (posted != object_handle(member)) {
            push_member(set, posted);
        }
    }
    kernel_unlock(mask);
}

/* With the lock held, for a time that depends on the members of the set. */
static void take_out(struct object *member)
{
    struct object *before = &object_set(member)->object;

    while (before->fellow != member) {
        before = before->fellow;
    }
    before->fellow = member->fellow;
    member->fellow = NULL;
    member->set = NULL;
}

static bool is_set(const struct object *object)
{
    return object->kind == OBJECT_QUEUE && object->type == queueQUEUE_TYPE_SET;
}

void queue_set_part(struct object *object)
{
    arch_mask_t mask = kernel_lock();

    if (object_set(object) != NULL) {
        queue_set_forget(object);
        take_out(object);
    }
    while (is_set(object) && object->fellow != NULL) {
        take_out(object->fellow);
        kernel_unlock(mask);
        mask = kernel_lock();
    }
    kernel_unlock(mask);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
QueueSetHandle_t xQueueCreateSet(const UBaseType_t length)
{
    traceENTER_xQueueCreateSet(length);
    QueueSetHandle_t set =
        xQueueGenericCreate(length, (UBaseType_t)HANDLE_BYTES, queueQUEUE_TYPE_SET);
    traceRETURN_xQueueCreateSet(set);
    return set;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
QueueSetHandle_t xQueueCreateSetStatic(const UBaseType_t length, uint8_t *storage,
                                       StaticQueue_t *memory)
{
    traceENTER_xQueueCreateSetStatic(length, storage, memory);
    QueueSetHandle_t set = xQueueGenericCreateStatic(length, (UBaseType_t)HANDLE_BYTES, storage,
                                                     memory, queueQUEUE_TYPE_SET);
    traceRETURN_xQueueCreateSetStatic(set);
    return set;
}
#endif

BaseType_t xQueueAddToSet(QueueSetMemberHandle_t handle, QueueSetHandle_t set_handle)
{
    traceENTER_xQueueAddToSet(handle, set_handle);
    struct object *member = object_of(handle);
    struct object *set = object_of(set_handle);
    BaseType_t result = pdFAIL;

    KASSERT_IN_TASK("xQueueAddToSet");
    KREQUIRE(member != NULL && object_is_live(member) && !is_set(member),
             "xQueueAddToSet: the member is no queue, semaphore or mutex", pdFAIL);
    KREQUIRE(set != NULL && is_set(set), "xQueueAddToSet: not a queue set", pdFAIL);
    arch_mask_t mask = kernel_lock();
    if (member->set == NULL && object_held(member) == 0) {
        member->set = queue_of(set);
        member->fellow = set->fellow;
        set->fellow = member;
        result = pdPASS;
    }
    kernel_unlock(mask);
    traceRETURN_xQueueAddToSet(result);
    return result;
}

BaseType_t xQueueRemoveFromSet(QueueSetMemberHandle_t handle, QueueSetHandle_t set)
{
    traceENTER_xQueueRemoveFromSet(handle, set);
    struct object *member = object_of(handle);
    BaseType_t result = pdFAIL;

    KASSERT_IN_TASK("xQueueRemoveFromSet");
    KREQUIRE(member != NULL && object_is_live(member),
             "xQueueRemoveFromSet: the member is no queue, semaphore or mutex", pdFAIL);
    KREQUIRE(set != NULL && is_set(object_of(set)), "xQueueRemoveFromSet: not a queue set", pdFAIL);
    arch_mask_t mask = kernel_lock();
    if (member->set == queue_of(object_of(set)) && object_held(member) == 0) {
        take_out(member);
        result = pdPASS;
    }
    kernel_unlock(mask);
    traceRETURN_xQueueRemoveFromSet(result);
    return result;
}

QueueSetMemberHandle_t xQueueSelectFromSet(QueueSetHandle_t set, const TickType_t ticks)
{
    traceENTER_xQueueSelectFromSet(set, ticks);
    QueueSetMemberHandle_t member = NULL;
    void *item = &member;

    KASSERT(set != NULL && is_set(object_of(set)) && "xQueueSelectFromSet: not a queue set");
    /* In one unit with queues the compiler thinks of items that are larger: it forgets where. */
    __asm("" : "+r"(item));
    (void)xQueueReceive(set, item, ticks);
    traceRETURN_xQueueSelectFromSet(member);
    return member;
}

QueueSetMemberHandle_t xQueueSelectFromSetFromISR(QueueSetHandle_t set)
{
    traceENTER_xQueueSelectFromSetFromISR(set);
    QueueSetMemberHandle_t member = NULL;

    KASSERT(set != NULL && is_set(object_of(set)) && "xQueueSelectFromSetFromISR: not a queue set");
    (void)xQueueReceiveFromISR(set, &member, NULL);
    traceRETURN_xQueueSelectFromSetFromISR(member);
    return member;
}

#endif
