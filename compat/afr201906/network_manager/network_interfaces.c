/* SPDX-License-Identifier: MIT */
/* The board's own interfaces as networks: the one that services/network uses is connected, for
 * connections go over that one; the others are not. */
#include "FreeRTOS.h"
#include "task.h"

#include "afr201906_network.h"
#include "network.h"
#include "platform/iot_network_afr.h"

#define KEEPER_BYTES    ((size_t)2048) /* a radio joins on it */
#define KEEPER_PRIORITY 2u
#define TYPES           2u

static struct afr201906_network networks[TYPES];
static TaskHandle_t keeper;

static void on_change(void *context, const struct network_interface *from,
                      const struct network_interface *to)
{
    (void)context;
    if (from != NULL) {
        afr201906_network_changed(from->type, false);
    }
    if (to != NULL) {
        afr201906_network_changed(to->type, true);
    } else if (keeper != NULL) {
        (void)xTaskNotifyGive(keeper);
    }
}

/* A lone radio is tried by who waits for it: this one does. */
static void keep_up(void *unused)
{
    (void)unused;
    for (;;) {
        (void)network_wait_up(UINT32_MAX);
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    }
}

static bool needs_keeper(void)
{
    return network_table.clock == NULL && network_table.interfaces[0]->retry != NULL;
}

/* Once for all of them. */
static bool start(void)
{
    static bool started;
    const struct network_config config = {0};

    if (started) {
        return true;
    }
    const net_status_t status = network_start(&config, 0);
    started =
        (status == NET_OK || status == NET_TIMED_OUT) && network_subscribe(on_change, NULL) &&
        (!needs_keeper() || xTaskCreate(keep_up, "keep up", KEEPER_BYTES / sizeof(StackType_t),
                                        NULL, KEEPER_PRIORITY, &keeper) == pdPASS);
    return started;
}

static bool enable(void *context)
{
    const struct afr201906_network *const network = context;

    if (!start()) {
        return false;
    }
    const struct network_interface *used;
    do { /* until nothing has changed meanwhile */
        used = network_current();
        afr201906_network_changed(network->type, used != NULL && used->type == network->type);
    } while (used != network_current());
    return true;
}

/* The interface goes on; nobody is told. */
static bool disable(void *context)
{
    (void)context;
    return true;
}

static bool has_interface(uint32_t type)
{
    for (uint8_t i = 0; i < network_table.count; i++) {
        if (network_table.interfaces[i]->type == type) {
            return true;
        }
    }
    return false;
}

static bool add(uint32_t type, const IotNetworkServerInfo_t *server,
                const IotNetworkCredentials_t *credentials)
{
    struct afr201906_network *const network = &networks[type == AWSIOT_NETWORK_TYPE_ETH ? 0 : 1];

    if (network->interface != NULL) {
        return false;
    }
    *network = (struct afr201906_network){.type = type,
                                          .enable = enable,
                                          .disable = disable,
                                          .context = network,
                                          .interface = &IotNetworkAfr,
                                          .connection_params = (void *)(uintptr_t)server,
                                          .credentials = (void *)(uintptr_t)credentials};
    return afr201906_network_add(network);
}

uint32_t afr201906_network_add_interfaces(uint32_t types, const IotNetworkServerInfo_t *server,
                                          const IotNetworkCredentials_t *credentials)
{
    static const uint32_t possible[TYPES] = {AWSIOT_NETWORK_TYPE_ETH, AWSIOT_NETWORK_TYPE_WIFI};
    uint32_t added = 0;

    for (unsigned i = 0; i < TYPES && server != NULL; i++) {
        if ((types & possible[i]) != 0 && has_interface(possible[i]) &&
            add(possible[i], server, credentials)) {
            added |= possible[i];
        }
    }
    return added;
}
