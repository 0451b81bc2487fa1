/* SPDX-License-Identifier: MIT */
/** traceENTER_<function>(arguments) and traceRETURN_<function>(result) of the other headers: empty
 * unless FreeRTOSConfig.h defines them. The first thing and the last that a call does.
 */
#ifndef TRACE_DEFAULTS_OBJECTS_H
#define TRACE_DEFAULTS_OBJECTS_H

/* ---- timers.h ---- */
#ifndef traceENTER_xTimerCreate
#define traceENTER_xTimerCreate(name, period, reload, id, callback)
#endif
#ifndef traceRETURN_xTimerCreate
#define traceRETURN_xTimerCreate(result)
#endif
#ifndef traceENTER_xTimerCreateStatic
#define traceENTER_xTimerCreateStatic(name, period, reload, id, callback, timer)
#endif
#ifndef traceRETURN_xTimerCreateStatic
#define traceRETURN_xTimerCreateStatic(result)
#endif
#ifndef traceENTER_pvTimerGetTimerID
#define traceENTER_pvTimerGetTimerID(timer)
#endif
#ifndef traceRETURN_pvTimerGetTimerID
#define traceRETURN_pvTimerGetTimerID(result)
#endif
#ifndef traceENTER_vTimerSetTimerID
#define traceENTER_vTimerSetTimerID(timer, id)
#endif
#ifndef traceRETURN_vTimerSetTimerID
#define traceRETURN_vTimerSetTimerID()
#endif
#ifndef traceENTER_xTimerIsTimerActive
#define traceENTER_xTimerIsTimerActive(timer)
#endif
#ifndef traceRETURN_xTimerIsTimerActive
#define traceRETURN_xTimerIsTimerActive(result)
#endif
#ifndef traceENTER_xTimerGetTimerDaemonTaskHandle
#define traceENTER_xTimerGetTimerDaemonTaskHandle()
#endif
#ifndef traceRETURN_xTimerGetTimerDaemonTaskHandle
#define traceRETURN_xTimerGetTimerDaemonTaskHandle(result)
#endif
#ifndef traceENTER_xTimerPendFunctionCallFromISR
#define traceENTER_xTimerPendFunctionCallFromISR(function, argument1, argument2, woken)
#endif
#ifndef traceRETURN_xTimerPendFunctionCallFromISR
#define traceRETURN_xTimerPendFunctionCallFromISR(result)
#endif
#ifndef traceENTER_xTimerPendFunctionCall
#define traceENTER_xTimerPendFunctionCall(function, argument1, argument2, wait)
#endif
#ifndef traceRETURN_xTimerPendFunctionCall
#define traceRETURN_xTimerPendFunctionCall(result)
#endif
#ifndef traceENTER_pcTimerGetName
#define traceENTER_pcTimerGetName(timer)
#endif
#ifndef traceRETURN_pcTimerGetName
#define traceRETURN_pcTimerGetName(result)
#endif
#ifndef traceENTER_vTimerSetReloadMode
#define traceENTER_vTimerSetReloadMode(timer, reload)
#endif
#ifndef traceRETURN_vTimerSetReloadMode
#define traceRETURN_vTimerSetReloadMode()
#endif
#ifndef traceENTER_xTimerGetReloadMode
#define traceENTER_xTimerGetReloadMode(timer)
#endif
#ifndef traceRETURN_xTimerGetReloadMode
#define traceRETURN_xTimerGetReloadMode(result)
#endif
#ifndef traceENTER_uxTimerGetReloadMode
#define traceENTER_uxTimerGetReloadMode(timer)
#endif
#ifndef traceRETURN_uxTimerGetReloadMode
#define traceRETURN_uxTimerGetReloadMode(result)
#endif
#ifndef traceENTER_xTimerGetPeriod
#define traceENTER_xTimerGetPeriod(timer)
#endif
#ifndef traceRETURN_xTimerGetPeriod
#define traceRETURN_xTimerGetPeriod(result)
#endif
#ifndef traceENTER_xTimerGetExpiryTime
#define traceENTER_xTimerGetExpiryTime(timer)
#endif
#ifndef traceRETURN_xTimerGetExpiryTime
#define traceRETURN_xTimerGetExpiryTime(result)
#endif
#ifndef traceENTER_xTimerGetStaticBuffer
#define traceENTER_xTimerGetStaticBuffer(timer, buffer)
#endif
#ifndef traceRETURN_xTimerGetStaticBuffer
#define traceRETURN_xTimerGetStaticBuffer(result)
#endif
#ifndef traceENTER_xTimerCreateTimerTask
#define traceENTER_xTimerCreateTimerTask()
#endif
#ifndef traceRETURN_xTimerCreateTimerTask
#define traceRETURN_xTimerCreateTimerTask(result)
#endif
#ifndef traceENTER_xTimerGenericCommandFromTask
#define traceENTER_xTimerGenericCommandFromTask(timer, command, value, woken, wait)
#endif
#ifndef traceRETURN_xTimerGenericCommandFromTask
#define traceRETURN_xTimerGenericCommandFromTask(result)
#endif
#ifndef traceENTER_xTimerGenericCommandFromISR
#define traceENTER_xTimerGenericCommandFromISR(timer, command, value, woken, wait)
#endif
#ifndef traceRETURN_xTimerGenericCommandFromISR
#define traceRETURN_xTimerGenericCommandFromISR(result)
#endif
#ifndef traceENTER_vTimerSetTimerNumber
#define traceENTER_vTimerSetTimerNumber(timer, number)
#endif
#ifndef traceRETURN_vTimerSetTimerNumber
#define traceRETURN_vTimerSetTimerNumber()
#endif
#ifndef traceENTER_uxTimerGetTimerNumber
#define traceENTER_uxTimerGetTimerNumber(timer)
#endif
#ifndef traceRETURN_uxTimerGetTimerNumber
#define traceRETURN_uxTimerGetTimerNumber(result)
#endif

