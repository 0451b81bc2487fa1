/* SPDX-License-Identifier: MIT */
/* K8: a task suspended while it waits on a queue, semaphore, mutex, event group or stream looks
 * again after resume, then waits for the rest of its deadline. Fails on a kernel whose call returns
 * when resumed, starts its deadline anew, or misses what was posted meanwhile. */
#include "conformance.h"
#include "waits.h"

#define DEADLINE 40U

static const struct wait_case *wait_case;
static volatile TickType_t waited;

static void waiter(void *arg)
{
    (void)arg;
    TickType_t start = xTaskGetTickCount();
    bool got = wait_case->wait(DEADLINE);
    waited = xTaskGetTickCount() - start;
    event(got ? 'g' : 'n');
    if (got) {
        wait_case->undo();
    }
    park();
}

static TaskHandle_t begin(const struct wait_case *each)
{
    wait_case = each;
    conformance_case = each->name;
    each->prepare();
    (void)fresh_tick();
    return spawn(waiter, P_HIGH, NULL);
}

static void end(TaskHandle_t task)
{
    reap_one(task);
    wait_case->finish();
}

static void resumed_task_waits_for_the_rest_of_its_deadline(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        if (wait_cases[i].notification) {
            continue;
        }
        TaskHandle_t task = begin(&wait_cases[i]);
        vTaskDelay(10);
        vTaskSuspend(task);
        CHECK_EQ(eTaskGetState(task), eSuspended);
        vTaskDelay(10);
        vTaskResume(task);
        CHECK_EVENTS("");
        CHECK_EQ(eTaskGetState(task), eBlocked);
        vTaskDelay(40);
        CHECK_EVENTS("n");
        CHECK_EQ(waited, DEADLINE);
        end(task);
    }
}

static void deadline_that_passes_during_suspension_ends_the_wait_at_resume(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        if (wait_cases[i].notification) {
            continue;
        }
        TaskHandle_t task = begin(&wait_cases[i]);
        vTaskSuspend(task);
        vTaskDelay(DEADLINE + 20U);
        CHECK_EVENTS("");
        CHECK_EQ(eTaskGetState(task), eSuspended);
        vTaskResume(task);
        CHECK_EVENTS("n");
        end(task);
    }
}

static void post_during_suspension_is_found_at_resume(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        if (wait_cases[i].notification) {
            continue;
        }
        TaskHandle_t task = begin(&wait_cases[i]);
        vTaskSuspend(task);
        wait_case->post(task);
        CHECK_EVENTS("");
        CHECK_EQ(eTaskGetState(task), eSuspended);
        vTaskResume(task);
        CHECK_EVENTS("g");
        end(task);
    }
}

static void post_after_resume_still_wakes_the_task(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        if (wait_cases[i].notification) {
            continue;
        }
        TaskHandle_t task = begin(&wait_cases[i]);
        vTaskSuspend(task);
        vTaskResume(task);
        CHECK_EVENTS("");
        wait_case->post(task);
        CHECK_EVENTS("g");
        end(task);
    }
}

CONFORMANCE_MAIN("K8", TEST(resumed_task_waits_for_the_rest_of_its_deadline),
                 TEST(deadline_that_passes_during_suspension_ends_the_wait_at_resume),
                 TEST(post_during_suspension_is_found_at_resume),
                 TEST(post_after_resume_still_wakes_the_task))
