/* SPDX-License-Identifier: MIT */
#include "box_tcp.h"

#include <stdlib.h>
#include <string.h>

#include "lwip/etharp.h"
#include "lwip/init.h"
#include "lwip/pbuf.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"

#define FRAME_BYTES_MAX 1536u
#define IDLE_MS_MAX     1000u

struct box_stream {
    struct box_stream *next;
    struct tcp_pcb *pcb;
    void *user;
    uint8_t *queue;
    size_t queued;
};

static struct {
    struct box_tcp_user user;
    struct netif interface;
    struct tcp_pcb *listener;
    struct box_stream *streams;
    uint64_t now_ms;
} box_tcp;

u32_t sys_now(void)
{
    return (u32_t)box_tcp.now_ms;
}

static err_t send_frame(struct netif *interface, struct pbuf *packet)
{
    uint8_t frame[FRAME_BYTES_MAX];

    (void)interface;
    if (packet->tot_len > sizeof(frame)) {
        return ERR_BUF;
    }
    (void)pbuf_copy_partial(packet, frame, packet->tot_len, 0);
    box_tcp.user.frame(frame, packet->tot_len);
    return ERR_OK;
}

static err_t prepare_interface(struct netif *interface)
{
    static const uint8_t mac[6] = {0x02, 0, 0, 0, 0, 2};

    interface->name[0] = 'b';
    interface->name[1] = 'x';
    interface->mtu = 1500;
    interface->hwaddr_len = sizeof(mac);
    memcpy(interface->hwaddr, mac, sizeof(mac));
    interface->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
    interface->output = etharp_output;
    interface->linkoutput = send_frame;
    return ERR_OK;
}

void box_tcp_start(const struct box_tcp_user *user)
{
    ip4_addr_t address, mask, gateway;

    box_tcp.user = *user;
    lwip_init();
    IP4_ADDR(&address, 10, 0, 0, 1);
    IP4_ADDR(&mask, 255, 255, 255, 0);
    IP4_ADDR(&gateway, 10, 0, 0, 1);
    (void)netif_add(&box_tcp.interface, &address, &mask, &gateway, NULL, prepare_interface,
                    ethernet_input);
    netif_set_default(&box_tcp.interface);
    netif_set_up(&box_tcp.interface);
    netif_set_link_up(&box_tcp.interface);
}

void box_tcp_frame(const void *frame, size_t length)
{
    struct pbuf *packet = pbuf_alloc(PBUF_RAW, (u16_t)length, PBUF_RAM);

    if (packet != NULL) {
        (void)pbuf_take(packet, frame, (u16_t)length);
        if (box_tcp.interface.input(packet, &box_tcp.interface) != ERR_OK) {
            (void)pbuf_free(packet);
        }
    }
}

uint32_t box_tcp_run(uint64_t now_ms)
{
    box_tcp.now_ms = now_ms;
    sys_check_timeouts();
    const uint32_t idle = sys_timeouts_sleeptime();
    return idle < IDLE_MS_MAX ? idle : IDLE_MS_MAX;
}

/* ---- Streams ---- */

static void stream_free(struct box_stream *stream)
{
    struct box_stream **at = &box_tcp.streams;

    while (*at != stream) {
        at = &(*at)->next;
    }
    *at = stream->next;
    free(stream->queue);
    free(stream);
}

static void push(struct box_stream *stream)
{
    while (stream->queued > 0) {
        const size_t room = tcp_sndbuf(stream->pcb);
        const size_t count = stream->queued < room ? stream->queued : room;
        if (count == 0 ||
            tcp_write(stream->pcb, stream->queue, (u16_t)count, TCP_WRITE_FLAG_COPY) != ERR_OK) {
            break;
        }
        stream->queued -= count;
        memmove(stream->queue, stream->queue + count, stream->queued);
    }
    (void)tcp_output(stream->pcb);
}

static err_t on_sent(void *arg, struct tcp_pcb *pcb, u16_t length)
{
    (void)pcb;
    (void)length;
    push(arg);
    return ERR_OK;
}

static void detach(struct tcp_pcb *pcb)
{
    tcp_arg(pcb, NULL);
    tcp_recv(pcb, NULL);
    tcp_sent(pcb, NULL);
    tcp_err(pcb, NULL);
    tcp_poll(pcb, NULL, 0);
}

static err_t on_received(void *arg, struct tcp_pcb *pcb, struct pbuf *packet, err_t error)
{
    struct box_stream *stream = arg;

    (void)error;
    if (packet == NULL) {
        void *user = stream->user;
        detach(pcb);
        const bool is_closed = tcp_close(pcb) == ERR_OK;
        stream_free(stream);
        box_tcp.user.gone(user);
        if (!is_closed) {
            tcp_abort(pcb);
            return ERR_ABRT;
        }
        return ERR_OK;
    }
    uint8_t *bytes = malloc(packet->tot_len);
    const size_t count = pbuf_copy_partial(packet, bytes, packet->tot_len, 0);
    tcp_recved(pcb, packet->tot_len);
    (void)pbuf_free(packet);
    box_tcp.user.came(stream->user, bytes, count);
    free(bytes);
    return ERR_OK;
}

static void on_error(void *arg, err_t error)
{
    struct box_stream *stream = arg;

    (void)error;
    if (stream != NULL) {
        void *user = stream->user;
        stream_free(stream);
        box_tcp.user.gone(user);
    }
}

static err_t on_accepted(void *arg, struct tcp_pcb *pcb, err_t error)
{
    struct box_stream *stream = calloc(1, sizeof(*stream));

    (void)arg;
    if (stream == NULL || error != ERR_OK) {
        free(stream);
        return ERR_MEM;
    }
    stream->pcb = pcb;
    stream->next = box_tcp.streams;
    box_tcp.streams = stream;
    stream->user = box_tcp.user.opened(stream);
    tcp_arg(pcb, stream);
    tcp_recv(pcb, on_received);
    tcp_sent(pcb, on_sent);
    tcp_err(pcb, on_error);
    tcp_nagle_disable(pcb);
    return ERR_OK;
}

void box_tcp_listen(bool is_on)
{
    if (is_on && box_tcp.listener == NULL) {
        struct tcp_pcb *pcb = tcp_new();
        ip_set_option(pcb, SOF_REUSEADDR); /* connections of before may still wait for their end */
        if (tcp_bind(pcb, IP_ANY_TYPE, box_tcp.user.port) != ERR_OK) {
            abort();
        }
        box_tcp.listener = tcp_listen(pcb);
        tcp_accept(box_tcp.listener, on_accepted);
    } else if (!is_on && box_tcp.listener != NULL) {
        (void)tcp_close(box_tcp.listener);
        box_tcp.listener = NULL;
    }
}

void box_tcp_send(struct box_stream *stream, const void *bytes, size_t count)
{
    stream->queue = realloc(stream->queue, stream->queued + count);
    if (stream->queue == NULL) {
        abort();
    }
    memcpy(stream->queue + stream->queued, bytes, count);
    stream->queued += count;
    push(stream);
}

void box_tcp_close(struct box_stream *stream)
{
    struct tcp_pcb *pcb = stream->pcb;

    detach(pcb);
    stream_free(stream);
    if (tcp_close(pcb) != ERR_OK) {
        tcp_abort(pcb);
    }
}

void box_tcp_forget(void)
{
    while (box_tcp.streams != NULL) {
        struct box_stream *stream = box_tcp.streams;
        struct tcp_pcb *pcb = stream->pcb;
        detach(pcb);
        stream_free(stream);
        tcp_abandon(pcb, 0);
    }
}
