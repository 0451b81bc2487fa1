/* SPDX-License-Identifier: MIT */
/* semphr.h as its reference describes it: binary, counting, mutex, recursive mutex. Catches a
 * kernel that counts wrong, lets a stranger give a mutex, or forgets a priority. */
#include "conformance.h"
#include "irq.h"

static SemaphoreHandle_t object;
static volatile BaseType_t given;

static void a_new_binary_semaphore_is_taken(void)
{
    object = xSemaphoreCreateBinary();
    CHECK_EQ(uxSemaphoreGetCount(object), 0);
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdFAIL);
    CHECK_EQ(uxSemaphoreGetCount(object), 1);
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    vSemaphoreDelete(object);
}

static void the_old_binary_semaphore_is_free(void)
{
    object = NULL;
    vSemaphoreCreateBinary(object);
    CHECK(object != NULL);
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    vSemaphoreDelete(object);
}

static void a_counting_semaphore_counts_to_its_limit(void)
{
    object = xSemaphoreCreateCounting(3, 1);
    CHECK_EQ(uxSemaphoreGetCount(object), 1);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdFAIL);
    CHECK_EQ(uxSemaphoreGetCount(object), 3);
    for (unsigned i = 0; i < 3; i++) {
        CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    }
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    vSemaphoreDelete(object);
}

static void a_counting_semaphore_may_have_a_huge_limit(void)
{
    object = xSemaphoreCreateCounting((UBaseType_t)-1, (UBaseType_t)-2);
    CHECK(object != NULL);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdFAIL);
    CHECK_EQ(uxSemaphoreGetCount(object) == (UBaseType_t)-1, 1);
    vSemaphoreDelete(object);
}

static void taker(void *arg)
{
    if (xSemaphoreTake(object, portMAX_DELAY) == pdPASS) {
        event(*(const char *)arg);
    }
    park();
}

static void each_give_wakes_one_task(void)
{
    object = xSemaphoreCreateCounting(5, 0);
    spawn(taker, P_HIGH, "2");
    spawn(taker, P_HIGHER, "1");
    spawn(taker, P_HIGH, "3");
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("1");
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("2");
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("3");
    CHECK_EQ(uxSemaphoreGetCount(object), 0);
    vSemaphoreDelete(object);
}

static BaseType_t results[4];
static BaseType_t woken;

static void give_take_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xSemaphoreGiveFromISR(object, &woken);
    results[1] = xSemaphoreGiveFromISR(object, &woken);
    results[2] = xSemaphoreTakeFromISR(object, &woken);
    results[3] = (BaseType_t)uxSemaphoreGetCountFromISR(object);
    portYIELD_FROM_ISR(woken);
}

static void handlers_give_and_take(void)
{
    object = xSemaphoreCreateBinary();
    irq_call(give_take_in_handler);
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(results[1], errQUEUE_FULL);
    CHECK_EQ(results[2], pdPASS);
    CHECK_EQ(results[3], 0);
    CHECK_EQ(woken, pdFALSE);
    vSemaphoreDelete(object);
}

static void a_handler_that_takes_back_leaves_the_waiter_waiting(void)
{
    object = xSemaphoreCreateCounting(2, 0);
    spawn(taker, P_HIGH, "t");
    irq_call(give_take_in_handler); /* two given, one taken back */
    CHECK_EQ(results[1], pdPASS);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("t");
    CHECK_EQ(uxSemaphoreGetCount(object), 0);
    vSemaphoreDelete(object);
}

static void null_give_in_handler(void)
{
    results[0] = xSemaphoreGiveFromISR(object, NULL);
}

static void a_handler_need_not_ask_who_woke(void)
{
    object = xSemaphoreCreateBinary();
    spawn(taker, P_HIGH, "t");
    irq_call(null_give_in_handler);
    settle();
    CHECK_EQ(results[0], pdPASS);
    CHECK_EVENTS("t");
    vSemaphoreDelete(object);
}

static void static_semaphores_use_the_given_memory(void)
{
    static StaticSemaphore_t block;
    StaticSemaphore_t *seen = NULL;
    size_t heap = xPortGetFreeHeapSize();

    object = xSemaphoreCreateBinaryStatic(&block);
    CHECK(object == (SemaphoreHandle_t)(void *)&block);
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    CHECK_EQ(xSemaphoreGetStaticBuffer(object, &seen), pdTRUE);
    CHECK(seen == &block);
    vSemaphoreDelete(object);
    object = xSemaphoreCreateCountingStatic(2, 2, &block);
    CHECK_EQ(uxSemaphoreGetCount(object), 2);
    vSemaphoreDelete(object);
    object = xSemaphoreCreateMutexStatic(&block);
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    vSemaphoreDelete(object);
    object = xSemaphoreCreateRecursiveMutexStatic(&block);
    CHECK_EQ(xSemaphoreTakeRecursive(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreGiveRecursive(object), pdPASS);
    vSemaphoreDelete(object);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    object = xSemaphoreCreateBinary();
    CHECK_EQ(xSemaphoreGetStaticBuffer(object, &seen), pdFALSE);
    vSemaphoreDelete(object);
}

/* Mutexes. */

static void a_mutex_has_a_holder(void)
{
    object = xSemaphoreCreateMutex();
    CHECK(xSemaphoreGetMutexHolder(object) == NULL);
    CHECK_EQ(uxSemaphoreGetCount(object), 1);
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(object) == xTaskGetCurrentTaskHandle());
    CHECK(xSemaphoreGetMutexHolderFromISR(object) == xTaskGetCurrentTaskHandle());
    CHECK_EQ(uxSemaphoreGetCount(object), 0);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(object) == NULL);
    vSemaphoreDelete(object);
}

