/* SPDX-License-Identifier: MIT */
/* The task pool: who runs which job, when, and in how many threads. */
#include "iot_taskpool.h"

#include "conformance.h"

#define STACK   ((configMINIMAL_STACK_SIZE + 256u) * sizeof(StackType_t))
#define JOBS    4u
#define SUCCESS IOT_TASKPOOL_SUCCESS

static IotTaskPool_t pool;
static IotTaskPoolJobStorage_t storage[JOBS];
static IotTaskPoolJob_t job[JOBS];
static SemaphoreHandle_t gate; /* holds jobs that `hold` */
static StaticSemaphore_t gate_memory;

static void tell(IotTaskPool_t from, IotTaskPoolJob_t it, void *context)
{
    CHECK(from == pool);
    CHECK(it == job[*(char *)context - 'a']);
    event(*(char *)context);
}

static void hold(IotTaskPool_t from, IotTaskPoolJob_t it, void *context)
{
    (void)from;
    (void)it;
    event(*(char *)context);
    (void)xSemaphoreTake(gate, portMAX_DELAY);
    event('.');
}

/* Jobs a, b, c, d; those below `held` hold a thread until the gate opens. */
static void given_a_pool(uint32_t least, uint32_t most, int32_t priority, unsigned held)
{
    static char names[JOBS] = {'a', 'b', 'c', 'd'};
    const IotTaskPoolInfo_t info = {least, most, STACK, priority};

    gate = xSemaphoreCreateCountingStatic(JOBS, 0, &gate_memory);
    CHECK_EQ(IotTaskPool_Create(&info, &pool), SUCCESS);
    for (unsigned i = 0; i < JOBS; i++) {
        CHECK_EQ(IotTaskPool_CreateJob(i < held ? hold : tell, &names[i], &storage[i], &job[i]),
                 SUCCESS);
        CHECK(IotTaskPool_GetJobStorageFromHandle(job[i]) == &storage[i]);
    }
}

static void when_it_is_destroyed(void)
{
    CHECK_EQ(IotTaskPool_Destroy(pool), SUCCESS);
    settle(); /* the idle task frees what ended */
    vTaskDelay(2);
}

static IotTaskPoolJobStatus_t status_of(unsigned i)
{
    IotTaskPoolJobStatus_t status = IOT_TASKPOOL_STATUS_UNDEFINED;

    CHECK_EQ(IotTaskPool_GetStatus(pool, job[i], &status), SUCCESS);
    return status;
}

static void schedule(unsigned i)
{
    CHECK_EQ(IotTaskPool_Schedule(pool, job[i], 0), SUCCESS);
}

static void jobs_run_in_the_order_they_were_scheduled_urgent_ones_first(void)
{
    given_a_pool(1, 1, P_LOW, 0);
    schedule(0);
    schedule(1);
    CHECK_EQ(IotTaskPool_Schedule(pool, job[2], IOT_TASKPOOL_JOB_HIGH_PRIORITY), SUCCESS);
    schedule(3);
    CHECK_EQ(status_of(3), IOT_TASKPOOL_STATUS_SCHEDULED);
    CHECK_EVENTS("");
    vTaskDelay(2);
    CHECK_EVENTS("cabd");
    CHECK_EQ(status_of(3), IOT_TASKPOOL_STATUS_COMPLETED);
    schedule(3);
    vTaskDelay(2);
    CHECK_EVENTS("d");
    when_it_is_destroyed();
}

static void threads_are_added_up_to_the_most_and_end_when_there_is_nothing_to_do(void)
{
    const UBaseType_t before = uxTaskGetNumberOfTasks();

    given_a_pool(1, 3, P_HIGH, 4);
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 1);
    for (unsigned i = 0; i < JOBS; i++) {
        schedule(i);
    }
    CHECK_EVENTS("abc");
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 3);
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS(".d");
    for (unsigned i = 0; i < 3; i++) {
        (void)xSemaphoreGive(gate);
    }
    CHECK_EVENTS("...");
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 3);
    vTaskDelay(pdMS_TO_TICKS(IOT_TASKPOOL_THREAD_LINGER_MS) + 5);
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 1);
    when_it_is_destroyed();
    CHECK_EQ(uxTaskGetNumberOfTasks(), before);
}

