/* SPDX-License-Identifier: MIT */
/** Stream buffers: bytes from one writer to one reader, without a lock between them. Message
 * buffers (message_buffer.h) are the same object with a length before each message.
 *
 *   writer -> [ head ......... tail ] -> reader      capacity = size - 1 for the caller's memory
 *
 * The reader wakes when `trigger` bytes are there. Both sides sleep on notification entry 0 of
 * their task, or the one chosen (docs/semantics.md, K17): a stray notification wakes them early.
 */
#ifndef STREAM_BUFFER_H
#define STREAM_BUFFER_H

#include "FreeRTOS.h"

#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a buffer is. A batching buffer gives nothing until it holds more than `trigger` bytes, or is
 * full. */
#define sbTYPE_STREAM_BUFFER          ((BaseType_t)0)
#define sbTYPE_MESSAGE_BUFFER         ((BaseType_t)1)
#define sbTYPE_STREAM_BATCHING_BUFFER ((BaseType_t)2)

/** Opaque; the kernel's from creation until vStreamBufferDelete. */
struct StreamBufferDef_t; /* the tag is part of the API */
typedef struct StreamBufferDef_t *StreamBufferHandle_t;

/** Called instead of the wake-up when data came or went, with configUSE_SB_COMPLETED_CALLBACK. */
typedef void (*StreamBufferCallbackFunction_t)(StreamBufferHandle_t buffer, BaseType_t in_isr,
                                               BaseType_t *const woken);

/**
 * Create a buffer from the heap.
 *
 * @param bytes     Capacity, > 0; for messages > sizeof(configMESSAGE_BUFFER_LENGTH_TYPE). Sizes
 * that wrap are refused.
 * @param trigger   Bytes that wake the reader, 1 .. bytes; 0 is taken as 1.
 * @param type      sbTYPE_...
 * @param sent      Called after each send; NULL: wake the reader.
 * @param received  Called after each receive; NULL: wake the writer.
 * @return The handle; NULL when there is no memory.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferCreate".
 */
StreamBufferHandle_t xStreamBufferGenericCreate(size_t bytes, size_t trigger, BaseType_t type,
                                                StreamBufferCallbackFunction_t sent,
                                                StreamBufferCallbackFunction_t received);

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create a buffer in memory of the application.
 *
 * @param bytes    Size of `storage`; the capacity is one less.
 * @param trigger, type, sent, received  As xStreamBufferGenericCreate.
 * @param storage  `bytes` bytes, the kernel's until deletion; not NULL.
 * @param buffer   The object; as `storage`.
 * @return The handle; NULL when an argument is wrong.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferCreateStatic".
 */
StreamBufferHandle_t xStreamBufferGenericCreateStatic(size_t bytes, size_t trigger, BaseType_t type,
                                                      uint8_t *const storage,
                                                      StaticStreamBuffer_t *const buffer,
                                                      StreamBufferCallbackFunction_t sent,
                                                      StreamBufferCallbackFunction_t received);

/**
 * Tell which memory of the application a buffer lives in.
 *
 * @param buffer        Not NULL.
 * @param[out] storage  Its bytes; not NULL.
 * @param[out] object   The object; not NULL.
 * @retval pdTRUE   Answered.
 * @retval pdFALSE  It is from the heap.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferGetStaticBuffers".
 */
BaseType_t xStreamBufferGetStaticBuffers(StreamBufferHandle_t buffer, uint8_t **storage,
                                         StaticStreamBuffer_t **object);
#endif

#define xStreamBufferCreate(bytes, trigger)                                                        \
    xStreamBufferGenericCreate((bytes), (trigger), sbTYPE_STREAM_BUFFER, NULL, NULL)
#define xStreamBufferCreateWithCallback(bytes, trigger, sent, received)                            \
    xStreamBufferGenericCreate((bytes), (trigger), sbTYPE_STREAM_BUFFER, (sent), (received))
#define xStreamBufferCreateStatic(bytes, trigger, storage, buffer)                                 \
    xStreamBufferGenericCreateStatic((bytes), (trigger), sbTYPE_STREAM_BUFFER, (storage),          \
                                     (buffer), NULL, NULL)
#define xStreamBufferCreateStaticWithCallback(bytes, trigger, storage, buffer, sent, received)     \
    xStreamBufferGenericCreateStatic((bytes), (trigger), sbTYPE_STREAM_BUFFER, (storage),          \
                                     (buffer), (sent), (received))
