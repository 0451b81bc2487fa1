/* SPDX-License-Identifier: MIT */
/** Non-volatile memory that erases in sectors and programs in units, as NOR flash does.
 *
 *      offset 0            erase_bytes          2 * erase_bytes            size_bytes
 *        | sector 0             | sector 1             |  ...                  |
 *        | unit | unit | ...                                program_bytes each
 *
 * Erase sets every bit of whole sectors; program clears bits of whole units, nothing else. What a
 * power cut interrupts is undefined in the sector (erase) or the unit (program) in question and
 * untouched everywhere else. Offsets count from the start of the device.
 */
#ifndef HAL_FLASH_H
#define HAL_FLASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FLASH_ERASED_BYTE 0xFFu

typedef enum {
    FLASH_OK = 0,
    FLASH_OUT_OF_RANGE, /* some byte of the request lies outside the device; nothing was done */
    FLASH_UNALIGNED,    /* offset or length is no multiple of the unit; nothing was done */
    FLASH_NOT_ERASED,   /* a bit that is 0 was asked to become 1; nothing was done */
    FLASH_FAILED,       /* the hardware says no; the sectors or units asked for are undefined */
} flash_status_t;

/** Sizes in bytes. program_bytes divides erase_bytes divides size_bytes; none is 0. */
struct flash_geometry {
    uint32_t size_bytes;
    uint32_t erase_bytes;
    uint32_t program_bytes;
};

struct flash_driver;

/** One device. Owned by the board; `state` is the driver's. */
struct flash_device {
    const struct flash_driver *driver;
    struct flash_geometry geometry; /* valid from board_init() on */
    void *state;
};

/** What a driver implements. Each function checks the request against `geometry` before it touches
 * anything; flash_check() below is that check. A length of 0 is a valid request to do nothing. */
struct flash_driver {
    /**
     * Copy out of the device.
     *
     * @param device      The device.
     * @param offset      0 .. size_bytes, any alignment.
     * @param[out] bytes  Room for `length` bytes.
     * @param length      0 .. size_bytes - offset.
     * @return FLASH_OK, FLASH_OUT_OF_RANGE or FLASH_FAILED.
     *
     * Context: task, one user of a device at a time.  Blocks: as long as the transfer.  Masked: no.
     */
    flash_status_t (*read)(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length);

    /**
     * Clear bits of whole units, in ascending order.
     *
     * @param device  The device.
     * @param offset  A multiple of program_bytes.
     * @param bytes   `length` bytes, any alignment.
     * @param length  A multiple of program_bytes.
     * @return Any flash_status_t. On FLASH_OK the range reads back as `bytes`.
     *
     * Context: task, one user of a device at a time.  Blocks: until done.  Masked: no.
     */
    flash_status_t (*program)(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length);

    /**
     * Set every bit of whole sectors.
     *
     * @param device  The device.
     * @param offset  A multiple of erase_bytes.
     * @param length  A multiple of erase_bytes.
     * @return FLASH_OK, FLASH_OUT_OF_RANGE, FLASH_UNALIGNED or FLASH_FAILED.
     *
     * Context: task, one user of a device at a time.  Blocks: until done.  Masked: no.
     */
    flash_status_t (*erase)(struct flash_device *device, uint32_t offset, uint32_t length);
};

/**
 * Check a request against the geometry without arithmetic that can wrap.
 *
 * @param geometry    Of the device.
 * @param offset      As given to the driver.
 * @param length      As given to the driver.
 * @param unit_bytes  1 for read, program_bytes or erase_bytes for the others.
 * @return FLASH_OK, FLASH_OUT_OF_RANGE or FLASH_UNALIGNED.
 *
 * Context: any.  Blocks: never.  Masked: no.
 */
static inline flash_status_t flash_check(const struct flash_geometry *geometry, uint32_t offset,
                                         uint32_t length, uint32_t unit_bytes)
{
    if (offset > geometry->size_bytes || length > geometry->size_bytes - offset) {
        return FLASH_OUT_OF_RANGE;
    }
    if (offset % unit_bytes != 0 || length % unit_bytes != 0) {
        return FLASH_UNALIGNED;
    }
    return FLASH_OK;
}

#ifdef __cplusplus
}
#endif

#endif