static void an_urgent_job_gets_a_thread_of_its_own(void)
{
    const UBaseType_t before = uxTaskGetNumberOfTasks();

    given_a_pool(1, 1, P_HIGH, 1);
    schedule(0);
    schedule(1);
    CHECK_EVENTS("a");
    CHECK_EQ(IotTaskPool_Schedule(pool, job[2], IOT_TASKPOOL_JOB_HIGH_PRIORITY), SUCCESS);
    CHECK_EVENTS("c");
    vTaskDelay(2);
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 1); /* which ended, and left job b alone */
    CHECK_EVENTS("");
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS(".b");
    when_it_is_destroyed();
}

static void deferred_jobs_come_at_their_times(void)
{
    given_a_pool(1, 1, P_HIGH, 0);
    (void)fresh_tick();
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[0], 30), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[1], 10), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[2], 30), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[3], 0), SUCCESS);
    CHECK_EVENTS("d");
    CHECK_EQ(status_of(0), IOT_TASKPOOL_STATUS_DEFERRED);
    vTaskDelay(pdMS_TO_TICKS(10) - 1);
    CHECK_EVENTS("");
    vTaskDelay(1);
    CHECK_EVENTS("b");
    vTaskDelay(pdMS_TO_TICKS(20) - 1);
    CHECK_EVENTS("");
    vTaskDelay(1);
    CHECK_EVENTS("ac");
    when_it_is_destroyed();
}

static void a_deferred_job_gets_a_new_time_or_runs_at_once(void)
{
    given_a_pool(1, 1, P_HIGH, 0);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[0], 10), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[0], 40), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[1], 40), SUCCESS);
    schedule(1);
    CHECK_EVENTS("b");
    vTaskDelay(pdMS_TO_TICKS(30));
    CHECK_EVENTS("");
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS("a");
    when_it_is_destroyed();
}

static void a_job_that_holds_a_thread_does_not_delay_a_deferred_one(void)
{
    given_a_pool(2, 2, P_HIGH, 1);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[1], 10), SUCCESS);
    schedule(0);
    CHECK_EVENTS("a");
    vTaskDelay(pdMS_TO_TICKS(10) + 1);
    CHECK_EVENTS("b");
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS(".");
    when_it_is_destroyed();
}

static void jobs_that_are_due_together_get_a_thread_each(void)
{
    given_a_pool(1, 2, P_HIGH, 2);
    (void)fresh_tick();
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[0], 10), SUCCESS);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[1], 10), SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(10));
    CHECK_EVENTS("ab");
    (void)xSemaphoreGive(gate);
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS("..");
    when_it_is_destroyed();
}

static void the_only_idle_thread_waits_for_a_deferred_job_however_long(void)
{
    given_a_pool(1, 2, P_HIGH, 1);
    schedule(0);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[1], IOT_TASKPOOL_THREAD_LINGER_MS + 100),
             SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(IOT_TASKPOOL_THREAD_LINGER_MS + 100) + 1);
    CHECK_EVENTS("ab");
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS(".");
    when_it_is_destroyed();
}

static void a_job_is_cancelled_before_it_runs_and_not_after(void)
{
    IotTaskPoolJobStatus_t status;

    given_a_pool(1, 1, P_HIGH, 1);
    schedule(0);
    schedule(1);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[2], 10), SUCCESS);
    CHECK_EQ(IotTaskPool_TryCancel(pool, job[0], &status), IOT_TASKPOOL_CANCEL_FAILED);
    CHECK_EQ(status, IOT_TASKPOOL_STATUS_COMPLETED);
    CHECK_EQ(IotTaskPool_TryCancel(pool, job[1], &status), SUCCESS);
    CHECK_EQ(status, IOT_TASKPOOL_STATUS_SCHEDULED);
    CHECK_EQ(IotTaskPool_TryCancel(pool, job[2], &status), SUCCESS);
    CHECK_EQ(status, IOT_TASKPOOL_STATUS_DEFERRED);
    CHECK_EQ(IotTaskPool_TryCancel(pool, job[3], NULL), SUCCESS);
    CHECK_EQ(status_of(3), IOT_TASKPOOL_STATUS_CANCELED);
    (void)xSemaphoreGive(gate);
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS("a.");
    schedule(2);
    CHECK_EVENTS("c");
    when_it_is_destroyed();
}

