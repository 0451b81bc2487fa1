/* SPDX-License-Identifier: MIT */
/** Names from before version 8 of the API, mapped to today's. configENABLE_BACKWARD_COMPATIBILITY 0
 * leaves them out. Included by FreeRTOS.h. */
#ifndef OLD_NAMES_H
#define OLD_NAMES_H

#define eTaskStateGet              eTaskGetState
#define portTickType               TickType_t
#define xTaskHandle                TaskHandle_t
#define xQueueHandle               QueueHandle_t
#define xSemaphoreHandle           SemaphoreHandle_t
#define xQueueSetHandle            QueueSetHandle_t
#define xQueueSetMemberHandle      QueueSetMemberHandle_t
#define xTimeOutType               TimeOut_t
#define xMemoryRegion              MemoryRegion_t
#define xTaskParameters            TaskParameters_t
#define xTaskStatusType            TaskStatus_t
#define xTimerHandle               TimerHandle_t
#define xCoRoutineHandle           CoRoutineHandle_t
#define pdTASK_HOOK_CODE           TaskHookFunction_t
#define portTICK_RATE_MS           portTICK_PERIOD_MS
#define pcTaskGetTaskName          pcTaskGetName
#define pcTimerGetTimerName        pcTimerGetName
#define pcQueueGetQueueName        pcQueueGetName
#define vTaskGetTaskInfo           vTaskGetInfo
#define xTaskGetIdleRunTimeCounter ulTaskGetIdleRunTimeCounter
#define tmrTIMER_CALLBACK          TimerCallbackFunction_t
#define pdTASK_CODE                TaskFunction_t
#define xListItem                  ListItem_t
#define xList                      List_t
#define pxContainer                pvContainer

#endif