#define xStreamBatchingBufferCreate(bytes, trigger)                                                \
    xStreamBufferGenericCreate((bytes), (trigger), sbTYPE_STREAM_BATCHING_BUFFER, NULL, NULL)
#define xStreamBatchingBufferCreateWithCallback(bytes, trigger, sent, received)                    \
    xStreamBufferGenericCreate((bytes), (trigger), sbTYPE_STREAM_BATCHING_BUFFER, (sent),          \
                               (received))
#define xStreamBatchingBufferCreateStatic(bytes, trigger, storage, buffer)                         \
    xStreamBufferGenericCreateStatic((bytes), (trigger), sbTYPE_STREAM_BATCHING_BUFFER, (storage), \
                                     (buffer), NULL, NULL)
#define xStreamBatchingBufferCreateStaticWithCallback(bytes, trigger, storage, buffer, sent,       \
                                                      received)                                    \
    xStreamBufferGenericCreateStatic((bytes), (trigger), sbTYPE_STREAM_BATCHING_BUFFER, (storage), \
                                     (buffer), (sent), (received))

/**
 * Delete a buffer. Nobody may wait on it.
 *
 * @param buffer  Not NULL. Heap memory is freed.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vStreamBufferDelete".
 */
void vStreamBufferDelete(StreamBufferHandle_t buffer);

/**
 * Send bytes, or one message.
 *
 * @param buffer  Not NULL; one writer at a time.
 * @param data    `bytes` bytes, copied.
 * @param bytes   A stream takes what fits; a message goes whole or not at all.
 * @param wait    Ticks to wait for room: for all of it.
 * @return Bytes sent, 0 .. bytes; of a message `bytes` or 0.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks; may switch.
 * Masked:  O(1); the copy is not masked.
 * Source:  kernel API reference, "xStreamBufferSend".
 */
size_t xStreamBufferSend(StreamBufferHandle_t buffer, const void *data, size_t bytes,
                         TickType_t wait);

/**
 * xStreamBufferSend for interrupt handlers.
 *
 * @param buffer, data, bytes  As xStreamBufferSend.
 * @param[in,out] woken        Set to pdTRUE when a switch is due, else untouched; NULL: it is
 * pended.
 * @return As xStreamBufferSend.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferSendFromISR".
 */
size_t xStreamBufferSendFromISR(StreamBufferHandle_t buffer, const void *data, size_t bytes,
                                BaseType_t *const woken);

/**
 * Receive bytes, or one message.
 *
 * @param buffer     Not NULL; one reader at a time.
 * @param[out] data  `bytes` bytes.
 * @param bytes      Capacity of `data`; a message that is longer stays in the buffer.
 * @param wait       Ticks to wait until `trigger` bytes, or a message, are there.
 * @return Bytes received, 0 .. bytes.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks; may switch.
 * Masked:  O(1); the copy is not masked.
 * Source:  kernel API reference, "xStreamBufferReceive".
 */
size_t xStreamBufferReceive(StreamBufferHandle_t buffer, void *data, size_t bytes, TickType_t wait);

/**
 * xStreamBufferReceive for interrupt handlers.
 *
 * @param buffer, data, bytes  As xStreamBufferReceive.
 * @param[in,out] woken        As xStreamBufferSendFromISR.
 * @return Bytes received.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferReceiveFromISR".
 */
size_t xStreamBufferReceiveFromISR(StreamBufferHandle_t buffer, void *data, size_t bytes,
                                   BaseType_t *const woken);

/**
 * Ask whether a buffer has no room: for messages, none for the shortest.
 *
 * @param buffer  Not NULL.
 * @return pdTRUE or pdFALSE.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferIsFull".
 */
BaseType_t xStreamBufferIsFull(StreamBufferHandle_t buffer);

/**
 * Ask whether a buffer has no data.
 *
 * @param buffer  Not NULL.
 * @return pdTRUE or pdFALSE.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferIsEmpty".
 */
BaseType_t xStreamBufferIsEmpty(StreamBufferHandle_t buffer);

/**
 * Empty a buffer that nobody waits on.
 *
 * @param buffer  Not NULL.
 * @retval pdPASS  Empty.
 * @retval pdFAIL  A task waits on it. Nothing happened.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferReset".
 */
