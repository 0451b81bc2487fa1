/* SPDX-License-Identifier: MIT */
/* Semaphores.
 * Fails on a layer that counts past the limit, or that cannot take a token in an ISR. */
#include "os_test.h"

static osSemaphoreId_t semaphore;

static void create(uint32_t most, uint32_t first)
{
    semaphore = osSemaphoreNew(most, first, NULL);
    CHECK(semaphore != NULL);
}

static void finish(void)
{
    CHECK_EQ(osSemaphoreDelete(semaphore), osOK);
    settle();
}

struct taker {
    uint32_t timeout;
    osStatus_t status;
    char name;
};

static void take(void *arg)
{
    struct taker *taker = arg;
    taker->status = osSemaphoreAcquire(semaphore, taker->timeout);
    event(taker->name);
}

static void tokens_are_counted(void)
{
    create(3, 2);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 2);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osOK);
    CHECK_EQ(osSemaphoreAcquire(semaphore, osWaitForever), osOK);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 0);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osErrorResource);
    CHECK_EQ(osSemaphoreRelease(semaphore), osOK);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 1);
    finish();
}

static void there_are_no_more_tokens_than_allowed(void)
{
    create(2, 1);
    CHECK_EQ(osSemaphoreRelease(semaphore), osOK);
    CHECK_EQ(osSemaphoreRelease(semaphore), osErrorResource);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 2);
    finish();
    create(1, 1);
    CHECK_EQ(osSemaphoreRelease(semaphore), osErrorResource);
    finish();
}

static void a_large_count_is_kept(void)
{
    create(0xffffffffU, 0xfffffffeU);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 0xfffffffeU);
    CHECK_EQ(osSemaphoreRelease(semaphore), osOK);
    CHECK_EQ(osSemaphoreRelease(semaphore), osErrorResource);
    finish();
}

static void wrong_counts_make_no_semaphore(void)
{
    CHECK(osSemaphoreNew(0, 0, NULL) == NULL);
    CHECK(osSemaphoreNew(1, 2, NULL) == NULL);
}

static void a_wait_ends_after_its_ticks(void)
{
    create(1, 0);
    uint32_t from = fresh_tick();
    CHECK_EQ(osSemaphoreAcquire(semaphore, 8), osErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 8);
    finish();
}

static void a_waiter_gets_the_token(void)
{
    create(1, 0);
    struct taker taker = {.timeout = osWaitForever, .name = 't'};
    (void)thread(take, HIGH, &taker);
    CHECK_EVENTS("");
    CHECK_EQ(osSemaphoreRelease(semaphore), osOK);
    CHECK_EVENTS("t");
    CHECK_EQ(taker.status, osOK);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 0);
    finish();
}

static void the_most_urgent_waiter_is_first_equals_in_order(void)
{
    create(4, 0);
    struct taker a = {.timeout = osWaitForever, .name = 'a'};
    struct taker b = {.timeout = osWaitForever, .name = 'b'};
    struct taker c = {.timeout = osWaitForever, .name = 'c'};
    (void)thread(take, HIGH, &a);
    (void)thread(take, HIGHER, &b);
    (void)thread(take, HIGH, &c);
    for (int i = 0; i < 3; i++) {
        (void)osSemaphoreRelease(semaphore);
    }
    CHECK_EVENTS("bac");
    finish();
}

static void deleting_tells_everybody_who_waits(void)
{
    create(1, 0);
    struct taker a = {.timeout = osWaitForever, .name = 'a'};
    struct taker b = {.timeout = 99, .name = 'b'};
    (void)thread(take, HIGH, &a);
    (void)thread(take, HIGHER, &b);
    finish();
    CHECK_EVENTS("ba");
    CHECK(a.status == osErrorResource && b.status == osErrorResource);
}

static void a_resumed_wait_has_timed_out(void)
{
    create(1, 0);
    struct taker taker = {.timeout = osWaitForever, .name = 't'};
    osThreadId_t id = thread(take, HIGH, &taker);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(taker.status, osErrorTimeout);
    CHECK_EVENTS("t");
    finish();
}

static void a_timeout_after_a_deletion_is_a_timeout(void)
{
    create(1, 0);
    struct taker taker = {.timeout = osWaitForever, .name = 't'};
    (void)thread(take, HIGH, &taker);
    finish();
    create(1, 0);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 2), osErrorTimeout);
    events_clear();
    finish();
}

static void wrong_objects_are_refused(void)
{
    osMutexId_t other = osMutexNew(NULL);
    osSemaphoreId_t wrong[] = {NULL, other};

    for (size_t i = 0; i < 2; i++) {
        CHECK_EQ(osSemaphoreAcquire(wrong[i], 0), osErrorParameter);
        CHECK_EQ(osSemaphoreRelease(wrong[i]), osErrorParameter);
        CHECK_EQ(osSemaphoreDelete(wrong[i]), osErrorParameter);
        CHECK_EQ(osSemaphoreGetCount(wrong[i]), 0);
        CHECK(osSemaphoreGetName(wrong[i]) == NULL);
    }
    CHECK_EQ(osMutexDelete(other), osOK);
}

