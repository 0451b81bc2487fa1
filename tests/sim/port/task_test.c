/* SPDX-License-Identifier: MIT */
/* What belongs to a task and must survive others: errno, floating point modes, jumps; and what the
 * host's library may do in the middle of a task. Run with an adversary (--gap) and without. */
#include <errno.h>
#include <fenv.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "port_test.h"

#define ROUNDS 300u

static volatile unsigned running;

static void finish_one(void)
{
    taskENTER_CRITICAL();
    running = running - 1u;
    taskEXIT_CRITICAL();
    vTaskDelete(NULL);
}

static void run_two(TaskFunction_t code)
{
    running = 2;
    spawn("one", code, 1, (void *)1);
    spawn("two", code, 1, (void *)2);
    while (running != 0) {
        vTaskDelay(1);
    }
}

static void keep_errno(void *arg)
{
    int mine = (int)(uintptr_t)arg;
    for (unsigned n = 0; n < ROUNDS; n++) {
        errno = mine;
        if (n % 7u == 0) {
            taskYIELD();
        }
        CHECK(errno == mine);
    }
    finish_one();
}

static void errno_is_each_tasks_own(void)
{
    errno = 5;
    run_two(keep_errno);
    CHECK(errno == 5);
}

static void keep_rounding(void *arg)
{
    int mode = arg == (void *)1 ? FE_UPWARD : FE_DOWNWARD;
    volatile double third = 3.0;

    fesetround(mode);
    volatile double expected = 1.0 / third;
    for (unsigned n = 0; n < ROUNDS; n++) {
        if (n % 5u == 0) {
            taskYIELD();
        }
        CHECK(fegetround() == mode);
        CHECK(1.0 / third == expected);
    }
    fesetround(FE_TONEAREST);
    finish_one();
}

static void rounding_mode_is_each_tasks_own(void)
{
    run_two(keep_rounding);
    CHECK(fegetround() == FE_TONEAREST);
}

static void leap(jmp_buf *where, unsigned depth)
{
    volatile char room[64];
    memset((void *)room, (int)depth, sizeof room);
    if (depth == 0) {
        longjmp(*where, 1);
    }
    leap(where, depth - 1u);
    CHECK(room[3] == (char)depth);
}

static void jump(void *arg)
{
    volatile unsigned landed = 0;
    (void)arg;
    for (volatile unsigned n = 0; n < ROUNDS; n = n + 1u) {
        jmp_buf where;
        if (setjmp(where) == 0) {
            leap(&where, n % 6u);
        } else {
            landed = landed + 1u;
        }
        if (n % 11u == 0) {
            taskYIELD();
        }
    }
    CHECK(landed == ROUNDS);
    finish_one();
}

static void setjmp_and_longjmp_work_and_are_not_reported(void)
{
    run_two(jump);
}

static volatile unsigned comparing, overlaps;

static int compare(const void *left, const void *right)
{
    int a = *(const int *)left;
    int b = *(const int *)right;
    if (comparing != 0) {
        overlaps = overlaps + 1u;
    }
    comparing = 1;
    int result = (a > b) - (a < b);
    for (volatile unsigned i = 0; i < 10u; i = i + 1u) { /* room for a strike */
    }
    comparing = 0;
    return result;
}

static void sort(void *arg)
{
    int numbers[50];
    for (unsigned round = 0; round < 20u; round++) {
        for (unsigned i = 0; i < 50u; i++) {
            numbers[i] = (int)((i * 7919u + round + (unsigned)(uintptr_t)arg) % 101u);
        }
        qsort(numbers, 50, sizeof numbers[0], compare);
        for (unsigned i = 1; i < 50u; i++) {
            CHECK(numbers[i - 1u] <= numbers[i]);
        }
    }
    finish_one();
}

static void callback_of_the_host_is_not_preempted(void)
{
    run_two(sort);
    CHECK(overlaps == 0);
}

static void print(void *arg)
{
    char text[64];
    for (unsigned n = 0; n < 50u; n++) {
        int length = snprintf(text, sizeof text, "%s-%u-%5.2f",
                              (const char *)(arg == (void *)1 ? "one" : "two"), n, n / 3.0);
        CHECK(length == (int)strlen(text));
        CHECK(strncmp(text, arg == (void *)1 ? "one" : "two", 3) == 0);
        CHECK(strtod(strrchr(text, '-') + 1, NULL) - n / 3.0 < 0.01);
    }
    finish_one();
}

/* On stacks on which the host's own printf would not find room. */
static void printing_needs_no_stack_of_the_task(void)
{
    static StackType_t stacks[2][384];
    static StaticTask_t blocks[2];

    running = 2;
    for (uintptr_t i = 0; i < 2u; i++) {
        (void)xTaskCreateStatic(print, "print", 384, (void *)(i + 1u), 1, stacks[i], &blocks[i]);
    }
    while (running != 0) {
        vTaskDelay(1);
    }
    vTaskDelay(2);
}

static void allocate(void *arg)
{
    size_t before = (size_t)(uintptr_t)arg;
    for (unsigned n = 0; n < 40u; n++) {
        char *text = malloc(10u + n);
        CHECK(text != NULL && (uintptr_t)text % 8u == 0);
        memset(text, (int)before, 10u + n);
        text = realloc(text, 200);
        CHECK(text[9] == (char)before);
        free(text);
    }
    finish_one();
}

static void malloc_is_the_kernels_heap(void)
{
    vTaskDelay(3); /* the idle task buries those who ended before */
    size_t before = xPortGetFreeHeapSize();
    void *volatile block = malloc(1000); /* or the compiler leaves it out */
    CHECK(before - xPortGetFreeHeapSize() >= 1000u);
    free(block);
    run_two(allocate);
    for (unsigned n = 0; n < 5 && xPortGetFreeHeapSize() != before; n++) {
        vTaskDelay(3); /* the idle task buries the two when it looks */
    }
    CHECK(xPortGetFreeHeapSize() == before);
}

static void busy_loop_lets_time_pass(void)
{
    TickType_t start = xTaskGetTickCount();
    while ((TickType_t)(xTaskGetTickCount() - start) < 5u) {
    }
    CHECK((TickType_t)(xTaskGetTickCount() - start) >= 5u);
}

static void control(void *arg)
{
    (void)arg;
    RUN(errno_is_each_tasks_own);
    RUN(rounding_mode_is_each_tasks_own);
    RUN(setjmp_and_longjmp_work_and_are_not_reported);
    RUN(callback_of_the_host_is_not_preempted);
    RUN(printing_needs_no_stack_of_the_task);
    RUN(malloc_is_the_kernels_heap);
    RUN(busy_loop_lets_time_pass);
    vTaskEndScheduler();
}

int main(void)
{
    board_init();
    spawn("control", control, 2, NULL);
    vTaskStartScheduler();
    printf("PASS end_of_the_scheduler_returns_to_main\n");
    return failures == 0 ? 0 : 1;
}
