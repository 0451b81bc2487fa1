/* SPDX-License-Identifier: MIT */
/* task.h as its reference describes it: create, delete, priorities, suspend, resume, state. Catches
 * a kernel that starts tasks in the wrong order, loses one, or says something else than it does. */
#include <string.h>

#include "conformance.h"
#include "irq.h"

static TaskHandle_t other;

static void note_and_park(void *arg)
{
    event(*(const char *)arg);
    park();
}

static void note_and_end(void *arg)
{
    event(*(const char *)arg);
    vTaskDelete(NULL);
}

static void spinner(void *arg)
{
    volatile uint32_t *count = arg;
    for (;;) {
        *count = *count + 1;
    }
}

static void a_more_urgent_task_runs_before_create_returns(void)
{
    spawn(note_and_park, P_HIGH, "h");
    event('c');
    CHECK_EVENTS("hc");
}

static void an_equal_task_runs_when_the_creator_yields(void)
{
    spawn(note_and_park, P_CONTROL, "e");
    event('c');
    taskYIELD();
    CHECK_EVENTS("ce");
}

static void a_less_urgent_task_runs_when_the_creator_blocks(void)
{
    spawn(note_and_park, P_LOW, "l");
    taskYIELD();
    event('c');
    vTaskDelay(1);
    CHECK_EVENTS("cl");
}

static void equals_created_one_after_the_other_run_in_that_order(void)
{
    spawn(note_and_park, P_LOW, "1");
    spawn(note_and_park, P_LOW, "2");
    spawn(note_and_park, P_LOW, "3");
    settle();
    CHECK_EVENTS("123");
}

static void the_argument_reaches_the_task(void)
{
    static char letters[] = "xyz";
    spawn(note_and_park, P_HIGH, &letters[2]);
    spawn(note_and_park, P_HIGH, &letters[0]);
    CHECK_EVENTS("zx");
}

static TaskHandle_t handle_seen;

static void look_at_own_handle(void *arg)
{
    handle_seen = *(TaskHandle_t *)arg;
    CHECK(handle_seen == xTaskGetCurrentTaskHandle());
    park();
}

static void the_handle_is_stored_before_the_task_runs(void)
{
    static TaskHandle_t created;
    created = NULL;
    CHECK_EQ(xTaskCreate(look_at_own_handle, "own", configMINIMAL_STACK_SIZE + 128, &created,
                         P_HIGH, &created),
             pdPASS);
    CHECK(handle_seen == created);
    vTaskDelete(created);
}

static void a_task_may_be_created_without_asking_for_its_handle(void)
{
    UBaseType_t before = uxTaskGetNumberOfTasks();
    CHECK_EQ(xTaskCreate(note_and_end, "end", configMINIMAL_STACK_SIZE + 128, "e", P_HIGH, NULL),
             pdPASS);
    CHECK_EVENTS("e");
    settle();
    CHECK_EQ(uxTaskGetNumberOfTasks(), before);
}

static void a_name_is_cut_at_its_maximum(void)
{
    CHECK_EQ(xTaskCreate(note_and_park, "0123456789abcdefghij", configMINIMAL_STACK_SIZE + 128, "n",
                         P_LOW, &other),
             pdPASS);
    CHECK_EQ(strlen(pcTaskGetName(other)), configMAX_TASK_NAME_LEN - 1);
    CHECK(strncmp(pcTaskGetName(other), "0123456789abcdefghij", configMAX_TASK_NAME_LEN - 1) == 0);
    vTaskDelete(other);
}

static void the_name_of_null_is_the_callers(void)
{
    CHECK(strcmp(pcTaskGetName(NULL), "control") == 0);
}

static void a_task_is_found_by_name(void)
{
    CHECK_EQ(
        xTaskCreate(note_and_park, "findme", configMINIMAL_STACK_SIZE + 128, "f", P_LOW, &other),
        pdPASS);
    CHECK(xTaskGetHandle("findme") == other);
    CHECK(xTaskGetHandle("find") == NULL);
    CHECK(xTaskGetHandle("findme2") == NULL);
    CHECK(xTaskGetHandle("control") == xTaskGetCurrentTaskHandle());
    CHECK(xTaskGetHandle(configIDLE_TASK_NAME) == xTaskGetIdleTaskHandle());
    CHECK(xTaskGetHandle(configTIMER_SERVICE_TASK_NAME) == xTimerGetTimerDaemonTaskHandle());
    vTaskDelete(other);
    CHECK(xTaskGetHandle("findme") == NULL);
}

