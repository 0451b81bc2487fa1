/* SPDX-License-Identifier: MIT */
/* Stream and message buffers: a ring of bytes between one writer and one reader.
 *
 *   bytes  [ . . x x x x . . . ]     tail == head: empty; one place is never used, so
 *                ^       ^           head never catches up with tail
 *              tail     head
 *
 * Only the writer moves head and only the reader moves tail, each once per call and after its bytes
 * are in place: nobody ever sees half a message. A message is its length, then its bytes. A side
 * that has to wait sleeps on a task notification (semantics K17).
 */
#include "stream.h"

#include <string.h>

#include "notify.h"

#if configUSE_STREAM_BUFFERS

typedef configMESSAGE_BUFFER_LENGTH_TYPE message_length_t;

static bool is_message(const struct stream *stream)
{
    return stream->type == (uint8_t)sbTYPE_MESSAGE_BUFFER;
}

static size_t prefix_bytes(const struct stream *stream)
{
    return is_message(stream) ? sizeof(message_length_t) : 0;
}

static size_t bytes_held(const struct stream *stream)
{
    size_t held = stream->writer.at + stream->size - stream->reader.at;
    return held >= stream->size ? held - stream->size : held;
}

static size_t room(const struct stream *stream)
{
    return stream->size - 1u - bytes_held(stream);
}

static inline void move(uint8_t *ring, uint8_t *data, size_t count, bool writes)
{
    memcpy(writes ? ring : data, writes ? data : ring, count);
}

/* Copies `count` bytes into the ring, or out of it, at `at`. @return The place behind. */
HOT_LOCAL size_t copy_across(const struct stream *stream, size_t at, void *data, size_t count,
                             bool writes)
{
    size_t whole = stream->size - at;
    size_t first = whole < count ? whole : count;

    move(stream->bytes + at, data, first, writes);
    move(stream->bytes, (uint8_t *)data + first, count - first, writes);
    at += count;
    return at >= stream->size ? at - stream->size : at;
}

static size_t ring_write(const struct stream *stream, size_t at, const void *from, size_t count)
{
    return copy_across(stream, at, (void *)(uintptr_t)from, count, true);
}

static size_t ring_read(const struct stream *stream, size_t at, void *to, size_t count)
{
    return copy_across(stream, at, to, count, false);
}

/* Bytes without which there is nothing to read. A batch is read when it exceeds its level. */
static size_t read_level(const struct stream *stream)
{
    if (stream->type != (uint8_t)sbTYPE_STREAM_BATCHING_BUFFER) {
        return prefix_bytes(stream) + 1u;
    }
    return stream->trigger < stream->size - 1u ? stream->trigger + 1u : stream->size - 1u;
}

/* Bytes that wake the reader. */
static size_t wake_level(const struct stream *stream)
{
    return stream->type == (uint8_t)sbTYPE_STREAM_BUFFER ? stream->trigger : read_level(stream);
}

/* Wakes the task that waits at `side`. @return Whether there was one. */
HOT_LOCAL bool wake(struct stream *stream, struct stream_side *side, bool from_isr,
                    BaseType_t *woken)
{
    arch_mask_t mask = kernel_lock();
    TaskHandle_t task = task_handle(side->waiting);
    side->waiting = NULL;
    kernel_unlock(mask);
    if (task == NULL) {
        return false;
    }
    if (from_isr) {
        (void)xTaskGenericNotifyFromISR(task, stream->index, 0, eNoAction, NULL, woken);
    } else {
        (void)xTaskGenericNotify(task, stream->index, 0, eNoAction, NULL);
    }
    return true;
}

/* The other side has done something for `side`. */
HOT_LOCAL void tell(struct stream *stream, struct stream_side *side, bool from_isr,
                    BaseType_t *woken)
{
    if (side->told != NULL) {
        side->told(stream_handle(stream), from_isr ? pdTRUE : pdFALSE, woken);
    } else {
        (void)wake(stream, side, from_isr, woken);
    }
}

