/* SPDX-License-Identifier: MIT */
/** traceENTER_<function>(arguments) and traceRETURN_<function>(result) of task.h: empty unless
 * FreeRTOSConfig.h defines them. The first thing and the last that a call does.
 */
#ifndef TRACE_DEFAULTS_TASK_H
#define TRACE_DEFAULTS_TASK_H

#ifndef traceENTER_xTaskCreate
#define traceENTER_xTaskCreate(code, name, stack_depth, arg, priority, created)
#endif
#ifndef traceRETURN_xTaskCreate
#define traceRETURN_xTaskCreate(result)
#endif
#ifndef traceENTER_xTaskCreateAffinitySet
#define traceENTER_xTaskCreateAffinitySet(code, name, depth, arg, priority, cores, created)
#endif
#ifndef traceRETURN_xTaskCreateAffinitySet
#define traceRETURN_xTaskCreateAffinitySet(result)
#endif
#ifndef traceENTER_xTaskCreateStatic
#define traceENTER_xTaskCreateStatic(code, name, stack_depth, arg, priority, stack, task)
#endif
#ifndef traceRETURN_xTaskCreateStatic
#define traceRETURN_xTaskCreateStatic(result)
#endif
#ifndef traceENTER_xTaskCreateStaticAffinitySet
#define traceENTER_xTaskCreateStaticAffinitySet(code, name, depth, arg, priority, stack, block,    \
                                                cores)
