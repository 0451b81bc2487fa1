/* SPDX-License-Identifier: MIT */
/** traceENTER_<function>(arguments) and traceRETURN_<function>(result) of queue.h: empty unless
 * FreeRTOSConfig.h defines them. The first thing and the last that a call does.
 */
#ifndef TRACE_DEFAULTS_QUEUE_H
#define TRACE_DEFAULTS_QUEUE_H

#ifndef traceENTER_xQueueGenericSend
#define traceENTER_xQueueGenericSend(queue, item, wait, position)
#endif
#ifndef traceRETURN_xQueueGenericSend
#define traceRETURN_xQueueGenericSend(result)
#endif
#ifndef traceENTER_xQueuePeek
#define traceENTER_xQueuePeek(queue, buffer, wait)
#endif
#ifndef traceRETURN_xQueuePeek
#define traceRETURN_xQueuePeek(result)
#endif
#ifndef traceENTER_xQueuePeekFromISR
#define traceENTER_xQueuePeekFromISR(queue, buffer)
#endif
#ifndef traceRETURN_xQueuePeekFromISR
#define traceRETURN_xQueuePeekFromISR(result)
#endif
#ifndef traceENTER_xQueueReceive
#define traceENTER_xQueueReceive(queue, buffer, wait)
#endif
#ifndef traceRETURN_xQueueReceive
#define traceRETURN_xQueueReceive(result)
#endif
#ifndef traceENTER_uxQueueMessagesWaiting
#define traceENTER_uxQueueMessagesWaiting(queue)
#endif
#ifndef traceRETURN_uxQueueMessagesWaiting
#define traceRETURN_uxQueueMessagesWaiting(result)
#endif
#ifndef traceENTER_uxQueueSpacesAvailable
#define traceENTER_uxQueueSpacesAvailable(queue)
#endif
#ifndef traceRETURN_uxQueueSpacesAvailable
#define traceRETURN_uxQueueSpacesAvailable(result)
#endif
#ifndef traceENTER_vQueueDelete
#define traceENTER_vQueueDelete(queue)
#endif
#ifndef traceRETURN_vQueueDelete
#define traceRETURN_vQueueDelete()
#endif
#ifndef traceENTER_xQueueGenericSendFromISR
#define traceENTER_xQueueGenericSendFromISR(queue, item, woken, position)
#endif
#ifndef traceRETURN_xQueueGenericSendFromISR
#define traceRETURN_xQueueGenericSendFromISR(result)
#endif
#ifndef traceENTER_xQueueGiveFromISR
#define traceENTER_xQueueGiveFromISR(queue, woken)
#endif
#ifndef traceRETURN_xQueueGiveFromISR
#define traceRETURN_xQueueGiveFromISR(result)
#endif
#ifndef traceENTER_xQueueReceiveFromISR
#define traceENTER_xQueueReceiveFromISR(queue, buffer, woken)
#endif
#ifndef traceRETURN_xQueueReceiveFromISR
#define traceRETURN_xQueueReceiveFromISR(result)
#endif
#ifndef traceENTER_xQueueIsQueueEmptyFromISR
#define traceENTER_xQueueIsQueueEmptyFromISR(queue)
#endif
#ifndef traceRETURN_xQueueIsQueueEmptyFromISR
#define traceRETURN_xQueueIsQueueEmptyFromISR(result)
#endif
#ifndef traceENTER_xQueueIsQueueFullFromISR
#define traceENTER_xQueueIsQueueFullFromISR(queue)
#endif
#ifndef traceRETURN_xQueueIsQueueFullFromISR
#define traceRETURN_xQueueIsQueueFullFromISR(result)
#endif
#ifndef traceENTER_uxQueueMessagesWaitingFromISR
#define traceENTER_uxQueueMessagesWaitingFromISR(queue)
#endif
#ifndef traceRETURN_uxQueueMessagesWaitingFromISR
#define traceRETURN_uxQueueMessagesWaitingFromISR(result)
#endif
#ifndef traceENTER_xQueueCRSendFromISR
#define traceENTER_xQueueCRSendFromISR(queue, item, woken)
#endif
#ifndef traceRETURN_xQueueCRSendFromISR
#define traceRETURN_xQueueCRSendFromISR(result)
#endif
#ifndef traceENTER_xQueueCRReceiveFromISR
#define traceENTER_xQueueCRReceiveFromISR(queue, buffer, woken)
#endif
#ifndef traceRETURN_xQueueCRReceiveFromISR
#define traceRETURN_xQueueCRReceiveFromISR(result)
#endif
#ifndef traceENTER_xQueueCRSend
#define traceENTER_xQueueCRSend(queue, item, wait)
#endif
#ifndef traceRETURN_xQueueCRSend
#define traceRETURN_xQueueCRSend(result)
#endif
#ifndef traceENTER_xQueueCRReceive
#define traceENTER_xQueueCRReceive(queue, buffer, wait)
#endif
#ifndef traceRETURN_xQueueCRReceive
#define traceRETURN_xQueueCRReceive(result)
#endif
#ifndef traceENTER_xQueueCreateMutex
#define traceENTER_xQueueCreateMutex(type)
#endif
#ifndef traceRETURN_xQueueCreateMutex
#define traceRETURN_xQueueCreateMutex(result)
#endif
#ifndef traceENTER_xQueueCreateMutexStatic
#define traceENTER_xQueueCreateMutexStatic(type, queue)
#endif
#ifndef traceRETURN_xQueueCreateMutexStatic
#define traceRETURN_xQueueCreateMutexStatic(result)
#endif
#ifndef traceENTER_xQueueCreateCountingSemaphore
#define traceENTER_xQueueCreateCountingSemaphore(max_count, initial_count)
#endif
#ifndef traceRETURN_xQueueCreateCountingSemaphore
#define traceRETURN_xQueueCreateCountingSemaphore(result)
#endif
#ifndef traceENTER_xQueueCreateCountingSemaphoreStatic
#define traceENTER_xQueueCreateCountingSemaphoreStatic(max_count, initial_count, queue)
#endif
#ifndef traceRETURN_xQueueCreateCountingSemaphoreStatic
#define traceRETURN_xQueueCreateCountingSemaphoreStatic(result)
#endif
#ifndef traceENTER_xQueueSemaphoreTake
#define traceENTER_xQueueSemaphoreTake(queue, wait)
#endif
#ifndef traceRETURN_xQueueSemaphoreTake
#define traceRETURN_xQueueSemaphoreTake(result)
#endif
#ifndef traceENTER_xQueueGetMutexHolder
#define traceENTER_xQueueGetMutexHolder(mutex)
#endif
#ifndef traceRETURN_xQueueGetMutexHolder
#define traceRETURN_xQueueGetMutexHolder(result)
#endif
#ifndef traceENTER_xQueueGetMutexHolderFromISR
#define traceENTER_xQueueGetMutexHolderFromISR(mutex)
#endif
#ifndef traceRETURN_xQueueGetMutexHolderFromISR
#define traceRETURN_xQueueGetMutexHolderFromISR(result)
#endif
#ifndef traceENTER_xQueueTakeMutexRecursive
#define traceENTER_xQueueTakeMutexRecursive(mutex, wait)
#endif
#ifndef traceRETURN_xQueueTakeMutexRecursive
#define traceRETURN_xQueueTakeMutexRecursive(result)
#endif
#ifndef traceENTER_xQueueGiveMutexRecursive
#define traceENTER_xQueueGiveMutexRecursive(mutex)
#endif
#ifndef traceRETURN_xQueueGiveMutexRecursive
#define traceRETURN_xQueueGiveMutexRecursive(result)
#endif
#ifndef traceENTER_vQueueAddToRegistry
#define traceENTER_vQueueAddToRegistry(queue, name)
#endif
#ifndef traceRETURN_vQueueAddToRegistry
#define traceRETURN_vQueueAddToRegistry()
#endif
#ifndef traceENTER_vQueueUnregisterQueue
#define traceENTER_vQueueUnregisterQueue(queue)
#endif
#ifndef traceRETURN_vQueueUnregisterQueue
#define traceRETURN_vQueueUnregisterQueue()
#endif
#ifndef traceENTER_pcQueueGetName
#define traceENTER_pcQueueGetName(queue)
#endif
#ifndef traceRETURN_pcQueueGetName
#define traceRETURN_pcQueueGetName(result)
#endif
#ifndef traceENTER_xQueueGenericCreate
#define traceENTER_xQueueGenericCreate(length, item_size, type)
#endif
#ifndef traceRETURN_xQueueGenericCreate
#define traceRETURN_xQueueGenericCreate(result)
#endif
#ifndef traceENTER_xQueueGenericCreateStatic
#define traceENTER_xQueueGenericCreateStatic(length, item_size, storage, queue, type)
#endif
#ifndef traceRETURN_xQueueGenericCreateStatic
#define traceRETURN_xQueueGenericCreateStatic(result)
#endif
#ifndef traceENTER_xQueueGenericGetStaticBuffers
#define traceENTER_xQueueGenericGetStaticBuffers(queue, storage, buffer)
#endif
#ifndef traceRETURN_xQueueGenericGetStaticBuffers
#define traceRETURN_xQueueGenericGetStaticBuffers(result)
#endif
#ifndef traceENTER_xQueueCreateSet
#define traceENTER_xQueueCreateSet(length)
#endif
#ifndef traceRETURN_xQueueCreateSet
#define traceRETURN_xQueueCreateSet(result)
#endif
#ifndef traceENTER_xQueueCreateSetStatic
#define traceENTER_xQueueCreateSetStatic(length, storage, queue)
#endif
#ifndef traceRETURN_xQueueCreateSetStatic
#define traceRETURN_xQueueCreateSetStatic(result)
#endif
#ifndef traceENTER_xQueueAddToSet
#define traceENTER_xQueueAddToSet(member, set)
#endif
#ifndef traceRETURN_xQueueAddToSet
#define traceRETURN_xQueueAddToSet(result)
#endif
#ifndef traceENTER_xQueueRemoveFromSet
#define traceENTER_xQueueRemoveFromSet(member, set)
#endif
#ifndef traceRETURN_xQueueRemoveFromSet
#define traceRETURN_xQueueRemoveFromSet(result)
#endif
#ifndef traceENTER_xQueueSelectFromSet
#define traceENTER_xQueueSelectFromSet(set, wait)
#endif
#ifndef traceRETURN_xQueueSelectFromSet
#define traceRETURN_xQueueSelectFromSet(result)
#endif
#ifndef traceENTER_xQueueSelectFromSetFromISR
#define traceENTER_xQueueSelectFromSetFromISR(set)
#endif
#ifndef traceRETURN_xQueueSelectFromSetFromISR
#define traceRETURN_xQueueSelectFromSetFromISR(result)
#endif
#ifndef traceENTER_vQueueWaitForMessageRestricted
#define traceENTER_vQueueWaitForMessageRestricted(queue, ticks, endless)
#endif
#ifndef traceRETURN_vQueueWaitForMessageRestricted
#define traceRETURN_vQueueWaitForMessageRestricted()
#endif
#ifndef traceENTER_xQueueGenericReset
#define traceENTER_xQueueGenericReset(queue, fresh)
#endif
#ifndef traceRETURN_xQueueGenericReset
#define traceRETURN_xQueueGenericReset(result)
#endif
#ifndef traceENTER_vQueueSetQueueNumber
#define traceENTER_vQueueSetQueueNumber(queue, number)
#endif
#ifndef traceRETURN_vQueueSetQueueNumber
#define traceRETURN_vQueueSetQueueNumber()
#endif
#ifndef traceENTER_uxQueueGetQueueNumber
#define traceENTER_uxQueueGetQueueNumber(queue)
#endif
#ifndef traceRETURN_uxQueueGetQueueNumber
#define traceRETURN_uxQueueGetQueueNumber(result)
#endif
#ifndef traceENTER_ucQueueGetQueueType
#define traceENTER_ucQueueGetQueueType(queue)
#endif
#ifndef traceRETURN_ucQueueGetQueueType
#define traceRETURN_ucQueueGetQueueType(result)
#endif
#ifndef traceENTER_uxQueueGetQueueItemSize
#define traceENTER_uxQueueGetQueueItemSize(queue)
#endif
#ifndef traceRETURN_uxQueueGetQueueItemSize
#define traceRETURN_uxQueueGetQueueItemSize(result)
#endif
#ifndef traceENTER_uxQueueGetQueueLength
#define traceENTER_uxQueueGetQueueLength(queue)
#endif
#ifndef traceRETURN_uxQueueGetQueueLength
#define traceRETURN_uxQueueGetQueueLength(result)
#endif

#endif