static void a_task_is_found_by_name_in_every_state(void)
{
    CHECK_EQ(
        xTaskCreate(note_and_park, "states", configMINIMAL_STACK_SIZE + 128, "s", P_HIGH, &other),
        pdPASS);
    CHECK_EQ(eTaskGetState(other), eSuspended);
    CHECK(xTaskGetHandle("states") == other);
    vTaskDelete(other);
}

static void the_number_of_tasks_counts_all_states(void)
{
    UBaseType_t before = uxTaskGetNumberOfTasks();
    spawn(note_and_park, P_HIGH, "s");
    TaskHandle_t ready = spawn(note_and_park, P_LOW, "r");
    CHECK_EQ(uxTaskGetNumberOfTasks(), before + 2);
    reap_one(ready);
    CHECK_EQ(uxTaskGetNumberOfTasks(), before + 1);
    events_clear();
}

static void states_are_what_tasks_do(void)
{
    static volatile uint32_t count;
    CHECK_EQ(eTaskGetState(xTaskGetCurrentTaskHandle()), eRunning);
    TaskHandle_t ready = spawn(spinner, P_LOW, (void *)&count);
    CHECK_EQ(eTaskGetState(ready), eReady);
    vTaskSuspend(ready);
    CHECK_EQ(eTaskGetState(ready), eSuspended);
    vTaskResume(ready);
    CHECK_EQ(eTaskGetState(ready), eReady);
}

static void sleeper(void *arg)
{
    vTaskDelay(*(const TickType_t *)arg);
    event('w');
    park();
}

static void a_sleeping_task_is_blocked(void)
{
    static const TickType_t ticks = 5;
    other = spawn(sleeper, P_HIGH, (void *)&ticks);
    CHECK_EQ(eTaskGetState(other), eBlocked);
    vTaskDelay(6);
    CHECK_EQ(eTaskGetState(other), eSuspended);
    CHECK_EVENTS("w");
}

static void a_task_that_deleted_itself_is_deleted_until_idle_ran(void)
{
    CHECK_EQ(xTaskCreate(note_and_end, "end", configMINIMAL_STACK_SIZE + 128, "e", P_HIGH, &other),
             pdPASS);
    CHECK_EQ(eTaskGetState(other), eDeleted);
    UBaseType_t before = uxTaskGetNumberOfTasks();
    settle();
    CHECK_EQ(uxTaskGetNumberOfTasks(), before - 1);
    CHECK_EVENTS("e");
}

static void the_memory_of_a_deleted_task_comes_back_at_once(void)
{
    size_t before = xPortGetFreeHeapSize();
    CHECK_EQ(xTaskCreate(note_and_park, "x", configMINIMAL_STACK_SIZE + 128, "x", P_HIGH, &other),
             pdPASS);
    CHECK(xPortGetFreeHeapSize() < before);
    vTaskDelete(other);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
    events_clear();
}

static void a_ready_task_that_is_deleted_never_runs(void)
{
    TaskHandle_t task = spawn(note_and_park, P_LOW, "l");
    reap_one(task);
    settle();
    CHECK_EVENTS("");
}

static void wait_and_note(void *arg)
{
    CHECK_EQ(xQueueReceive(arg, &(char){0}, portMAX_DELAY), pdPASS);
    event('!');
    park();
}

static void a_waiting_task_that_is_deleted_takes_nothing(void)
{
    char item = 'i';
    QueueHandle_t queue = xQueueCreate(1, 1);
    TaskHandle_t task = spawn(wait_and_note, P_HIGH, queue);
    reap_one(task);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 1);
    vQueueDelete(queue);
    CHECK_EVENTS("");
}

