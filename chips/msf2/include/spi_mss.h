/* SPDX-License-Identifier: MIT */
/** Driver of the SmartFusion2's SPI controllers, as master of the device at select line 0. */
#ifndef SPI_MSS_H
#define SPI_MSS_H

#include <stdint.h>

#include "spi.h"

#define SPI_MSS_BYTES_MAX 0xFFFFu /* of one transfer: the frame counter has 16 bits */

/** State of one controller. `clock_hz` is that of its bus, `bit_hz` what the device bears. */
struct spi_mss {
    uintptr_t base;
    uint32_t clock_hz;
    uint32_t bit_hz;
};

extern const struct spi_driver spi_mss_driver;

#endif
