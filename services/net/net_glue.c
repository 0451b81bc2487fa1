/* SPDX-License-Identifier: MIT */
/* Between a netif_device and lwIP: frames both ways, and the state of the cable.
 *
 * Receive: the driver's edge contract (netif.h) makes a plain notification enough: drain until the
 * driver returns 0, then sleep; a frame in between has notified again. Send: called by lwIP under
 * its core lock, so there is one sender and one bounce buffer.
 */
#include <string.h>

#include "lwip/etharp.h"
#include "lwip/pbuf.h"
#include "lwip/tcpip.h"
#include "netif/ethernet.h"

#include "ms_to_ticks.h"
#include "net_state.h"

#define LINK_POLL_MS      250u
#define MTU               1500u
#define SMALL_FRAME_BYTES 256u

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

/* A small frame in memory of its own size; NULL when it is not small or there is none. A peer may
 * send many small segments at a time: they must not use up the few large buffers, nor may an
 * acknowledgement be lost because large frames have done so. */
static struct pbuf *small_packet(const void *frame, size_t length)
{
    struct pbuf *packet =
        length <= SMALL_FRAME_BYTES ? pbuf_alloc(PBUF_RAW, (u16_t)length, PBUF_RAM) : NULL;
    if (packet != NULL) {
        memcpy(packet->payload, frame, length);
    }
    return packet;
}

/* Without a buffer the frame is taken all the same: the driver arms ready() only when it is empty.
 */
static bool receive_without_buffer(void)
{
    size_t length = net.device->driver->receive(net.device, spare_frame, sizeof spare_frame);
    if (length == 0) {
        return false;
    }
    struct pbuf *packet = small_packet(spare_frame, length);
    if (packet != NULL) {
        deliver(packet, length);
    } else {
        LOCK_TCPIP_CORE();
        net.statistics.dropped_no_buffer++;
        UNLOCK_TCPIP_CORE();
    }
    return true;
}

static bool receive_one(void)
{
    struct pbuf *packet = pbuf_alloc(PBUF_RAW, NETIF_FRAME_BYTES_MAX, PBUF_POOL);

    if (packet == NULL || packet->next != NULL) {
        if (packet != NULL) {
            (void)pbuf_free(packet);
        }
        return receive_without_buffer();
    }
    size_t length = net.device->driver->receive(net.device, packet->payload, packet->len);
    if (length == 0) {
        (void)pbuf_free(packet);
        return false;
    }
    struct pbuf *small = small_packet(packet->payload, length);
    if (small != NULL) {
        (void)pbuf_free(packet);
        packet = small;
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
        if (xTaskGetTickCount() - looked >= ms_to_wait_or_ever(LINK_POLL_MS)) {
            follow_link();
            looked = xTaskGetTickCount();
        }
        (void)ulTaskNotifyTake(pdTRUE, ms_to_wait_or_ever(LINK_POLL_MS));
    }
}
