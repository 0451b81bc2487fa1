/* SPDX-License-Identifier: MIT */
/* Run-time statistics and the tables of tasks as text. The counter is advanced by the test alone,
 * so that every figure is exact. */
#include "conformance.h"

#include <string.h>

#define ROOM 1024U

static char table[ROOM];
static char expected[128];

/* A line of a table, as it has to be. */

static void add(const char *text)
{
    strcat(expected, text);
}

static void add_number(unsigned long number)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + (int)(number % 10U));
        number /= 10U;
    } while (number != 0);
    add(&digits[at]);
}

/* "spawned" in 15 columns, the longest name. */
static void begin_line(void)
{
    strcpy(expected, "spawned        \t");
}

static void runs_for_30(void *arg)
{
    (void)arg;
    conformance_run_time += 30;
    park();
}

static void time_is_charged_to_the_task_that_runs(void)
{
    CHECK_EQ(conformance_run_time_configured, 1);
    uint32_t before = ulTaskGetRunTimeCounter(NULL);
    conformance_run_time += 100;
    CHECK_EQ(ulTaskGetRunTimeCounter(NULL) - before, 100);
    TaskHandle_t task = spawn(runs_for_30, P_HIGH, NULL);
    CHECK_EQ(ulTaskGetRunTimeCounter(task), 30);
    conformance_run_time += 5;
    CHECK_EQ(ulTaskGetRunTimeCounter(task), 30);
    CHECK_EQ(ulTaskGetRunTimeCounter(xTaskGetCurrentTaskHandle()) - before, 105);
}

static void tick_takes_7(void)
{
    conformance_run_time += 7;
}

static void time_of_an_interrupt_is_its_victims(void)
{
    (void)fresh_tick();
    uint32_t idle_before = ulTaskGetIdleRunTimeCounter();
    uint32_t before = ulTaskGetRunTimeCounter(NULL);
    conformance_on_tick = tick_takes_7;
    vTaskDelay(3);
    conformance_on_tick = NULL;
    CHECK_EQ(ulTaskGetIdleRunTimeCounter() - idle_before, 21);
    CHECK_EQ(ulTaskGetRunTimeCounter(NULL) - before, 0);
    CHECK_EQ(ulTaskGetIdleRunTimeCounter(), ulTaskGetRunTimeCounter(xTaskGetIdleTaskHandle()));
}

static void counter_may_wrap_and_step_back(void)
{
    while (conformance_run_time < UINT32_MAX - 9U) { /* by less than half its range at a time */
        uint32_t rest = UINT32_MAX - 9U - conformance_run_time;
        conformance_run_time += rest < INT32_MAX ? rest : (uint32_t)INT32_MAX;
        settle();
    }
    uint32_t at_wrap = ulTaskGetRunTimeCounter(NULL);
    conformance_run_time += 40; /* 10 to the wrap, 30 behind it */
    settle();
    CHECK_EQ(ulTaskGetRunTimeCounter(NULL) - at_wrap, 40);
    conformance_run_time -= 3;
    settle();
    CHECK_EQ(ulTaskGetRunTimeCounter(NULL) - at_wrap, 40);
    conformance_run_time += 2;
    CHECK_EQ(ulTaskGetRunTimeCounter(NULL) - at_wrap, 42);
}

static void percentages_are_of_the_counter(void)
{
    conformance_run_time = 99; /* no hundredth of it can be told */
    CHECK_EQ(ulTaskGetRunTimePercent(NULL), 0);
    CHECK_EQ(ulTaskGetIdleRunTimePercent(), 0);
    strcpy(table, "?");
    vTaskGetRunTimeStatistics(table, ROOM);
    CHECK_EQ(table[0], '\0');
    settle();
    conformance_run_time = 6000;
    TaskHandle_t task = spawn(runs_for_30, P_HIGH, NULL); /* 30 of 6030 */
    CHECK_EQ(ulTaskGetRunTimePercent(task), 0);
    vTaskResume(task);
    conformance_run_time = 200;
    CHECK_EQ(ulTaskGetRunTimePercent(task), 15);
    CHECK_EQ(ulTaskGetRunTimePercent(NULL), ulTaskGetRunTimeCounter(NULL) / 2U);
    CHECK_EQ(ulTaskGetIdleRunTimePercent(), ulTaskGetIdleRunTimeCounter() / 2U);
}