static void a_job_waits_once(void)
{
    given_a_pool(1, 1, P_LOW, 0);
    schedule(0);
    CHECK_EQ(IotTaskPool_Schedule(pool, job[0], 0), IOT_TASKPOOL_ILLEGAL_OPERATION);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[0], 5), IOT_TASKPOOL_ILLEGAL_OPERATION);
    vTaskDelay(2);
    CHECK_EVENTS("a");
    when_it_is_destroyed();
}

static void recycled_memory_is_used_again(void)
{
    IotTaskPoolJob_t first = NULL, second = NULL;
    size_t before;

    given_a_pool(1, 1, P_LOW, 0);
    CHECK_EQ(IotTaskPool_CreateRecyclableJob(pool, tell, NULL, &first), SUCCESS);
    CHECK_EQ(IotTaskPool_RecycleJob(pool, first), SUCCESS);
    CHECK_EQ(IotTaskPool_RecycleJob(pool, first), IOT_TASKPOOL_ILLEGAL_OPERATION);
    CHECK_EQ(IotTaskPool_Schedule(pool, first, 0), IOT_TASKPOOL_ILLEGAL_OPERATION);
    before = xPortGetFreeHeapSize();
    CHECK_EQ(IotTaskPool_CreateRecyclableJob(pool, tell, NULL, &second), SUCCESS);
    CHECK(second == first);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
    CHECK_EQ(IotTaskPool_DestroyRecyclableJob(pool, second), SUCCESS);
    CHECK(xPortGetFreeHeapSize() > before);
    CHECK_EQ(IotTaskPool_RecycleJob(pool, job[0]), IOT_TASKPOOL_ILLEGAL_OPERATION);
    CHECK_EQ(IotTaskPool_DestroyRecyclableJob(pool, job[0]), IOT_TASKPOOL_ILLEGAL_OPERATION);
    when_it_is_destroyed();
}

static void the_most_threads_can_be_changed(void)
{
    const UBaseType_t before = uxTaskGetNumberOfTasks();

    given_a_pool(1, 1, P_HIGH, 3);
    schedule(0);
    schedule(1);
    CHECK_EVENTS("a");
    CHECK_EQ(IotTaskPool_SetMaxThreads(pool, 2), SUCCESS);
    CHECK_EVENTS("b");
    CHECK_EQ(IotTaskPool_SetMaxThreads(pool, 0), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_SetMaxThreads(pool, 1), SUCCESS);
    (void)xSemaphoreGive(gate);
    vTaskDelay(2);
    CHECK_EVENTS(".");
    CHECK_EQ(uxTaskGetNumberOfTasks() - before, 1);
    (void)xSemaphoreGive(gate);
    CHECK_EVENTS(".");
    when_it_is_destroyed();
}

static void destroy(void *arg)
{
    (void)arg;
    CHECK_EQ(IotTaskPool_Destroy(pool), SUCCESS);
    event('!');
    park();
}

