/* SPDX-License-Identifier: MIT */
/* Mutexes: owner, recursion, inheritance, robustness.
 * Fails on a layer whose owner waits for itself, or whose robust mutex dies with its owner. */
#include "os_test.h"

static osMutexId_t mutex;

static void create(uint32_t attr_bits)
{
    const osMutexAttr_t attr = {.attr_bits = attr_bits};
    mutex = osMutexNew(&attr);
    CHECK(mutex != NULL);
}

static void finish(void)
{
    CHECK_EQ(osMutexDelete(mutex), osOK);
    settle();
}

struct locker {
    uint32_t timeout;
    osStatus_t status;
    char name;
};

static void lock(void *arg)
{
    struct locker *locker = arg;
    locker->status = osMutexAcquire(mutex, locker->timeout);
    event(locker->name);
    if (locker->status == osOK) {
        (void)osMutexRelease(mutex);
    }
}

static void hold(void *arg)
{
    (void)arg;
    (void)osMutexAcquire(mutex, osWaitForever);
    event('h');
    (void)osDelay(osWaitForever);
    (void)osMutexRelease(mutex);
}

static void a_mutex_has_one_owner(void)
{
    create(0);
    CHECK(osMutexGetOwner(mutex) == NULL);
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK(osMutexGetOwner(mutex) == osThreadGetId());
    struct locker other = {.timeout = 0, .name = 'o'};
    (void)thread(lock, HIGH, &other);
    CHECK_EQ(other.status, osErrorResource);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    CHECK(osMutexGetOwner(mutex) == NULL);
    events_clear();
    finish();
}

static void only_the_owner_releases(void)
{
    create(0);
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    osThreadId_t id = thread(hold, HIGH, NULL);
    CHECK_EVENTS("h");
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    CHECK(osMutexGetOwner(mutex) == id);
    CHECK_EQ(osThreadTerminate(id), osOK);
    finish();
}

static void the_owner_of_a_plain_mutex_does_not_wait_for_itself(void)
{
    create(0);
    CHECK_EQ(osMutexAcquire(mutex, osWaitForever), osOK);
    CHECK_EQ(osMutexAcquire(mutex, 0), osErrorResource);
    CHECK_EQ(osMutexAcquire(mutex, osWaitForever), osErrorResource);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    finish();
}

static void a_recursive_mutex_counts(void)
{
    create(osMutexRecursive);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    }
    struct locker other = {.timeout = 0, .name = 'o'};
    for (int i = 0; i < 5; i++) {
        (void)thread(lock, HIGH, &other);
        CHECK_EQ(other.status, osErrorResource);
        CHECK_EQ(osMutexRelease(mutex), osOK);
    }
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    (void)thread(lock, HIGH, &other);
    CHECK_EQ(other.status, osOK);
    events_clear();
    finish();
}

static void a_waiter_gets_the_mutex(void)
{
    create(osMutexPrioInherit);
    (void)osMutexAcquire(mutex, 0);
    struct locker other = {.timeout = osWaitForever, .name = 'o'};
    (void)thread(lock, HIGH, &other);
    CHECK_EVENTS("");
    CHECK_EQ(osMutexRelease(mutex), osOK);
    CHECK_EVENTS("o");
    CHECK_EQ(other.status, osOK);
    finish();
}

static void the_most_urgent_waiter_is_first(void)
{
    create(0);
    osThreadId_t id = thread(hold, HIGHER, NULL); /* asleep, so that everybody gets to wait */
    struct locker a = {.timeout = osWaitForever, .name = 'a'};
    struct locker b = {.timeout = osWaitForever, .name = 'b'};
    struct locker c = {.timeout = osWaitForever, .name = 'c'};
    (void)thread(lock, HIGH, &a);
    (void)thread(lock, HIGHER, &b);
    (void)thread(lock, HIGH, &c);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EVENTS("hbac");
    finish();
}

static void a_wait_ends_after_its_ticks(void)
{
    create(0);
    osThreadId_t id = thread(hold, HIGH, NULL);
    uint32_t from = fresh_tick();
    CHECK_EQ(osMutexAcquire(mutex, 6), osErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 6);
    events_clear();
    CHECK_EQ(osThreadTerminate(id), osOK);
    finish();
}

static void the_owner_inherits_a_priority(void)
{
    create(osMutexPrioInherit);
    osThreadId_t id = thread(hold, LOW, NULL);
    settle();
    struct locker other = {.timeout = 20, .name = 'o'};
    (void)thread(lock, HIGH, &other);
    CHECK_EQ(uxTaskPriorityGet((TaskHandle_t)id), (UBaseType_t)HIGH);
    CHECK_EQ(osThreadGetPriority(id), LOW); /* what was set */
    (void)osDelay(25);
    CHECK_EQ(other.status, osErrorTimeout);
    CHECK_EQ(uxTaskPriorityGet((TaskHandle_t)id), (UBaseType_t)LOW);
    CHECK_EVENTS("ho");
    CHECK_EQ(osThreadTerminate(id), osOK);
    finish();
}