static void a_free_mutex_cannot_be_given(void)
{
    object = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreGive(object), pdFAIL);
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdFAIL);
    vSemaphoreDelete(object);
}

static void a_mutex_is_not_taken_twice_by_its_holder(void)
{
    object = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(object, 0), pdFALSE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xSemaphoreTake(object, 4), pdFALSE);
    CHECK_EQ(xTaskGetTickCount() - begin, 4);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    vSemaphoreDelete(object);
}

static void lock_twice(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(object, portMAX_DELAY), pdPASS);
    event('1');
    CHECK_EQ(xSemaphoreTake(object, portMAX_DELAY), pdFALSE);
    event('2');
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    park();
}

static void a_holder_that_waits_for_itself_can_be_helped(void)
{
    object = xSemaphoreCreateMutex();
    TaskHandle_t task = spawn(lock_twice, P_HIGH, NULL);
    CHECK_EVENTS("1");
    CHECK_EQ(eTaskGetState(task), eBlocked);
    CHECK_EQ(xTaskAbortDelay(task), pdPASS);
    CHECK_EVENTS("2");
    CHECK_EQ(uxSemaphoreGetCount(object), 1);
    task = spawn(lock_twice, P_HIGH, NULL);
    CHECK_EVENTS("1");
    reap_one(task); /* or stopped by somebody else */
    vSemaphoreDelete(object);
}

static void give_object(void)
{
    given = xSemaphoreGiveFromISR(object, NULL);
}

static void a_handler_that_gives_a_free_mutex_is_told_so(void)
{
    object = xSemaphoreCreateMutex();
    given = pdPASS;
    irq_call(give_object);
    CHECK_EQ(given, errQUEUE_FULL);
    CHECK_EQ(uxSemaphoreGetCount(object), 1);
    vSemaphoreDelete(object);
}

static void locker(void *arg)
{
    if (xSemaphoreTake(object, portMAX_DELAY) == pdPASS) {
        event(*(const char *)arg);
        CHECK(xSemaphoreGetMutexHolder(object) == xTaskGetCurrentTaskHandle());
        CHECK_EQ(xSemaphoreGive(object), pdPASS);
    }
    park();
}

static void a_mutex_goes_to_the_most_urgent_waiter(void)
{
    object = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    spawn(locker, P_HIGH, "2");
    spawn(locker, P_HIGH, "3");
    taskYIELD(); /* this task runs at P_HIGH by now: let it come into the line */
    spawn(locker, P_HIGHER, "1");
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("123");
    vSemaphoreDelete(object);
}

static void a_holder_is_raised_and_lowered(void)
{
    object = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    spawn(locker, P_HIGH, "h");
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(uxTaskBasePriorityGet(NULL), P_CONTROL);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EVENTS("h");
    vSemaphoreDelete(object);
}

static void hold_until_told(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    event('g');
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    event('d');
    park();
}

static void middle(void *arg)
{
    (void)arg;
    event('m');
    park();
}

static void an_inheriting_holder_runs_before_the_middle(void)
{
    object = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(hold_until_told, P_LOWER, NULL);
    settle();
    xTaskNotifyGive(holder);
    spawn(middle, P_LOW, NULL);
    CHECK_EQ(xSemaphoreTake(object, 20), pdPASS); /* blocks: the holder runs first */
    CHECK_EQ(uxTaskPriorityGet(holder), P_LOWER);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    settle();
    CHECK_EVENTS("gmd");
    vSemaphoreDelete(object);
}

static void a_blocked_holder_that_is_raised_stands_in_its_new_place(void)
{
    object = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(hold_until_told, P_LOWER, NULL);
    settle();
    CHECK_EQ(xSemaphoreTake(object, 2), pdFALSE);
    CHECK_EQ(uxTaskPriorityGet(holder), P_LOWER);
    xTaskNotifyGive(holder);
    settle();
    CHECK_EVENTS("gd");
    vSemaphoreDelete(object);
}

static void a_set_priority_above_the_inherited_one_counts_at_once(void)
{
    object = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(object, 0), pdPASS);
    spawn(locker, P_HIGH, "h");
    vTaskPrioritySet(NULL, P_HIGHEST);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHEST);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("");
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHEST);
    vTaskPrioritySet(NULL, P_CONTROL);
    CHECK_EVENTS("h");
    vSemaphoreDelete(object);
}

