/* SPDX-License-Identifier: MIT */
/* The blob of libs/credentials: "DCR1", length, CRC-32, entries of type(2) length(2) bytes. */
#include "commission.h"

#include <string.h>

#include "board.h"
#include "credentials.h"
#include "flash.h"
#include "lib_bytes.h"
#include "lib_crc32.h"
#include "sim.h"
#include "week.h"

static uint8_t blob[4096];
static size_t used = CREDENTIALS_HEAD_BYTES;

static void add(uint16_t type, const void *bytes, size_t length)
{
    if (used + 4u + length > sizeof blob) {
        sim_fail("the credentials are too large");
    }
    lib_bytes_put16(blob + used, type);
    lib_bytes_put16(blob + used + 2, (uint16_t)length);
    memcpy(blob + used + 4, bytes, length);
    used += 4u + length;
}

static void add_text(uint16_t type, const char *text)
{
    add(type, text, strlen(text));
}

void commission(const struct box_credentials *credentials)
{
    static const uint8_t broker_port[] = {8883 >> 8, 8883 & 255}, sntp_port[] = {0, 123};
    struct flash_device *flash = board_flash();
    const uint32_t at = flash->geometry.size_bytes - CREDENTIALS_REGION_BYTES;

    add_text(CREDENTIALS_TYPE_ADDRESS, "10.0.0.1");
    add(CREDENTIALS_TYPE_PORT, broker_port, sizeof broker_port);
    add_text(CREDENTIALS_TYPE_SERVER_NAME, BOX_SERVER_NAME);
    add(CREDENTIALS_TYPE_TRUSTED, credentials->trusted, credentials->trusted_bytes);
    add(CREDENTIALS_TYPE_CERTIFICATE, credentials->certificate, credentials->certificate_bytes);
    add(CREDENTIALS_TYPE_KEY, credentials->key, BOX_KEY_BYTES);
    add_text(CREDENTIALS_TYPE_THING, WEEK_THING);
    add_text(CREDENTIALS_TYPE_SNTP_ADDRESS, "10.0.0.1");
    add(CREDENTIALS_TYPE_SNTP_PORT, sntp_port, sizeof sntp_port);

    const size_t entries = used - CREDENTIALS_HEAD_BYTES;
    memcpy(blob, "DCR1", 4);
    lib_bytes_put32(blob + 4, (uint32_t)entries);
    lib_bytes_put32(blob + 8, lib_crc32(0, blob + CREDENTIALS_HEAD_BYTES, entries));
    used = (used + 3u) & ~3u; /* whole units of the flash */
    if (flash->driver->program(flash, at, blob, (uint32_t)used) != FLASH_OK) {
        sim_fail("the credentials could not be written");
    }
}