static void memory_and_name_are_the_applications(void)
{
    const osSemaphoreAttr_t attr = {
        .name = "semaphore", .cb_mem = memory, .cb_size = OS_SEMAPHORE_BYTES};
    size_t heap = xPortGetFreeHeapSize();

    semaphore = osSemaphoreNew(1, 1, &attr);
    CHECK((void *)semaphore == (void *)memory);
    CHECK(osSemaphoreGetName(semaphore) == attr.name);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    finish();
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osErrorParameter); /* deleted */
    CHECK_EQ(osSemaphoreDelete(semaphore), osErrorParameter);
}

static void a_static_semaphore_is_memory_enough(void)
{
    static StaticSemaphore_t block;
    const osSemaphoreAttr_t attr = {.name = "x", .cb_mem = &block, .cb_size = sizeof block};

    semaphore = osSemaphoreNew(1, 1, &attr);
    CHECK(semaphore != NULL);
    CHECK(osSemaphoreGetName(semaphore) == NULL);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osOK);
    finish();
}

static void wrong_attributes_make_no_semaphore(void)
{
    const osSemaphoreAttr_t wrong[] = {
        {.cb_mem = memory, .cb_size = 4},
        {.cb_mem = (uint8_t *)memory + 3, .cb_size = OS_SEMAPHORE_BYTES},
        {.cb_size = OS_SEMAPHORE_BYTES}};

    for (size_t i = 0; i < 3; i++) {
        CHECK(osSemaphoreNew(1, 1, &wrong[i]) == NULL);
    }
}

static void without_memory_there_is_no_semaphore(void)
{
    void *held = take_whole_heap();
    CHECK(osSemaphoreNew(1, 1, NULL) == NULL);
    give_whole_heap(held);
}

static void a_semaphore_is_the_kernels(void)
{
    create(2, 0);
    CHECK_EQ(xSemaphoreGive((SemaphoreHandle_t)semaphore), pdPASS);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osOK);
    finish();
    semaphore = xSemaphoreCreateCounting(2, 1);
    CHECK_EQ(osSemaphoreGetCount(semaphore), 1);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 0), osOK);
    finish();
}

static void a_wait_under_a_lock_fails_at_once(void)
{
    create(1, 0);
    (void)osKernelLock();
    CHECK_EQ(osSemaphoreAcquire(semaphore, 5), osErrorResource);
    (void)osSemaphoreRelease(semaphore);
    CHECK_EQ(osSemaphoreAcquire(semaphore, 5), osOK);
    (void)osKernelUnlock();
    finish();
}

static void handler(void)
{
    results[0] = osSemaphoreAcquire(semaphore, 0);
    results[1] = osSemaphoreAcquire(semaphore, 0);
    results[2] = osSemaphoreAcquire(semaphore, 1);
    results[3] = osSemaphoreRelease(semaphore);
    results[4] = (int32_t)osSemaphoreGetCount(semaphore);
    results[5] = osSemaphoreRelease(semaphore);
    results[6] = osSemaphoreDelete(semaphore);
    results[7] = osSemaphoreNew(1, 1, NULL) == NULL;
    results[8] = osSemaphoreGetName(semaphore) == NULL;
}

static void an_isr_takes_and_gives_and_does_not_wait(void)
{
    create(1, 1);
    in_isr(handler);
    CHECK_EQ(results[0], osOK);
    CHECK_EQ(results[1], osErrorResource);
    CHECK_EQ(results[2], osErrorParameter);
    CHECK_EQ(results[3], osOK);
    CHECK_EQ(results[4], 1);
    CHECK_EQ(results[5], osErrorResource);
    CHECK_EQ(results[6], osErrorISR);
    CHECK_EQ(results[7], 1);
    CHECK_EQ(results[8], 1);
    finish();
}

static void give(void)
{
    results[0] = osSemaphoreRelease(semaphore);
    event('i');
}

static void a_token_from_an_isr_wakes_a_waiter(void)
{
    create(1, 0);
    struct taker taker = {.timeout = osWaitForever, .name = 't'};
    (void)thread(take, HIGH, &taker);
    in_isr(give);
    CHECK_EVENTS("it");
    CHECK_EQ(taker.status, osOK);
    finish();
}

CONFORMANCE_MAIN(
    "os_semaphore", TEST(tokens_are_counted), TEST(there_are_no_more_tokens_than_allowed),
    TEST(a_large_count_is_kept), TEST(wrong_counts_make_no_semaphore),
    TEST(a_wait_ends_after_its_ticks), TEST(a_waiter_gets_the_token),
    TEST(the_most_urgent_waiter_is_first_equals_in_order), TEST(deleting_tells_everybody_who_waits),
    TEST(a_resumed_wait_has_timed_out), TEST(a_timeout_after_a_deletion_is_a_timeout),
    TEST(wrong_objects_are_refused), TEST(memory_and_name_are_the_applications),
    TEST(a_static_semaphore_is_memory_enough), TEST(wrong_attributes_make_no_semaphore),
    TEST(without_memory_there_is_no_semaphore), TEST(a_semaphore_is_the_kernels),
    TEST(a_wait_under_a_lock_fails_at_once), TEST(an_isr_takes_and_gives_and_does_not_wait),
    TEST(a_token_from_an_isr_wakes_a_waiter))
