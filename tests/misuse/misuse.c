/* SPDX-License-Identifier: MIT */
#include "misuse.h"

#include <setjmp.h>
#include <string.h>

#include "board.h"
#include "bystanders.h"

#include "../conformance/irq.h"

#define STACK     (configMINIMAL_STACK_SIZE + 384u)
#define P_CONTROL 5u

struct victims v;
uint32_t item;
uint8_t bytes[64];

/* Memory of the victims, each between two fences. */
#define FENCE 0xfeedfaceu
#define PLOT(type, name)                                                                           \
    type name;                                                                                     \
    uint32_t name##_fence[4];

static struct yard {
    uint32_t first_fence[4];
    PLOT(StaticQueue_t, queue)
    PLOT(StaticQueue_t, full)
    PLOT(StaticQueue_t, dead)
    PLOT(StaticSemaphore_t, semaphore)
    PLOT(StaticSemaphore_t, counting)
    PLOT(StaticSemaphore_t, mutex)
    PLOT(StaticSemaphore_t, recursive)
    PLOT(StaticSemaphore_t, free_mutex)
    PLOT(StaticEventGroup_t, group)
    PLOT(StaticEventGroup_t, dead_group)
    PLOT(StaticStreamBuffer_t, stream)
    PLOT(StaticStreamBuffer_t, dead_stream)
    PLOT(StaticStreamBuffer_t, message)
    PLOT(StaticTimer_t, timer)
    PLOT(StaticTimer_t, dead_timer)
    PLOT(StaticTask_t, task)
    PLOT(StaticTask_t, dead_task)
    PLOT(StaticTask_t, owner)
    PLOT(StaticQueue_t, set)
    PLOT(StaticQueue_t, member)
    PLOT(StaticQueue_t, dead_set)
    void *set_items[2];
    uint32_t set_items_fence[4];
    uint32_t member_items[3], member_items_fence[4];
    uint32_t queue_items[2], queue_items_fence[4];
    uint32_t full_items[1], full_items_fence[4];
    uint8_t stream_bytes[20];
    uint32_t stream_bytes_fence[4];
    uint8_t message_bytes[36];
    uint32_t message_bytes_fence[4];
} yard;

static StackType_t task_stack[STACK], dead_stack[STACK], owner_stack[STACK];

static struct misuse *first, **last = &first;
static const struct misuse *running;
static unsigned failures, failed_cases, cases;

static jmp_buf way_back;
static const char *volatile caught; /* text of the assert */
static volatile bool is_committing, is_refused;

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

void misuse_failed(const char *what)
{
    failures++;
    put("FAIL ");
    put(running != NULL ? running->call : "outside a case");
    put(": ");
    put(what);
    put(caught != NULL ? " [" : "\n");
    if (caught != NULL) {
        put(caught);
        put("]\n");
    }
}

void misuse_caught(const char *text);
void misuse_caught(const char *text)
{
    caught = text;
    if (!is_committing) {
        misuse_failed("an assert outside a case");
        board_exit(1);
    }
    longjmp(way_back, 1);
}

void misuse_add(struct misuse *row)
{
    *last = row;
    last = &row->next;
}

/* ---- victims ---- */

static void for_each_fence(bool build)
{
    static uint32_t *const fences[] = {
        yard.first_fence,        yard.queue_fence,         yard.full_fence,
        yard.dead_fence,         yard.semaphore_fence,     yard.counting_fence,
        yard.mutex_fence,        yard.recursive_fence,     yard.free_mutex_fence,
        yard.group_fence,        yard.dead_group_fence,    yard.stream_fence,
        yard.dead_stream_fence,  yard.message_fence,       yard.timer_fence,
        yard.dead_timer_fence,   yard.task_fence,          yard.dead_task_fence,
        yard.owner_fence,        yard.queue_items_fence,   yard.full_items_fence,
        yard.stream_bytes_fence, yard.message_bytes_fence, yard.set_fence,
        yard.member_fence,       yard.dead_set_fence,      yard.set_items_fence,
        yard.member_items_fence,
    };
    for (size_t i = 0; i < sizeof fences / sizeof fences[0]; i++) {
        for (size_t k = 0; k < 4u; k++) {
            if (build) {
                fences[i][k] = FENCE;
            } else if (fences[i][k] != FENCE) {
                misuse_failed("memory beside an object was written to");
            }
        }
    }
}

static void own_both(void *arg)
{
    (void)arg;
    (void)xSemaphoreTake(v.mutex, 0);
    (void)xSemaphoreTakeRecursive(v.recursive, 0);
    for (;;) {
        vTaskSuspend(NULL);
    }
}

static void stand_still(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
    }
}

static void nothing(TimerHandle_t timer)
{
    (void)timer;
}