/* ---- event_groups.h ---- */
#ifndef traceENTER_xEventGroupCreate
#define traceENTER_xEventGroupCreate()
#endif
#ifndef traceRETURN_xEventGroupCreate
#define traceRETURN_xEventGroupCreate(result)
#endif
#ifndef traceENTER_xEventGroupCreateStatic
#define traceENTER_xEventGroupCreateStatic(group)
#endif
#ifndef traceRETURN_xEventGroupCreateStatic
#define traceRETURN_xEventGroupCreateStatic(result)
#endif
#ifndef traceENTER_xEventGroupWaitBits
#define traceENTER_xEventGroupWaitBits(group, wait_for, clear, all, wait)
#endif
#ifndef traceRETURN_xEventGroupWaitBits
#define traceRETURN_xEventGroupWaitBits(result)
#endif
#ifndef traceENTER_xEventGroupClearBits
#define traceENTER_xEventGroupClearBits(group, clear)
#endif
#ifndef traceRETURN_xEventGroupClearBits
#define traceRETURN_xEventGroupClearBits(result)
#endif
#ifndef traceENTER_xEventGroupClearBitsFromISR
#define traceENTER_xEventGroupClearBitsFromISR(group, clear)
#endif
#ifndef traceRETURN_xEventGroupClearBitsFromISR
#define traceRETURN_xEventGroupClearBitsFromISR(result)
#endif
#ifndef traceENTER_xEventGroupSetBits
#define traceENTER_xEventGroupSetBits(group, set)
#endif
#ifndef traceRETURN_xEventGroupSetBits
#define traceRETURN_xEventGroupSetBits(result)
#endif
#ifndef traceENTER_xEventGroupSetBitsFromISR
#define traceENTER_xEventGroupSetBitsFromISR(group, set, woken)
#endif
#ifndef traceRETURN_xEventGroupSetBitsFromISR
#define traceRETURN_xEventGroupSetBitsFromISR(result)
#endif
#ifndef traceENTER_xEventGroupSync
#define traceENTER_xEventGroupSync(group, set, wait_for, wait)
#endif
#ifndef traceRETURN_xEventGroupSync
#define traceRETURN_xEventGroupSync(result)
#endif
#ifndef traceENTER_xEventGroupGetBitsFromISR
#define traceENTER_xEventGroupGetBitsFromISR(group)
#endif
#ifndef traceRETURN_xEventGroupGetBitsFromISR
#define traceRETURN_xEventGroupGetBitsFromISR(result)
#endif
#ifndef traceENTER_vEventGroupDelete
#define traceENTER_vEventGroupDelete(group)
#endif
#ifndef traceRETURN_vEventGroupDelete
#define traceRETURN_vEventGroupDelete()
#endif
#ifndef traceENTER_xEventGroupGetStaticBuffer
#define traceENTER_xEventGroupGetStaticBuffer(group, buffer)
#endif
#ifndef traceRETURN_xEventGroupGetStaticBuffer
#define traceRETURN_xEventGroupGetStaticBuffer(result)
#endif
#ifndef traceENTER_vEventGroupSetBitsCallback
#define traceENTER_vEventGroupSetBitsCallback(group, set)
#endif
#ifndef traceRETURN_vEventGroupSetBitsCallback
#define traceRETURN_vEventGroupSetBitsCallback()
#endif
#ifndef traceENTER_vEventGroupClearBitsCallback
#define traceENTER_vEventGroupClearBitsCallback(group, clear)
#endif
#ifndef traceRETURN_vEventGroupClearBitsCallback
#define traceRETURN_vEventGroupClearBitsCallback()
#endif
#ifndef traceENTER_uxEventGroupGetNumber
#define traceENTER_uxEventGroupGetNumber(group)
#endif
#ifndef traceRETURN_uxEventGroupGetNumber
#define traceRETURN_uxEventGroupGetNumber(result)
#endif
#ifndef traceENTER_vEventGroupSetNumber
#define traceENTER_vEventGroupSetNumber(group, number)
#endif
#ifndef traceRETURN_vEventGroupSetNumber
#define traceRETURN_vEventGroupSetNumber()
#endif

