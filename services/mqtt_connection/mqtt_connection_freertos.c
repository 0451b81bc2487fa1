/* SPDX-License-Identifier: MIT */
#include "mqtt_connection_freertos.h"

#include "clock.h"
#include "entropy.h"
#include "ms_to_ticks.h"
#include "task.h"

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

/* Without entropy the waits are still bounded; only their spread is worse. */
static uint32_t random32(void)
{
    uint32_t bits;

    return entropy_read(&bits, sizeof bits) ? bits : (uint32_t)clock_monotonic_us();
}

static void lock(void *context)
{
    const struct mqtt_connection_freertos *const objects = context;

    (void)xSemaphoreTake(objects->lock, portMAX_DELAY);
}

static void unlock(void *context)
{
    const struct mqtt_connection_freertos *const objects = context;

    (void)xSemaphoreGive(objects->lock);
}

static void wake(void *context)
{
    const struct mqtt_connection_freertos *const objects = context;

    (void)xSemaphoreGive(objects->wake);
}

static void sleep_until_woken(void *context, uint32_t timeout_ms)
{
    (void)mqtt_connection_freertos_sleep(context, timeout_ms);
}

static void wait_room(void *context, uint32_t timeout_ms)
{
    const struct mqtt_connection_freertos *const objects = context;

    (void)xSemaphoreTake(objects->room, ms_to_wait_or_ever(timeout_ms));
}

static void signal_room(void *context)
{
    const struct mqtt_connection_freertos *const objects = context;

    (void)xSemaphoreGive(objects->room);
}

void mqtt_connection_freertos_init(struct mqtt_connection_freertos *objects,
                                   struct mqtt_connection_system *system)
{
    objects->lock = xSemaphoreCreateMutexStatic(&objects->lock_memory);
    objects->wake = xSemaphoreCreateBinaryStatic(&objects->wake_memory);
    objects->room = xSemaphoreCreateBinaryStatic(&objects->room_memory);
    *system = (struct mqtt_connection_system){
        .now_ms = now_ms,
        .random = random32,
        .lock = lock,
        .unlock = unlock,
        .wake = wake,
        .sleep = sleep_until_woken,
        .wait_room = wait_room,
        .signal_room = signal_room,
        .context = objects,
    };
}

bool mqtt_connection_freertos_sleep(struct mqtt_connection_freertos *objects, uint32_t timeout_ms)
{
    return xSemaphoreTake(objects->wake, ms_to_wait_or_ever(timeout_ms)) == pdTRUE;
}

void mqtt_connection_freertos_wake(struct mqtt_connection_freertos *objects)
{
    if (xPortIsInsideInterrupt() != pdFALSE) {
        BaseType_t switch_wanted = pdFALSE;
        (void)xSemaphoreGiveFromISR(objects->wake, &switch_wanted);
        portYIELD_FROM_ISR(switch_wanted);
    } else {
        (void)xSemaphoreGive(objects->wake);
    }
}