static void priorities_can_be_read_back(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    CHECK_EQ(uxTaskPriorityGet(other), P_LOW);
    CHECK_EQ(uxTaskBasePriorityGet(other), P_LOW);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    vTaskPrioritySet(other, P_LOWER);
    CHECK_EQ(uxTaskPriorityGet(other), P_LOWER);
    CHECK_EQ(uxTaskPriorityGetFromISR(other), P_LOWER);
    CHECK_EQ(uxTaskBasePriorityGetFromISR(other), P_LOWER);
}

static void raising_a_ready_task_above_the_caller_runs_it_at_once(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    vTaskPrioritySet(other, P_HIGH);
    event('c');
    CHECK_EVENTS("lc");
}

static void raising_a_ready_task_below_the_caller_does_not_run_it(void)
{
    other = spawn(note_and_park, P_LOWER, "l");
    vTaskPrioritySet(other, P_LOW);
    event('c');
    settle();
    CHECK_EVENTS("cl");
}

static void lowering_oneself_lets_the_better_task_run(void)
{
    spawn(note_and_park, P_LOW, "l");
    vTaskPrioritySet(NULL, P_LOWER);
    event('c');
    vTaskPrioritySet(NULL, P_CONTROL);
    CHECK_EVENTS("lc");
}

static void lowering_oneself_to_an_equal_lets_it_have_its_turn(void)
{
    spawn(note_and_park, P_LOW, "l");
    vTaskPrioritySet(NULL, P_LOW);
    event('c');
    vTaskPrioritySet(NULL, P_CONTROL);
    CHECK_EVENTS("lc");
}

static void raising_oneself_changes_nothing_for_others(void)
{
    spawn(note_and_park, P_CONTROL, "e");
    vTaskPrioritySet(NULL, P_HIGH);
    taskYIELD();
    event('c');
    vTaskPrioritySet(NULL, P_CONTROL);
    taskYIELD();
    CHECK_EVENTS("ce");
}

static void a_blocked_task_wakes_with_its_new_priority(void)
{
    static const TickType_t ticks = 3;
    other = spawn(sleeper, P_HIGH, (void *)&ticks);
    vTaskPrioritySet(other, P_LOW);
    TickType_t begin = xTaskGetTickCount();
    burn_ticks(5);
    CHECK_EVENTS("");
    CHECK(xTaskGetTickCount() - begin >= 3);
    settle();
    CHECK_EVENTS("w");
}

static void a_suspended_task_resumes_with_its_new_priority(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    vTaskSuspend(other);
    vTaskPrioritySet(other, P_HIGH);
    CHECK_EVENTS("");
    vTaskResume(other);
    CHECK_EVENTS("l");
}

static void a_suspended_task_does_not_run(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    vTaskSuspend(other);
    settle();
    CHECK_EVENTS("");
    vTaskResume(other);
    settle();
    CHECK_EVENTS("l");
}

static void suspending_twice_needs_one_resume(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    vTaskSuspend(other);
    vTaskSuspend(other);
    vTaskResume(other);
    settle();
    CHECK_EVENTS("l");
}

static void resuming_a_task_that_runs_does_nothing(void)
{
    static volatile uint32_t count;
    other = spawn(spinner, P_LOW, (void *)&count);
    vTaskResume(other);
    CHECK_EQ(eTaskGetState(other), eReady);
    static const TickType_t ticks = 3;
    TaskHandle_t asleep = spawn(sleeper, P_HIGH, (void *)&ticks);
    vTaskResume(asleep);
    CHECK_EQ(eTaskGetState(asleep), eBlocked);
    CHECK_EVENTS("");
}

static void resuming_a_more_urgent_task_runs_it_at_once(void)
{
    other = spawn(note_and_park, P_HIGH, "h");
    CHECK_EVENTS("h");
    vTaskResume(other); /* it suspends itself again, in a loop */
    CHECK_EQ(eTaskGetState(other), eSuspended);
}

static BaseType_t resumed;

static void resume_in_handler(void)
{
    resumed = xTaskResumeFromISR(other);
    portYIELD_FROM_ISR(resumed);
}

static void suspend_and_note(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
        event('r');
    }
}

