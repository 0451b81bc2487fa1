/* SPDX-License-Identifier: MIT */
/* queue.h */
#include "misuse.h"

static uint8_t storage[16];
static StaticQueue_t memory;

MISUSE(BOTH, IN_TASK, "xQueueCreate", xQueueCreate(0, 4) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreate((UBaseType_t)-1, 4) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreate((UBaseType_t)-1 / 4u + 2u, 4) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreate(2, (UBaseType_t)-1) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xQueueCreateStatic(1, 4, storage, NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xQueueCreateStatic(1, 4, NULL, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xQueueCreateStatic(1, 0, storage, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueCreateStatic", xQueueCreateStatic(0, 4, storage, &memory) == NULL);
MISUSE(NEVER, IN_TASK, "", xQueueCreateStatic((UBaseType_t)-1, 4, storage, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xQueueGetStaticBuffers",
       xQueueGetStaticBuffers(v.queue, NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xQueueGetStaticBuffers",
       xQueueGetStaticBuffers(NULL, NULL, NULL) == pdFALSE);

MISUSE(BOTH, IN_TASK, "vQueueDelete", DONE(vQueueDelete(NULL)));
MISUSE(BOTH, IN_TASK, "vQueueDelete", DONE(vQueueDelete(v.dead)));
MISUSE(BOTH, IN_TASK, "vQueueDelete", DONE(vQueueDelete((QueueHandle_t)(void *)v.task)));
MISUSE(BOTH, IN_ISR, "vQueueDelete", DONE(vQueueDelete(v.queue)));

MISUSE(ASSERTS, IN_TASK, "xQueueSend", xQueueSend(NULL, &item, 0) == errQUEUE_FULL);
MISUSE(ASSERTS, IN_TASK, "xQueueSend", xQueueSend(v.queue, NULL, 0) == errQUEUE_FULL);
MISUSE(BOTH, IN_TASK, "xQueueSend", xQueueSend(v.dead, &item, 0) == errQUEUE_FULL);
MISUSE(ASSERTS, IN_TASK, "xQueueSend", DONE(xQueueSend((QueueHandle_t)(void *)v.group, &item, 0)));
MISUSE(BOTH, IN_ISR, "xQueueSend", DONE(xQueueSend(v.queue, &item, 0)));
MISUSE(BOTH, IN_ISR, "", xQueueSend(v.full, &item, 3) == errQUEUE_FULL);
MISUSE(BOTH, SUSPENDED, "", xQueueSend(v.full, &item, 3) == errQUEUE_FULL);
MISUSE(BOTH, SUSPENDED, "", xQueueSend(v.full, &item, portMAX_DELAY) == errQUEUE_FULL);
MISUSE(BOTH, IN_TASK, "xQueueOverwrite", DONE(xQueueOverwrite(v.queue, &item)));
MISUSE(ASSERTS, IN_ISR, "xQueueSendFromISR", xQueueSendFromISR(NULL, &item, NULL) == errQUEUE_FULL);
MISUSE(ASSERTS, IN_ISR, "xQueueSendFromISR",
       xQueueSendFromISR(v.queue, NULL, NULL) == errQUEUE_FULL);
MISUSE(BOTH, IN_ISR, "xQueueSendFromISR", xQueueSendFromISR(v.dead, &item, NULL) == errQUEUE_FULL);
MISUSE(BOTH, IN_ISR, "xQueueOverwriteFromISR", DONE(xQueueOverwriteFromISR(v.queue, &item, NULL)));

MISUSE(ASSERTS, IN_TASK, "xQueueReceive", xQueueReceive(NULL, &item, 0) == errQUEUE_EMPTY);
MISUSE(ASSERTS, IN_TASK, "xQueueReceive", xQueueReceive(v.full, NULL, 0) == errQUEUE_EMPTY);
MISUSE(BOTH, IN_TASK, "xQueueReceive", xQueueReceive(v.dead, &item, 0) == errQUEUE_EMPTY);
MISUSE(BOTH, IN_ISR, "xQueueReceive", DONE(xQueueReceive(v.full, &item, 0)));
MISUSE(BOTH, SUSPENDED, "", xQueueReceive(v.queue, &item, 3) == errQUEUE_EMPTY);
MISUSE(BOTH, SUSPENDED, "", xQueuePeek(v.queue, &item, 3) == errQUEUE_EMPTY);
MISUSE(BOTH, IN_TASK, "xQueuePeek", xQueuePeek(NULL, &item, 0) == errQUEUE_EMPTY);
MISUSE(ASSERTS, IN_TASK, "xQueuePeek", xQueuePeek(v.full, NULL, 0) == errQUEUE_EMPTY);
MISUSE(BOTH, IN_TASK, "xQueuePeek", xQueuePeek(v.dead, &item, 0) == errQUEUE_EMPTY);
MISUSE(BOTH, IN_TASK, "xQueuePeek", DONE(xQueuePeek(v.semaphore, &item, 0)));
MISUSE(BOTH, IN_ISR, "xQueuePeek", DONE(xQueuePeek(v.full, &item, 0)));
MISUSE(ASSERTS, IN_ISR, "xQueueReceiveFromISR", xQueueReceiveFromISR(NULL, &item, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueueReceiveFromISR", xQueueReceiveFromISR(v.dead, &item, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueuePeekFromISR", xQueuePeekFromISR(NULL, &item) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueuePeekFromISR", xQueuePeekFromISR(v.semaphore, &item) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueuePeekFromISR", xQueuePeekFromISR(v.dead, &item) == pdFAIL);

MISUSE(BOTH, IN_TASK, "uxQueueMessagesWaiting", uxQueueMessagesWaiting(NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxQueueMessagesWaiting", uxQueueMessagesWaiting(v.dead) == 0);
MISUSE(BOTH, IN_ISR, "uxQueueMessagesWaitingFromISR", uxQueueMessagesWaitingFromISR(NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxQueueSpacesAvailable", uxQueueSpacesAvailable(NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxQueueSpacesAvailable", uxQueueSpacesAvailable(v.dead) == 0);
MISUSE(BOTH, IN_ISR, "xQueueIsQueueEmptyFromISR", xQueueIsQueueEmptyFromISR(NULL) == pdTRUE);
MISUSE(BOTH, IN_ISR, "xQueueIsQueueFullFromISR", xQueueIsQueueFullFromISR(NULL) == pdTRUE);
MISUSE(BOTH, IN_TASK, "uxQueueGetQueueItemSize", uxQueueGetQueueItemSize(NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxQueueGetQueueLength", uxQueueGetQueueLength(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xQueueReset", xQueueReset(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xQueueReset", xQueueReset(v.dead) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xQueueReset", DONE(xQueueReset(v.queue)));

MISUSE(BOTH, IN_TASK, "vQueueAddToRegistry", DONE(vQueueAddToRegistry(NULL, "name")));
MISUSE(NEVER, IN_TASK, "", DONE(vQueueUnregisterQueue(NULL)));
MISUSE(NEVER, IN_TASK, "", pcQueueGetName(v.queue) == NULL);
MISUSE(BOTH, IN_TASK, "vQueueSetQueueNumber", DONE(vQueueSetQueueNumber(NULL, 1)));
MISUSE(BOTH, IN_TASK, "uxQueueGetQueueNumber", uxQueueGetQueueNumber(NULL) == 0);
MISUSE(BOTH, IN_TASK, "ucQueueGetQueueType", ucQueueGetQueueType(NULL) == 0);