static void a_robust_mutex_outlives_its_owner(void)
{
    create(osMutexRobust);
    osThreadId_t id = thread(hold, HIGH, NULL);
    CHECK_EQ(osMutexAcquire(mutex, 0), osErrorResource);
    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK(osMutexGetOwner(mutex) == NULL);
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    events_clear();
    finish();
}

static void lock_thrice_and_end(void *arg)
{
    (void)arg;
    for (int i = 0; i < 3; i++) {
        (void)osMutexAcquire(mutex, 0);
    }
}

static void a_recursive_robust_mutex_is_free_at_once(void)
{
    create(osMutexRobust | osMutexRecursive);
    (void)thread(lock_thrice_and_end, HIGH, NULL);
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    finish();
}

static void a_waiter_gets_a_robust_mutex_whose_owner_ends(void)
{
    create(osMutexRobust | osMutexPrioInherit);
    osThreadId_t id = joinable(hold, HIGH, NULL);
    struct locker other = {.timeout = osWaitForever, .name = 'o'};
    (void)thread(lock, HIGHER, &other);
    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK_EVENTS("ho");
    CHECK_EQ(other.status, osOK);
    CHECK_EQ(osThreadJoin(id), osOK);
    finish();
}

static void a_plain_mutex_stays_locked_when_its_owner_ends(void)
{
    create(0);
    (void)thread(lock_thrice_and_end, HIGH, NULL);
    settle();
    CHECK_EQ(osMutexAcquire(mutex, 0), osErrorResource);
    CHECK_EQ(osMutexAcquire(mutex, 3), osErrorTimeout);
    CHECK(osMutexGetOwner(mutex) == NULL);
    CHECK_EQ(osMutexRelease(mutex), osErrorResource);
    finish();
}

static void several_robust_mutexes_are_freed(void)
{
    const osMutexAttr_t attr = {.attr_bits = osMutexRobust};
    osMutexId_t others[3];
    for (int i = 0; i < 3; i++) {
        others[i] = osMutexNew(&attr);
    }
    mutex = others[1];
    osThreadId_t first = thread(hold, HIGH, NULL);
    mutex = others[2];
    osThreadId_t second = thread(hold, HIGH, NULL);
    CHECK_EQ(osThreadTerminate(first), osOK);
    CHECK_EQ(osMutexAcquire(others[1], 0), osOK);
    CHECK_EQ(osMutexAcquire(others[2], 0), osErrorResource);
    CHECK_EQ(osThreadTerminate(second), osOK);
    CHECK_EQ(osMutexAcquire(others[2], 0), osOK);
    for (int i = 1; i < 3; i++) {
        CHECK_EQ(osMutexRelease(others[i]), osOK);
    }
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(osMutexDelete(others[i]), osOK);
    }
    events_clear();
}

static void deleting_tells_everybody_who_waits(void)
{
    create(osMutexPrioInherit);
    (void)osMutexAcquire(mutex, 0);
    struct locker a = {.timeout = osWaitForever, .name = 'a'};
    struct locker b = {.timeout = 50, .name = 'b'};
    (void)thread(lock, HIGH, &a);
    (void)thread(lock, HIGHER, &b);
    CHECK_EQ(uxTaskPriorityGet(NULL), (UBaseType_t)HIGHER);
    finish();
    CHECK_EQ(uxTaskPriorityGet(NULL), (UBaseType_t)CONTROL);
    CHECK(a.status == osErrorResource && b.status == osErrorResource);
    CHECK_EVENTS("ba");
}

static void a_resumed_wait_has_timed_out(void)
{
    create(0);
    (void)osMutexAcquire(mutex, 0);
    struct locker other = {.timeout = osWaitForever, .name = 'o'};
    osThreadId_t id = thread(lock, HIGH, &other);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(other.status, osErrorTimeout);
    CHECK_EVENTS("o");
    (void)osMutexRelease(mutex);
    finish();
}

static void wrong_objects_are_refused(void)
{
    osSemaphoreId_t other = osSemaphoreNew(1, 1, NULL);
    osMutexId_t wrong[] = {NULL, other};

    for (size_t i = 0; i < 2; i++) {
        CHECK_EQ(osMutexAcquire(wrong[i], 0), osErrorParameter);
        CHECK_EQ(osMutexRelease(wrong[i]), osErrorParameter);
        CHECK_EQ(osMutexDelete(wrong[i]), osErrorParameter);
        CHECK(osMutexGetOwner(wrong[i]) == NULL);
        CHECK(osMutexGetName(wrong[i]) == NULL);
    }
    CHECK_EQ(osSemaphoreDelete(other), osOK);
}