static void a_handler_may_resume_a_more_urgent_task(void)
{
    other = spawn(suspend_and_note, P_HIGH, NULL);
    irq_call(resume_in_handler);
    event('c');
    CHECK_EQ(resumed, pdTRUE);
    CHECK_EVENTS("rc");
}

static void a_handler_may_resume_a_less_urgent_task(void)
{
    other = spawn(suspend_and_note, P_LOW, NULL);
    settle();
    irq_call(resume_in_handler);
    event('c');
    CHECK_EQ(resumed, pdFALSE);
    settle();
    CHECK_EVENTS("cr");
}

static void resuming_from_a_handler_what_is_not_suspended_does_nothing(void)
{
    static const TickType_t ticks = 3;
    other = spawn(sleeper, P_HIGH, (void *)&ticks);
    irq_call(resume_in_handler);
    CHECK_EQ(resumed, pdFALSE);
    CHECK_EQ(eTaskGetState(other), eBlocked);
}

static void a_delay_of_zero_only_yields(void)
{
    spawn(note_and_park, P_CONTROL, "e");
    TickType_t begin = fresh_tick();
    events_clear();
    vTaskDelay(0);
    CHECK_EQ(xTaskGetTickCount(), begin);
}

static void suspensions_nest(void)
{
    vTaskSuspendAll();
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_SUSPENDED);
    vTaskSuspendAll();
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_SUSPENDED);
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
}

static void resume_all_tells_whether_it_switched(void)
{
    QueueHandle_t queue = xQueueCreate(1, 1);
    spawn(wait_and_note, P_HIGH, queue);
    vTaskSuspendAll();
    CHECK_EQ(xQueueSend(queue, "x", 0), pdPASS);
    CHECK_EVENTS("");
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS("!");
    vQueueDelete(queue);
}

static void a_task_created_in_a_suspension_waits_for_its_end(void)
{
    vTaskSuspendAll();
    spawn(note_and_park, P_HIGH, "h");
    event('c');
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS("ch");
}

static void a_task_created_in_a_critical_section_waits_for_its_end(void)
{
    taskENTER_CRITICAL();
    spawn(note_and_park, P_HIGH, "h");
    event('c');
    taskEXIT_CRITICAL();
    event('d');
    CHECK_EVENTS("chd");
}

static BaseType_t woken_first, woken_second;
static SemaphoreHandle_t first, second;

static void give_two(void)
{
    woken_first = woken_second = pdFALSE;
    CHECK_EQ(xSemaphoreGiveFromISR(first, &woken_first), pdPASS);
    CHECK_EQ(xSemaphoreGiveFromISR(second, &woken_second), pdPASS);
    portYIELD_FROM_ISR(woken_first || woken_second);
}

static void taker(void *arg)
{
    if (xSemaphoreTake(*(SemaphoreHandle_t *)arg, portMAX_DELAY) == pdPASS) {
        event(arg == &first ? '1' : '2');
    }
    park();
}

static void woken_is_set_by_each_call_that_wakes_a_more_urgent_task(void)
{
    first = xSemaphoreCreateBinary();
    second = xSemaphoreCreateBinary();
    spawn(taker, P_HIGHER, &first);
    spawn(taker, P_HIGH, &second);
    irq_call(give_two);
    CHECK_EQ(woken_first, pdTRUE);
    CHECK_EQ(woken_second, pdTRUE); /* above the interrupted task, below the one just woken */
    CHECK_EVENTS("12");
    vSemaphoreDelete(first);
    vSemaphoreDelete(second);
}

static void woken_is_left_alone_when_a_less_urgent_task_wakes(void)
{
    first = xSemaphoreCreateBinary();
    second = xSemaphoreCreateBinary();
    spawn(taker, P_LOW, &first);
    spawn(taker, P_LOWER, &second);
    settle();
    irq_call(give_two);
    CHECK_EQ(woken_first, pdFALSE);
    CHECK_EQ(woken_second, pdFALSE);
    settle();
    CHECK_EVENTS("12");
    vSemaphoreDelete(first);
    vSemaphoreDelete(second);
}