/* Sends what fits: a message whole or not at all. @return Bytes of `data` taken. */
static size_t put(struct stream *stream, const void *data, size_t count)
{
    size_t space = room(stream);
    size_t head = stream->writer.at;

    if (is_message(stream)) {
        message_length_t length = (message_length_t)count;
        bool fits = space >= count + sizeof length && space >= count;
        if (count == 0 || (size_t)length != count || !fits) {
            return 0; /* nothing can be told from no message, a wrapped length from another */
        }
        head = ring_write(stream, head, &length, sizeof length);
    } else if (count > space) {
        count = space;
    }
    head = ring_write(stream, head, data, count);
    portMEMORY_BARRIER();
    stream->writer.at = head;
    return count;
}

/* Receives what is there: a message whole, or nothing where `capacity` is too small. */
static inline size_t get(struct stream *stream, void *data, size_t capacity)
{
    size_t held = bytes_held(stream);
    size_t tail = stream->reader.at;
    size_t count = held;

    if (is_message(stream)) {
        message_length_t length = 0;
        if (held <= sizeof length) {
            return 0;
        }
        tail = ring_read(stream, tail, &length, sizeof length);
        count = (size_t)length;
        if (count > capacity) {
            return 0;
        }
    } else if (count > capacity) {
        count = capacity;
    }
    if (count != 0) {
        tail = ring_read(stream, tail, data, count);
        portMEMORY_BARRIER();
        stream->reader.at = tail;
    }
    return count;
}

HOT_LOCAL void tell_reader(struct stream *stream, bool from_isr, BaseType_t *woken)
{
    if (bytes_held(stream) >= wake_level(stream)) {
        tell(stream, &stream->reader, from_isr, woken);
    }
}

/* What the writer, or the reader, waits for: room, or bytes. */
static size_t side_has(const struct stream *stream, const struct stream_side *side)
{
    return side == &stream->writer ? room(stream) : bytes_held(stream);
}

static bool may_sleep(arch_mask_t mask)
{
    bool may_block = sched_may_block(mask);

    KASSERT(may_block && "xStreamBufferSend, xStreamBufferReceive: would block while the scheduler "
                         "is suspended or interrupts are masked: give it a block time of 0");
    return may_block;
}

/* Sleeps at `side` until `need` is met, the time is over or the wait is aborted. A notification
 * ends the reader's sleep too, whoever sent it. */
static void sleep_until(struct stream *stream, struct stream_side *side, size_t need,
                        TickType_t ticks)
{
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();
    const TickType_t limit = ticks;
    const TickType_t due = kernel.tick + ticks;

    while (ticks != 0 && side_has(stream, side) < need && may_sleep(mask)) {
        KASSERT(side->waiting == NULL && "a stream buffer has one reader and one writer: another "
                                         "task waits here already");
        side->waiting = self;
        enum wake wake = notify_sleep(self, stream->index, ticks, mask);
        side->waiting = NULL;
        if (wake == WAKE_ABORTED || (wake == WAKE_HANDED && side == &stream->reader)) {
            break;
        }
        ticks = sched_ticks_left(due, limit, wake);
    }
    kernel_unlock(mask);
}

static size_t send_bytes(StreamBufferHandle_t handle, const void *data, size_t count,
                         TickType_t ticks)
{
    struct stream *stream = stream_of(handle);

    size_t capacity = stream->size - 1u;
    size_t need = count + prefix_bytes(stream);
    if (need < count || (is_message(stream) && need > capacity)) {
        traceSTREAM_BUFFER_SEND_FAILED(handle);
        return 0; /* it would never fit */
    }
    need = need > capacity ? capacity : need;
    if (room(stream) < need) {
        traceBLOCKING_ON_STREAM_BUFFER_SEND(handle);
        sleep_until(stream, &stream->writer, need, ticks);
    }
    size_t sent = put(stream, data, count);
    if (sent != 0) {
        traceSTREAM_BUFFER_SEND(handle, sent);
        tell_reader(stream, false, NULL);
    } else {
        traceSTREAM_BUFFER_SEND_FAILED(handle);
    }
    return sent;
}

