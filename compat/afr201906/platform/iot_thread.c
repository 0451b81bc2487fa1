/* SPDX-License-Identifier: MIT */
#include "platform/iot_threads.h"
#include "task.h"

struct start {
    IotThreadRoutine_t routine;
    void *argument;
};

static void run(void *arg)
{
    const struct start start = *(struct start *)arg;

    vPortFree(arg);
    start.routine(start.argument);
    vTaskDelete(NULL);
}

bool Iot_CreateDetachedThread(IotThreadRoutine_t threadRoutine, void *pArgument, int32_t priority,
                              size_t stackSize)
{
    const size_t words = stackSize / sizeof(StackType_t);

    if (threadRoutine == NULL || priority < 0 || priority >= configMAX_PRIORITIES ||
        words < configMINIMAL_STACK_SIZE || words > (configSTACK_DEPTH_TYPE)-1) {
        return false;
    }
    struct start *const start = pvPortMalloc(sizeof *start);
    if (start == NULL) {
        return false;
    }
    *start = (struct start){threadRoutine, pArgument};
    if (xTaskCreate(run, "iot_thread", (configSTACK_DEPTH_TYPE)words, start, (UBaseType_t)priority,
                    NULL) == pdPASS) {
        return true;
    }
    vPortFree(start);
    return false;
}
