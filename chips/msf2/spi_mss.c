/* SPDX-License-Identifier: MIT */
/* SPI master, frames of 8 bits, without DMA.
 *
 *   frame count ─► enable ─► select falls ─► byte out, byte in, ... ─► count reached: select rises
 *
 * With CONTROL.SPS the select line stays low for the frames counted; without, it would rise behind
 * each. At most as many bytes are under way as the receive FIFO holds, so none is lost however long
 * an interrupt takes. SmartFusion2 MSS User Guide (UG0331), "Serial Peripheral Interface". */
#include "spi_mss.h"

#include "cortex_m.h"

#define CONTROL   0x00u
#define DATA_SIZE 0x04u
#define STATUS    0x08u
#define RX_DATA   0x10u
#define TX_DATA   0x14u
#define CLOCK_GEN 0x18u
#define SELECT    0x1Cu

#define CONTROL_ENABLE          (1u << 0)
#define CONTROL_MASTER          (1u << 1)
#define CONTROL_FRAMES_SHIFT    8u
#define CONTROL_SPS             (1u << 26)
#define CONTROL_CLOCK_DIVIDES_2 (1u << 28) /* rate = clock / (2 * (CLOCK_GEN + 1)) */
#define STATUS_RX_EMPTY         (1u << 6)
#define FIFO_BYTES              4u
#define TRIES                   1000000u /* of a busy-wait for one byte: microseconds */

static bool wait_byte(uintptr_t base)
{
    for (uint32_t i = 0; i < TRIES; i++) {
        if ((cm_read(base + STATUS) & STATUS_RX_EMPTY) == 0) {
            return true;
        }
    }
    return false;
}

static void begin(const struct spi_mss *spi, size_t frames)
{
    uint32_t control = CONTROL_MASTER | CONTROL_SPS | CONTROL_CLOCK_DIVIDES_2 |
                       (uint32_t)frames << CONTROL_FRAMES_SHIFT;

    cm_write(spi->base + CONTROL, CONTROL_MASTER);
    cm_write(spi->base + DATA_SIZE, 8);
    cm_write(spi->base + CLOCK_GEN, (spi->clock_hz - 1u) / (2u * spi->bit_hz));
    cm_write(spi->base + SELECT, 1);
    cm_write(spi->base + CONTROL, control);
    cm_write(spi->base + CONTROL, control | CONTROL_ENABLE);
}

static bool transfer(struct spi_device *device, const void *out, size_t out_bytes, void *in,
                     size_t in_bytes)
{
    const struct spi_mss *spi = device->state;
    const uint8_t *from = out;
    uint8_t *to = in;

    if (out_bytes > device->bytes_max || in_bytes > device->bytes_max - out_bytes ||
        out_bytes + in_bytes == 0) {
        return false;
    }
    size_t total = out_bytes + in_bytes;
    size_t sent = 0;
    begin(spi, total);
    for (size_t received = 0; received < total; received++) {
        for (; sent < total && sent - received < FIFO_BYTES; sent++) {
            cm_write(spi->base + TX_DATA, sent < out_bytes ? from[sent] : 0);
        }
        if (!wait_byte(spi->base)) {
            return false;
        }
        uint8_t byte = (uint8_t)cm_read(spi->base + RX_DATA);
        if (received >= out_bytes) {
            to[received - out_bytes] = byte;
        }
    }
    return true;
}

const struct spi_driver spi_mss_driver = {.transfer = transfer};