static void memory_and_name_are_the_applications(void)
{
    const osMutexAttr_t attr = {.name = "mutex", .cb_mem = memory, .cb_size = OS_MUTEX_BYTES};
    size_t heap = xPortGetFreeHeapSize();

    mutex = osMutexNew(&attr);
    CHECK((void *)mutex == (void *)memory);
    CHECK(osMutexGetName(mutex) == attr.name);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    finish();
    CHECK_EQ(osMutexAcquire(mutex, 0), osErrorParameter); /* deleted */
    CHECK_EQ(osMutexDelete(mutex), osErrorParameter);
}

static void a_static_semaphore_is_memory_for_a_plain_mutex(void)
{
    static StaticSemaphore_t semaphore;
    const osMutexAttr_t plain = {.name = "x", .cb_mem = &semaphore, .cb_size = sizeof semaphore};
    const osMutexAttr_t robust = {
        .attr_bits = osMutexRobust, .cb_mem = &semaphore, .cb_size = sizeof semaphore};

    CHECK(osMutexNew(&robust) == NULL);
    mutex = osMutexNew(&plain);
    CHECK(mutex != NULL);
    CHECK(osMutexGetName(mutex) == NULL);
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    finish();
}

static void wrong_attributes_make_no_mutex(void)
{
    const osMutexAttr_t wrong[] = {{.attr_bits = 0x10},
                                   {.cb_mem = memory, .cb_size = 4},
                                   {.cb_mem = (uint8_t *)memory + 2, .cb_size = OS_MUTEX_BYTES},
                                   {.cb_size = OS_MUTEX_BYTES}};

    for (size_t i = 0; i < 4; i++) {
        CHECK(osMutexNew(&wrong[i]) == NULL);
    }
}

static void without_memory_there_is_no_mutex(void)
{
    void *held = take_whole_heap();
    CHECK(osMutexNew(NULL) == NULL);
    give_whole_heap(held);
}

static void a_mutex_is_the_kernels(void)
{
    create(0);
    CHECK_EQ(xSemaphoreTake((SemaphoreHandle_t)mutex, 0), pdPASS);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    finish();
    mutex = xSemaphoreCreateMutex();
    CHECK_EQ(osMutexAcquire(mutex, 0), osOK);
    CHECK(osMutexGetName(mutex) == NULL);
    CHECK_EQ(xSemaphoreGive((SemaphoreHandle_t)mutex), pdPASS);
    finish();
}

static void a_wait_under_a_lock_fails_at_once(void)
{
    create(0);
    osThreadId_t id = thread(hold, HIGH, NULL);
    (void)osKernelLock();
    CHECK_EQ(osMutexAcquire(mutex, 5), osErrorResource);
    (void)osKernelUnlock();
    events_clear();
    CHECK_EQ(osThreadTerminate(id), osOK);
    finish();
}

static void handler(void)
{
    results[0] = osMutexNew(NULL) == NULL;
    results[1] = osMutexAcquire(mutex, 0);
    results[2] = osMutexRelease(mutex);
    results[3] = osMutexDelete(mutex);
    results[4] = osMutexGetOwner(mutex) == NULL;
    results[5] = osMutexGetName(mutex) == NULL;
}

static void an_isr_has_no_mutexes(void)
{
    create(0);
    (void)osMutexAcquire(mutex, 0);
    in_isr(handler);
    CHECK_EQ(results[0], 1);
    CHECK_EQ(results[1], osErrorISR);
    CHECK_EQ(results[2], osErrorISR);
    CHECK_EQ(results[3], osErrorISR);
    CHECK_EQ(results[4], 1);
    CHECK_EQ(results[5], 1);
    CHECK_EQ(osMutexRelease(mutex), osOK);
    finish();
}

CONFORMANCE_MAIN("os_mutex", TEST(a_mutex_has_one_owner), TEST(only_the_owner_releases),
                 TEST(the_owner_of_a_plain_mutex_does_not_wait_for_itself),
                 TEST(a_recursive_mutex_counts), TEST(a_waiter_gets_the_mutex),
                 TEST(the_most_urgent_waiter_is_first), TEST(a_wait_ends_after_its_ticks),
                 TEST(the_owner_inherits_a_priority), TEST(a_robust_mutex_outlives_its_owner),
                 TEST(a_recursive_robust_mutex_is_free_at_once),
                 TEST(a_waiter_gets_a_robust_mutex_whose_owner_ends),
                 TEST(a_plain_mutex_stays_locked_when_its_owner_ends),
                 TEST(several_robust_mutexes_are_freed), TEST(deleting_tells_everybody_who_waits),
                 TEST(a_resumed_wait_has_timed_out), TEST(wrong_objects_are_refused),
                 TEST(memory_and_name_are_the_applications),
                 TEST(a_static_semaphore_is_memory_for_a_plain_mutex),
                 TEST(wrong_attributes_make_no_mutex), TEST(without_memory_there_is_no_mutex),
                 TEST(a_mutex_is_the_kernels), TEST(a_wait_under_a_lock_fails_at_once),
                 TEST(an_isr_has_no_mutexes))
