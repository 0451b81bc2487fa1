/* SPDX-License-Identifier: MIT */
#include "taskpool_kit.h"

#include <string.h>

IotTaskPool_t taskpool;
IotTaskPoolJob_t taskpool_job[JOBS];
IotTaskPoolJobStorage_t taskpool_memory[JOBS];

static SemaphoreHandle_t gate;
static StaticSemaphore_t gate_memory;
static char noted[32];
static volatile unsigned note_count;
static UBaseType_t tasks_before;

void taskpool_note(char name)
{
    taskENTER_CRITICAL();
    if (note_count < sizeof noted - 1) {
        noted[note_count] = name;
        note_count++;
    }
    taskEXIT_CRITICAL();
}

const char *taskpool_ran(void)
{
    static char copy[sizeof noted];

    taskENTER_CRITICAL();
    memcpy(copy, noted, note_count);
    copy[note_count] = '\0';
    note_count = 0;
    taskEXIT_CRITICAL();
    return copy;
}

/* By the memory, not by what the pool hands over: that is judged by one case. */
static void tell(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    (void)pool;
    (void)context;
    taskpool_note((char)('a' + (IotTaskPool_GetJobStorageFromHandle(job) - taskpool_memory)));
}

static void hold(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    tell(pool, job, context);
    (void)xSemaphoreTake(gate, portMAX_DELAY);
    taskpool_note('.');
}

bool taskpool_given(uint32_t least, uint32_t most, UBaseType_t priority, unsigned held)
{
    const IotTaskPoolInfo_t info = {least, most, POOL_STACK_BYTES, (int32_t)priority};

    if (!EXPECT_EQUAL(IotTaskPool_Create(&info, &taskpool), SUCCESS)) {
        return false;
    }
    for (unsigned i = 0; i < JOBS; i++) {
        EXPECT_EQUAL(IotTaskPool_CreateJob(i < held ? hold : tell, NULL, &taskpool_memory[i],
                                           &taskpool_job[i]),
                     SUCCESS);
    }
    return true;
}

void taskpool_release(void)
{
    (void)xSemaphoreGive(gate);
}

void taskpool_schedule(unsigned index)
{
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[index], 0), SUCCESS);
}

IotTaskPoolJobStatus_t taskpool_status(unsigned index)
{
    IotTaskPoolJobStatus_t status = IOT_TASKPOOL_STATUS_UNDEFINED;

    EXPECT_EQUAL(IotTaskPool_GetStatus(taskpool, taskpool_job[index], &status), SUCCESS);
    return status;
}

int taskpool_threads(void)
{
    taskpool_settle();
    return (int)uxTaskGetNumberOfTasks() - (int)tasks_before;
}

void taskpool_settle(void)
{
    vTaskDelay(3);
}

void taskpool_set_up(void)
{
    gate = xSemaphoreCreateCountingStatic(2 * JOBS, 0, &gate_memory);
    taskpool = NULL;
    note_count = 0;
    tasks_before = uxTaskGetNumberOfTasks();
}

void taskpool_tear_down(void)
{
    for (unsigned i = 0; i < 2 * JOBS; i++) {
        taskpool_release();
    }
    if (taskpool != NULL) {
        EXPECT_EQUAL(IotTaskPool_Destroy(taskpool), SUCCESS);
        taskpool = NULL;
    }
    taskpool_settle();
    vSemaphoreDelete(gate);
}
