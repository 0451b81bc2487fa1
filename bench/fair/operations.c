/* SPDX-License-Identifier: MIT */
/* What single operations cost: the ones that other kernels were measured with, and critical
 * sections and block pools. Compiled twice: without any check, and with everything on
 * (fair/all_on).
 *
 *     uncontended   the caller goes on, nobody waits
 *     wakes         x_block ends where the next task goes on, x_wake where the waiter does
 *     interrupts    from the first instruction of the handler's function
 */
#include "block_pool.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "timers.h"

#include "bench.h"

#define BLOCK_BYTES 128u
#define BLOCKS      8u

static SemaphoreHandle_t semaphore, mutex, recursive;
static QueueHandle_t queue16, queue4;
static EventGroupHandle_t group;
static StreamBufferHandle_t stream;
static TaskHandle_t self, high;

static const uint32_t item[4] = {1, 2, 3, 4};
static uint32_t got[4];

/* The bench refuses to print anything when it counts these wrong. */
static void known(void)
{
    START(nothing);
    END(nothing);
    START(ten);
    __asm volatile(".rept 10\n\tnop\n\t.endr");
    END(ten);
}

static void semaphores(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(sem_give);
        xSemaphoreGive(semaphore);
        END(sem_give);
        START(sem_take);
        xSemaphoreTake(semaphore, portMAX_DELAY);
        END(sem_take);
        START(sem_try_fail);
        xSemaphoreTake(semaphore, 0);
        END(sem_try_fail);
    }
}

static void queues(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(q_send);
        xQueueSend(queue16, item, portMAX_DELAY);
        END(q_send);
        START(q_recv);
        xQueueReceive(queue16, got, portMAX_DELAY);
        END(q_recv);
        START(q4_send);
        xQueueSend(queue4, item, portMAX_DELAY);
        END(q4_send);
        START(q4_recv);
        xQueueReceive(queue4, got, portMAX_DELAY);
        END(q4_recv);
    }
}

static void notifications(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(notify_give);
        xTaskNotifyGive(self);
        END(notify_give);
        START(notify_take);
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        END(notify_take);
    }
}

static void mutexes(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(mtx_lock);
        xSemaphoreTake(mutex, portMAX_DELAY);
        END(mtx_lock);
        START(mtx_unlock);
        xSemaphoreGive(mutex);
        END(mtx_unlock);
        START(rmtx_lock);
        xSemaphoreTakeRecursive(recursive, portMAX_DELAY);
        END(rmtx_lock);
        START(rmtx_unlock);
        xSemaphoreGiveRecursive(recursive);
        END(rmtx_unlock);
    }
}

static void events_and_streams(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(evt_set);
        xEventGroupSetBits(group, 1);
        END(evt_set);
        START(evt_wait);
        xEventGroupWaitBits(group, 1, pdTRUE, pdFALSE, portMAX_DELAY);
        END(evt_wait);
        START(sb_send);
        xStreamBufferSend(stream, item, sizeof item, portMAX_DELAY);
        END(sb_send);
        START(sb_recv);
        xStreamBufferReceive(stream, got, sizeof got, portMAX_DELAY);
        END(sb_recv);
    }
}

static void sections(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        START(crit_enter);
        taskENTER_CRITICAL();
        END(crit_enter);
        START(crit_exit);
        taskEXIT_CRITICAL();
        END(crit_exit);
        START(crit_pair);
        taskENTER_CRITICAL();
        taskEXIT_CRITICAL();
        END(crit_pair);
        START(suspall);
        vTaskSuspendAll();
        END(suspall);
        START(resall);
        xTaskResumeAll();
        END(resall);
    }
}