static void system_state_has_the_run_times(void)
{
    static TaskStatus_t statuses[8];
    uint32_t total = 1;
    spawn(runs_for_30, P_HIGH, NULL);
    UBaseType_t count = uxTaskGetSystemState(statuses, 8, &total);
    CHECK_EQ(count, uxTaskGetNumberOfTasks());
    CHECK_EQ(total, conformance_run_time);
    for (UBaseType_t i = 0; i < count; i++) {
        CHECK_EQ(statuses[i].ulRunTimeCounter, ulTaskGetRunTimeCounter(statuses[i].xHandle));
    }
    CHECK_EQ(uxTaskGetSystemState(statuses, count - 1U, NULL), 0);
}

static void run_time_table_has_a_line_for_each_task(void)
{
    conformance_run_time = 0;
    settle();
    conformance_run_time = 2000;
    settle();
    spawn(runs_for_30, P_HIGH, NULL); /* 30 of 2030 */
    vTaskGetRunTimeStatistics(table, ROOM);
    begin_line();
    add("30\t\t1%\r\n");
    CHECK(strstr(table, expected) != NULL);
    conformance_run_time = 3100;
    vTaskGetRunTimeStatistics(table, ROOM);
    begin_line();
    add("30\t\t<1%\r\n");
    CHECK(strstr(table, expected) != NULL);
    CHECK(strstr(table, "IDLE           \t") != NULL);
    CHECK(strstr(table, "control        \t") != NULL);
}

static void parks(void *arg)
{
    (void)arg;
    park();
}

static void sleeps(void *arg)
{
    (void)arg;
    vTaskDelay(portMAX_DELAY);
    park();
}

static bool listed(TaskHandle_t task, const char *state)
{
    TaskStatus_t status;
    vTaskGetInfo(task, &status, pdTRUE, eInvalid);
    begin_line();
    add(state);
    add("\t");
    add_number(status.uxCurrentPriority);
    add("\t");
    add_number(status.usStackHighWaterMark);
    add("\t");
    add_number(status.xTaskNumber);
    add("\r\n");
    return strstr(table, expected) != NULL;
}

static void task_table_has_state_priority_stack_and_number(void)
{
    TaskHandle_t suspended = spawn(parks, P_HIGH, NULL);
    TaskHandle_t blocked = spawn(sleeps, P_HIGHER, NULL);
    TaskHandle_t ready = spawn(parks, P_LOW, NULL);
    vTaskListTasks(table, ROOM);
    CHECK(listed(suspended, "S"));
    CHECK(listed(blocked, "B"));
    CHECK(listed(ready, "R"));
    CHECK(strstr(table, "control        \tX\t5\t") != NULL);
    CHECK(strstr(table, "IDLE           \tR\t0\t") != NULL);
}

static void deletes_itself(void *arg)
{
    (void)arg;
    vTaskDelete(NULL);
}

static void deleted_task_is_listed_until_it_is_freed(void)
{
    static TaskStatus_t statuses[8];
    UBaseType_t before = uxTaskGetNumberOfTasks();
    CHECK_EQ(
        xTaskCreate(deletes_itself, "gone", configMINIMAL_STACK_SIZE + 128U, NULL, P_HIGH, NULL),
        pdPASS);
    CHECK_EQ(uxTaskGetNumberOfTasks(), before + 1U);
    CHECK_EQ(uxTaskGetSystemState(statuses, 8, NULL), before + 1U);
    CHECK(xTaskGetHandle("gone") == NULL);
    vTaskListTasks(table, ROOM);
    CHECK(strstr(table, "gone           \tD\t8\t") != NULL);
    settle(); /* the idle task frees it */
    CHECK_EQ(uxTaskGetNumberOfTasks(), before);
    CHECK_EQ(uxTaskGetSystemState(statuses, 8, NULL), before);
    vTaskListTasks(table, ROOM);
    CHECK(strstr(table, "gone") == NULL);
}

