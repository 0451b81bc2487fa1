/* SPDX-License-Identifier: MIT */
/** What mqtt_connection.h needs of the system, from the kernel and the board: a mutex as lock,
 * binary semaphores for waking, the board's clock and entropy. */
#ifndef MQTT_CONNECTION_FREERTOS_H
#define MQTT_CONNECTION_FREERTOS_H

#include "FreeRTOS.h"

#include "mqtt_connection.h"
#include "semphr.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Kernel objects of one connection. Private; the memory is the caller's. */
struct mqtt_connection_freertos {
    StaticSemaphore_t lock_memory, wake_memory, room_memory;
    SemaphoreHandle_t lock, wake, room;
};

/**
 * Make the kernel objects and fill the system functions of a configuration.
 *
 * @param[out] objects  Not NULL; lives as long as the connection.
 * @param[out] system   Member `system` of the configuration. Not NULL.
 *
 * Context: task, or before the scheduler starts. The functions themselves: task; `wake` too.
 * Blocks:  never.
 */
void mqtt_connection_freertos_init(struct mqtt_connection_freertos *objects,
                                   struct mqtt_connection_system *system);

/**
 * Wait as `sleep` of the system functions does: for a transport's `wait` that has nothing better.
 *
 * @param objects     Initialised.
 * @param timeout_ms  Longest wait; UINT32_MAX = for ever.
 * @return True: woken; false: time is up.
 *
 * Context: the connection's task.
 * Blocks:  up to `timeout_ms`.
 */
bool mqtt_connection_freertos_sleep(struct mqtt_connection_freertos *objects, uint32_t timeout_ms);

/**
 * End the wait from an interrupt or a network callback.
 *
 * @param objects  Initialised.
 *
 * Context: ISR or task.
 * Blocks:  never.
 */
void mqtt_connection_freertos_wake(struct mqtt_connection_freertos *objects);

#ifdef __cplusplus
}
#endif

#endif