/* ---- stream_buffer.h ---- */
#ifndef traceENTER_xStreamBufferGetStaticBuffers
#define traceENTER_xStreamBufferGetStaticBuffers(buffer, storage, object)
#endif
#ifndef traceRETURN_xStreamBufferGetStaticBuffers
#define traceRETURN_xStreamBufferGetStaticBuffers(result)
#endif
#ifndef traceENTER_xStreamBufferSend
#define traceENTER_xStreamBufferSend(buffer, data, bytes, wait)
#endif
#ifndef traceRETURN_xStreamBufferSend
#define traceRETURN_xStreamBufferSend(result)
#endif
#ifndef traceENTER_xStreamBufferSendFromISR
#define traceENTER_xStreamBufferSendFromISR(buffer, data, bytes, woken)
#endif
#ifndef traceRETURN_xStreamBufferSendFromISR
#define traceRETURN_xStreamBufferSendFromISR(result)
#endif
#ifndef traceENTER_xStreamBufferReceive
#define traceENTER_xStreamBufferReceive(buffer, data, bytes, wait)
#endif
#ifndef traceRETURN_xStreamBufferReceive
#define traceRETURN_xStreamBufferReceive(result)
#endif
#ifndef traceENTER_xStreamBufferReceiveFromISR
#define traceENTER_xStreamBufferReceiveFromISR(buffer, data, bytes, woken)
#endif
#ifndef traceRETURN_xStreamBufferReceiveFromISR
#define traceRETURN_xStreamBufferReceiveFromISR(result)
#endif
#ifndef traceENTER_vStreamBufferDelete
#define traceENTER_vStreamBufferDelete(buffer)
#endif
#ifndef traceRETURN_vStreamBufferDelete
#define traceRETURN_vStreamBufferDelete()
#endif
#ifndef traceENTER_xStreamBufferIsFull
#define traceENTER_xStreamBufferIsFull(buffer)
#endif
#ifndef traceRETURN_xStreamBufferIsFull
#define traceRETURN_xStreamBufferIsFull(result)
#endif
#ifndef traceENTER_xStreamBufferIsEmpty
#define traceENTER_xStreamBufferIsEmpty(buffer)
#endif
#ifndef traceRETURN_xStreamBufferIsEmpty
#define traceRETURN_xStreamBufferIsEmpty(result)
#endif
#ifndef traceENTER_xStreamBufferReset
#define traceENTER_xStreamBufferReset(buffer)
#endif
#ifndef traceRETURN_xStreamBufferReset
#define traceRETURN_xStreamBufferReset(result)
#endif
#ifndef traceENTER_xStreamBufferResetFromISR
#define traceENTER_xStreamBufferResetFromISR(buffer)
#endif
#ifndef traceRETURN_xStreamBufferResetFromISR
#define traceRETURN_xStreamBufferResetFromISR(result)
#endif
#ifndef traceENTER_xStreamBufferSpacesAvailable
#define traceENTER_xStreamBufferSpacesAvailable(buffer)
#endif
#ifndef traceRETURN_xStreamBufferSpacesAvailable
#define traceRETURN_xStreamBufferSpacesAvailable(result)
#endif
#ifndef traceENTER_xStreamBufferBytesAvailable
#define traceENTER_xStreamBufferBytesAvailable(buffer)
#endif
#ifndef traceRETURN_xStreamBufferBytesAvailable
#define traceRETURN_xStreamBufferBytesAvailable(result)
#endif
#ifndef traceENTER_xStreamBufferSetTriggerLevel
#define traceENTER_xStreamBufferSetTriggerLevel(buffer, trigger)
#endif
#ifndef traceRETURN_xStreamBufferSetTriggerLevel
#define traceRETURN_xStreamBufferSetTriggerLevel(result)
#endif
#ifndef traceENTER_xStreamBufferSendCompletedFromISR
#define traceENTER_xStreamBufferSendCompletedFromISR(buffer, woken)
#endif
#ifndef traceRETURN_xStreamBufferSendCompletedFromISR
#define traceRETURN_xStreamBufferSendCompletedFromISR(result)
#endif
#ifndef traceENTER_xStreamBufferReceiveCompletedFromISR
#define traceENTER_xStreamBufferReceiveCompletedFromISR(buffer, woken)
#endif
#ifndef traceRETURN_xStreamBufferReceiveCompletedFromISR
#define traceRETURN_xStreamBufferReceiveCompletedFromISR(result)
#endif
#ifndef traceENTER_uxStreamBufferGetStreamBufferNotificationIndex
#define traceENTER_uxStreamBufferGetStreamBufferNotificationIndex(buffer)
#endif
#ifndef traceRETURN_uxStreamBufferGetStreamBufferNotificationIndex
#define traceRETURN_uxStreamBufferGetStreamBufferNotificationIndex(result)
#endif
#ifndef traceENTER_vStreamBufferSetStreamBufferNotificationIndex
#define traceENTER_vStreamBufferSetStreamBufferNotificationIndex(buffer, index)
#endif
#ifndef traceRETURN_vStreamBufferSetStreamBufferNotificationIndex
#define traceRETURN_vStreamBufferSetStreamBufferNotificationIndex()
#endif
#ifndef traceENTER_xStreamBufferGenericCreate
#define traceENTER_xStreamBufferGenericCreate(bytes, trigger, type, sent, received)
#endif
#ifndef traceRETURN_xStreamBufferGenericCreate
#define traceRETURN_xStreamBufferGenericCreate(result)
#endif
#ifndef traceENTER_xStreamBufferGenericCreateStatic
#define traceENTER_xStreamBufferGenericCreateStatic(bytes, trigger, type, storage, buffer, sent,   \
                                                    received)
