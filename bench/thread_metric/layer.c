/* SPDX-License-Identifier: MIT */
#include "layer.h"

#include "block_pool.h"
#include "queue.h"
#include "semphr.h"

#include "bench.h"

#include "../../tests/conformance/irq.h"

#define OBJECTS       8
#define THREADS       10
#define MESSAGES      10u
#define MESSAGE_BYTES 16u
#define BLOCK_BYTES   128u
#define BLOCKS        16u
#define LEAST_URGENT  31

static TaskHandle_t threads[THREADS];
static QueueHandle_t queues[OBJECTS];
static SemaphoreHandle_t semaphores[OBJECTS], mutexes[OBJECTS];
static struct block_pool *pools[OBJECTS];

static int status(BaseType_t done)
{
    return done == pdTRUE ? LAYER_OK : 1;
}

static void run_thread(void *arg)
{
    void (*const *entry)(void) = arg;
    (*entry)();
    vTaskSuspend(NULL);
}

int layer_thread_create(int id, int priority, void (*entry)(void))
{
    static void (*entries[THREADS])(void);

    entries[id] = entry;
    vTaskSuspendAll();
    threads[id] = bench_task(run_thread, (UBaseType_t)(LEAST_URGENT + 1 - priority), &entries[id]);
    vTaskSuspend(threads[id]);
    xTaskResumeAll();
    return LAYER_OK;
}

int layer_thread_resume(int id)
{
    vTaskResume(threads[id]);
    return LAYER_OK;
}

int layer_thread_suspend(int id)
{
    vTaskSuspend(threads[id]);
    return LAYER_OK;
}

void layer_thread_relinquish(void)
{
    taskYIELD();
}

int layer_queue_create(int id)
{
    queues[id] = xQueueCreate(MESSAGES, MESSAGE_BYTES);
    return queues[id] != NULL ? LAYER_OK : 1;
}

int layer_queue_send(int id, const uint32_t message[4])
{
    return status(xQueueSend(queues[id], message, 0));
}

int layer_queue_receive(int id, uint32_t message[4])
{
    return status(xQueueReceive(queues[id], message, 0));
}

int layer_semaphore_create(int id)
{
    semaphores[id] = xSemaphoreCreateCounting(1000, 1);
    return semaphores[id] != NULL ? LAYER_OK : 1;
}

int layer_semaphore_get(int id)
{
    return status(xSemaphoreTake(semaphores[id], 0));
}

int layer_semaphore_put(int id)
{
    return status(xSemaphoreGive(semaphores[id]));
}

int layer_mutex_create(int id)
{
    mutexes[id] = xSemaphoreCreateMutex();
    return mutexes[id] != NULL ? LAYER_OK : 1;
}

int layer_mutex_lock(int id)
{
    return status(xSemaphoreTake(mutexes[id], 0));
}

int layer_mutex_unlock(int id)
{
    return status(xSemaphoreGive(mutexes[id]));
}

int layer_pool_create(int id)
{
    pools[id] = block_pool_create(BLOCKS, BLOCK_BYTES);
    return pools[id] != NULL ? LAYER_OK : 1;
}

int layer_pool_allocate(int id, uint8_t **block)
{
    *block = block_pool_take(pools[id]);
    return *block != NULL ? LAYER_OK : 1;
}

int layer_pool_release(int id, uint8_t *block)
{
    block_pool_give(block, pools[id]);
    return LAYER_OK;
}

int layer_heap_allocate(uint8_t **block)
{
    *block = pvPortMalloc(BLOCK_BYTES);
    return *block != NULL ? LAYER_OK : 1;
}

int layer_heap_release(uint8_t *block)
{
    vPortFree(block);
    return LAYER_OK;
}

int layer_semaphore_put_from_isr(int id)
{
    BaseType_t woken = pdFALSE;
    int result = status(xSemaphoreGiveFromISR(semaphores[id], &woken));
    portYIELD_FROM_ISR(woken);
    return result;
}

int layer_thread_resume_from_isr(int id)
{
    portYIELD_FROM_ISR(xTaskResumeFromISR(threads[id]));
    return LAYER_OK;
}

void layer_interrupt_handler(void (*handler)(void))
{
    irq_call(handler);
}

void layer_interrupt(void)
{
    irq_repeat();
}
