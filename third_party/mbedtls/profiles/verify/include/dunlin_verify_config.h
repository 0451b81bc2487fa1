/* SPDX-License-Identifier: MIT */
/* SHA-256 and ECDSA P-256, of which a bootloader links the verifying half: no heap, no entropy. */
#ifndef DUNLIN_VERIFY_CONFIG_H
#define DUNLIN_VERIFY_CONFIG_H

#define MBEDTLS_SHA256_C
#define MBEDTLS_PSA_P256M_DRIVER_ENABLED

#endif
