/* SPDX-License-Identifier: MIT */
/** An Ethernet-like network interface: whole frames, destination address first, no checksum.
 *
 *      driver ISR ──ready()──► service: wake up
 *      service task: while (receive() > 0) ...        drains; ready() may come again at any moment
 *      service task: send()
 *
 * The wake-up contract is an edge: after start(), and after each receive() that returned 0, the
 * next frame causes at least one ready(). A frame that arrives between those two is not lost. A
 * spurious ready() is allowed.
 */
#ifndef HAL_NETIF_H
#define HAL_NETIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NETIF_FRAME_BYTES_MAX 1514u /* 14 header + 1500 payload, no check sequence */

struct netif_driver;

/** One interface. Owned by the board; `state` is the driver's. */
struct netif_device {
    const struct netif_driver *driver;
    uint8_t mac[6]; /* set by the board, or by the driver in start() */
    void *state;
};

/** What a driver implements. Every function gets the device it was found in; none may be NULL. */
struct netif_driver {
    /**
     * Reset the hardware and begin to receive.
     *
     * @param device   The interface. `mac` is programmed where the board set it.
     * @param ready    Called whenever frames begin to wait. Runs in the interrupt handler, at a
     *                 priority from which FromISR kernel calls are legal. Not NULL.
     * @param context  Passed to `ready` unchanged.
     * @retval true   Running. `mac` is valid.
     * @retval false  No such hardware, or it does not answer. Nothing was started.
     *
     * Context: task, once.  Blocks: some milliseconds.  Masked: no.
     */
    bool (*start)(struct netif_device *device, void (*ready)(void *context), void *context);

    /**
     * Take the oldest frame.
     *
     * @param device      A started interface.
     * @param[out] frame  Room for `capacity` bytes, 4-byte aligned.
     * @param capacity    At least NETIF_FRAME_BYTES_MAX, or longer frames are dropped.
     * @return Bytes of the frame, 14 or more; 0 = none waits, ready() is armed again. Frames that
     *         arrived damaged or did not fit are dropped and counted by the driver, never returned.
     *
     * Context: task, one receiver at a time.  Blocks: never.  Masked: O(1).
     */
    size_t (*receive)(struct netif_device *device, void *frame, size_t capacity);

    /**
     * Hand one frame to the hardware. The frame is copied before return.
     *
     * @param device  A started interface.
     * @param frame   Whole frame, short ones are padded by the hardware. Any alignment.
     * @param length  14 .. NETIF_FRAME_BYTES_MAX.
     * @retval true   Accepted; it may still be lost on the wire.
     * @retval false  No room, or the length is out of range. The frame is dropped.
     *
     * Context: task, one sender at a time.  Blocks: never.  Masked: no.
     */
    bool (*send)(struct netif_device *device, const void *frame, size_t length);

    /**
     * Tell whether the cable is in (or the radio associated).
     *
     * @param device  A started interface.
     * @return True when frames can travel now.
     *
     * Context: task.  Blocks: up to a millisecond where it must ask a transceiver.  Masked: no.
     */
    bool (*link_up)(struct netif_device *device);
};

#ifdef __cplusplus
}
#endif

#endif