static void recursion_must_be_undone_as_often(void)
{
    object = xSemaphoreCreateRecursiveMutex();
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ(xSemaphoreTakeRecursive(object, 0), pdPASS);
    }
    spawn(locker, P_HIGH, "h"); /* plain take and give of a recursive mutex work, too */
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(xSemaphoreGiveRecursive(object), pdPASS);
        CHECK_EVENTS("");
    }
    CHECK_EQ(xSemaphoreGiveRecursive(object), pdPASS);
    CHECK_EVENTS("h");
    CHECK_EQ(xSemaphoreGiveRecursive(object), pdFAIL);
    vSemaphoreDelete(object);
}

static void recursive_locker(void *arg)
{
    TickType_t ticks = *(const TickType_t *)arg;
    event(xSemaphoreTakeRecursive(object, ticks) == pdPASS ? 'y' : 'n');
    event(xSemaphoreGiveRecursive(object) == pdPASS ? 'Y' : 'N');
    park();
}

static void a_stranger_waits_for_a_recursive_mutex_and_cannot_give_it(void)
{
    static const TickType_t now = 0, soon = 5;
    object = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(xSemaphoreTakeRecursive(object, 0), pdPASS);
    spawn(recursive_locker, P_HIGH, (void *)&now);
    CHECK_EVENTS("nN");
    spawn(recursive_locker, P_HIGH, (void *)&soon);
    CHECK_EVENTS("");
    CHECK_EQ(xSemaphoreGiveRecursive(object), pdPASS);
    CHECK_EVENTS("yY");
    vSemaphoreDelete(object);
}

static void a_take_in_time_ends_the_wait(void)
{
    object = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(hold_until_told, P_HIGH, NULL);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xSemaphoreTake(object, 6), pdFALSE);
    CHECK_EQ(xTaskGetTickCount() - begin, 6);
    xTaskNotifyGive(holder);
    CHECK_EQ(xSemaphoreTake(object, 6), pdPASS);
    CHECK_EQ(xSemaphoreGive(object), pdPASS);
    CHECK_EVENTS("gd");
    vSemaphoreDelete(object);
}

static void an_unlocked_mutex_may_be_deleted_and_made_again(void)
{
    size_t before = xPortGetFreeHeapSize();
    for (unsigned i = 0; i < 20; i++) {
        object = i % 2U == 0 ? xSemaphoreCreateMutex() : xSemaphoreCreateRecursiveMutex();
        CHECK(object != NULL);
        vSemaphoreDelete(object);
    }
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

static volatile unsigned long shared;
static SemaphoreHandle_t done;

static void add_under_lock(void *arg)
{
    (void)arg;
    for (unsigned i = 0; i < 200; i++) {
        CHECK_EQ(xSemaphoreTake(object, portMAX_DELAY), pdPASS);
        unsigned long seen = shared;
        if (i % 16U == 0) {
            vTaskDelay(1);
        } else {
            taskYIELD();
        }
        shared = seen + 1;
        CHECK_EQ(xSemaphoreGive(object), pdPASS);
    }
    CHECK_EQ(xSemaphoreGive(done), pdPASS);
    park();
}

static void a_mutex_excludes(void)
{
    shared = 0;
    object = xSemaphoreCreateMutex();
    done = xSemaphoreCreateCounting(4, 0);
    spawn(add_under_lock, P_LOWER, NULL);
    spawn(add_under_lock, P_LOW, NULL);
    spawn(add_under_lock, P_LOW, NULL);
    spawn(add_under_lock, P_HIGH, NULL);
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(xSemaphoreTake(done, portMAX_DELAY), pdPASS);
    }
    CHECK_EQ(shared, 800);
    vSemaphoreDelete(object);
    vSemaphoreDelete(done);
}

CONFORMANCE_MAIN("semaphore", TEST(a_new_binary_semaphore_is_taken),
                 TEST(the_old_binary_semaphore_is_free),
                 TEST(a_counting_semaphore_counts_to_its_limit),
                 TEST(a_counting_semaphore_may_have_a_huge_limit), TEST(each_give_wakes_one_task),
                 TEST(handlers_give_and_take),
                 TEST(a_handler_that_takes_back_leaves_the_waiter_waiting),
                 TEST(a_handler_need_not_ask_who_woke),
                 TEST(static_semaphores_use_the_given_memory), TEST(a_mutex_has_a_holder),
                 TEST(a_free_mutex_cannot_be_given), TEST(a_mutex_is_not_taken_twice_by_its_holder),
                 TEST(a_holder_that_waits_for_itself_can_be_helped),
                 TEST(a_handler_that_gives_a_free_mutex_is_told_so),
                 TEST(a_mutex_goes_to_the_most_urgent_waiter), TEST(a_holder_is_raised_and_lowered),
                 TEST(an_inheriting_holder_runs_before_the_middle),
                 TEST(a_blocked_holder_that_is_raised_stands_in_its_new_place),
                 TEST(a_set_priority_above_the_inherited_one_counts_at_once),
                 TEST(recursion_must_be_undone_as_often),
                 TEST(a_stranger_waits_for_a_recursive_mutex_and_cannot_give_it),
                 TEST(a_take_in_time_ends_the_wait),
                 TEST(an_unlocked_mutex_may_be_deleted_and_made_again), TEST(a_mutex_excludes))
