/* SPDX-License-Identifier: MIT */
/* struct ota_crypto over OpenSSL, and images signed with the commands of the design page. */
#ifndef OTA_OPENSSL_H
#define OTA_OPENSSL_H

#include <stddef.h>

#include "ota_image.h"

#define KIT_START    0x00010000u
#define KIT_HARDWARE 7u
#define KIT_COUNTER  3u
#define KIT_SEQUENCE OTA_SEQUENCE(1, 2, 3)

/* Verifies with the key that signs; `other` with another one. */
extern const struct ota_crypto kit_crypto, kit_crypto_other;

/* An image as the page says, its binary `binary_bytes` long, made by running the page's two command
 * lines as they stand. To be freed. */
uint8_t *kit_image(uint32_t binary_bytes, size_t *bytes);

#endif
