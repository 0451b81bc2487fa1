/* SPDX-License-Identifier: MIT */
/* task.h: notifications. */
#include "misuse.h"

#define TOO_HIGH configTASK_NOTIFICATION_ARRAY_ENTRIES
#define HIGHEST  ((UBaseType_t)-1)

MISUSE(ASSERTS, IN_TASK, "xTaskNotify", xTaskNotify(NULL, 1, eSetBits) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskNotify", DONE(xTaskNotify(v.dead_task, 1, eSetBits)));
MISUSE(BOTH, IN_TASK, "xTaskNotify", xTaskNotifyIndexed(v.task, TOO_HIGH, 1, eSetBits) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskNotify", xTaskNotifyIndexed(v.task, HIGHEST, 1, eSetBits) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskNotify", DONE(xTaskNotify(v.task, 1, (eNotifyAction)99)));
MISUSE(BOTH, IN_ISR, "xTaskNotify", DONE(xTaskNotify(v.task, 1, eSetBits)));
MISUSE(NEVER, IN_TASK, "",
       xTaskNotify(v.task, 1, eSetValueWithoutOverwrite) == pdPASS &&
           xTaskNotify(v.task, 2, eSetValueWithoutOverwrite) == pdFAIL);
MISUSE(ASSERTS, IN_TASK, "xTaskNotifyGive", xTaskNotifyGive(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskNotifyGive", DONE(xTaskNotifyGive(v.dead_task)));
MISUSE(BOTH, IN_TASK, "xTaskNotifyGive", xTaskNotifyGiveIndexed(v.task, TOO_HIGH) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTaskNotifyGive", DONE(xTaskNotifyGive(v.task)));
MISUSE(ASSERTS, IN_ISR, "xTaskNotifyFromISR",
       xTaskNotifyFromISR(NULL, 1, eSetBits, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTaskNotifyFromISR",
       xTaskNotifyIndexedFromISR(v.task, TOO_HIGH, 1, eSetBits, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTaskNotifyFromISR",
       DONE(xTaskNotifyFromISR(v.dead_task, 1, eSetBits, NULL)));
MISUSE(ASSERTS, IN_ISR, "vTaskNotifyGiveFromISR", DONE(vTaskNotifyGiveFromISR(NULL, NULL)));
MISUSE(BOTH, IN_ISR, "vTaskNotifyGiveFromISR",
       DONE(vTaskNotifyGiveIndexedFromISR(v.task, TOO_HIGH, NULL)));
MISUSE(BOTH, IN_ISR, "vTaskNotifyGiveFromISR", DONE(vTaskNotifyGiveFromISR(v.dead_task, NULL)));

MISUSE(BOTH, IN_TASK, "ulTaskNotifyTake", ulTaskNotifyTakeIndexed(TOO_HIGH, pdTRUE, 0) == 0);
MISUSE(BOTH, SUSPENDED, "ulTaskNotifyTake", ulTaskNotifyTake(pdTRUE, 3) == 0);
MISUSE(BOTH, SUSPENDED, "ulTaskNotifyTake", ulTaskNotifyTake(pdTRUE, portMAX_DELAY) == 0);
MISUSE(BOTH, IN_ISR, "ulTaskNotifyTake", DONE(ulTaskNotifyTake(pdTRUE, 3)));
MISUSE(BOTH, IN_TASK, "xTaskNotifyWait", xTaskNotifyWaitIndexed(HIGHEST, 0, 0, NULL, 0) == pdFALSE);
MISUSE(BOTH, SUSPENDED, "xTaskNotifyWait", xTaskNotifyWait(0, 0, NULL, 3) == pdFALSE);
MISUSE(BOTH, SUSPENDED, "xTaskNotifyWait", xTaskNotifyWait(0, 0, NULL, portMAX_DELAY) == pdFALSE);
MISUSE(BOTH, IN_ISR, "xTaskNotifyWait", DONE(xTaskNotifyWait(0, 0, NULL, 3)));
MISUSE(BOTH, IN_TASK, "xTaskNotifyStateClear",
       xTaskNotifyStateClearIndexed(v.task, TOO_HIGH) == pdFAIL);
MISUSE(BOTH, IN_TASK, "ulTaskNotifyValueClear",
       ulTaskNotifyValueClearIndexed(v.task, TOO_HIGH, 1) == 0);