static void memory(void)
{
    static struct block_pool pool;
    static uint64_t storage[BLOCK_POOL_BYTES(BLOCKS, BLOCK_BYTES) / sizeof(uint64_t)];
    static void *fragments[64];
    void *block;

    block_pool_init(&pool, storage, BLOCKS, BLOCK_BYTES);
    for (int i = 0; i < ROUNDS; i++) {
        START(malloc);
        block = pvPortMalloc(BLOCK_BYTES);
        END(malloc);
        START(free);
        vPortFree(block);
        END(free);
        START(blk_alloc);
        block = block_pool_take(&pool);
        END(blk_alloc);
        START(blk_free);
        block_pool_give(block, &pool);
        END(blk_free);
    }
    for (int i = 0; i < 64; i++) {
        fragments[i] = pvPortMalloc(64);
    }
    for (int i = 0; i < 64; i += 2) {
        vPortFree(fragments[i]);
    }
    for (int i = 0; i < ROUNDS; i++) {
        START(malloc_frag);
        block = pvPortMalloc(BLOCK_BYTES);
        END(malloc_frag);
        START(free_frag);
        vPortFree(block);
        END(free_frag);
    }
    for (int i = 1; i < 64; i += 2) {
        vPortFree(fragments[i]);
    }
}

static void yielder(void *arg)
{
    (void)arg;
    for (;;) {
        TURN(yield);
        taskYIELD();
        TURN(yield);
        taskYIELD();
    }
}

static void yields(void)
{
    bench_task(yielder, BENCH_LOW, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        TURN(yield);
        taskYIELD();
        TURN(yield);
        taskYIELD();
    }
    bench_delete_all();
}

static void takes(void *arg)
{
    (void)arg;
    for (;;) {
        START(sem_block);
        xSemaphoreTake(semaphore, portMAX_DELAY);
        END(sem_give_wake);
    }
}

static void takes_in_time(void *arg)
{
    (void)arg;
    for (;;) {
        START(semt_block);
        xSemaphoreTake(semaphore, 1000);
        END(semt_give_wake);
    }
}

static void receives(void *arg)
{
    (void)arg;
    for (;;) {
        START(q_recv_block);
        xQueueReceive(queue16, got, portMAX_DELAY);
        END(q_send_wake);
    }
}

static void is_notified(void *arg)
{
    (void)arg;
    for (;;) {
        START(notify_block);
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        END(notify_wake);
    }
}

static void waits_for_bits(void *arg)
{
    (void)arg;
    for (;;) {
        START(evt_wait_block);
        xEventGroupWaitBits(group, 1, pdTRUE, pdFALSE, portMAX_DELAY);
        END(evt_set_wake);
    }
}

static void suspends(void *arg)
{
    (void)arg;
    for (;;) {
        START(suspend_self);
        vTaskSuspend(NULL);
        END(resume_wake);
    }
}

static void locks(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
        START(mtx_block_pi);
        xSemaphoreTake(mutex, portMAX_DELAY);
        END(mtx_unlock_pi);
        xSemaphoreGive(mutex);
    }
}

static void semaphore_wakes(void)
{
    bench_task(takes, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(sem_give_wake);
        xSemaphoreGive(semaphore);
        END(sem_block);
    }
    bench_delete_all();
    bench_task(takes_in_time, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(semt_give_wake);
        xSemaphoreGive(semaphore);
        END(semt_block);
    }
    bench_delete_all();
}

static void other_wakes(void)
{
    bench_task(receives, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(q_send_wake);
        xQueueSend(queue16, item, portMAX_DELAY);
        END(q_recv_block);
    }
    bench_delete_all();
    high = bench_task(is_notified, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(notify_wake);
        xTaskNotifyGive(high);
        END(notify_block);
    }
    bench_delete_all();
    bench_task(waits_for_bits, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(evt_set_wake);
        xEventGroupSetBits(group, 1);
        END(evt_wait_block);
    }
    bench_delete_all();
    high = bench_task(suspends, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(resume_wake);
        vTaskResume(high);
        END(suspend_self);
    }
    bench_delete_all();
}

static void inheritance(void)
{
    high = bench_task(locks, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        xSemaphoreTake(mutex, portMAX_DELAY);
        vTaskResume(high);
        END(mtx_block_pi);
        START(mtx_unlock_pi);
        xSemaphoreGive(mutex);
    }
    bench_delete_all();
}

void isr_empty(void);
void isr_empty(void)
{
}
START_AT(isr_empty, isr_empty);