#endif
#ifndef traceRETURN_xTaskCreateStaticAffinitySet
#define traceRETURN_xTaskCreateStaticAffinitySet(result)
#endif
#ifndef traceENTER_xTaskCreateRestricted
#define traceENTER_xTaskCreateRestricted(definition, created)
#endif
#ifndef traceRETURN_xTaskCreateRestricted
#define traceRETURN_xTaskCreateRestricted(result)
#endif
#ifndef traceENTER_xTaskCreateRestrictedAffinitySet
#define traceENTER_xTaskCreateRestrictedAffinitySet(definition, cores, created)
#endif
#ifndef traceRETURN_xTaskCreateRestrictedAffinitySet
#define traceRETURN_xTaskCreateRestrictedAffinitySet(result)
#endif
#ifndef traceENTER_xTaskCreateRestrictedStatic
#define traceENTER_xTaskCreateRestrictedStatic(definition, created)
#endif
#ifndef traceRETURN_xTaskCreateRestrictedStatic
#define traceRETURN_xTaskCreateRestrictedStatic(result)
#endif
#ifndef traceENTER_xTaskCreateRestrictedStaticAffinitySet
#define traceENTER_xTaskCreateRestrictedStaticAffinitySet(definition, cores, created)
#endif
#ifndef traceRETURN_xTaskCreateRestrictedStaticAffinitySet
#define traceRETURN_xTaskCreateRestrictedStaticAffinitySet(result)
#endif
#ifndef traceENTER_vTaskAllocateMPURegions
#define traceENTER_vTaskAllocateMPURegions(task, regions)
#endif
#ifndef traceRETURN_vTaskAllocateMPURegions
#define traceRETURN_vTaskAllocateMPURegions()
#endif
#ifndef traceENTER_vTaskDelete
#define traceENTER_vTaskDelete(task)
#endif
#ifndef traceRETURN_vTaskDelete
#define traceRETURN_vTaskDelete()
#endif
#ifndef traceENTER_vTaskDelay
#define traceENTER_vTaskDelay(ticks)
#endif
#ifndef traceRETURN_vTaskDelay
#define traceRETURN_vTaskDelay()
#endif
#ifndef traceENTER_xTaskDelayUntil
#define traceENTER_xTaskDelayUntil(previous_wake, increment)
#endif
#ifndef traceRETURN_xTaskDelayUntil
#define traceRETURN_xTaskDelayUntil(result)
#endif
#ifndef traceENTER_xTaskAbortDelay
#define traceENTER_xTaskAbortDelay(task)
#endif
#ifndef traceRETURN_xTaskAbortDelay
#define traceRETURN_xTaskAbortDelay(result)
#endif
#ifndef traceENTER_uxTaskPriorityGet
#define traceENTER_uxTaskPriorityGet(task)
#endif
#ifndef traceRETURN_uxTaskPriorityGet
#define traceRETURN_uxTaskPriorityGet(result)
#endif
#ifndef traceENTER_uxTaskPriorityGetFromISR
#define traceENTER_uxTaskPriorityGetFromISR(task)
#endif
#ifndef traceRETURN_uxTaskPriorityGetFromISR
#define traceRETURN_uxTaskPriorityGetFromISR(result)
#endif
#ifndef traceENTER_uxTaskBasePriorityGet
#define traceENTER_uxTaskBasePriorityGet(task)
#endif
#ifndef traceRETURN_uxTaskBasePriorityGet
#define traceRETURN_uxTaskBasePriorityGet(result)
#endif
#ifndef traceENTER_uxTaskBasePriorityGetFromISR
#define traceENTER_uxTaskBasePriorityGetFromISR(task)
#endif
#ifndef traceRETURN_uxTaskBasePriorityGetFromISR
#define traceRETURN_uxTaskBasePriorityGetFromISR(result)
#endif
#ifndef traceENTER_eTaskGetState
#define traceENTER_eTaskGetState(task)
#endif
#ifndef traceRETURN_eTaskGetState
#define traceRETURN_eTaskGetState(result)
#endif
#ifndef traceENTER_vTaskGetInfo
#define traceENTER_vTaskGetInfo(task, status, free_stack, state)
#endif
#ifndef traceRETURN_vTaskGetInfo
#define traceRETURN_vTaskGetInfo()
#endif
#ifndef traceENTER_vTaskPrioritySet
#define traceENTER_vTaskPrioritySet(task, priority)
#endif
#ifndef traceRETURN_vTaskPrioritySet
#define traceRETURN_vTaskPrioritySet()
#endif
#ifndef traceENTER_vTaskSuspend
#define traceENTER_vTaskSuspend(task)
#endif
#ifndef traceRETURN_vTaskSuspend
#define traceRETURN_vTaskSuspend()
#endif
#ifndef traceENTER_vTaskResume
#define traceENTER_vTaskResume(task)
#endif
#ifndef traceRETURN_vTaskResume
#define traceRETURN_vTaskResume()
#endif
#ifndef traceENTER_xTaskResumeFromISR
#define traceENTER_xTaskResumeFromISR(task)
#endif
#ifndef traceRETURN_xTaskResumeFromISR
#define traceRETURN_xTaskResumeFromISR(result)
#endif
#ifndef traceENTER_vTaskCoreAffinitySet
#define traceENTER_vTaskCoreAffinitySet(task, cores)
#endif
#ifndef traceRETURN_vTaskCoreAffinitySet
#define traceRETURN_vTaskCoreAffinitySet()
#endif
#ifndef traceENTER_vTaskCoreAffinityGet
#define traceENTER_vTaskCoreAffinityGet(task)
#endif
#ifndef traceRETURN_vTaskCoreAffinityGet
#define traceRETURN_vTaskCoreAffinityGet(result)
#endif
#ifndef traceENTER_vTaskPreemptionDisable
#define traceENTER_vTaskPreemptionDisable(task)
#endif
#ifndef traceRETURN_vTaskPreemptionDisable
#define traceRETURN_vTaskPreemptionDisable()
#endif
#ifndef traceENTER_vTaskPreemptionEnable
#define traceENTER_vTaskPreemptionEnable(task)
#endif
#ifndef traceRETURN_vTaskPreemptionEnable
#define traceRETURN_vTaskPreemptionEnable()
#endif
#ifndef traceENTER_vTaskStartScheduler
#define traceENTER_vTaskStartScheduler()
#endif
#ifndef traceRETURN_vTaskStartScheduler
#define traceRETURN_vTaskStartScheduler()
#endif
#ifndef traceENTER_vTaskEndScheduler
#define traceENTER_vTaskEndScheduler()
#endif
#ifndef traceRETURN_vTaskEndScheduler
#define traceRETURN_vTaskEndScheduler()
#endif
#ifndef traceENTER_vTaskSuspendAll
#define traceENTER_vTaskSuspendAll()
#endif
#ifndef traceRETURN_vTaskSuspendAll
#define traceRETURN_vTaskSuspendAll()
#endif
#ifndef traceENTER_xTaskResumeAll
#define traceENTER_xTaskResumeAll()
#endif
#ifndef traceRETURN_xTaskResumeAll
#define traceRETURN_xTaskResumeAll(result)
#endif
#ifndef traceENTER_xTaskGetTickCount
#define traceENTER_xTaskGetTickCount()
#endif
#ifndef traceRETURN_xTaskGetTickCount
#define traceRETURN_xTaskGetTickCount(result)
#endif
#ifndef traceENTER_xTaskGetTickCountFromISR
#define traceENTER_xTaskGetTickCountFromISR()
#endif
#ifndef traceRETURN_xTaskGetTickCountFromISR
#define traceRETURN_xTaskGetTickCountFromISR(result)
#endif
#ifndef traceENTER_uxTaskGetNumberOfTasks
#define traceENTER_uxTaskGetNumberOfTasks()
#endif
#ifndef traceRETURN_uxTaskGetNumberOfTasks
#define traceRETURN_uxTaskGetNumberOfTasks(result)
#endif
#ifndef traceENTER_pcTaskGetName
#define traceENTER_pcTaskGetName(task)
#endif
#ifndef traceRETURN_pcTaskGetName
#define traceRETURN_pcTaskGetName(result)
#endif
#ifndef traceENTER_xTaskGetHandle
#define traceENTER_xTaskGetHandle(name)
#endif
#ifndef traceRETURN_xTaskGetHandle
#define traceRETURN_xTaskGetHandle(result)
#endif
#ifndef traceENTER_xTaskGetStaticBuffers
#define traceENTER_xTaskGetStaticBuffers(task, stack, task_buffer)
#endif
#ifndef traceRETURN_xTaskGetStaticBuffers
#define traceRETURN_xTaskGetStaticBuffers(result)
#endif
#ifndef traceENTER_uxTaskGetStackHighWaterMark
#define traceENTER_uxTaskGetStackHighWaterMark(task)
#endif
#ifndef traceRETURN_uxTaskGetStackHighWaterMark
#define traceRETURN_uxTaskGetStackHighWaterMark(result)
#endif
#ifndef traceENTER_uxTaskGetStackHighWaterMark2
#define traceENTER_uxTaskGetStackHighWaterMark2(task)
#endif
#ifndef traceRETURN_uxTaskGetStackHighWaterMark2
#define traceRETURN_uxTaskGetStackHighWaterMark2(result)
#endif
#ifndef traceENTER_vTaskSetApplicationTaskTag
#define traceENTER_vTaskSetApplicationTaskTag(task, hook)
#endif
#ifndef traceRETURN_vTaskSetApplicationTaskTag
#define traceRETURN_vTaskSetApplicationTaskTag()
#endif
#ifndef traceENTER_xTaskGetApplicationTaskTag
#define traceENTER_xTaskGetApplicationTaskTag(task)
#endif
#ifndef traceRETURN_xTaskGetApplicationTaskTag
#define traceRETURN_xTaskGetApplicationTaskTag(result)
#endif
#ifndef traceENTER_xTaskGetApplicationTaskTagFromISR
#define traceENTER_xTaskGetApplicationTaskTagFromISR(task)
#endif
#ifndef traceRETURN_xTaskGetApplicationTaskTagFromISR
#define traceRETURN_xTaskGetApplicationTaskTagFromISR(result)
#endif
#ifndef traceENTER_vTaskSetThreadLocalStoragePointer
#define traceENTER_vTaskSetThreadLocalStoragePointer(task, index, value)
#endif
#ifndef traceRETURN_vTaskSetThreadLocalStoragePointer
#define traceRETURN_vTaskSetThreadLocalStoragePointer()
#endif
#ifndef traceENTER_pvTaskGetThreadLocalStoragePointer
#define traceENTER_pvTaskGetThreadLocalStoragePointer(task, index)
#endif
#ifndef traceRETURN_pvTaskGetThreadLocalStoragePointer
#define traceRETURN_pvTaskGetThreadLocalStoragePointer(result)
#endif
#ifndef traceENTER_xTaskCallApplicationTaskHook
#define traceENTER_xTaskCallApplicationTaskHook(task, arg)
#endif
#ifndef traceRETURN_xTaskCallApplicationTaskHook
#define traceRETURN_xTaskCallApplicationTaskHook(result)
#endif
#ifndef traceENTER_xTaskGetIdleTaskHandle
#define traceENTER_xTaskGetIdleTaskHandle()
#endif
#ifndef traceRETURN_xTaskGetIdleTaskHandle
#define traceRETURN_xTaskGetIdleTaskHandle(result)
#endif
#ifndef traceENTER_xTaskGetIdleTaskHandleForCore
#define traceENTER_xTaskGetIdleTaskHandleForCore(core)
#endif
#ifndef traceRETURN_xTaskGetIdleTaskHandleForCore
#define traceRETURN_xTaskGetIdleTaskHandleForCore(result)
#endif
#ifndef traceENTER_uxTaskGetSystemState
#define traceENTER_uxTaskGetSystemState(statuses, capacity, total)
#endif
#ifndef traceRETURN_uxTaskGetSystemState
#define traceRETURN_uxTaskGetSystemState(result)
#endif
#ifndef traceENTER_vTaskListTasks
#define traceENTER_vTaskListTasks(text, bytes)
#endif
#ifndef traceRETURN_vTaskListTasks
#define traceRETURN_vTaskListTasks()
#endif
#ifndef traceENTER_vTaskGetRunTimeStatistics
#define traceENTER_vTaskGetRunTimeStatistics(text, bytes)
#endif
#ifndef traceRETURN_vTaskGetRunTimeStatistics
#define traceRETURN_vTaskGetRunTimeStatistics()
#endif
#ifndef traceENTER_ulTaskGetRunTimeCounter
#define traceENTER_ulTaskGetRunTimeCounter(task)
#endif
#ifndef traceRETURN_ulTaskGetRunTimeCounter
#define traceRETURN_ulTaskGetRunTimeCounter(result)
#endif
#ifndef traceENTER_ulTaskGetRunTimePercent
#define traceENTER_ulTaskGetRunTimePercent(task)
#endif
#ifndef traceRETURN_ulTaskGetRunTimePercent
#define traceRETURN_ulTaskGetRunTimePercent(result)
#endif
#ifndef traceENTER_ulTaskGetIdleRunTimeCounter
#define traceENTER_ulTaskGetIdleRunTimeCounter()
#endif
#ifndef traceRETURN_ulTaskGetIdleRunTimeCounter
#define traceRETURN_ulTaskGetIdleRunTimeCounter(result)
#endif
#ifndef traceENTER_ulTaskGetIdleRunTimePercent
#define traceENTER_ulTaskGetIdleRunTimePercent()
#endif
#ifndef traceRETURN_ulTaskGetIdleRunTimePercent
#define traceRETURN_ulTaskGetIdleRunTimePercent(result)
#endif
#ifndef traceENTER_xTaskGenericNotify
#define traceENTER_xTaskGenericNotify(task, index, value, action, previous)
#endif
#ifndef traceRETURN_xTaskGenericNotify
#define traceRETURN_xTaskGenericNotify(result)
#endif
#ifndef traceENTER_xTaskGenericNotifyFromISR
#define traceENTER_xTaskGenericNotifyFromISR(task, index, value, action, previous, woken)
#endif
#ifndef traceRETURN_xTaskGenericNotifyFromISR
#define traceRETURN_xTaskGenericNotifyFromISR(result)
#endif
#ifndef traceENTER_xTaskGenericNotifyWait
#define traceENTER_xTaskGenericNotifyWait(index, clear_on_entry, clear_on_exit, value, wait)
#endif
#ifndef traceRETURN_xTaskGenericNotifyWait
#define traceRETURN_xTaskGenericNotifyWait(result)
#endif
#ifndef traceENTER_vTaskGenericNotifyGiveFromISR
#define traceENTER_vTaskGenericNotifyGiveFromISR(task, index, woken)
#endif
#ifndef traceRETURN_vTaskGenericNotifyGiveFromISR
#define traceRETURN_vTaskGenericNotifyGiveFromISR()
#endif
#ifndef traceENTER_ulTaskGenericNotifyTake
#define traceENTER_ulTaskGenericNotifyTake(index, clear, wait)
#endif
#ifndef traceRETURN_ulTaskGenericNotifyTake
#define traceRETURN_ulTaskGenericNotifyTake(result)
#endif
#ifndef traceENTER_xTaskGenericNotifyStateClear
#define traceENTER_xTaskGenericNotifyStateClear(task, index)
#endif
#ifndef traceRETURN_xTaskGenericNotifyStateClear
#define traceRETURN_xTaskGenericNotifyStateClear(result)
#endif
#ifndef traceENTER_ulTaskGenericNotifyValueClear
#define traceENTER_ulTaskGenericNotifyValueClear(task, index, bits)
#endif
#ifndef traceRETURN_ulTaskGenericNotifyValueClear
#define traceRETURN_ulTaskGenericNotifyValueClear(result)
#endif
#ifndef traceENTER_vTaskSetTimeOutState
#define traceENTER_vTaskSetTimeOutState(time_out)
#endif
#ifndef traceRETURN_vTaskSetTimeOutState
#define traceRETURN_vTaskSetTimeOutState()
#endif
#ifndef traceENTER_xTaskCheckForTimeOut
#define traceENTER_xTaskCheckForTimeOut(time_out, ticks)
#endif
#ifndef traceRETURN_xTaskCheckForTimeOut
#define traceRETURN_xTaskCheckForTimeOut(result)
#endif
#ifndef traceENTER_xTaskCatchUpTicks
#define traceENTER_xTaskCatchUpTicks(ticks)
#endif
#ifndef traceRETURN_xTaskCatchUpTicks
#define traceRETURN_xTaskCatchUpTicks(result)
#endif
#ifndef traceENTER_xTaskIncrementTick
#define traceENTER_xTaskIncrementTick()
#endif
#ifndef traceRETURN_xTaskIncrementTick
#define traceRETURN_xTaskIncrementTick(result)
#endif
#ifndef traceENTER_vTaskPlaceOnEventList
#define traceENTER_vTaskPlaceOnEventList(list, ticks)
#endif
#ifndef traceRETURN_vTaskPlaceOnEventList
#define traceRETURN_vTaskPlaceOnEventList()
#endif
#ifndef traceENTER_vTaskPlaceOnUnorderedEventList
#define traceENTER_vTaskPlaceOnUnorderedEventList(list, value, ticks)
#endif
#ifndef traceRETURN_vTaskPlaceOnUnorderedEventList
#define traceRETURN_vTaskPlaceOnUnorderedEventList()
#endif
#ifndef traceENTER_vTaskPlaceOnEventListRestricted
#define traceENTER_vTaskPlaceOnEventListRestricted(list, ticks, endless)
#endif
#ifndef traceRETURN_vTaskPlaceOnEventListRestricted
#define traceRETURN_vTaskPlaceOnEventListRestricted()
#endif
#ifndef traceENTER_xTaskRemoveFromEventList
#define traceENTER_xTaskRemoveFromEventList(list)
#endif
#ifndef traceRETURN_xTaskRemoveFromEventList
#define traceRETURN_xTaskRemoveFromEventList(result)
#endif
#ifndef traceENTER_vTaskRemoveFromUnorderedEventList
#define traceENTER_vTaskRemoveFromUnorderedEventList(item, value)
#endif
#ifndef traceRETURN_vTaskRemoveFromUnorderedEventList
#define traceRETURN_vTaskRemoveFromUnorderedEventList()
#endif
#ifndef traceENTER_vTaskSwitchContext
#define traceENTER_vTaskSwitchContext()
#endif
#ifndef traceRETURN_vTaskSwitchContext
#define traceRETURN_vTaskSwitchContext()
#endif
#ifndef traceENTER_uxTaskResetEventItemValue
#define traceENTER_uxTaskResetEventItemValue()
#endif
#ifndef traceRETURN_uxTaskResetEventItemValue
#define traceRETURN_uxTaskResetEventItemValue(result)
#endif
#ifndef traceENTER_xTaskGetCurrentTaskHandle
#define traceENTER_xTaskGetCurrentTaskHandle()
#endif
#ifndef traceRETURN_xTaskGetCurrentTaskHandle
#define traceRETURN_xTaskGetCurrentTaskHandle(result)
#endif
#ifndef traceENTER_xTaskGetCurrentTaskHandleForCore
#define traceENTER_xTaskGetCurrentTaskHandleForCore(core)
#endif
#ifndef traceRETURN_xTaskGetCurrentTaskHandleForCore
#define traceRETURN_xTaskGetCurrentTaskHandleForCore(result)
#endif
#ifndef traceENTER_vTaskMissedYield
#define traceENTER_vTaskMissedYield()
#endif
#ifndef traceRETURN_vTaskMissedYield
#define traceRETURN_vTaskMissedYield()
#endif
#ifndef traceENTER_xTaskGetSchedulerState
#define traceENTER_xTaskGetSchedulerState()
#endif
#ifndef traceRETURN_xTaskGetSchedulerState
#define traceRETURN_xTaskGetSchedulerState(result)
#endif
#ifndef traceENTER_xTaskPriorityInherit
#define traceENTER_xTaskPriorityInherit(holder)
#endif
#ifndef traceRETURN_xTaskPriorityInherit
#define traceRETURN_xTaskPriorityInherit(result)
#endif
#ifndef traceENTER_xTaskPriorityDisinherit
#define traceENTER_xTaskPriorityDisinherit(holder)
#endif
#ifndef traceRETURN_xTaskPriorityDisinherit
#define traceRETURN_xTaskPriorityDisinherit(result)
#endif
#ifndef traceENTER_vTaskPriorityDisinheritAfterTimeout
#define traceENTER_vTaskPriorityDisinheritAfterTimeout(holder, priority)
#endif
#ifndef traceRETURN_vTaskPriorityDisinheritAfterTimeout
#define traceRETURN_vTaskPriorityDisinheritAfterTimeout()
#endif
#ifndef traceENTER_uxTaskGetTaskNumber
#define traceENTER_uxTaskGetTaskNumber(task)
#endif
#ifndef traceRETURN_uxTaskGetTaskNumber
#define traceRETURN_uxTaskGetTaskNumber(result)
#endif
#ifndef traceENTER_vTaskSetTaskNumber
#define traceENTER_vTaskSetTaskNumber(task, number)
#endif
#ifndef traceRETURN_vTaskSetTaskNumber
#define traceRETURN_vTaskSetTaskNumber()
#endif
#ifndef traceENTER_vTaskStepTick
#define traceENTER_vTaskStepTick(ticks)
#endif
#ifndef traceRETURN_vTaskStepTick
#define traceRETURN_vTaskStepTick()
#endif
#ifndef traceENTER_eTaskConfirmSleepModeStatus
#define traceENTER_eTaskConfirmSleepModeStatus()
#endif
#ifndef traceRETURN_eTaskConfirmSleepModeStatus
#define traceRETURN_eTaskConfirmSleepModeStatus(result)
#endif
#ifndef traceENTER_pvTaskIncrementMutexHeldCount
#define traceENTER_pvTaskIncrementMutexHeldCount()
#endif
#ifndef traceRETURN_pvTaskIncrementMutexHeldCount
#define traceRETURN_pvTaskIncrementMutexHeldCount(result)
#endif
#ifndef traceENTER_vTaskInternalSetTimeOutState
#define traceENTER_vTaskInternalSetTimeOutState(timeout)
#endif
#ifndef traceRETURN_vTaskInternalSetTimeOutState
#define traceRETURN_vTaskInternalSetTimeOutState()
#endif
#ifndef traceENTER_vTaskYieldWithinAPI
#define traceENTER_vTaskYieldWithinAPI()
#endif
#ifndef traceRETURN_vTaskYieldWithinAPI
#define traceRETURN_vTaskYieldWithinAPI()
#endif
#ifndef traceENTER_vTaskEnterCritical
#define traceENTER_vTaskEnterCritical()
#endif
#ifndef traceRETURN_vTaskEnterCritical
#define traceRETURN_vTaskEnterCritical()
#endif
#ifndef traceENTER_vTaskExitCritical
#define traceENTER_vTaskExitCritical()
#endif
#ifndef traceRETURN_vTaskExitCritical
#define traceRETURN_vTaskExitCritical()
#endif
#ifndef traceENTER_vTaskEnterCriticalFromISR
#define traceENTER_vTaskEnterCriticalFromISR()
#endif
#ifndef traceRETURN_vTaskEnterCriticalFromISR
#define traceRETURN_vTaskEnterCriticalFromISR(result)
#endif
#ifndef traceENTER_vTaskExitCriticalFromISR
#define traceENTER_vTaskExitCriticalFromISR(mask)
#endif
#ifndef traceRETURN_vTaskExitCriticalFromISR
#define traceRETURN_vTaskExitCriticalFromISR()
#endif
#ifndef traceENTER_xTaskGetMPUSettings
#define traceENTER_xTaskGetMPUSettings(task)
#endif
#ifndef traceRETURN_xTaskGetMPUSettings
#define traceRETURN_xTaskGetMPUSettings(result)
#endif

#endif
