/* SPDX-License-Identifier: MIT */
#include "os_message_queue.h"

#include <string.h>

_Static_assert(offsetof(struct os_slot, message) <= 8, "OS_QUEUE_MEMORY: 8 bytes a slot");

static struct os_slot *slot_at(const struct os_queue *queue, unsigned index)
{
    size_t bytes = OS_QUEUE_MEMORY(1, queue->message_bytes);
    return (struct os_slot *)(void *)(queue->slots + index * bytes);
}

static uint8_t *message_at(const struct os_queue *queue, unsigned index)
{
    return queue->slots + (size_t)index * queue->message_bytes;
}

void os_queue_clear(struct os_queue *queue)
{
    queue->count = 0;
    queue->first = 0;
    if (queue->ranked) {
        queue->first = NO_SLOT;
        queue->free = 0;
        for (unsigned i = 0; i < queue->capacity; i++) {
            slot_at(queue, i)->next = (uint16_t)(i + 1u < queue->capacity ? i + 1u : NO_SLOT);
        }
    }
}

/* Puts the slot behind its equals. */
static void link_slot(struct os_queue *queue, uint16_t index)
{
    struct os_slot *slot = slot_at(queue, index);
    uint16_t *at = &queue->first;

    while (*at != NO_SLOT && slot_at(queue, *at)->priority > slot->priority) {
        at = &slot_at(queue, *at)->lower;
    }
    slot->next = NO_SLOT;
    if (*at != NO_SLOT && slot_at(queue, *at)->priority == slot->priority) {
        struct os_slot *leader = slot_at(queue, *at);
        slot_at(queue, leader->last)->next = index;
        leader->last = index;
    } else {
        slot->lower = *at;
        slot->last = index;
        *at = index;
    }
}

void os_queue_push(struct os_queue *queue, const void *message, uint8_t priority)
{
    if (queue->ranked) {
        uint16_t index = queue->free;
        struct os_slot *slot = slot_at(queue, index);
        queue->free = slot->next;
        slot->priority = priority;
        memcpy(slot->message, message, queue->message_bytes);
        link_slot(queue, index);
    } else {
        unsigned index = (unsigned)queue->first + queue->count;
        index -= index >= queue->capacity ? queue->capacity : 0u;
        memcpy(message_at(queue, index), message, queue->message_bytes);
    }
    queue->count++;
}

void os_queue_pop(struct os_queue *queue, void *message, uint8_t *priority)
{
    uint16_t index = queue->first;

    queue->count--;
    if (!queue->ranked) {
        memcpy(message, message_at(queue, index), queue->message_bytes);
        *priority = 0;
        queue->first = (uint16_t)(index + 1u == queue->capacity ? 0 : index + 1u);
        return;
    }
    struct os_slot *slot = slot_at(queue, index);
    memcpy(message, slot->message, queue->message_bytes);
    *priority = slot->priority;
    if (slot->next != NO_SLOT) {
        struct os_slot *next = slot_at(queue, slot->next);
        next->last = slot->last;
        next->lower = slot->lower;
        queue->first = slot->next;
    } else {
        queue->first = slot->lower;
    }
    slot->next = queue->free;
    queue->free = index;
}
