/* SPDX-License-Identifier: MIT */
#include "net.h"

#include <string.h>

#include "lwip/dhcp.h"
#include "lwip/dns.h"
#include "lwip/tcpip.h"
#include "netif/ethernet.h"

#include "board.h"
#include "entropy.h"
#include "ms_to_ticks.h"

#include "net_state.h"

#define RECEIVER_STACK_BYTES ((size_t)TCPIP_THREAD_STACKSIZE) /* it runs the same code */
#define DNS_PORT             53u

struct net_state net;

bool net_is_up(void)
{
    return net.started && (xEventGroupGetBits(net.events) & NET_EVENT_UP) != 0;
}

uint32_t net_address(void)
{
    return net.started ? netif_ip4_addr(&net.interface)->addr : 0;
}

uint32_t net_gateway(void)
{
    return net.started ? netif_ip4_gw(&net.interface)->addr : 0;
}

void net_on_change(void (*changed)(void *context, bool up, uint32_t address), void *context)
{
    taskENTER_CRITICAL();
    net.changed = changed;
    net.changed_context = context;
    taskEXIT_CRITICAL();
}

void net_statistics(struct net_statistics *statistics)
{
    if (!net.started) {
        *statistics = (struct net_statistics){0};
        return;
    }
    LOCK_TCPIP_CORE();
    *statistics = net.statistics;
    UNLOCK_TCPIP_CORE();
}

/* Cable and address as they are now become the event. Context: core lock. */
static void report_state(struct netif *interface)
{
    uint32_t address = netif_ip4_addr(interface)->addr;
    bool up = netif_is_up(interface) && netif_is_link_up(interface) && address != 0;

    if (up) {
        (void)xEventGroupSetBits(net.events, NET_EVENT_UP);
    } else {
        (void)xEventGroupClearBits(net.events, NET_EVENT_UP);
    }
    if (net.changed != NULL) {
        net.changed(net.changed_context, up, up ? address : 0);
    }
}

uint16_t net_name_server_port(void)
{
    return net.name_server_port;
}

void net_keep_name_server(void)
{
    ip_addr_t server;

    ip_addr_set_ip4_u32_val(server, net.name_server);
    if (net.name_server != 0 && !ip_addr_cmp(&server, dns_getserver(0))) {
        dns_setserver(0, &server);
    }
}

static void on_address(struct netif *interface)
{
    static uint32_t last;
    uint32_t address = netif_ip4_addr(interface)->addr;

    if (address != last && address != 0) {
        net.statistics.address_changes++;
    }
    last = address;
    net_keep_name_server();
    report_state(interface);
}

static void on_link(struct netif *interface)
{
    net.statistics.link_changes++;
    report_state(interface);
}

static bool create_objects(void)
{
    net.events = xEventGroupCreate();
    net.asking = xSemaphoreCreateMutex();
    net.answered = xSemaphoreCreateBinary();
    return net.events != NULL && net.asking != NULL && net.answered != NULL &&
           xTaskCreate(net_glue_task, "net rx", RECEIVER_STACK_BYTES / sizeof(StackType_t), NULL,
                       TCPIP_THREAD_PRIO, &net.receiver) == pdPASS;
}

static void stack_is_running(void *semaphore)
{
    (void)xSemaphoreGive((SemaphoreHandle_t)semaphore);
}

/* Context: core lock. */
static bool add_interface(const struct net_config *config)
{
    ip4_addr_t address = {config->address};
    ip4_addr_t netmask = {config->netmask};
    ip4_addr_t gateway = {config->gateway};

    if (netif_add(&net.interface, &address, &netmask, &gateway, NULL, net_glue_init,
                  ethernet_input) == NULL) {
        return false;
    }
    netif_set_hostname(&net.interface, config->hostname != NULL ? config->hostname : board_name());
    netif_set_status_callback(&net.interface, on_address);
    netif_set_link_callback(&net.interface, on_link);
    netif_set_default(&net.interface);
    netif_set_up(&net.interface);
    net_keep_name_server();
    return config->address != 0 || dhcp_start(&net.interface) == ERR_OK;
}

net_status_t net_start(const struct net_config *config, uint32_t timeout_ms)
{
    uint32_t probe;

    configASSERT(config != NULL && "net_start: config is NULL");
    configASSERT(!net.started && "net_start: called twice");

    net.device = config->device != NULL ? config->device : board_netif();
    net.name_server = config->name_server;
    net.name_server_port = config->name_server_port != 0 ? config->name_server_port : DNS_PORT;
    if (net.device == NULL) {
        return NET_NO_DEVICE;
    }
    if (!entropy_read(&probe, sizeof probe)) {
        return NET_NO_ENTROPY;
    }
    if (!create_objects()) {
        return NET_NO_MEMORY;
    }
    if (!net.device->driver->start(net.device, net_glue_ready, NULL)) {
        return NET_NO_DEVICE;
    }
    tcpip_init(stack_is_running, net.answered);
    (void)xSemaphoreTake(net.answered, portMAX_DELAY);
    LOCK_TCPIP_CORE();
    net.started = add_interface(config);
    UNLOCK_TCPIP_CORE();
    if (!net.started) {
        return NET_NO_MEMORY;
    }
    (void)xTaskNotifyGive(net.receiver);
    return net_wait_up(timeout_ms);
}

net_status_t net_wait_up(uint32_t timeout_ms)
{
    if (!net.started) {
        return NET_DOWN;
    }
    EventBits_t bits = xEventGroupWaitBits(net.events, NET_EVENT_UP, pdFALSE, pdTRUE,
                                           ms_to_wait_or_ever(timeout_ms));
    return (bits & NET_EVENT_UP) != 0 ? NET_OK : NET_TIMED_OUT;
}
