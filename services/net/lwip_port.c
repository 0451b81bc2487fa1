/* SPDX-License-Identifier: MIT */
/* lwIP's system layer on the kernel API.
 *
 *   lwIP            kernel                            note
 *   semaphore       counting semaphore
 *   mutex           mutex, priority inheritance       the core lock above all
 *   mailbox         queue of pointers                 full: trypost fails, post waits
 *   thread          task                              stack size in bytes
 *   protection      critical section                  a few instructions each
 *   time            clock_monotonic_us                wraps where lwIP expects: at 2^32 ms
 */
#include <string.h>

#include "FreeRTOS.h"
#include "queue.h"
#include "semphr.h"
#include "task.h"

#include "lwip/debug.h"
#include "lwip/def.h"
#include "lwip/err.h"
#include "lwip/sys.h"

#include "board.h"
#include "clock.h"
#include "entropy.h"
#include "ms_to_ticks.h"

#define SEMAPHORE_MAX    255u
#define RANDOM_WORDS     8u
#define ENTROPY_ATTEMPTS 10

/* lwIP's 0 means "for ever"; anything else is at least one whole tick. */
static TickType_t ticks_of(u32_t timeout_ms)
{
    return timeout_ms == 0 ? portMAX_DELAY : ms_to_wait(timeout_ms);
}

static u32_t elapsed_since(TickType_t start)
{
    return (u32_t)pdTICKS_TO_MS(xTaskGetTickCount() - start);
}

void sys_init(void)
{
}

u32_t sys_now(void)
{
    return (u32_t)(clock_monotonic_us() / 1000u);
}

void sys_msleep(u32_t ms)
{
    vTaskDelay(ticks_of(ms));
}

sys_prot_t sys_arch_protect(void)
{
    taskENTER_CRITICAL();
    return 0;
}

void sys_arch_unprotect(sys_prot_t unused)
{
    (void)unused;
    taskEXIT_CRITICAL();
}

err_t sys_sem_new(sys_sem_t *semaphore, u8_t count)
{
    *semaphore = xSemaphoreCreateCounting(SEMAPHORE_MAX, count);
    return *semaphore != NULL ? ERR_OK : ERR_MEM;
}

void sys_sem_free(sys_sem_t *semaphore)
{
    vSemaphoreDelete(*semaphore);
}

void sys_sem_signal(sys_sem_t *semaphore)
{
    (void)xSemaphoreGive((SemaphoreHandle_t)*semaphore);
}

u32_t sys_arch_sem_wait(sys_sem_t *semaphore, u32_t timeout_ms)
{
    TickType_t start = xTaskGetTickCount();

    if (xSemaphoreTake((SemaphoreHandle_t)*semaphore, ticks_of(timeout_ms)) != pdTRUE) {
        return SYS_ARCH_TIMEOUT;
    }
    return elapsed_since(start);
}

err_t sys_mutex_new(sys_mutex_t *mutex)
{
    *mutex = xSemaphoreCreateMutex();
    return *mutex != NULL ? ERR_OK : ERR_MEM;
}

void sys_mutex_free(sys_mutex_t *mutex)
{
    vSemaphoreDelete(*mutex);
}

void sys_mutex_lock(sys_mutex_t *mutex)
{
    (void)xSemaphoreTake((SemaphoreHandle_t)*mutex, portMAX_DELAY);
}

void sys_mutex_unlock(sys_mutex_t *mutex)
{
    (void)xSemaphoreGive((SemaphoreHandle_t)*mutex);
}

err_t sys_mbox_new(sys_mbox_t *mailbox, int size)
{
    *mailbox = xQueueCreate((UBaseType_t)size, sizeof(void *));
    return *mailbox != NULL ? ERR_OK : ERR_MEM;
}

void sys_mbox_free(sys_mbox_t *mailbox)
{
    vQueueDelete(*mailbox);
}

void sys_mbox_post(sys_mbox_t *mailbox, void *message)
{
    (void)xQueueSend((QueueHandle_t)*mailbox, (void *)&message, portMAX_DELAY);
}

err_t sys_mbox_trypost(sys_mbox_t *mailbox, void *message)
{
    return xQueueSend((QueueHandle_t)*mailbox, (void *)&message, 0) == pdTRUE ? ERR_OK : ERR_MEM;
}

err_t sys_mbox_trypost_fromisr(sys_mbox_t *mailbox, void *message)
{
    BaseType_t woken = pdFALSE;
    BaseType_t sent = xQueueSendFromISR((QueueHandle_t)*mailbox, (void *)&message, &woken);

    portYIELD_FROM_ISR(woken);
    return sent == pdTRUE ? ERR_OK : ERR_MEM;
}

u32_t sys_arch_mbox_fetch(sys_mbox_t *mailbox, void **message, u32_t timeout_ms)
{
    TickType_t start = xTaskGetTickCount();
    void *received = NULL;

    if (xQueueReceive((QueueHandle_t)*mailbox, (void *)&received, ticks_of(timeout_ms)) != pdTRUE) {
        return SYS_ARCH_TIMEOUT;
    }
    if (message != NULL) {
        *message = received;
    }
    return elapsed_since(start);
}

u32_t sys_arch_mbox_tryfetch(sys_mbox_t *mailbox, void **message)
{
    void *received = NULL;

    if (xQueueReceive((QueueHandle_t)*mailbox, (void *)&received, 0) != pdTRUE) {
        return SYS_MBOX_EMPTY;
    }
    if (message != NULL) {
        *message = received;
    }
    return 0;
}

sys_thread_t sys_thread_new(const char *name, lwip_thread_fn function, void *argument,
                            int stack_bytes, int priority)
{
    TaskHandle_t task = NULL;
    size_t depth = (size_t)stack_bytes / sizeof(StackType_t);

    if (xTaskCreate(function, name, (configSTACK_DEPTH_TYPE)depth, argument, (UBaseType_t)priority,
                    &task) != pdPASS) {
        return NULL;
    }
    return task;
}

/* Numbers an outsider must not guess. There is no weaker source to fall back to: a source that
 * keeps failing stops the device. Called under the core lock or before there are others. */
uint32_t lwip_port_random(void)
{
    static uint32_t pool[RANDOM_WORDS];
    static uint32_t left;

    if (left == 0) {
        for (int i = 0; !entropy_read(pool, sizeof pool); i++) {
            LWIP_ASSERT("the entropy source fails", i < ENTROPY_ATTEMPTS);
            vTaskDelay(1);
        }
        left = RANDOM_WORDS;
    }
    uint32_t number = pool[--left];
    pool[left] = 0;
    return number;
}

_Noreturn void lwip_port_assert(const char *message, const char *file, int line)
{
    fault_assert(message, file, line);
}
