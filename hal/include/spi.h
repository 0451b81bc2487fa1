/* SPDX-License-Identifier: MIT */
/** One device on an SPI bus, in mode 0, most significant bit first: the bus and a chip select. */
#ifndef HAL_SPI_H
#define HAL_SPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct spi_driver;

/** One device. Owned by the board; `state` is the driver's. */
struct spi_device {
    const struct spi_driver *driver;
    size_t bytes_max; /* of one transfer */
    void *state;
};

/** What a driver implements. */
struct spi_driver {
    /**
     * Select the device, send, then receive, and deselect it.
     *
     * @param device     The device.
     * @param out        `out_bytes` bytes to send; what arrives meanwhile is dropped.
     * @param out_bytes  0 or more.
     * @param[out] in    Room for `in_bytes` bytes, received while zeros are sent.
     * @param in_bytes   0 or more; together with `out_bytes` 1 .. bytes_max.
     * @retval true   Done.
     * @retval false  The length is out of range and nothing was done, or the controller hangs.
     *
     * Context: task or before the scheduler starts, one user of a bus at a time.
     * Blocks: as long as the transfer, polled.  Masked: no.
     */
    bool (*transfer)(struct spi_device *device, const void *out, size_t out_bytes, void *in,
                     size_t in_bytes);
};

#ifdef __cplusplus
}
#endif

#endif
