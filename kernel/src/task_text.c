/* SPDX-License-Identifier: MIT */
/* Tables of the tasks as text, one line each:
 *
 *   name, filled up with blanks   TAB  state TAB priority TAB free stack TAB number  CR LF
 *   name, filled up with blanks   TAB  time  TAB TAB  percentage, or "<1%"           CR LF
 *
 * A line that the buffer has no room for is left out, and all behind it.
 */
#include "run_time.h"

#if configUSE_TRACE_FACILITY && configUSE_STATS_FORMATTING_FUNCTIONS > 0

struct text {
    char *at;
    const char *end; /* the last byte, kept for the 0 */
    bool full;
};

static void put_char(struct text *text, char c)
{
    if (text->at == text->end) {
        text->full = true;
    } else {
        *text->at++ = c;
    }
}

static void put_chars(struct text *text, const char *from)
{
    while (*from != '\0') {
        put_char(text, *from++);
    }
}

static void put_name(struct text *text, const char *name)
{
    size_t column = 0;

    for (; name[column] != '\0'; column++) {
        put_char(text, name[column]);
    }
    for (; column + 1u < configMAX_TASK_NAME_LEN; column++) {
        put_char(text, ' ');
    }
}

/* A number of the type that needs no division by a library where none is needed. */
static void put_number(struct text *text, configRUN_TIME_COUNTER_TYPE number)
{
    char digits[sizeof number * 5u / 2u + 1u];
    char *first = digits + sizeof digits - 1;

    *first = '\0';
    do {
        *--first = (char)('0' + (int)(number % 10u));
        number /= 10u;
    } while (number != 0);
    put_chars(text, first);
}

static char letter_of(eTaskState state)
{
    switch (state) {
    case eRunning:
        return 'X';
    case eReady:
        return 'R';
    case eBlocked:
        return 'B';
    case eSuspended:
        return 'S';
    case eDeleted:
        return 'D';
    case eInvalid:
        break;
    }
    return '?';
}

static void put_task(struct text *text, struct task *task, configRUN_TIME_COUNTER_TYPE unused)
{
    (void)unused;
    put_name(text, task->name);
    put_char(text, '\t');
    put_char(text, letter_of(eTaskGetState(task_handle(task))));
    put_char(text, '\t');
    put_number(text, (configRUN_TIME_COUNTER_TYPE)task->priority);
    put_char(text, '\t');
    put_number(text, (configRUN_TIME_COUNTER_TYPE)task_untouched_stack(task));
    put_char(text, '\t');
    put_number(text, (configRUN_TIME_COUNTER_TYPE)task->number);
    put_chars(text, "\r\n");
}

/* Writes a line for each task. */
static void put_table(char *buffer, size_t bytes,
                      void (*put_line)(struct text *, struct task *, configRUN_TIME_COUNTER_TYPE),
                      configRUN_TIME_COUNTER_TYPE argument)
{
    if (buffer == NULL || bytes == 0) {
        return;
    }
    struct text text = {.at = buffer, .end = buffer + (bytes - 1u), .full = false};

    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL && !text.full; task = task->all_next) {
        char *line = text.at;
        put_line(&text, task, argument);
        if (text.full) {
            text.at = line;
        }
    }
    (void)xTaskResumeAll();
    *text.at = '\0';
}

void vTaskListTasks(char *buffer, size_t bytes)
{
    traceENTER_vTaskListTasks(buffer, bytes);
    KASSERT(buffer != NULL && "vTaskListTasks: the buffer is NULL");
    put_table(buffer, bytes, put_task, 0);
    traceRETURN_vTaskListTasks();
}

#if configGENERATE_RUN_TIME_STATS
static void put_run_time(struct text *text, struct task *task,
                         configRUN_TIME_COUNTER_TYPE hundredth)
{
    configRUN_TIME_COUNTER_TYPE ran = run_time_of(task);

    put_name(text, task->name);
    put_char(text, '\t');
    put_number(text, ran);
    put_chars(text, "\t\t");
    if (ran / hundredth != 0) {
        put_number(text, ran / hundredth);
    } else {
        put_chars(text, "<1");
    }
    put_chars(text, "%\r\n");
}

void vTaskGetRunTimeStatistics(char *buffer, size_t bytes)
{
    traceENTER_vTaskGetRunTimeStatistics(buffer, bytes);
    configRUN_TIME_COUNTER_TYPE hundredth = run_time_now() / 100;

    KASSERT(buffer != NULL && "vTaskGetRunTimeStatistics: the buffer is NULL");
    if (hundredth != 0) {
        put_table(buffer, bytes, put_run_time, hundredth);
    } else if (buffer != NULL && bytes != 0) {
        *buffer = '\0'; /* nothing has been measured yet */
    }
    traceRETURN_vTaskGetRunTimeStatistics();
}
#endif

#endif