BaseType_t xStreamBufferReset(StreamBufferHandle_t buffer);

/**
 * xStreamBufferReset for interrupt handlers.
 *
 * @param buffer  Not NULL.
 * @return As xStreamBufferReset.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferResetFromISR".
 */
BaseType_t xStreamBufferResetFromISR(StreamBufferHandle_t buffer);

/**
 * Tell how much room there is.
 *
 * @param buffer  Not NULL.
 * @return Bytes; a message needs its length field too.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferSpacesAvailable".
 */
size_t xStreamBufferSpacesAvailable(StreamBufferHandle_t buffer);

/**
 * Tell how much data there is.
 *
 * @param buffer  Not NULL.
 * @return Bytes, with the length fields of messages.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferBytesAvailable".
 */
size_t xStreamBufferBytesAvailable(StreamBufferHandle_t buffer);

/**
 * Change how many bytes wake the reader.
 *
 * @param buffer   Not NULL.
 * @param trigger  1 .. capacity; 0 is taken as 1.
 * @retval pdTRUE   Changed.
 * @retval pdFALSE  More than the capacity. Nothing happened.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xStreamBufferSetTriggerLevel".
 */
BaseType_t xStreamBufferSetTriggerLevel(StreamBufferHandle_t buffer, size_t trigger);

/**
 * Tell how long the next message is.
 *
 * @param buffer  A message buffer.
 * @return Bytes; 0 when there is none.
 *
 * Context: the reader.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xMessageBufferNextLengthBytes".
 */
size_t xStreamBufferNextMessageLengthBytes(StreamBufferHandle_t buffer);

/**
 * Wake the reader, as a send does. For callbacks and for buffers shared between cores.
 *
 * @param buffer         Not NULL.
 * @param[in,out] woken  As xStreamBufferSendFromISR.
 * @retval pdTRUE   A reader waited.
 * @retval pdFALSE  None did.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferSendCompletedFromISR".
 */
BaseType_t xStreamBufferSendCompletedFromISR(StreamBufferHandle_t buffer, BaseType_t *woken);

/**
 * Wake the writer, as a receive does. For callbacks and for buffers shared between cores.
 *
 * @param buffer         Not NULL.
 * @param[in,out] woken  As xStreamBufferSendFromISR.
 * @retval pdTRUE   A writer waited.
 * @retval pdFALSE  None did.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xStreamBufferReceiveCompletedFromISR".
 */
BaseType_t xStreamBufferReceiveCompletedFromISR(StreamBufferHandle_t buffer, BaseType_t *woken);

/**
 * Tell which notification entry a buffer sleeps on.
 *
 * @param buffer  Not NULL.
 * @return 0 .. configTASK_NOTIFICATION_ARRAY_ENTRIES - 1; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxStreamBufferGetStreamBufferNotificationIndex".
 */
UBaseType_t uxStreamBufferGetStreamBufferNotificationIndex(StreamBufferHandle_t buffer);

/**
 * Choose the notification entry a buffer sleeps on. Nobody may wait on it.
 *
 * @param buffer  Not NULL.
 * @param index   0 .. configTASK_NOTIFICATION_ARRAY_ENTRIES - 1.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vStreamBufferSetStreamBufferNotificationIndex".
 */
void vStreamBufferSetStreamBufferNotificationIndex(StreamBufferHandle_t buffer, UBaseType_t index);

#if (configUSE_TRACE_FACILITY == 1)
/**
 * Number a buffer for a trace tool.
 *
 * @param buffer  Not NULL.
 * @param number  Any.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
void vStreamBufferSetStreamBufferNumber(StreamBufferHandle_t buffer, UBaseType_t number);

/**
 * Read the number of a buffer.
 *
 * @param buffer  Not NULL.
 * @return What vStreamBufferSetStreamBufferNumber set; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
UBaseType_t uxStreamBufferGetStreamBufferNumber(StreamBufferHandle_t buffer);

/**
 * Tell what a buffer is.
 *
 * @param buffer  Not NULL.
 * @return sbTYPE_...
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
uint8_t ucStreamBufferGetStreamBufferType(StreamBufferHandle_t buffer);
#endif

#ifdef __cplusplus
}
#endif

#endif