#endif
#ifndef traceRETURN_xStreamBufferGenericCreateStatic
#define traceRETURN_xStreamBufferGenericCreateStatic(result)
#endif
#ifndef traceENTER_xStreamBufferNextMessageLengthBytes
#define traceENTER_xStreamBufferNextMessageLengthBytes(buffer)
#endif
#ifndef traceRETURN_xStreamBufferNextMessageLengthBytes
#define traceRETURN_xStreamBufferNextMessageLengthBytes(result)
#endif
#ifndef traceENTER_vStreamBufferSetStreamBufferNumber
#define traceENTER_vStreamBufferSetStreamBufferNumber(buffer, number)
#endif
#ifndef traceRETURN_vStreamBufferSetStreamBufferNumber
#define traceRETURN_vStreamBufferSetStreamBufferNumber()
#endif
#ifndef traceENTER_uxStreamBufferGetStreamBufferNumber
#define traceENTER_uxStreamBufferGetStreamBufferNumber(buffer)
#endif
#ifndef traceRETURN_uxStreamBufferGetStreamBufferNumber
#define traceRETURN_uxStreamBufferGetStreamBufferNumber(result)
#endif
#ifndef traceENTER_ucStreamBufferGetStreamBufferType
#define traceENTER_ucStreamBufferGetStreamBufferType(buffer)
#endif
#ifndef traceRETURN_ucStreamBufferGetStreamBufferType
#define traceRETURN_ucStreamBufferGetStreamBufferType(result)
#endif