size_t xStreamBufferSend(StreamBufferHandle_t handle, const void *data, size_t count,
                         TickType_t ticks)
{
    REQUIRE_STREAM(handle, "xStreamBufferSend", 0);
    KREQUIRE(data != NULL, "xStreamBufferSend: the data is NULL", 0);
    KASSERT_IN_TASK("xStreamBufferSend");
    traceENTER_xStreamBufferSend(handle, data, count, ticks);
    size_t result = send_bytes(handle, data, count, ticks);
    traceRETURN_xStreamBufferSend(result);
    return result;
}

size_t xStreamBufferReceive(StreamBufferHandle_t handle, void *data, size_t capacity,
                            TickType_t ticks)
{
    REQUIRE_STREAM(handle, "xStreamBufferReceive", 0);
    KREQUIRE(data != NULL, "xStreamBufferReceive: the data is NULL", 0);
    KASSERT_IN_TASK("xStreamBufferReceive");
    traceENTER_xStreamBufferReceive(handle, data, capacity, ticks);
    struct stream *stream = stream_of(handle);

    size_t need = read_level(stream);
    if (bytes_held(stream) < need) {
        traceBLOCKING_ON_STREAM_BUFFER_RECEIVE(handle);
        sleep_until(stream, &stream->reader, need, ticks);
    }
    size_t received = bytes_held(stream) >= need ? get(stream, data, capacity) : 0;
    if (received != 0) {
        traceSTREAM_BUFFER_RECEIVE(handle, received);
        tell(stream, &stream->writer, false, NULL);
    } else {
        traceSTREAM_BUFFER_RECEIVE_FAILED(handle);
    }
    traceRETURN_xStreamBufferReceive(received);
    return received;
}

size_t xStreamBufferSendFromISR(StreamBufferHandle_t handle, const void *data, size_t count,
                                BaseType_t *const woken)
{
    REQUIRE_STREAM(handle, "xStreamBufferSendFromISR", 0);
    KREQUIRE(data != NULL, "xStreamBufferSendFromISR: the data is NULL", 0);
    traceENTER_xStreamBufferSendFromISR(handle, data, count, woken);
    struct stream *stream = stream_of(handle);

    size_t sent = put(stream, data, count);
    if (sent != 0) {
        tell_reader(stream, true, woken);
    }
    traceSTREAM_BUFFER_SEND_FROM_ISR(handle, sent);
    traceRETURN_xStreamBufferSendFromISR(sent);
    return sent;
}

size_t xStreamBufferReceiveFromISR(StreamBufferHandle_t handle, void *data, size_t capacity,
                                   BaseType_t *const woken)
{
    REQUIRE_STREAM(handle, "xStreamBufferReceiveFromISR", 0);
    KREQUIRE(data != NULL, "xStreamBufferReceiveFromISR: the data is NULL", 0);
    traceENTER_xStreamBufferReceiveFromISR(handle, data, capacity, woken);
    struct stream *stream = stream_of(handle);

    size_t received = get(stream, data, capacity);
    if (received != 0) {
        tell(stream, &stream->writer, true, woken);
    }
    traceSTREAM_BUFFER_RECEIVE_FROM_ISR(handle, received);
    traceRETURN_xStreamBufferReceiveFromISR(received);
    return received;
}

BaseType_t xStreamBufferSendCompletedFromISR(StreamBufferHandle_t handle, BaseType_t *woken)
{
    REQUIRE_STREAM(handle, "xStreamBufferSendCompletedFromISR", pdFALSE);
    traceENTER_xStreamBufferSendCompletedFromISR(handle, woken);
    struct stream *stream = stream_of(handle);
    BaseType_t result = wake(stream, &stream->reader, true, woken) ? pdTRUE : pdFALSE;
    traceRETURN_xStreamBufferSendCompletedFromISR(result);
    return result;
}

