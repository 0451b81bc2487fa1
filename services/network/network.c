/* SPDX-License-Identifier: MIT */
/* Reports come from any task, and whoever brings one makes the change that follows from it, unless
 * another is at it: then that one does. So listeners are told one change after the other, none is
 * left out, and one interface needs no task of the manager's. */
#include "network.h"

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "board.h"
#include "clock.h"
#include "ms_to_ticks.h"

#include "network_manager.h"

struct listener {
    network_changed_t changed; /* NULL: the place is free */
    void *context;
};

static struct {
    const struct network_interface *interfaces[NETWORK_INTERFACES_MAX]; /* the preferred first */
    /* Under a critical section. */
    struct network_choice choice;
    struct listener listeners[NETWORK_LISTENERS_MAX];
    bool telling;
    /* Given when an interface may be up, and by who no longer waits: the next looks and tries. */
    SemaphoreHandle_t gate;
    StaticSemaphore_t gate_memory;
} network;

/* NULL: there is one interface, and who needs it is the clock. */
static const struct network_clock *table_clock(void)
{
    return NETWORK_INTERFACES_MAX > 1 ? network_table.clock : NULL;
}

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

const struct network_interface *network_current(void)
{
    const uint8_t current = network.gate != NULL ? network.choice.current : NETWORK_NONE;

    return current != NETWORK_NONE ? network.interfaces[current] : NULL;
}

static void tell(const struct network_interface *from, const struct network_interface *to)
{
    for (unsigned i = 0; i < NETWORK_LISTENERS_MAX; i++) {
        taskENTER_CRITICAL();
        const struct listener listener = network.listeners[i];
        taskEXIT_CRITICAL();
        if (listener.changed != NULL) {
            listener.changed(listener.context, from, to);
        }
    }
    if (to != NULL) {
        (void)xSemaphoreGive(network.gate);
    }
}

void network_follow(void)
{
    bool changed;

    do {
        taskENTER_CRITICAL();
        const struct network_interface *const from = network_current();
        changed = !network.telling && network_choice_step(&network.choice, now_ms());
        const struct network_interface *const to = network_current();
        network.telling = network.telling || changed;
        taskEXIT_CRITICAL();
        if (changed) {
            tell(from, to);
            network.telling = false; /* what came meanwhile is the next round's */
        }
    } while (changed);
}

static void take_in(const struct network_interface *interface, bool up)
{
    taskENTER_CRITICAL();
    for (uint8_t i = 0; i < network.choice.count; i++) {
        if (network.interfaces[i] == interface) {
            network_choice_report(&network.choice, i, up, now_ms());
        }
    }
    taskEXIT_CRITICAL();
    network_follow();
    if (table_clock() != NULL) {
        table_clock()->wake();
    }
}

/* Two tasks may have overtaken each other on the way here: what is so now comes last. */
static void on_report(const struct network_interface *interface, bool up)
{
    take_in(interface, up);
    while (interface->is_up() != up) {
        up = !up;
        take_in(interface, up);
    }
}

uint32_t network_try_due(void)
{
    taskENTER_CRITICAL();
    const uint8_t due = network_choice_try(&network.choice, now_ms());
    taskEXIT_CRITICAL();
    if (due != NETWORK_NONE) {
        (void)network.interfaces[due]->retry();
        taskENTER_CRITICAL();
        network_choice_tried(&network.choice, due, now_ms());
        taskEXIT_CRITICAL();
        (void)xSemaphoreGive(network.gate);
    }
    taskENTER_CRITICAL();
    const uint32_t wait_ms = network_choice_wait_ms(&network.choice, now_ms());
    taskEXIT_CRITICAL();
    return wait_ms;
}

/* ---- start ---- */

static void add(const struct network_interface *interface, uint8_t *count)
{
    if (interface != NULL && *count < NETWORK_INTERFACES_MAX) {
        network.interfaces[(*count)++] = interface;
    }
}

static const struct network_interface *of_type(uint32_t type)
{
    for (uint8_t i = 0; i < network_table.count; i++) {
        if (network_table.interfaces[i]->type == type) {
            return network_table.interfaces[i];
        }
    }
    return NULL;
}

