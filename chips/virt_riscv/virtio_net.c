/* SPDX-License-Identifier: MIT */
/* Virtual network interface: each descriptor has a frame's room for good, behind a header of zeros.
 *
 * The handler asks for no more interrupts and says ready(); the receiver asks for them again when
 * it finds the used ring empty, and looks once more: a frame that came in between is seen.
 * VIRTIO 1.1, 5.1. */
#include "virtio_net.h"

#include <string.h>

#include "virt_riscv.h"

#define QUEUE_RECEIVE   0u
#define QUEUE_SEND      1u
#define FEATURE_MAC     (1u << 5)
#define FEATURE_STATUS  (1u << 16)
#define CONFIG_MAC      0u
#define CONFIG_STATUS   6u
#define STATUS_LINK     1u
#define FRAME_BYTES_MIN 14u
#define ALL             ((1u << VIRTIO_DESCRIPTORS) - 1u)

static void on_interrupt(void *context)
{
    struct virtio_net *net = context;

    virtio_acknowledge(&net->device);
    net->receive.avail.flags = VIRTIO_NO_INTERRUPT;
    net->ready(net->context);
}

static void describe(struct virtio_queue *queue, uint32_t id, const void *buffer, size_t length,
                     uint16_t flags)
{
    queue->descriptors[id].address = (uintptr_t)buffer;
    queue->descriptors[id].length = (uint32_t)length;
    queue->descriptors[id].flags = flags;
}

static bool start(struct netif_device *device, void (*ready)(void *context), void *context)
{
    struct virtio_net *net = device->state;

    net->features = virtio_begin(&net->device, VIRTIO_NET, FEATURE_MAC | FEATURE_STATUS);
    if (net->features == 0 || !virtio_add_queue(&net->device, QUEUE_RECEIVE, &net->receive) ||
        !virtio_add_queue(&net->device, QUEUE_SEND, &net->send)) {
        return false;
    }
    net->ready = ready;
    net->context = context;
    for (uint32_t i = 0; (net->features & FEATURE_MAC) != 0 && i < 6; i++) {
        device->mac[i] = virtio_config(&net->device, CONFIG_MAC + i);
    }
    net->send.avail.flags = VIRTIO_NO_INTERRUPT;
    net->send_free = ALL;
    virtio_run(&net->device);
    for (uint32_t i = 0; i < VIRTIO_DESCRIPTORS; i++) {
        describe(&net->receive, i, net->receive_frames[i], VIRTIO_NET_FRAME_BYTES,
                 VIRTIO_DEVICE_WRITES);
        virtio_give(&net->device, QUEUE_RECEIVE, &net->receive, (uint16_t)i);
    }
    virt_irq_enable(net->device.source, VIRT_PRIORITY_DEVICE, on_interrupt, net);
    return true;
}

static size_t receive(struct netif_device *device, void *frame, size_t capacity)
{
    struct virtio_net *net = device->state;
    uint32_t id, bytes;

    for (;;) {
        if (!virtio_take(&net->receive, &id, &bytes)) {
            net->receive.avail.flags = 0;
            if (!virtio_take(&net->receive, &id, &bytes)) {
                return 0;
            }
        }
        size_t length = bytes - VIRTIO_NET_HEADER_BYTES;
        bool good = bytes >= VIRTIO_NET_HEADER_BYTES + FRAME_BYTES_MIN && length <= capacity;
        if (good) {
            memcpy(frame, net->receive_frames[id] + VIRTIO_NET_HEADER_BYTES, length);
        } else {
            net->receive_errors++;
        }
        virtio_give(&net->device, QUEUE_RECEIVE, &net->receive, (uint16_t)id);
        if (good) {
            return length;
        }
    }
}

static bool send(struct netif_device *device, const void *frame, size_t length)
{
    struct virtio_net *net = device->state;
    uint32_t id, unused;

    while (virtio_take(&net->send, &id, &unused)) {
        net->send_free |= 1u << id;
    }
    if (length < FRAME_BYTES_MIN || length > NETIF_FRAME_BYTES_MAX || net->send_free == 0) {
        net->send_errors++;
        return false;
    }
    id = (uint32_t)__builtin_ctz(net->send_free);
    net->send_free &= ~(1u << id);
    memcpy(net->send_frames[id] + VIRTIO_NET_HEADER_BYTES, frame, length);
    describe(&net->send, id, net->send_frames[id], VIRTIO_NET_HEADER_BYTES + length, 0);
    virtio_give(&net->device, QUEUE_SEND, &net->send, (uint16_t)id);
    return true;
}

static bool link_up(struct netif_device *device)
{
    const struct virtio_net *net = device->state;

    return (net->features & FEATURE_STATUS) == 0 ||
           (virtio_config(&net->device, CONFIG_STATUS) & STATUS_LINK) != 0;
}

const struct netif_driver virtio_net_driver = {
    .start = start,
    .receive = receive,
    .send = send,
    .link_up = link_up,
};