BaseType_t xStreamBufferReceiveCompletedFromISR(StreamBufferHandle_t handle, BaseType_t *woken)
{
    REQUIRE_STREAM(handle, "xStreamBufferReceiveCompletedFromISR", pdFALSE);
    traceENTER_xStreamBufferReceiveCompletedFromISR(handle, woken);
    struct stream *stream = stream_of(handle);
    BaseType_t result = wake(stream, &stream->writer, true, woken) ? pdTRUE : pdFALSE;
    traceRETURN_xStreamBufferReceiveCompletedFromISR(result);
    return result;
}

/* What is in it. */

size_t xStreamBufferBytesAvailable(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferBytesAvailable", 0);
    traceENTER_xStreamBufferBytesAvailable(handle);
    size_t result = bytes_held(stream_of(handle));
    traceRETURN_xStreamBufferBytesAvailable(result);
    return result;
}

size_t xStreamBufferSpacesAvailable(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferSpacesAvailable", 0);
    traceENTER_xStreamBufferSpacesAvailable(handle);
    size_t result = room(stream_of(handle));
    traceRETURN_xStreamBufferSpacesAvailable(result);
    return result;
}

BaseType_t xStreamBufferIsEmpty(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferIsEmpty", pdTRUE);
    traceENTER_xStreamBufferIsEmpty(handle);
    BaseType_t result = bytes_held(stream_of(handle)) == 0 ? pdTRUE : pdFALSE;
    traceRETURN_xStreamBufferIsEmpty(result);
    return result;
}

BaseType_t xStreamBufferIsFull(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferIsFull", pdTRUE);
    traceENTER_xStreamBufferIsFull(handle);
    BaseType_t result =
        room(stream_of(handle)) <= prefix_bytes(stream_of(handle)) ? pdTRUE : pdFALSE;
    traceRETURN_xStreamBufferIsFull(result);
    return result;
}

size_t xStreamBufferNextMessageLengthBytes(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferNextMessageLengthBytes", 0);
    traceENTER_xStreamBufferNextMessageLengthBytes(handle);
    struct stream *stream = stream_of(handle);
    message_length_t length = 0;

    if (is_message(stream) && bytes_held(stream) > sizeof length) {
        (void)ring_read(stream, stream->reader.at, &length, sizeof length);
    }
    size_t result = (size_t)length;
    traceRETURN_xStreamBufferNextMessageLengthBytes(result);
    return result;
}

BaseType_t xStreamBufferSetTriggerLevel(StreamBufferHandle_t handle, size_t trigger)
{
    REQUIRE_STREAM(handle, "xStreamBufferSetTriggerLevel", pdFALSE);
    traceENTER_xStreamBufferSetTriggerLevel(handle, trigger);
    struct stream *stream = stream_of(handle);

    BaseType_t fits = trigger < stream->size ? pdTRUE : pdFALSE;
    if (fits) {
        stream->trigger = trigger == 0 ? 1 : trigger;
    }
    traceRETURN_xStreamBufferSetTriggerLevel(fits);
    return fits;
}

static BaseType_t reset(struct stream *stream)
{
    arch_mask_t mask = kernel_lock();
    bool idle = stream->reader.waiting == NULL && stream->writer.waiting == NULL;
    if (idle) {
        stream->writer.at = 0;
        stream->reader.at = 0;
    }
    kernel_unlock(mask);
    return idle ? pdPASS : pdFAIL;
}

BaseType_t xStreamBufferReset(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferReset", pdFAIL);
    KASSERT_IN_TASK("xStreamBufferReset");
    traceENTER_xStreamBufferReset(handle);
    BaseType_t result = reset(stream_of(handle));
    if (result == pdPASS) {
        traceSTREAM_BUFFER_RESET(handle);
    }
    traceRETURN_xStreamBufferReset(result);
    return result;
}

BaseType_t xStreamBufferResetFromISR(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "xStreamBufferResetFromISR", pdFAIL);
    traceENTER_xStreamBufferResetFromISR(handle);
    BaseType_t result = reset(stream_of(handle));
    if (result == pdPASS) {
        traceSTREAM_BUFFER_RESET_FROM_ISR(handle);
    }
    traceRETURN_xStreamBufferResetFromISR(result);
    return result;
}

#endif