static void destroying_waits_for_what_runs_and_cancels_what_waits(void)
{
    IotTaskPoolJob_t recyclable = NULL;
    IotTaskPoolJobStatus_t status;

    given_a_pool(1, 2, P_HIGH, 2);
    schedule(0);
    schedule(1);
    schedule(2);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, job[3], 10), SUCCESS);
    CHECK_EQ(IotTaskPool_CreateRecyclableJob(pool, tell, NULL, &recyclable), SUCCESS);
    CHECK_EQ(IotTaskPool_Schedule(pool, recyclable, 0), SUCCESS);
    (void)spawn(destroy, P_HIGH, NULL);
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS("ab");
    CHECK_EQ(IotTaskPool_Schedule(pool, job[2], 0), IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    CHECK_EQ(IotTaskPool_TryCancel(pool, job[2], &status), IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    CHECK_EQ(status, IOT_TASKPOOL_STATUS_CANCELED);
    CHECK_EQ(IotTaskPool_Destroy(pool), IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    (void)xSemaphoreGive(gate);
    (void)xSemaphoreGive(gate);
    vTaskDelay(5);
    CHECK_EVENTS("..!");
}

static void there_is_one_pool_of_the_system(void)
{
    const IotTaskPoolInfo_t info = {1, 1, STACK, P_LOW};

    CHECK(IOT_SYSTEM_TASKPOOL == NULL);
    CHECK_EQ(IotTaskPool_CreateSystemTaskPool(&info), SUCCESS);
    CHECK_EQ(IotTaskPool_CreateSystemTaskPool(&info), IOT_TASKPOOL_ILLEGAL_OPERATION);
    pool = IOT_SYSTEM_TASKPOOL;
    CHECK_EQ(IotTaskPool_CreateJob(tell, (char[]){'a'}, &storage[0], &job[0]), SUCCESS);
    schedule(0);
    vTaskDelay(2);
    CHECK_EVENTS("a");
    when_it_is_destroyed();
    CHECK(IOT_SYSTEM_TASKPOOL == NULL);
}

static void without_memory_nothing_is_left_behind(void)
{
    const IotTaskPoolInfo_t many = {2, 2, configTOTAL_HEAP_SIZE / 2 / 32 * 32, P_LOW};
    const size_t before = xPortGetFreeHeapSize();

    CHECK_EQ(IotTaskPool_Create(&many, &pool), IOT_TASKPOOL_NO_MEMORY);
    vTaskDelay(2);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

static void bad_parameters_are_refused(void)
{
    static const IotTaskPoolInfo_t bad[] = {{0, 1, STACK, P_LOW},
                                            {2, 1, STACK, P_LOW},
                                            {1, 1, 4, P_LOW},
                                            {1, 1, STACK, -1},
                                            {1, 1, STACK, configMAX_PRIORITIES}};
    IotTaskPoolJobStatus_t status;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_EQ(IotTaskPool_Create(&bad[i], &pool), IOT_TASKPOOL_BAD_PARAMETER);
        CHECK_EQ(IotTaskPool_CreateSystemTaskPool(&bad[i]), IOT_TASKPOOL_BAD_PARAMETER);
    }
    CHECK_EQ(IotTaskPool_Create(NULL, &pool), IOT_TASKPOOL_BAD_PARAMETER);
    given_a_pool(1, 1, P_LOW, 0);
    CHECK_EQ(IotTaskPool_CreateJob(NULL, NULL, &storage[0], &job[0]), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_CreateJob(tell, NULL, NULL, &job[0]), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_Schedule(pool, job[0], 2), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_Schedule(NULL, job[0], 0), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_ScheduleDeferred(pool, NULL, 1), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_GetStatus(pool, job[0], NULL), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_TryCancel(pool, NULL, &status), IOT_TASKPOOL_BAD_PARAMETER);
    CHECK_EQ(IotTaskPool_Destroy(NULL), IOT_TASKPOOL_BAD_PARAMETER);
    for (int i = 0; i <= IOT_TASKPOOL_CANCEL_FAILED + 1; i++) {
        CHECK(IotTaskPool_strerror((IotTaskPoolError_t)i) != NULL);
    }
    when_it_is_destroyed();
}

CONFORMANCE_MAIN("taskpool", TEST(jobs_run_in_the_order_they_were_scheduled_urgent_ones_first),
                 TEST(threads_are_added_up_to_the_most_and_end_when_there_is_nothing_to_do),
                 TEST(an_urgent_job_gets_a_thread_of_its_own),
                 TEST(deferred_jobs_come_at_their_times),
                 TEST(a_deferred_job_gets_a_new_time_or_runs_at_once),
                 TEST(a_job_that_holds_a_thread_does_not_delay_a_deferred_one),
                 TEST(jobs_that_are_due_together_get_a_thread_each),
                 TEST(the_only_idle_thread_waits_for_a_deferred_job_however_long),
                 TEST(a_job_is_cancelled_before_it_runs_and_not_after), TEST(a_job_waits_once),
                 TEST(recycled_memory_is_used_again), TEST(the_most_threads_can_be_changed),
                 TEST(destroying_waits_for_what_runs_and_cancels_what_waits),
                 TEST(there_is_one_pool_of_the_system), TEST(without_memory_nothing_is_left_behind),
                 TEST(bad_parameters_are_refused))
