/* SPDX-License-Identifier: MIT */
/** Driver of the emulator's virtual network interface. */
#ifndef VIRTIO_NET_H
#define VIRTIO_NET_H

#include <stdint.h>

#include "netif.h"
#include "virtio.h"

#define VIRTIO_NET_HEADER_BYTES 12u
#define VIRTIO_NET_FRAME_BYTES  (VIRTIO_NET_HEADER_BYTES + NETIF_FRAME_BYTES_MAX + 2u)

/** State of one interface: zero. All of it is the driver's. */
struct virtio_net {
    struct virtio device;
    void (*ready)(void *context);
    void *context;
    uint32_t features;
    uint32_t receive_errors; /* frames too long */
    uint32_t send_errors;    /* frames refused for want of room */
    struct virtio_queue receive;
    struct virtio_queue send;
    uint32_t send_free; /* bit i: descriptor i of `send` is ours */
    uint8_t receive_frames[VIRTIO_DESCRIPTORS][VIRTIO_NET_FRAME_BYTES];
    uint8_t send_frames[VIRTIO_DESCRIPTORS][VIRTIO_NET_FRAME_BYTES];
};

extern const struct netif_driver virtio_net_driver;

#endif
