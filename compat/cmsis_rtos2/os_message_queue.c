/* SPDX-License-Identifier: MIT */
/* Message queues: whoever waits is served by the one who comes, so that nobody is overtaken by a
 * thread of lower priority. At most one of the two lines holds somebody. */
#include "os_message_queue.h"

#include <string.h>

_Static_assert(sizeof(struct os_queue) <= OS_QUEUE_BYTES, "os2_objects.h");

/* A message on its way in, or the place for one on its way out; behind wait.item. */
struct parcel {
    const void *from;
    void *to;
    uint8_t priority;
};

static struct os_queue *queue_at(osMessageQueueId_t id)
{
    struct os_queue *queue = id;
    return queue != NULL && queue->head.kind == OS_QUEUE ? queue : NULL;
}

/* Finds memory for the messages and says which way they are kept; false when there is none. */
static bool find_slots(struct os_queue *queue, const osMessageQueueAttr_t *attr)
{
    size_t plain, ranked;

    if (__builtin_mul_overflow((size_t)queue->capacity, (size_t)queue->message_bytes, &plain) ||
        __builtin_mul_overflow((size_t)queue->capacity, OS_QUEUE_MEMORY(1, queue->message_bytes),
                               &ranked)) {
        return false;
    }
    queue->slots = attr->mq_mem;
    queue->owns_slots = attr->mq_mem == NULL;
    if (queue->owns_slots) {
        queue->ranked = true;
        queue->slots = attr->mq_size == 0 ? os_allocate(ranked) : NULL;
        return queue->slots != NULL;
    }
    queue->ranked = attr->mq_size >= ranked;
    return attr->mq_size >= plain && (uintptr_t)attr->mq_mem % sizeof(uint32_t) == 0;
}

osMessageQueueId_t osMessageQueueNew(uint32_t msg_count, uint32_t msg_size,
                                     const osMessageQueueAttr_t *attr)
{
    static const osMessageQueueAttr_t defaults;

    attr = attr != NULL ? attr : &defaults;
    if (os_in_isr() || msg_count == 0 || msg_count >= NO_SLOT || msg_size == 0 ||
        msg_size > UINT32_MAX - 16u) {
        return NULL;
    }
    struct os_block block =
        os_block_get(attr->cb_mem, attr->cb_size, sizeof(struct os_queue), sizeof(struct os_queue));
    struct os_queue *queue = block.memory;
    if (queue == NULL) {
        return NULL;
    }
    *queue = (struct os_queue){.head = {OS_QUEUE, block.owned},
                               .name = attr->name,
                               .message_bytes = msg_size,
                               .capacity = (uint16_t)msg_count};
    if (!find_slots(queue, attr)) {
        if (block.owned) {
            os_free(queue);
        }
        return NULL;
    }
    os_queue_clear(queue);
    return queue;
}

const char *osMessageQueueGetName(osMessageQueueId_t mq_id)
{
    const struct os_queue *queue = queue_at(mq_id);
    return queue != NULL ? queue->name : NULL;
}

/* Puts a message in, or gives it to the first who waits for one. Releases the lock if it can. */
static bool try_put(struct os_queue *queue, const struct parcel *parcel, arch_mask_t mask)
{
    if (queue->takers.first != NULL) {
        struct parcel *taker = queue->takers.first->item;
        memcpy(taker->to, parcel->from, queue->message_bytes);
        taker->priority = parcel->priority;
        sched_release(wait_end_first(&queue->takers, WAKE_HANDED, &kernel.sleepers), mask);
        return true;
    }
    if (queue->count == queue->capacity) {
        return false;
    }
    os_queue_push(queue, parcel->from, parcel->priority);
    kernel_unlock(mask);
    return true;
}

/* There is room: the first who waits for it puts its message in. Releases the lock. */
static void admit_sender(struct os_queue *queue, arch_mask_t mask)
{
    if (queue->senders.first == NULL) {
        kernel_unlock(mask);
        return;
    }
    const struct parcel *parcel = queue->senders.first->item;
    os_queue_push(queue, parcel->from, parcel->priority);
    sched_release(wait_end_first(&queue->senders, WAKE_HANDED, &kernel.sleepers), mask);
}