static bool is_reported(TaskHandle_t task)
{
    static TaskStatus_t statuses[8];
    UBaseType_t count = uxTaskGetSystemState(statuses, 8, NULL);
    CHECK_EQ(count, uxTaskGetNumberOfTasks());
    for (UBaseType_t i = 0; i < count; i++) {
        if (statuses[i].xHandle == task) {
            return true;
        }
    }
    return false;
}

static void tasks_are_reported_until_deleted_in_whatever_order(void)
{
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        TaskHandle_t tasks[3];
        for (size_t k = 0; k < 3; k++) {
            tasks[k] = spawn(parks, P_HIGH, NULL);
        }
        for (size_t k = 0; k < 3; k++) {
            TaskHandle_t task = tasks[orders[i][k]];
            CHECK(is_reported(task));
            reap_one(task);
            CHECK(!is_reported(task));
        }
    }
}

/* Whole lines, ended by 0, and not a byte behind. */
static void check_cut(void (*print)(char *, size_t), size_t bytes, const char *whole)
{
    memset(table, '#', sizeof table);
    print(table, bytes);
    if (bytes == 0) {
        CHECK_EQ(table[0], '#');
        return;
    }
    size_t length = strnlen(table, bytes);
    CHECK(length < bytes);
    CHECK(strncmp(table, whole, length) == 0);
    CHECK(length == 0 || table[length - 1] == '\n');
    const char *next = strchr(whole + length, '\n'); /* the line that was left out has no room */
    CHECK(next == NULL || (size_t)(next - whole) + 2U > bytes);
    for (size_t i = bytes; i < sizeof table; i++) {
        CHECK_EQ(table[i], '#');
    }
}

static void table_is_cut_to_the_buffer_at_a_line(void)
{
    static char whole[ROOM];
    spawn(parks, P_HIGH, NULL);
    spawn(parks, P_HIGH, NULL);
    conformance_run_time += 1000;
    vTaskListTasks(whole, ROOM);
    size_t length = strlen(whole);
    CHECK(length > configSTATS_BUFFER_MAX_LENGTH);
    for (size_t bytes = 0; bytes <= length + 2U; bytes++) {
        check_cut(vTaskListTasks, bytes, whole);
    }
    vTaskGetRunTimeStatistics(whole, ROOM);
    for (size_t bytes = 0; bytes <= strlen(whole) + 2U; bytes++) {
        check_cut(vTaskGetRunTimeStatistics, bytes, whole);
    }
    memset(table, '#', sizeof table);
    vTaskList(table);
    CHECK_EQ(table[configSTATS_BUFFER_MAX_LENGTH], '#');
    memset(table, '#', sizeof table);
    vTaskGetRunTimeStats(table);
    CHECK_EQ(table[configSTATS_BUFFER_MAX_LENGTH], '#');
}

CONFORMANCE_MAIN("run time", TEST(time_is_charged_to_the_task_that_runs),
                 TEST(time_of_an_interrupt_is_its_victims), TEST(counter_may_wrap_and_step_back),
                 TEST(percentages_are_of_the_counter), TEST(system_state_has_the_run_times),
                 TEST(run_time_table_has_a_line_for_each_task),
                 TEST(task_table_has_state_priority_stack_and_number),
                 TEST(deleted_task_is_listed_until_it_is_freed),
                 TEST(tasks_are_reported_until_deleted_in_whatever_order),
                 TEST(table_is_cut_to_the_buffer_at_a_line))