/* ---- list.h ---- */
#ifndef traceENTER_vListInitialise
#define traceENTER_vListInitialise(list)
#endif
#ifndef traceRETURN_vListInitialise
#define traceRETURN_vListInitialise()
#endif
#ifndef traceENTER_vListInitialiseItem
#define traceENTER_vListInitialiseItem(item)
#endif
#ifndef traceRETURN_vListInitialiseItem
#define traceRETURN_vListInitialiseItem()
#endif
#ifndef traceENTER_vListInsert
#define traceENTER_vListInsert(list, item)
#endif
#ifndef traceRETURN_vListInsert
#define traceRETURN_vListInsert()
#endif
#ifndef traceENTER_vListInsertEnd
#define traceENTER_vListInsertEnd(list, item)
#endif
#ifndef traceRETURN_vListInsertEnd
#define traceRETURN_vListInsertEnd()
#endif
#ifndef traceENTER_uxListRemove
#define traceENTER_uxListRemove(item)
#endif
#ifndef traceRETURN_uxListRemove
#define traceRETURN_uxListRemove(result)
#endif

/* ---- croutine.h ---- */
#ifndef traceENTER_xCoRoutineCreate
#define traceENTER_xCoRoutineCreate(code, priority, index)
#endif
#ifndef traceRETURN_xCoRoutineCreate
#define traceRETURN_xCoRoutineCreate(result)
#endif
#ifndef traceENTER_vCoRoutineSchedule
#define traceENTER_vCoRoutineSchedule()
#endif
#ifndef traceRETURN_vCoRoutineSchedule
#define traceRETURN_vCoRoutineSchedule()
#endif
#ifndef traceENTER_vCoRoutineAddToDelayedList
#define traceENTER_vCoRoutineAddToDelayedList(ticks, list)
#endif
#ifndef traceRETURN_vCoRoutineAddToDelayedList
#define traceRETURN_vCoRoutineAddToDelayedList()
#endif
#ifndef traceENTER_xCoRoutineRemoveFromEventList
#define traceENTER_xCoRoutineRemoveFromEventList(list)
#endif
#ifndef traceRETURN_xCoRoutineRemoveFromEventList
#define traceRETURN_xCoRoutineRemoveFromEventList(result)
#endif

#endif
