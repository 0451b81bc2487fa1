/* SPDX-License-Identifier: MIT */
/* Every optional function of the API is there; what an image does not call is not linked. Included
 * last by the profiles that are not `minimal`. */
#ifndef CONFIG_API_H
#define CONFIG_API_H

#define INCLUDE_vTaskPrioritySet             1
#define INCLUDE_uxTaskPriorityGet            1
#define INCLUDE_vTaskDelete                  1
#define INCLUDE_vTaskSuspend                 1
#define INCLUDE_xTaskResumeFromISR           1
#define INCLUDE_xTaskDelayUntil              1
#define INCLUDE_vTaskDelay                   1
#define INCLUDE_xTaskGetSchedulerState       1
#define INCLUDE_xTaskGetCurrentTaskHandle    1
#define INCLUDE_uxTaskGetStackHighWaterMark  1
#define INCLUDE_uxTaskGetStackHighWaterMark2 1
#define INCLUDE_xTaskGetIdleTaskHandle       1
#define INCLUDE_eTaskGetState                1
#define INCLUDE_xTimerPendFunctionCall       configUSE_TIMERS
#define INCLUDE_xTaskAbortDelay              1
#define INCLUDE_xTaskGetHandle               1
#define INCLUDE_xSemaphoreGetMutexHolder     1
#define INCLUDE_xQueueGetMutexHolder         1

#endif
