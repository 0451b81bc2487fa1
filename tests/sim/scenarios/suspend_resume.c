/* SPDX-License-Identifier: MIT */
/* A worker that waits for a queue and for time is suspended and resumed, by a task and by a
 * handler, at any moment: it stands still while it is suspended, and looks again when it is
 * resumed. */
#include "queue.h"

#include "scenario.h"

static QueueHandle_t queue;
static TaskHandle_t worker_task;
static unsigned boss_actor, worker_actor, feeder_actor;
static volatile uint32_t steps_done, received, suspended, finished;

static void interrupt(void *arg)
{
    (void)arg;
    if (suspended == 2u) {
        suspended = 0;
        portYIELD_FROM_ISR(xTaskResumeFromISR(worker_task));
    }
}

static void work(void *arg)
{
    (void)arg;
    while (received < rounds()) {
        uint32_t item = 0;
        if (xQueueReceive(queue, &item, 1 + choose(2)) == pdPASS) {
            EXPECT(item == received);
            received = received + 1u;
        }
        EXPECT(suspended == 0);
        steps_done = steps_done + 1u;
        progress(worker_actor);
    }
    finished = 1;
    done(worker_actor);
    rest();
}

static void feed(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        EXPECT(xQueueSend(queue, &n, portMAX_DELAY) == pdPASS);
        progress(feeder_actor);
        vTaskDelay(choose(2));
    }
    done(feeder_actor);
    rest();
}

static void boss(void *arg)
{
    (void)arg;
    while (!finished) {
        vTaskSuspend(worker_task);
        suspended = 1;
        uint32_t before = steps_done;
        vTaskDelay(choose(3));
        EXPECT(steps_done == before);
        if (choose(2)) {
            suspended = 2; /* the handler may */
            while (suspended != 0) {
                vTaskDelay(1);
            }
        } else {
            suspended = 0;
            vTaskResume(worker_task);
        }
        progress(boss_actor);
        vTaskDelay(1 + choose(2));
    }
    done(boss_actor);
    rest();
}

static void setup(void)
{
    queue = xQueueCreate(2, sizeof(uint32_t));
    boss_actor = actor("boss");
    worker_actor = actor("worker");
    feeder_actor = actor("feeder");
    worker_task = spawn("worker", work, P_LOW, NULL);
    spawn("feeder", feed, P_LOW, NULL);
    spawn("boss", boss, P_HIGH, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(received == rounds() && uxQueueMessagesWaiting(queue) == 0);
}

SCENARIO(suspend_resume, "a suspended task stands still and loses nothing");
