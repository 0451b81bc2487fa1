/* SPDX-License-Identifier: MIT */
/* queue.h: queue sets */
#include "misuse.h"

static StaticQueue_t memory;
static void *storage[2];

#define QUEUE(object) ((QueueHandle_t)(void *)(object))

/* The member still works, by itself. */
static bool member_is_alone(void)
{
    uint32_t got = 0;
    bool sent = xQueueSend(v.member, &item, 0) == pdPASS;
    return sent && xQueueReceive(v.member, &got, 0) == pdPASS && got == item;
}

/* The set still tells of its member. */
static bool set_works(void)
{
    return xQueueSend(v.member, &item, 0) == pdPASS && xQueueSelectFromSet(v.set, 0) == v.member &&
           xQueueReceive(v.member, &item, 0) == pdPASS;
}

MISUSE(BOTH, IN_TASK, "xQueueCreate", xQueueCreateSet(0) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreateSet((UBaseType_t)-1) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreateSet((UBaseType_t)-1 / sizeof(void *) + 2u) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xQueueCreateSetStatic(2, NULL, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic",
       xQueueCreateSetStatic(2, (uint8_t *)storage, NULL) == NULL);

MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.queue, NULL) == pdFAIL && set_works());
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(NULL, v.set) == pdFAIL && set_works());
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.set, v.set) == pdFAIL && set_works());
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.queue, v.member) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.queue, v.semaphore) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.queue, v.dead_set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.dead, v.set) == pdFAIL && set_works());
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.dead_set, v.set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(QUEUE(v.group), v.set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(QUEUE(v.task), v.set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueAddToSet", xQueueAddToSet(v.queue, QUEUE(v.task)) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueueAddToSet", DONE(xQueueAddToSet(v.queue, v.set)));
MISUSE(NEVER, IN_TASK, "", xQueueAddToSet(v.member, v.set) == pdFAIL && set_works());
MISUSE(NEVER, IN_TASK, "", xQueueAddToSet(v.full, v.set) == pdFAIL && set_works());
MISUSE(NEVER, IN_TASK, "", xQueueAddToSet(v.free_mutex, v.set) == pdFAIL && set_works());

MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(v.member, NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(NULL, v.set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(v.member, v.queue) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(v.member, v.dead_set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(v.dead, v.set) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueRemoveFromSet", xQueueRemoveFromSet(QUEUE(v.task), v.set) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueueRemoveFromSet", DONE(xQueueRemoveFromSet(v.member, v.set)));
MISUSE(NEVER, IN_TASK, "", xQueueRemoveFromSet(v.queue, v.set) == pdFAIL && set_works());
MISUSE(NEVER, IN_TASK, "", xQueueRemoveFromSet(v.set, v.set) == pdFAIL && set_works());

static bool remove_a_member_with_an_item(void)
{
    (void)xQueueSend(v.member, &item, 0);
    return xQueueRemoveFromSet(v.member, v.set) == pdFAIL &&
           xQueueSelectFromSet(v.set, 0) == v.member;
}

MISUSE(NEVER, IN_TASK, "", remove_a_member_with_an_item());

MISUSE(ASSERTS, IN_TASK, "xQueueSelectFromSet", xQueueSelectFromSet(NULL, 0) == NULL);
MISUSE(ASSERTS, IN_TASK, "xQueueSelectFromSet", DONE(xQueueSelectFromSet(v.full, 0)));
MISUSE(BOTH, IN_TASK, "xQueueSelectFromSet", xQueueSelectFromSet(v.dead_set, 0) == NULL);
MISUSE(BOTH, IN_ISR, "xQueueReceive", DONE(xQueueSelectFromSet(v.set, 0)));
MISUSE(BOTH, SUSPENDED, "", xQueueSelectFromSet(v.set, 3) == NULL);
MISUSE(ASSERTS, IN_ISR, "xQueueSelectFromSetFromISR", xQueueSelectFromSetFromISR(NULL) == NULL);
MISUSE(ASSERTS, IN_ISR, "xQueueSelectFromSetFromISR", DONE(xQueueSelectFromSetFromISR(v.full)));
MISUSE(BOTH, IN_ISR, "xQueueSelectFromSetFromISR", xQueueSelectFromSetFromISR(v.dead_set) == NULL);

/* A set is a queue of handles to who receives from it. */
static bool receive_from_the_set(void)
{
    QueueHandle_t got = NULL;
    bool nothing = xQueueReceive(v.set, &got, 0) == errQUEUE_EMPTY;
    (void)xQueueSend(v.member, &item, 0);
    return nothing && xQueueReceive(v.set, &got, 0) == pdPASS && got == v.member;
}

MISUSE(NEVER, IN_TASK, "", receive_from_the_set());

static bool post_more_than_the_set_holds(void)
{
    for (unsigned i = 0; i < 3; i++) {
        (void)xQueueSend(v.member, &item, 0);
    }
    return uxQueueMessagesWaiting(v.member) == 3 && uxQueueMessagesWaiting(v.set) == 2;
}

MISUSE(BOTH, IN_TASK, "a queue set is full", post_more_than_the_set_holds());

static bool delete_the_set(void)
{
    (void)xQueueSend(v.member, &item, 0);
    vQueueDelete(v.set);
    return xQueueReceive(v.member, &item, 0) == pdPASS && member_is_alone() &&
           xQueueSelectFromSet(v.set = xQueueCreateSetStatic(2, (uint8_t *)storage, &memory), 0) ==
               NULL &&
           xQueueAddToSet(v.member, v.set) == pdPASS && set_works();
}

static bool delete_the_member(void)
{
    (void)xQueueSend(v.member, &item, 0);
    vQueueDelete(v.member);
    return xQueueSelectFromSet(v.set, 0) == NULL && xQueueAddToSet(v.queue, v.set) == pdPASS &&
           xQueueSend(v.queue, &item, 0) == pdPASS && xQueueSelectFromSet(v.set, 0) == v.queue;
}

MISUSE(NEVER, IN_TASK, "", delete_the_set());
MISUSE(NEVER, IN_TASK, "", delete_the_member());
