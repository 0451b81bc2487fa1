/* SPDX-License-Identifier: MIT */
#include "credentials.h"

#include <stdbool.h>
#include <string.h>

#include "lib_assert.h"
#include "lib_bytes.h"
#include "lib_crc32.h"

#define HEADER_BYTES CREDENTIALS_HEAD_BYTES
#define ENTRY_BYTES  4u /* type and length */

static bool read_port(const struct credentials_item *item, uint16_t *port)
{
    if (item->length != 2) {
        return false;
    }
    *port = lib_bytes_get16(item->bytes);
    return true;
}

static bool read_time(const struct credentials_item *item, uint64_t *time)
{
    if (item->length != 8) {
        return false;
    }
    *time = (uint64_t)lib_bytes_get32(item->bytes) << 32 | lib_bytes_get32(item->bytes + 4);
    return true;
}

static bool add_alpn(struct credentials *credentials, const struct credentials_item *item)
{
    for (size_t i = 0; i < CREDENTIALS_ALPN_MAX; i++) {
        if (credentials->alpn[i].bytes == NULL) {
            credentials->alpn[i] = *item;
            return true;
        }
    }
    return false;
}

/* False when the entry breaks a rule. */
static bool take(struct credentials *credentials, uint16_t type, struct credentials_item item)
{
    switch (type) {
    case CREDENTIALS_TYPE_ADDRESS:
        credentials->address = item;
        return true;
    case CREDENTIALS_TYPE_PORT:
        return read_port(&item, &credentials->port);
    case CREDENTIALS_TYPE_SERVER_NAME:
        credentials->server_name = item;
        return true;
    case CREDENTIALS_TYPE_TRUSTED:
        credentials->trusted = item;
        return true;
    case CREDENTIALS_TYPE_CERTIFICATE:
        credentials->certificate = item;
        return true;
    case CREDENTIALS_TYPE_KEY:
        credentials->key = item;
        return item.length == CREDENTIALS_KEY_BYTES;
    case CREDENTIALS_TYPE_THING:
        credentials->thing = item;
        return true;
    case CREDENTIALS_TYPE_SNTP_ADDRESS:
        credentials->sntp = item;
        return true;
    case CREDENTIALS_TYPE_SNTP_PORT:
        return read_port(&item, &credentials->sntp_port);
    case CREDENTIALS_TYPE_TIME:
        return read_time(&item, &credentials->time);
    case CREDENTIALS_TYPE_ALPN:
        return add_alpn(credentials, &item);
    case CREDENTIALS_TYPE_HTTPS_PORT:
        return read_port(&item, &credentials->https_port);
    case CREDENTIALS_TYPE_TEMPLATE:
        credentials->template_name = item;
        return true;
    default:
        return true;
    }
}

static bool take_all(struct credentials *credentials, const uint8_t *entries, size_t length)
{
    size_t at = 0;

    while (at < length) {
        if (length - at < ENTRY_BYTES) {
            return false;
        }
        uint16_t type = lib_bytes_get16(entries + at);
        uint16_t bytes = lib_bytes_get16(entries + at + 2);
        at += ENTRY_BYTES;
        if (bytes > length - at ||
            !take(credentials, type, (struct credentials_item){entries + at, bytes})) {
            return false;
        }
        at += bytes;
    }
    return true;
}

size_t credentials_length(const uint8_t *head)
{
    LIB_ASSERT(head != NULL);
    if (memcmp(head, "DCR1", 4) != 0) {
        return 0;
    }
    uint32_t length = lib_bytes_get32(head + 4);
    return length <= CREDENTIALS_REGION_BYTES - HEADER_BYTES ? HEADER_BYTES + (size_t)length : 0;
}

credentials_status_t credentials_parse(const uint8_t *blob, size_t capacity,
                                       struct credentials *credentials)
{
    static const struct credentials none;

    LIB_ASSERT(blob != NULL && credentials != NULL);
    *credentials = none;
    if (capacity < HEADER_BYTES || memcmp(blob, "DCR1", 4) != 0) {
        return CREDENTIALS_ABSENT;
    }
    uint32_t length = lib_bytes_get32(blob + 4);
    if (length > capacity - HEADER_BYTES ||
        lib_crc32(0, blob + HEADER_BYTES, length) != lib_bytes_get32(blob + 8) ||
        !take_all(credentials, blob + HEADER_BYTES, length)) {
        *credentials = none;
        return CREDENTIALS_DAMAGED;
    }
    return CREDENTIALS_OK;
}

char *credentials_text(const struct credentials_item *item, char *text, size_t capacity)
{
    LIB_ASSERT(item != NULL && text != NULL && capacity != 0);
    text[0] = '\0';
    if (item->bytes == NULL || item->length >= capacity) {
        return NULL;
    }
    memcpy(text, item->bytes, item->length);
    text[item->length] = '\0';
    return text;
}
