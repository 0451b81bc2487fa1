/* SPDX-License-Identifier: MIT */
/** A Wi-Fi module with the ESP-AT command set: a radio and sockets, for tasks.
 *
 *      tasks ── WIFI_*, SOCKETS_* ──► turn (a mutex) ──► esp_at_core ──► UART
 *      driver's task ── bytes came and nobody has the turn ──┘
 *
 * Who has the turn reads the wire and handles what the module reports, for all. All memory is in
 * struct esp_at_modem; nothing comes from a heap.
 */
#ifndef ESP_AT_H
#define ESP_AT_H

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "esp_at_core.h"
#include "offload.h"
#include "uart.h"
#include "wifi.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of stack of the driver's task. Call-backs of events run on it. */
#ifndef ESP_AT_STACK_BYTES
#define ESP_AT_STACK_BYTES 1536
#endif

/** Its priority: high, since bytes wait for it; it runs as long as there are some. */
#ifndef ESP_AT_PRIORITY
#define ESP_AT_PRIORITY (configMAX_PRIORITIES - 2)
#endif

/** What the driver keeps of one module: zero before. All of it is the driver's. */
struct esp_at_modem {
    struct uart_device *uart;
    struct esp_at core;
    struct esp_at_port port;
    void (*event)(void *context, enum wifi_event event);
    void *context;
    void (*link_event)(void *context, unsigned link);
    void *link_context;
    volatile bool on;
    volatile uint8_t waker; /* whom the next byte wakes */
    volatile uint8_t links; /* bits: those worth looking at again, nobody told yet */
    bool came;              /* by the last read of the wire */
    SemaphoreHandle_t turn, bytes;
    TaskHandle_t task;
    StaticSemaphore_t turn_memory, bytes_memory;
    StaticTask_t task_memory;
    StackType_t stack[ESP_AT_STACK_BYTES / sizeof(StackType_t)];
};

/** How a board wires a module. */
struct esp_at_wiring {
    struct uart_device *uart;
    uint32_t baud; /* of the wire once the module is set up */
    struct esp_at_modem *modem;
    uint8_t *hold; /* as in struct esp_at_port; NULL: none */
    size_t hold_bytes;
};

/** For devices whose state is a struct esp_at_wiring; both may have the same. */
extern const struct wifi_driver esp_at_wifi_driver;
extern const struct offload_driver esp_at_offload_driver;

#ifdef __cplusplus
}
#endif

#endif