void isr_gives(void);
void isr_gives(void)
{
    BaseType_t woken = pdFALSE;
    xSemaphoreGiveFromISR(semaphore, &woken);
    portYIELD_FROM_ISR(woken);
}
START_AT(isr_gives, isr_sem_nowake);

void isr_gives_to_waiter(void);
void isr_gives_to_waiter(void)
{
    BaseType_t woken = pdFALSE;
    xSemaphoreGiveFromISR(semaphore, &woken);
    portYIELD_FROM_ISR(woken);
}
START_AT(isr_gives_to_waiter, isr_sem_wake);

void isr_notifies(void);
void isr_notifies(void)
{
    BaseType_t woken = pdFALSE;
    vTaskNotifyGiveFromISR(high, &woken);
    portYIELD_FROM_ISR(woken);
}
START_AT(isr_notifies, isr_notify_wake);

static void takes_from_isr(void *arg)
{
    (void)arg;
    for (;;) {
        xSemaphoreTake(semaphore, portMAX_DELAY);
        END(isr_sem_wake);
    }
}

static void notified_from_isr(void *arg)
{
    (void)arg;
    for (;;) {
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        END(isr_notify_wake);
    }
}

/* A task that an interrupt pre-empted goes on when the one that it woke blocks again. */
static void takes_and_blocks(void *arg)
{
    (void)arg;
    for (;;) {
        START(block_to_preempted);
        xSemaphoreTake(semaphore, portMAX_DELAY);
    }
}

static void interrupts(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        bench_interrupt(isr_empty);
        END(isr_empty);
        bench_interrupt(isr_gives);
        END(isr_sem_nowake);
        xSemaphoreTake(semaphore, 0);
    }
    bench_task(takes_from_isr, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        bench_interrupt(isr_gives_to_waiter);
    }
    bench_delete_all();
    high = bench_task(notified_from_isr, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        bench_interrupt(isr_notifies);
    }
    bench_delete_all();
    bench_task(takes_and_blocks, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        bench_interrupt(isr_gives_to_waiter);
        END(block_to_preempted);
    }
    bench_delete_all();
}

static void never_runs(void *arg)
{
    (void)arg;
}

static void task_life(void)
{
    static StaticTask_t block;
    static StackType_t stack[BENCH_STACK_WORDS];
    TaskHandle_t task;

    for (int i = 0; i < ROUNDS; i++) {
        START(task_create);
        task = xTaskCreateStatic(never_runs, "dummy", BENCH_STACK_WORDS, NULL, BENCH_LOW - 1u,
                                 stack, &block);
        END(task_create);
        START(task_delete);
        vTaskDelete(task);
        END(task_delete);
        START(taskd_create);
        xTaskCreate(never_runs, "dummy", BENCH_STACK_WORDS, NULL, BENCH_LOW - 1u, &task);
        END(taskd_create);
        START(taskd_delete);
        vTaskDelete(task);
        END(taskd_delete);
    }
}

static void timer_callback(TimerHandle_t timer)
{
    (void)timer;
}

static void timers(void)
{
    TimerHandle_t timer = xTimerCreate("t", 100000, pdTRUE, NULL, timer_callback);

    xTimerStart(timer, portMAX_DELAY);
    for (int i = 0; i < ROUNDS; i++) {
        START(timer_reset);
        xTimerReset(timer, portMAX_DELAY);
        END(timer_reset);
    }
    xTimerDelete(timer, portMAX_DELAY);
}

void bench_run(void)
{
    self = xTaskGetCurrentTaskHandle();
    semaphore = xSemaphoreCreateCounting(100, 0);
    mutex = xSemaphoreCreateMutex();
    recursive = xSemaphoreCreateRecursiveMutex();
    queue16 = xQueueCreate(10, sizeof item);
    queue4 = xQueueCreate(10, sizeof item[0]);
    group = xEventGroupCreate();
    stream = xStreamBufferCreate(64, 1);

    known();
    semaphores();
    queues();
    notifications();
    mutexes();
    events_and_streams();
    sections();
    memory();
    yields();
    semaphore_wakes();
    other_wakes();
    inheritance();
    interrupts();
    task_life();
    timers();
}
