/* SPDX-License-Identifier: MIT */
#include "device_token_alone.h"

#include "FreeRTOS.h"
#include "semphr.h"

#include "clock.h"
#include "entropy.h"
#include "tls.h"

static void *make_mutex(void)
{
    return xSemaphoreCreateMutex();
}

static void delete_mutex(void *mutex)
{
    vSemaphoreDelete(mutex);
}

static bool take_mutex(void *mutex)
{
    return xSemaphoreTake(mutex, portMAX_DELAY) == pdTRUE;
}

static bool give_mutex(void *mutex)
{
    return xSemaphoreGive(mutex) == pdTRUE;
}

static int64_t now_ms(void)
{
    return (int64_t)(clock_monotonic_us() / 1000u);
}

/* Nothing of a token asks for the time. */
static int64_t no_time(void)
{
    return TLS_NO_TIME;
}

bool device_token_prepare(void)
{
    static const struct tls_port port = {
        .allocate = pvPortCalloc,
        .release = vPortFree,
        .mutex_create = make_mutex,
        .mutex_delete = delete_mutex,
        .mutex_lock = take_mutex,
        .mutex_unlock = give_mutex,
        .entropy = entropy_read,
        .uptime_ms = now_ms,
        .time = no_time,
    };
    return tls_init(&port) == TLS_OK;
}
