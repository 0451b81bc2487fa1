/* SPDX-License-Identifier: MIT */
/* A boss moves workers up and down while they wait, run and hold a mutex. Whoever is asked has the
 * priority that was set, or more while it holds what a better task wants. */
#include "queue.h"
#include "semphr.h"

#include "scenario.h"

#define WORKERS 2u

static QueueHandle_t jobs;
static SemaphoreHandle_t mutex;
static TaskHandle_t worker_tasks[WORKERS];
static unsigned boss_actor, feeder_actor, worker_actors[WORKERS];
static volatile uint32_t served[WORKERS], finished;

static void work(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    for (;;) {
        uint32_t job = 0;
        EXPECT(xQueueReceive(jobs, &job, portMAX_DELAY) == pdPASS);
        progress(worker_actors[self]);
        if (job == UINT32_MAX) {
            break;
        }
        EXPECT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
        served[self] = served[self] + 1u;
        EXPECT(xSemaphoreGive(mutex) == pdPASS);
        taskENTER_CRITICAL(); /* or the boss may change it between the two */
        bool is_own = uxTaskPriorityGet(NULL) == uxTaskBasePriorityGet(NULL);
        taskEXIT_CRITICAL();
        EXPECT(is_own);
    }
    done(worker_actors[self]);
    rest();
}

static void feed(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        EXPECT(xQueueSend(jobs, &n, portMAX_DELAY) == pdPASS);
        progress(feeder_actor);
    }
    finished = 1;
    for (unsigned i = 0; i < WORKERS; i++) {
        uint32_t stop = UINT32_MAX;
        EXPECT(xQueueSend(jobs, &stop, portMAX_DELAY) == pdPASS);
    }
    done(feeder_actor);
    rest();
}

static void boss(void *arg)
{
    (void)arg;
    while (!finished) {
        TaskHandle_t task = worker_tasks[choose(WORKERS)];
        UBaseType_t priority = P_LOW + choose(3);
        vTaskPrioritySet(task, priority);
        EXPECT(uxTaskBasePriorityGet(task) == priority);
        EXPECT(uxTaskPriorityGet(task) >= priority);
        progress(boss_actor);
        vTaskDelay(choose(2));
        if (choose(4) == 0) {
            EXPECT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
            EXPECT(xSemaphoreGive(mutex) == pdPASS);
        }
    }
    done(boss_actor);
    rest();
}

static void setup(void)
{
    jobs = xQueueCreate(2, sizeof(uint32_t));
    mutex = xSemaphoreCreateMutex();
    boss_actor = actor("boss");
    feeder_actor = actor("feeder");
    worker_actors[0] = actor("worker 0");
    worker_actors[1] = actor("worker 1");
    worker_tasks[0] = spawn("worker 0", work, P_LOW, (void *)0);
    worker_tasks[1] = spawn("worker 1", work, P_MIDDLE, (void *)1);
    spawn("feeder", feed, P_LOW, NULL);
    spawn("boss", boss, P_MIDDLE, NULL);
}

static void check(void)
{
    EXPECT(served[0] + served[1] == rounds());
    EXPECT(uxTaskPriorityGet(worker_tasks[0]) == uxTaskBasePriorityGet(worker_tasks[0]));
    EXPECT(uxTaskPriorityGet(worker_tasks[1]) == uxTaskBasePriorityGet(worker_tasks[1]));
}

SCENARIO(priority_change, "priorities change at any moment and no job gets lost");
