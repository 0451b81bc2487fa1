/* SPDX-License-Identifier: MIT */
/* semphr.h */
#include "misuse.h"

static StaticSemaphore_t memory;

MISUSE(BOTH, IN_TASK, "xSemaphoreCreateCounting", xSemaphoreCreateCounting(0, 0) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateCounting", xSemaphoreCreateCounting(2, 3) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateCounting",
       xSemaphoreCreateCounting(1, (UBaseType_t)-1) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateCounting",
       xSemaphoreCreateCountingStatic(0, 0, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateCountingStatic",
       xSemaphoreCreateCountingStatic(1, 0, NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateMutexStatic", xSemaphoreCreateMutexStatic(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreCreateMutexStatic",
       xSemaphoreCreateRecursiveMutexStatic(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xSemaphoreCreateBinaryStatic(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueGetStaticBuffers",
       xSemaphoreGetStaticBuffer(v.semaphore, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "vQueueDelete", DONE(vSemaphoreDelete(NULL)));

MISUSE(ASSERTS, IN_TASK, "xSemaphoreTake", xSemaphoreTake(NULL, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreTake", xSemaphoreTake(v.dead, 0) == pdFAIL);
MISUSE(ASSERTS, IN_TASK, "xSemaphoreTake",
       DONE(xSemaphoreTake((SemaphoreHandle_t)(void *)v.stream, 0)));
MISUSE(BOTH, IN_ISR, "xSemaphoreTake", DONE(xSemaphoreTake(v.semaphore, 0)));
MISUSE(BOTH, IN_ISR, "", xSemaphoreTake(v.semaphore, 3) == pdFAIL);
MISUSE(BOTH, SUSPENDED, "", xSemaphoreTake(v.semaphore, 3) == pdFAIL);
MISUSE(BOTH, SUSPENDED, "", xSemaphoreTake(v.semaphore, portMAX_DELAY) == pdFAIL);
MISUSE(BOTH, SUSPENDED, "", xSemaphoreTake(v.mutex, 3) == pdFAIL);
MISUSE(NEVER, IN_TASK, "",
       xSemaphoreTake(v.free_mutex, 0) == pdPASS && xSemaphoreTake(v.free_mutex, 2) == pdFAIL &&
           xSemaphoreGive(v.free_mutex) == pdPASS);
MISUSE(BOTH, SUSPENDED, "", xSemaphoreTakeRecursive(v.recursive, 3) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreTakeRecursive", xSemaphoreTakeRecursive(NULL, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreTakeRecursive",
       xSemaphoreTakeRecursive(v.free_mutex, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreTakeRecursive", xSemaphoreTakeRecursive(v.semaphore, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreTakeRecursive", xSemaphoreTakeRecursive(v.dead, 0) == pdFAIL);

MISUSE(ASSERTS, IN_TASK, "xSemaphoreGive", xSemaphoreGive(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreGive", xSemaphoreGive(v.dead) == pdFAIL);
MISUSE(ASSERTS, IN_TASK, "xSemaphoreGive",
       DONE(xSemaphoreGive((SemaphoreHandle_t)(void *)v.stream)));
MISUSE(BOTH, IN_ISR, "xSemaphoreGive", DONE(xSemaphoreGive(v.semaphore)));
MISUSE(NEVER, IN_TASK, "",
       xSemaphoreGive(v.mutex) == pdFAIL && xSemaphoreGetMutexHolder(v.mutex) != NULL);
MISUSE(NEVER, IN_TASK, "", xSemaphoreGive(v.free_mutex) == pdFAIL);
MISUSE(NEVER, IN_TASK, "",
       xSemaphoreGiveRecursive(v.recursive) == pdFAIL &&
           xSemaphoreGetMutexHolder(v.recursive) != NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreGiveRecursive", xSemaphoreGiveRecursive(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreGiveRecursive", xSemaphoreGiveRecursive(v.counting) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xSemaphoreGiveRecursive", xSemaphoreGiveRecursive(v.free_mutex) == pdFAIL);
MISUSE(NEVER, IN_TASK, "",
       xSemaphoreGive(v.counting) == pdPASS && xSemaphoreGive(v.counting) == pdPASS &&
           xSemaphoreGive(v.counting) == pdFAIL && uxSemaphoreGetCount(v.counting) == 2);

MISUSE(ASSERTS, IN_ISR, "xSemaphoreGiveFromISR", xSemaphoreGiveFromISR(NULL, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xSemaphoreGiveFromISR", xSemaphoreGiveFromISR(v.dead, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xSemaphoreGiveFromISR", xSemaphoreGiveFromISR(v.mutex, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xSemaphoreGiveFromISR", xSemaphoreGiveFromISR(v.recursive, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xSemaphoreTakeFromISR", xSemaphoreTakeFromISR(v.mutex, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xSemaphoreTakeFromISR", xSemaphoreTakeFromISR(v.free_mutex, NULL) == pdFAIL);

MISUSE(BOTH, IN_TASK, "xSemaphoreGetMutexHolder", xSemaphoreGetMutexHolder(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xSemaphoreGetMutexHolder", xSemaphoreGetMutexHolder(v.dead) == NULL);
MISUSE(NEVER, IN_TASK, "", xSemaphoreGetMutexHolder(v.semaphore) == NULL);
MISUSE(BOTH, IN_ISR, "xSemaphoreGetMutexHolder", xSemaphoreGetMutexHolderFromISR(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "uxQueueMessagesWaiting", uxSemaphoreGetCount(NULL) == 0);