static bool try_get(struct os_queue *queue, struct parcel *parcel, arch_mask_t mask)
{
    if (queue->count == 0) {
        return false;
    }
    os_queue_pop(queue, parcel->to, &parcel->priority);
    admit_sender(queue, mask);
    return true;
}

/* Puts or gets, waiting where that is not possible now. */
static osStatus_t pass(struct os_queue *queue, struct parcel *parcel, bool put, uint32_t timeout)
{
    TickType_t ticks = os_ticks(timeout);

    for (;;) {
        arch_mask_t mask = kernel_lock();
        if (put ? try_put(queue, parcel, mask) : try_get(queue, parcel, mask)) {
            return osOK;
        }
        if (!os_may_block(ticks, mask)) {
            kernel_unlock(mask);
            return osErrorResource;
        }
        enum wake wake = put ? os_wait(&queue->senders, WAIT_SEND, parcel, &ticks)
                             : os_wait(&queue->takers, WAIT_TAKE, parcel, &ticks);
        if (wake != WAKE_AGAIN) {
            return os_status_of(wake);
        }
    }
}

osStatus_t osMessageQueuePut(osMessageQueueId_t mq_id, const void *msg_ptr, uint8_t msg_prio,
                             uint32_t timeout)
{
    struct os_queue *queue = queue_at(mq_id);
    struct parcel parcel = {.from = msg_ptr, .priority = msg_prio};

    if (queue == NULL || msg_ptr == NULL || (msg_prio != 0 && !queue->ranked) ||
        (timeout != 0 && os_in_isr())) {
        return osErrorParameter;
    }
    return pass(queue, &parcel, true, timeout);
}

osStatus_t osMessageQueueGet(osMessageQueueId_t mq_id, void *msg_ptr, uint8_t *msg_prio,
                             uint32_t timeout)
{
    struct os_queue *queue = queue_at(mq_id);
    struct parcel parcel = {.to = msg_ptr};

    if (queue == NULL || msg_ptr == NULL || (timeout != 0 && os_in_isr())) {
        return osErrorParameter;
    }
    osStatus_t status = pass(queue, &parcel, false, timeout);
    if (status == osOK && msg_prio != NULL) {
        *msg_prio = parcel.priority;
    }
    return status;
}

uint32_t osMessageQueueGetCapacity(osMessageQueueId_t mq_id)
{
    const struct os_queue *queue = queue_at(mq_id);
    return queue != NULL ? queue->capacity : 0;
}

uint32_t osMessageQueueGetMsgSize(osMessageQueueId_t mq_id)
{
    const struct os_queue *queue = queue_at(mq_id);
    return queue != NULL ? queue->message_bytes : 0;
}

uint32_t osMessageQueueGetCount(osMessageQueueId_t mq_id)
{
    const struct os_queue *queue = queue_at(mq_id);
    return queue != NULL ? *(const volatile uint16_t *)&queue->count : 0;
}

uint32_t osMessageQueueGetSpace(osMessageQueueId_t mq_id)
{
    const struct os_queue *queue = queue_at(mq_id);
    return queue != NULL ? queue->capacity - osMessageQueueGetCount(mq_id) : 0;
}

osStatus_t osMessageQueueReset(osMessageQueueId_t mq_id)
{
    struct os_queue *queue = queue_at(mq_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (queue == NULL) {
        return osErrorParameter;
    }
    vTaskSuspendAll();
    arch_mask_t mask = kernel_lock();
    os_queue_clear(queue);
    while (queue->senders.first != NULL && queue->count < queue->capacity) {
        admit_sender(queue, mask);
        mask = kernel_lock();
    }
    kernel_unlock(mask);
    (void)xTaskResumeAll();
    return osOK;
}

osStatus_t osMessageQueueDelete(osMessageQueueId_t mq_id)
{
    struct os_queue *queue = queue_at(mq_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (queue == NULL) {
        return osErrorParameter;
    }
    vTaskSuspendAll();
    queue->head.kind = OS_DEAD;
    os_dismiss(&queue->takers);
    os_dismiss(&queue->senders);
    if (queue->owns_slots) {
        os_free(queue->slots);
    }
    if (queue->head.owned) {
        os_free(queue);
    }
    (void)xTaskResumeAll();
    return osOK;
}
