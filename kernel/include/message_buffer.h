/* SPDX-License-Identifier: MIT */
/** Message buffers: whole messages of any length from one writer to one reader. Every name is a
 * macro over a function of stream_buffer.h, which has the contract.
 *
 *   [ length | message ][ length | message ] ...      length: a configMESSAGE_BUFFER_LENGTH_TYPE
 */
#ifndef MESSAGE_BUFFER_H
#define MESSAGE_BUFFER_H

#include "FreeRTOS.h"

#include "stream_buffer.h"

typedef StreamBufferHandle_t MessageBufferHandle_t;

#define xMessageBufferCreate(bytes)                                                                \
    xStreamBufferGenericCreate((bytes), (size_t)0, sbTYPE_MESSAGE_BUFFER, NULL, NULL)
#define xMessageBufferCreateWithCallback(bytes, sent, received)                                    \
    xStreamBufferGenericCreate((bytes), (size_t)0, sbTYPE_MESSAGE_BUFFER, (sent), (received))
#define xMessageBufferCreateStatic(bytes, storage, buffer)                                         \
    xStreamBufferGenericCreateStatic((bytes), (size_t)0, sbTYPE_MESSAGE_BUFFER, (storage),         \
                                     (buffer), NULL, NULL)
#define xMessageBufferCreateStaticWithCallback(bytes, storage, buffer, sent, received)             \
    xStreamBufferGenericCreateStatic((bytes), (size_t)0, sbTYPE_MESSAGE_BUFFER, (storage),         \
                                     (buffer), (sent), (received))
#define xMessageBufferGetStaticBuffers(buffer, storage, object)                                    \
    xStreamBufferGetStaticBuffers((buffer), (storage), (object))
#define vMessageBufferDelete(buffer) vStreamBufferDelete(buffer)

/* Task context. */
#define xMessageBufferSend(buffer, data, bytes, wait)                                              \
    xStreamBufferSend((buffer), (data), (bytes), (wait))
#define xMessageBufferReceive(buffer, data, bytes, wait)                                           \
    xStreamBufferReceive((buffer), (data), (bytes), (wait))
#define xMessageBufferReset(buffer) xStreamBufferReset((buffer))

/* ISR. */
#define xMessageBufferSendFromISR(buffer, data, bytes, woken)                                      \
    xStreamBufferSendFromISR((buffer), (data), (bytes), (woken))
#define xMessageBufferReceiveFromISR(buffer, data, bytes, woken)                                   \
    xStreamBufferReceiveFromISR((buffer), (data), (bytes), (woken))
#define xMessageBufferResetFromISR(buffer) xStreamBufferResetFromISR((buffer))
#define xMessageBufferSendCompletedFromISR(buffer, woken)                                          \
    xStreamBufferSendCompletedFromISR((buffer), (woken))
#define xMessageBufferReceiveCompletedFromISR(buffer, woken)                                       \
    xStreamBufferReceiveCompletedFromISR((buffer), (woken))

/* Any context. Spaces count the length fields: a message of n bytes needs n and one of those. */
#define xMessageBufferIsFull(buffer)          xStreamBufferIsFull((buffer))
#define xMessageBufferIsEmpty(buffer)         xStreamBufferIsEmpty((buffer))
#define xMessageBufferSpaceAvailable(buffer)  xStreamBufferSpacesAvailable((buffer))
#define xMessageBufferSpacesAvailable(buffer) xStreamBufferSpacesAvailable((buffer))
#define xMessageBufferNextLengthBytes(buffer) xStreamBufferNextMessageLengthBytes((buffer))

#endif