static void make_victims(void)
{
    memset(&yard, 0, sizeof yard);
    memset(bytes, 0, sizeof bytes);
    item = 1;
    for_each_fence(true);
    v.queue = xQueueCreateStatic(2, 4, (uint8_t *)yard.queue_items, &yard.queue);
    v.full = xQueueCreateStatic(1, 4, (uint8_t *)yard.full_items, &yard.full);
    (void)xQueueSend(v.full, &item, 0);
    v.dead = xQueueCreateStatic(1, 4, (uint8_t *)yard.full_items, &yard.dead);
    vQueueDelete(v.dead);
    v.semaphore = xSemaphoreCreateBinaryStatic(&yard.semaphore);
    v.counting = xSemaphoreCreateCountingStatic(2, 0, &yard.counting);
    v.mutex = xSemaphoreCreateMutexStatic(&yard.mutex);
    v.recursive = xSemaphoreCreateRecursiveMutexStatic(&yard.recursive);
    v.free_mutex = xSemaphoreCreateMutexStatic(&yard.free_mutex);
    v.group = xEventGroupCreateStatic(&yard.group);
    v.dead_group = xEventGroupCreateStatic(&yard.dead_group);
    vEventGroupDelete(v.dead_group);
    v.stream = xStreamBufferCreateStatic(17, 1, yard.stream_bytes, &yard.stream);
    v.message = xMessageBufferCreateStatic(33, yard.message_bytes, &yard.message);
    v.dead_stream = xStreamBufferCreateStatic(17, 1, yard.stream_bytes, &yard.dead_stream);
    vStreamBufferDelete(v.dead_stream);
    v.stream = xStreamBufferCreateStatic(17, 1, yard.stream_bytes, &yard.stream);
    v.timer = xTimerCreateStatic("victim", 10, pdFALSE, NULL, nothing, &yard.timer);
    v.dead_timer = xTimerCreateStatic("dead", 10, pdFALSE, NULL, nothing, &yard.dead_timer);
    (void)xTimerDelete(v.dead_timer, portMAX_DELAY);
    v.dead_set = xQueueCreateSetStatic(2, (uint8_t *)yard.set_items, &yard.dead_set);
    vQueueDelete(v.dead_set);
    v.set = xQueueCreateSetStatic(2, (uint8_t *)yard.set_items, &yard.set);
    v.member = xQueueCreateStatic(3, 4, (uint8_t *)yard.member_items, &yard.member);
    (void)xQueueAddToSet(v.member, v.set);
    v.task = xTaskCreateStatic(stand_still, "victim", STACK, NULL, P_CONTROL + 1u, task_stack,
                               &yard.task);
    v.dead_task = xTaskCreateStatic(stand_still, "dead", STACK, NULL, P_CONTROL + 1u, dead_stack,
                                    &yard.dead_task);
    vTaskDelete(v.dead_task);
    (void)xTaskCreateStatic(own_both, "owner", STACK, NULL, P_CONTROL + 1u, owner_stack,
                            &yard.owner);
    vTaskDelay(1);
}

static void remove_victims(void)
{
    TaskHandle_t owner = (TaskHandle_t)(void *)&yard.owner;
    if (eTaskGetState(v.task) != eDeleted) {
        vTaskDelete(v.task);
    }
    vTaskDelete(owner);
    (void)xTimerDelete(v.timer, portMAX_DELAY);
    vTaskDelay(1);
}

/* ---- cases ---- */

static void commit(void)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    taskEXIT_CRITICAL_FROM_ISR(mask);
    is_committing = true;
    if (setjmp(way_back) == 0) {
        is_refused = running->commit();
    } else {
        taskEXIT_CRITICAL_FROM_ISR(mask);
    }
    is_committing = false;
}

static void run_one(const struct misuse *row)
{
    running = row;
    failures = 0;
    caught = NULL;
    is_refused = false;
    make_victims();
    if (row->where == SUSPENDED) {
        vTaskSuspendAll();
        commit();
    } else if (row->where == IN_ISR) {
        irq_call(commit);
    } else {
        commit();
    }
    while (xTaskGetSchedulerState() == taskSCHEDULER_SUSPENDED) {
        (void)xTaskResumeAll();
    }
    if (configASSERT_DEFINED && row->mode != NEVER) {
        if (caught == NULL) {
            misuse_failed("no assert");
        } else if (strstr(caught, row->function) == NULL) {
            misuse_failed("the assert does not name the function");
        }
    } else {
        if (caught != NULL) {
            misuse_failed("an assert for what is no bug");
        } else if (!is_refused) {
            misuse_failed("not refused");
        }
    }
    for_each_fence(false);
    remove_victims();
    bystanders_check();
    cases++;
    failed_cases += failures != 0;
}

static void put_number(unsigned value)
{
    char digits[12];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0);
    put(&digits[at]);
}

static void control(void *arg)
{
    (void)arg;
    bystanders_make();
    for (const struct misuse *row = first; row != NULL; row = row->next) {
        if (configASSERT_DEFINED || row->mode != ASSERTS) {
            run_one(row);
        }
    }
    put_number(cases);
    put(" Tests ");
    put_number(failed_cases);
    put(" Failures\n");
    board_exit(failed_cases == 0 && cases != 0 ? 0 : 1);
}

int main(void)
{
    static StaticTask_t block;
    static StackType_t stack[STACK * 2u];
    board_init();
    (void)xTaskCreateStatic(control, "control", STACK * 2u, NULL, P_CONTROL, stack, &block);
    vTaskStartScheduler();
    put("FAIL the scheduler did not start\n");
    board_exit(1);
}
