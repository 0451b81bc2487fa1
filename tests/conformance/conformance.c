/* SPDX-License-Identifier: MIT */
#include "conformance.h"

#include <string.h>

#include "board.h"

#define SPAWN_MAX 12U
#define EVENT_MAX 64U
#if defined(DUNLIN_BOARD_HEAP_BYTES) /* little memory, and a processor with small frames */
#define STACK_DEPTH         136U
#define STACK_DEPTH_CONTROL 256U
#else
#define STACK_DEPTH         (configMINIMAL_STACK_SIZE + 256U)
#define STACK_DEPTH_CONTROL (2U * STACK_DEPTH)
#endif

static struct {
    const char *rule;
    const struct conformance_test *tests;
    size_t count;
    const char *running; /* name of the test */
    unsigned failures;   /* of the running test */
    unsigned failed_tests;
    TaskHandle_t tasks[SPAWN_MAX];
    size_t task_count;
} suite;

static char events[EVENT_MAX + 1];
static volatile size_t event_count;

const char *conformance_case = "";
#if configGENERATE_RUN_TIME_STATS
volatile configRUN_TIME_COUNTER_TYPE conformance_run_time;
unsigned conformance_run_time_configured;
#endif
void (*volatile conformance_on_tick)(void);
void (*volatile conformance_on_trace)(const char *macro, const void *handle);

/* No printf: a failing check must fit on the stack of any task. */
static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_number(long long value)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    unsigned long long rest =
        value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10U);
        rest /= 10U;
    } while (rest != 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    put(&digits[at]);
}

static void fail_head(const char *file, int line)
{
    suite.failures++;
    put("FAIL ");
    put(file);
    put(":");
    put_number(line);
    put(": ");
    put(suite.running);
    put(" [");
    put(conformance_case);
    put("] ");
}

void conformance_check(bool good, const char *file, int line, const char *text)
{
    if (!good) {
        fail_head(file, line);
        put(text);
        put("\n");
    }
}

void conformance_check_eq(long long actual, long long expected, const char *file, int line,
                          const char *text)
{
    if (actual != expected) {
        fail_head(file, line);
        put(text);
        put(" is ");
        put_number(actual);
        put(", want ");
        put_number(expected);
        put("\n");
    }
}

void conformance_check_events(const char *expected, const char *file, int line)
{
    if (strcmp(events, expected) != 0) {
        fail_head(file, line);
        put("events \"");
        put(events);
        put("\", want \"");
        put(expected);
        put("\"\n");
    }
    events_clear();
}

void event(char what)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    if (event_count < EVENT_MAX) {
        events[event_count] = what;
        event_count = event_count + 1U;
    }
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

void events_clear(void)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    memset(events, 0, sizeof events);
    event_count = 0;
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

TaskHandle_t spawn(TaskFunction_t code, UBaseType_t priority, void *arg)
{
    CHECK(suite.task_count < SPAWN_MAX);
    size_t slot = suite.task_count++;
    BaseType_t created =
        xTaskCreate(code, "spawned", STACK_DEPTH, arg, priority, &suite.tasks[slot]);
    CHECK_EQ(created, pdPASS);
    return suite.tasks[slot];
}

void reap_one(TaskHandle_t task)
{
    for (size_t i = 0; i < suite.task_count; i++) {
        if (suite.tasks[i] == task) {
            suite.tasks[i] = suite.tasks[--suite.task_count];
            vTaskDelete(task);
            return;
        }
    }
    conformance_check(false, __FILE__, __LINE__, "reap_one: not a spawned task");
}

void park(void)
{
    for (;;) {
        vTaskSuspend(NULL);
    }
}

void settle(void)
{
    vTaskDelay(2);
}

TickType_t fresh_tick(void)
{
    vTaskDelay(1);
    return xTaskGetTickCount();
}

void burn_ticks(TickType_t ticks)
{
    TickType_t start = xTaskGetTickCount();
    while ((TickType_t)(xTaskGetTickCount() - start) < ticks) {
    }
}

__attribute__((weak)) void conformance_before_scheduler(void)
{
}

__attribute__((weak)) unsigned conformance_after_tests(void)
{
    return 0;
}

void vApplicationTickHook(void)
{
    void (*hook)(void) = conformance_on_tick;
    if (hook != NULL) {
        hook();
    }
}

void conformance_trace(const char *macro, const void *handle);
void conformance_trace(const char *macro, const void *handle)
{
    void (*hook)(const char *, const void *) = conformance_on_trace;
    if (hook != NULL) {
        hook(macro, handle);
    }
}

__attribute__((weak)) void conformance_start(TaskFunction_t control, size_t stack_words)
{
    if (xTaskCreate(control, "control", (configSTACK_DEPTH_TYPE)stack_words, NULL, P_CONTROL,
                    NULL) == pdPASS) {
        vTaskStartScheduler();
    }
}

static void reap(void)
{
    conformance_case = "";
    conformance_on_tick = NULL;
    conformance_on_trace = NULL;
    for (size_t i = 0; i < suite.task_count; i++) {
        vTaskDelete(suite.tasks[i]);
    }
    suite.task_count = 0;
    settle();
}

static void run_one(const struct conformance_test *test)
{
    suite.running = test->name;
    size_t heap_before = xPortGetFreeHeapSize();
    UBaseType_t priority_before = uxTaskPriorityGet(NULL);
    events_clear();
    test->run();
    reap();
    CHECK_EQ(uxTaskPriorityGet(NULL), priority_before);
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
    CHECK_EQ(xPortGetFreeHeapSize(), heap_before);
    if (suite.failures == 0) {
        put("PASS ");
        put(suite.rule);
        put(" ");
        put(test->name);
        put("\n");
    } else {
        suite.failed_tests++;
    }
    suite.failures = 0;
}

static void control(void *arg)
{
    (void)arg;
    for (size_t i = 0; i < suite.count; i++) {
        run_one(&suite.tests[i]);
    }
    suite.failed_tests += conformance_after_tests();
    put_number((long long)suite.count);
    put(" Tests ");
    put_number((long long)suite.failed_tests);
    put(" Failures\n");
    board_exit(suite.failed_tests == 0 ? 0 : 1);
}

int conformance_main(const char *rule, const struct conformance_test *tests, size_t count)
{
    board_init();
    suite.rule = rule;
    suite.tests = tests;
    suite.count = count;
    suite.running = "before the scheduler";
    conformance_before_scheduler();
    conformance_start(control, STACK_DEPTH_CONTROL);
    put("FAIL the scheduler did not start\n");
    board_exit(1);
}