static void woken_is_set_in_a_suspension_too(void)
{
    first = xSemaphoreCreateBinary();
    second = xSemaphoreCreateBinary();
    spawn(taker, P_HIGH, &first);
    vTaskSuspendAll();
    irq_call(give_two);
    CHECK_EQ(woken_first, pdTRUE);
    CHECK_EVENTS("");
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS("1");
    vSemaphoreDelete(first);
    vSemaphoreDelete(second);
}

/* Three equals from before the scheduler. */

static char early[8];

static void join_early(void *arg)
{
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < sizeof early - 1; i++) {
            if (early[i] == '\0') {
                early[i] = *(const char *)arg;
                break;
            }
        }
        taskYIELD();
    }
    park();
}

void conformance_before_scheduler(void)
{
    static StaticTask_t blocks[3];
    static StackType_t stacks[3][configMINIMAL_STACK_SIZE + 128];
    static const char letters[] = "abc";

    for (unsigned i = 0; i < 3; i++) {
        (void)xTaskCreateStatic(join_early, "early", configMINIMAL_STACK_SIZE + 128,
                                (void *)&letters[i], P_HIGHEST, stacks[i], &blocks[i]);
    }
}

static void equals_from_before_the_scheduler_begin_in_order_behind_better_tasks(void)
{
    CHECK(strcmp(early, "abcabc") == 0);
}

CONFORMANCE_MAIN(
    "task", TEST(equals_from_before_the_scheduler_begin_in_order_behind_better_tasks),
    TEST(a_more_urgent_task_runs_before_create_returns),
    TEST(an_equal_task_runs_when_the_creator_yields),
    TEST(a_less_urgent_task_runs_when_the_creator_blocks),
    TEST(equals_created_one_after_the_other_run_in_that_order), TEST(the_argument_reaches_the_task),
    TEST(the_handle_is_stored_before_the_task_runs),
    TEST(a_task_may_be_created_without_asking_for_its_handle), TEST(a_name_is_cut_at_its_maximum),
    TEST(the_name_of_null_is_the_callers), TEST(a_task_is_found_by_name),
    TEST(a_task_is_found_by_name_in_every_state), TEST(the_number_of_tasks_counts_all_states),
    TEST(states_are_what_tasks_do), TEST(a_sleeping_task_is_blocked),
    TEST(a_task_that_deleted_itself_is_deleted_until_idle_ran),
    TEST(the_memory_of_a_deleted_task_comes_back_at_once),
    TEST(a_ready_task_that_is_deleted_never_runs),
    TEST(a_waiting_task_that_is_deleted_takes_nothing), TEST(priorities_can_be_read_back),
    TEST(raising_a_ready_task_above_the_caller_runs_it_at_once),
    TEST(raising_a_ready_task_below_the_caller_does_not_run_it),
    TEST(lowering_oneself_lets_the_better_task_run),
    TEST(lowering_oneself_to_an_equal_lets_it_have_its_turn),
    TEST(raising_oneself_changes_nothing_for_others),
    TEST(a_blocked_task_wakes_with_its_new_priority),
    TEST(a_suspended_task_resumes_with_its_new_priority), TEST(a_suspended_task_does_not_run),
    TEST(suspending_twice_needs_one_resume), TEST(resuming_a_task_that_runs_does_nothing),
    TEST(resuming_a_more_urgent_task_runs_it_at_once),
    TEST(a_handler_may_resume_a_more_urgent_task), TEST(a_handler_may_resume_a_less_urgent_task),
    TEST(resuming_from_a_handler_what_is_not_suspended_does_nothing),
    TEST(a_delay_of_zero_only_yields), TEST(suspensions_nest),
    TEST(resume_all_tells_whether_it_switched),
    TEST(a_task_created_in_a_suspension_waits_for_its_end),
    TEST(a_task_created_in_a_critical_section_waits_for_its_end),
    TEST(woken_is_set_by_each_call_that_wakes_a_more_urgent_task),
    TEST(woken_is_left_alone_when_a_less_urgent_task_wakes), TEST(woken_is_set_in_a_suspension_too))
