/* SPDX-License-Identifier: MIT */
/* stream_buffer.h and message_buffer.h */
#include "misuse.h"

static StaticStreamBuffer_t memory;

#define FOREIGN ((StreamBufferHandle_t)(void *)v.timer)

MISUSE(BOTH, IN_TASK, "xStreamBufferCreate", xStreamBufferCreate(0, 1) == NULL);
MISUSE(BOTH, IN_TASK, "xStreamBufferCreate", xStreamBufferCreate(8, 9) == NULL);
MISUSE(NEVER, IN_TASK, "", xStreamBufferCreate(SIZE_MAX, 1) == NULL);
MISUSE(NEVER, IN_TASK, "", xStreamBufferCreate(SIZE_MAX - sizeof memory, 1) == NULL);
MISUSE(NEVER, IN_TASK, "", xMessageBufferCreate(SIZE_MAX) == NULL);
MISUSE(BOTH, IN_TASK, "xStreamBufferCreateStatic",
       xStreamBufferCreateStatic(8, 1, NULL, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xStreamBufferCreateStatic",
       xStreamBufferCreateStatic(8, 1, bytes, NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xStreamBufferCreateStatic",
       xStreamBufferCreateStatic(8, 9, bytes, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xStreamBufferGetStaticBuffers",
       xStreamBufferGetStaticBuffers(v.stream, NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "vStreamBufferDelete", DONE(vStreamBufferDelete(NULL)));
MISUSE(BOTH, IN_TASK, "vStreamBufferDelete", DONE(vStreamBufferDelete(v.dead_stream)));
MISUSE(BOTH, IN_TASK, "vStreamBufferDelete", DONE(vMessageBufferDelete(FOREIGN)));
MISUSE(ASSERTS, IN_ISR, "vStreamBufferDelete", DONE(vStreamBufferDelete(v.stream)));

MISUSE(BOTH, IN_TASK, "xStreamBufferSend", xStreamBufferSend(NULL, bytes, 1, 0) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferSend", xStreamBufferSend(v.dead_stream, bytes, 1, 3) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferSend", xStreamBufferSend(FOREIGN, bytes, 1, 0) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferSend", xStreamBufferSend(v.stream, NULL, 1, 0) == 0);
MISUSE(NEVER, IN_TASK, "", xStreamBufferSend(v.stream, bytes, 40, 0) == 16);
MISUSE(NEVER, IN_TASK, "", xMessageBufferSend(v.message, bytes, 40, 0) == 0);
MISUSE(NEVER, IN_TASK, "", xMessageBufferSend(v.message, bytes, 40, portMAX_DELAY) == 0);
MISUSE(NEVER, IN_TASK, "", xMessageBufferSend(v.message, bytes, SIZE_MAX, 0) == 0);
MISUSE(NEVER, IN_TASK, "", xMessageBufferSend(v.message, bytes, SIZE_MAX - 2, 0) == 0);
MISUSE(BOTH, SUSPENDED, "xStreamBufferSend",
       xStreamBufferSend(v.stream, bytes, 16, 0) == 16 &&
           xStreamBufferSend(v.stream, bytes, 1, 3) == 0);
MISUSE(BOTH, SUSPENDED, "xStreamBufferSend",
       xStreamBufferSend(v.stream, bytes, 16, 0) == 16 &&
           xStreamBufferSend(v.stream, bytes, 1, portMAX_DELAY) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferSend", DONE(xStreamBufferSend(v.stream, bytes, 1, 0)));
MISUSE(BOTH, IN_ISR, "xStreamBufferSendFromISR",
       xStreamBufferSendFromISR(NULL, bytes, 1, NULL) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferSendFromISR",
       xStreamBufferSendFromISR(v.stream, NULL, 1, NULL) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferSendFromISR",
       xMessageBufferSendFromISR(v.dead_stream, bytes, 1, NULL) == 0);

MISUSE(BOTH, IN_TASK, "xStreamBufferReceive", xStreamBufferReceive(NULL, bytes, 1, 0) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferReceive",
       xStreamBufferReceive(v.dead_stream, bytes, 1, 3) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferReceive", xStreamBufferReceive(v.stream, NULL, 1, 0) == 0);
MISUSE(BOTH, SUSPENDED, "xStreamBuffer", xStreamBufferReceive(v.stream, bytes, 1, 3) == 0);
MISUSE(BOTH, SUSPENDED, "xStreamBuffer",
       xMessageBufferReceive(v.message, bytes, 8, portMAX_DELAY) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferReceive", DONE(xStreamBufferReceive(v.stream, bytes, 1, 0)));
MISUSE(BOTH, IN_ISR, "xStreamBufferReceiveFromISR",
       xStreamBufferReceiveFromISR(NULL, bytes, 1, NULL) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferReceiveFromISR",
       xStreamBufferReceiveFromISR(v.stream, NULL, 1, NULL) == 0);
MISUSE(NEVER, IN_TASK, "",
       xMessageBufferSend(v.message, bytes, 8, 0) == 8 &&
           xMessageBufferReceive(v.message, bytes, 4, 0) == 0 &&
           xMessageBufferNextLengthBytes(v.message) == 8);
MISUSE(NEVER, IN_TASK, "",
       xMessageBufferSend(v.message, bytes, 8, 0) == 8 &&
           xMessageBufferReceive(v.message, bytes, SIZE_MAX, 0) == 8);

MISUSE(BOTH, IN_TASK, "xStreamBufferReset", xStreamBufferReset(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xStreamBufferReset", xStreamBufferReset(v.dead_stream) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xStreamBufferResetFromISR", xStreamBufferResetFromISR(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xStreamBufferIsFull", xStreamBufferIsFull(NULL) == pdTRUE);
MISUSE(BOTH, IN_TASK, "xStreamBufferIsEmpty", xStreamBufferIsEmpty(NULL) == pdTRUE);
MISUSE(BOTH, IN_TASK, "xStreamBufferSpacesAvailable", xMessageBufferSpacesAvailable(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferBytesAvailable", xStreamBufferBytesAvailable(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xStreamBufferSetTriggerLevel",
       xStreamBufferSetTriggerLevel(NULL, 1) == pdFALSE);
MISUSE(NEVER, IN_TASK, "", xStreamBufferSetTriggerLevel(v.stream, 17) == pdFALSE);
MISUSE(NEVER, IN_TASK, "", xStreamBufferSetTriggerLevel(v.stream, SIZE_MAX) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xStreamBufferNextMessageLengthBytes",
       xMessageBufferNextLengthBytes(NULL) == 0);
MISUSE(BOTH, IN_ISR, "xStreamBufferSendCompletedFromISR",
       xStreamBufferSendCompletedFromISR(NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_ISR, "xStreamBufferReceiveCompletedFromISR",
       xMessageBufferReceiveCompletedFromISR(NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "NotificationIndex",
       uxStreamBufferGetStreamBufferNotificationIndex(NULL) == 0);
MISUSE(BOTH, IN_TASK, "NotificationIndex",
       DONE(vStreamBufferSetStreamBufferNotificationIndex(NULL, 0)));
MISUSE(BOTH, IN_TASK, "NotificationIndex",
       (vStreamBufferSetStreamBufferNotificationIndex(v.stream,
                                                      configTASK_NOTIFICATION_ARRAY_ENTRIES),
        uxStreamBufferGetStreamBufferNotificationIndex(v.stream) == 0));
MISUSE(BOTH, IN_TASK, "vStreamBufferSetStreamBufferNumber",
       DONE(vStreamBufferSetStreamBufferNumber(NULL, 1)));
MISUSE(BOTH, IN_TASK, "uxStreamBufferGetStreamBufferNumber",
       uxStreamBufferGetStreamBufferNumber(NULL) == 0);
MISUSE(BOTH, IN_TASK, "ucStreamBufferGetStreamBufferType",
       ucStreamBufferGetStreamBufferType(NULL) == 0);
