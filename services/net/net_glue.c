/* SPDX-License-Identifier: MIT */
/* Between a netif_device and lwIP: frames both ways, and the state of the cable.
 *
 *   receive   the driver's edge contract (netif.h) makes a plain notification enough: drain until
 * the driver returns 0, then sleep; a frame in between has notified again send      called by lwIP
 * under its core lock, so there is one sender and one bounce buffer
 */
#include <string.h>

#include "lwip/etharp.h"
#include "lwip/pbuf.h"
#include "lwip/tcpip.h"
#include "netif/ethernet.h"

#include "net_state.h"

#define LINK_POLL_MS 250u
#define MTU          1500u

static uint8_t send_frame[NETIF_FRAME_BYTES_MAX + 2] __attribute__((aligned(4)));
static uint8_t spare_frame[NETIF_FRAME_BYTES_MAX + 2] __attribute__((aligned(4)));

static err_t send(struct netif *interface, struct pbuf *packet)
{
    const void *frame = packet->payload;

    (void)interface;
    if (packet->tot_len > NETIF_FRAME_BYTES_MAX) {
        net.statistics.dropped_send++;
        return ERR_BUF;
    }
    if (packet->next != NULL) {
        (void)pbuf_copy_partial(packet, send_frame, packet->tot_len, 0);
        frame = send_frame;
    }
    if (!net.device->driver->send(net.device, frame, packet->tot_len)) {
        net.statistics.dropped_send++;
        return ERR_MEM;
    }
    net.statistics.sent_frames++;
    net.statistics.sent_bytes += packet->tot_len;
    return ERR_OK;
}

err_t net_glue_init(struct netif *interface)
{
    interface->name[0] = 'e';
    interface->name[1] = 'n';
    interface->mtu = MTU;
    interface->hwaddr_len = ETH_HWADDR_LEN;
    memcpy(interface->hwaddr, net.device->mac, ETH_HWADDR_LEN);
    interface->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
    interface->output = etharp_output;
    interface->linkoutput = send;
    return ERR_OK;
}

static void deliver(struct pbuf *packet, size_t length)
{
    LOCK_TCPIP_CORE();
    net.statistics.received_frames++;
    net.statistics.received_bytes += (uint32_t)length;
    pbuf_realloc(packet, (u16_t)length);
    if (net.interface.input(packet, &net.interface) != ERR_OK) {
        net.statistics.dropped_refused++;
        (void)pbuf_free(packet);
    }
    UNLOCK_TCPIP_CORE();
}

/* Without a buffer the frame is taken all the same: the driver arms ready() only when it is empty.
 */
static bool receive_one(void)
{
    const struct netif_driver *driver = net.device->driver;
    struct pbuf *packet = pbuf_alloc(PBUF_RAW, NETIF_FRAME_BYTES_MAX, PBUF_POOL);
    size_t length;

    if (packet == NULL || packet->next != NULL) {
        length = driver->receive(net.device, spare_frame, sizeof spare_frame);
        if (length > 0) {
            LOCK_TCPIP_CORE();
            net.statistics.dropped_no_buffer++;
            UNLOCK_TCPIP_CORE();
        }
        if (packet != NULL) {
            (void)pbuf_free(packet);
        }
        return length > 0;
    }
    length = driver->receive(net.device, packet->payload, packet->len);
    if (length == 0) {
        (void)pbuf_free(packet);
        return false;
    }
    deliver(packet, length);
    return true;
}

static void follow_link(void)
{
    bool up = net.device->driver->link_up(net.device);

    LOCK_TCPIP_CORE();
    if (up && !netif_is_link_up(&net.interface)) {
        netif_set_link_up(&net.interface);
    } else if (!up && netif_is_link_up(&net.interface)) {
        netif_set_link_down(&net.interface);
    }
    net_keep_name_server();
    UNLOCK_TCPIP_CORE();
}

void net_glue_ready(void *unused)
{
    BaseType_t woken = pdFALSE;

    (void)unused;
    vTaskNotifyGiveFromISR(net.receiver, &woken);
    portYIELD_FROM_ISR(woken);
}

void net_glue_task(void *unused)
{
    (void)unused;
    while (!net.started) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    }
    follow_link();
    TickType_t looked = xTaskGetTickCount();

    for (;;) {
        while (receive_one()) {
        }
        if (xTaskGetTickCount() - looked >= net_ticks(LINK_POLL_MS)) {
            follow_link();
            looked = xTaskGetTickCount();
        }
        (void)ulTaskNotifyTake(pdTRUE, net_ticks(LINK_POLL_MS));
    }
}
