/* SPDX-License-Identifier: MIT */
/* timers.h */
#include "misuse.h"

static StaticTimer_t memory;

#define FOREIGN ((TimerHandle_t)(void *)v.task)

static void nothing(TimerHandle_t timer)
{
    (void)timer;
}

static void count(void *argument, uint32_t number)
{
    (void)argument;
    item += number;
}

MISUSE(BOTH, IN_TASK, "xTimerCreate", xTimerCreate("x", 0, pdFALSE, NULL, nothing) == NULL);
MISUSE(BOTH, IN_TASK, "xTimerCreate", xTimerCreate("x", 1, pdFALSE, NULL, NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xTimerCreateStatic",
       xTimerCreateStatic("x", 1, pdFALSE, NULL, nothing, NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xTimerCreateStatic",
       xTimerCreateStatic("x", 0, pdFALSE, NULL, nothing, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xTimerCreateStatic",
       xTimerCreateStatic("x", 1, pdFALSE, NULL, NULL, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xTimerGetStaticBuffer", xTimerGetStaticBuffer(v.timer, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xTimerGetStaticBuffer", xTimerGetStaticBuffer(NULL, NULL) == pdFALSE);

MISUSE(BOTH, IN_TASK, "xTimerStart", xTimerStart(NULL, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerStart", xTimerStart(v.dead_timer, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerStart", xTimerStart(FOREIGN, 0) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerStart", DONE(xTimerStart(v.timer, 0)));
MISUSE(BOTH, IN_TASK, "xTimerStop", xTimerStop(NULL, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerReset", xTimerReset(v.dead_timer, 3) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerChangePeriod", xTimerChangePeriod(v.timer, 0, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerChangePeriod", xTimerChangePeriod(NULL, 1, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerDelete", xTimerDelete(NULL, 0) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerDelete", xTimerDelete(v.dead_timer, 0) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerStartFromISR", xTimerStartFromISR(NULL, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerStopFromISR", xTimerStopFromISR(v.dead_timer, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerResetFromISR", xTimerResetFromISR(NULL, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerChangePeriodFromISR",
       xTimerChangePeriodFromISR(v.timer, 0, NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTimerPendFunctionCall", xTimerPendFunctionCall(NULL, NULL, 0, 0) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTimerPendFunctionCall", DONE(xTimerPendFunctionCall(count, NULL, 0, 0)));
MISUSE(BOTH, IN_ISR, "xTimerPendFunctionCallFromISR",
       xTimerPendFunctionCallFromISR(NULL, NULL, 0, NULL) == pdFAIL);

MISUSE(BOTH, IN_TASK, "xTimerIsTimerActive", xTimerIsTimerActive(NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xTimerIsTimerActive", xTimerIsTimerActive(v.dead_timer) == pdFALSE);
MISUSE(BOTH, IN_TASK, "pvTimerGetTimerID", pvTimerGetTimerID(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "vTimerSetTimerID", DONE(vTimerSetTimerID(NULL, &item)));
MISUSE(BOTH, IN_TASK, "vTimerSetTimerID", DONE(vTimerSetTimerID(FOREIGN, &item)));
MISUSE(BOTH, IN_TASK, "pcTimerGetName", pcTimerGetName(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "vTimerSetReloadMode", DONE(vTimerSetReloadMode(NULL, pdTRUE)));
MISUSE(BOTH, IN_TASK, "xTimerGetReloadMode", xTimerGetReloadMode(NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "uxTimerGetReloadMode", uxTimerGetReloadMode(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xTimerGetPeriod", xTimerGetPeriod(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xTimerGetExpiryTime", xTimerGetExpiryTime(NULL) == 0);
MISUSE(BOTH, IN_TASK, "vTimerSetTimerNumber", DONE(vTimerSetTimerNumber(NULL, 1)));
MISUSE(BOTH, IN_TASK, "uxTimerGetTimerNumber", uxTimerGetTimerNumber(NULL) == 0);
