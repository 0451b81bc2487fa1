/* SPDX-License-Identifier: MIT */
/** An asynchronous serial port, 8 data bits, no parity, 1 stop bit, with interrupt-driven receive.
 *
 *      wire ─► ISR ─► ring (the board's size) ─► read()        ready() once per arrival
 *      write() ─► wire, polled
 */
#ifndef HAL_UART_H
#define HAL_UART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uart_driver;

/** One port. Owned by the board; `state` is the driver's. */
struct uart_device {
    const struct uart_driver *driver;
    void *state;
};

/** What a driver implements. Every function gets the device it was found in; none may be NULL but
 * the one that is optional. */
struct uart_driver {
    /**
     * Set the speed and begin to receive.
     *
     * @param device   The port.
     * @param baud     Bits a second, 1200 or more, as far as the hardware divides.
     * @param ready    Called from the interrupt handler, at a priority from which FromISR kernel
     *                 calls are legal, when bytes entered the ring. May be NULL.
     * @param context  Passed to `ready` unchanged.
     * @retval true   Running.
     * @retval false  The speed is out of range. Nothing changed.
     *
     * Context: task or before the scheduler starts. May be called again.  Blocks: never.
     * Masked: no.
     */
    bool (*start)(struct uart_device *device, uint32_t baud, void (*ready)(void *context),
                  void *context);

    /**
     * Take received bytes out of the ring.
     *
     * @param device      A started port.
     * @param[out] bytes  Room for `capacity` bytes.
     * @param capacity    0 or more.
     * @return Bytes taken, 0 .. capacity, in order of arrival.
     *
     * Context: task, one reader at a time.  Blocks: never.  Masked: no.
     */
    size_t (*read)(struct uart_device *device, void *bytes, size_t capacity);

    /**
     * Send bytes.
     *
     * @param device  A port; before start() at the reset speed.
     * @param bytes   `length` bytes.
     * @param length  0 or more.
     *
     * Context: any, fault handlers included. Writers that must not interleave lock above.
     * Blocks:  spins until the last byte is in the transmitter.  Masked: no.
     */
    void (*write)(struct uart_device *device, const void *bytes, size_t length);

    /**
     * Count received bytes that were lost because the ring or the receiver was full.
     *
     * @param device  A port.
     * @return Bytes (ring) and events (receiver) since start; at least 1 if anything was lost.
     *
     * Context: any.  Blocks: never.  Masked: no.
     */
    uint32_t (*overruns)(struct uart_device *device);

    /**
     * Let the two ends hold each other back: RTS is ours, given up while the receiver is full; CTS
     * is the other end's.
     *
     * @param device  A port. Started again it is as set here.
     * @param on      With false nobody is held back, as after a reset.
     * @retval true   So it is from the next byte on.
     * @retval false  This port has no such pins. Nothing changed.
     *
     * Context: task or before the scheduler starts.  Blocks: never.  Masked: no.  Optional: NULL
     * where no port of this hardware has the pins.
     */
    bool (*set_flow_control)(struct uart_device *device, bool on);
};

#ifdef __cplusplus
}
#endif

#endif