static void put_in_order(const struct network_config *config)
{
    const bool as_it_is = NETWORK_INTERFACES_MAX == 1 || config->order == NULL;
    uint8_t count = 0;

    for (uint8_t i = 0; as_it_is && i < network_table.count; i++) {
        add(network_table.interfaces[i], &count);
    }
    for (size_t i = 0; !as_it_is && i < config->order_count; i++) {
        add(of_type(config->order[i]), &count);
    }
    network_choice_init(&network.choice, count, now_ms());
}

static net_status_t start_all(const char *hostname)
{
    net_status_t first = NET_NO_DEVICE;
    bool any = false;

    for (uint8_t i = 0; i < network.choice.count; i++) {
        const struct network_interface *const interface = network.interfaces[i];
        const net_status_t status = interface->start(hostname, on_report);
        network.choice.places[i].may_retry = status == NET_OK && interface->retry != NULL;
        first = i == 0 ? status : first;
        any = any || status == NET_OK;
    }
    return any ? NET_OK : first;
}

net_status_t network_start(const struct network_config *config, uint32_t timeout_ms)
{
    configASSERT(config != NULL && "network_start: config is NULL");

    if (network.gate == NULL) {
        put_in_order(config);
        network.gate = xSemaphoreCreateBinaryStatic(&network.gate_memory);
        net_status_t status = start_all(config->hostname != NULL ? config->hostname : board_name());
        if (status == NET_OK && table_clock() != NULL && !table_clock()->start()) {
            status = NET_NO_MEMORY;
        }
        if (status != NET_OK) {
            network.gate = NULL;
            return status;
        }
    }
    return network_wait_up(timeout_ms);
}

/* How long the caller may wait. */
static uint32_t try_myself(void)
{
    return table_clock() == NULL ? network_try_due() : NETWORK_NEVER;
}

net_status_t network_wait_up(uint32_t timeout_ms)
{
    TickType_t left = ms_to_wait_or_ever(timeout_ms);
    TimeOut_t since;

    if (network.gate == NULL) {
        return NET_DOWN;
    }
    vTaskSetTimeOutState(&since);
    while (!network_is_up() && xTaskCheckForTimeOut(&since, &left) == pdFALSE) {
        const TickType_t wait = ms_to_wait_or_ever(try_myself());
        if (!network_is_up()) {
            (void)xSemaphoreTake(network.gate, wait < left ? wait : left);
        }
    }
    (void)xSemaphoreGive(network.gate);
    return network_is_up() ? NET_OK : NET_TIMED_OUT;
}

/* ---- listeners ---- */

static bool replace(network_changed_t old, void *old_context, network_changed_t changed,
                    void *context)
{
    bool found = false;

    taskENTER_CRITICAL();
    for (unsigned i = 0; i < NETWORK_LISTENERS_MAX && !found; i++) {
        struct listener *const listener = &network.listeners[i];
        found = listener->changed == old && listener->context == old_context;
        if (found) {
            *listener = (struct listener){changed, context};
        }
    }
    taskEXIT_CRITICAL();
    return found;
}

bool network_subscribe(network_changed_t changed, void *context)
{
    configASSERT(changed != NULL && "network_subscribe: changed is NULL");
    return replace(NULL, NULL, changed, context);
}

bool network_unsubscribe(network_changed_t changed, void *context)
{
    configASSERT(changed != NULL && "network_unsubscribe: changed is NULL");
    return replace(changed, context, NULL, NULL);
}

/* ---- of the interface that is used ---- */

static const struct network_interface *needed(void)
{
    if (!network_is_up() && network.gate != NULL) {
        (void)try_myself();
    }
    return network_current();
}

bool network_is_up(void)
{
    return network_current() != NULL;
}

uint32_t network_address(void)
{
    const struct network_interface *const used = network_current();

    return used != NULL ? used->address() : 0;
}

net_status_t network_resolve(const char *name, uint32_t *address, uint32_t timeout_ms)
{
    const struct network_interface *const used = needed();

    return used != NULL ? used->resolve(name, address, timeout_ms) : NET_DOWN;
}

net_status_t network_ping(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us)
{
    const struct network_interface *const used = needed();

    return used != NULL ? used->ping(address, timeout_ms, round_trip_us) : NET_DOWN;
}

time_service_status_t network_time(const char *server, uint16_t port, uint32_t timeout_ms,
                                   uint64_t *unix_ms)
{
    const struct network_interface *const used = needed();

    return used != NULL ? used->time(server, port, timeout_ms, unix_ms) : TIME_SERVICE_NO_ADDRESS;
}
