/* SPDX-License-Identifier: MIT */
/* Options of the token. To change one, define it in a header core_pkcs11_config.h on the include
 * path, or on the command line. */
#ifndef CORE_PKCS11_CONFIG_DEFAULTS_H
#define CORE_PKCS11_CONFIG_DEFAULTS_H

#if !defined(PKCS11_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("core_pkcs11_config.h")
#include "core_pkcs11_config.h"
#endif
#endif

/* Sessions that may be open at a time: 1 .. 255; 28 bytes of RAM each. */
#ifndef pkcs11configMAX_SESSIONS
#define pkcs11configMAX_SESSIONS 10
#endif

/* Bytes of a label: 1 .. 62, the store keeps them in a key of 63. */
#ifndef pkcs11configMAX_LABEL_LENGTH
#define pkcs11configMAX_LABEL_LENGTH 32UL
#endif

/* What applications give where a PIN is wanted. The token looks at none. */
#ifndef pkcs11configPKCS11_DEFAULT_USER_PIN
#define pkcs11configPKCS11_DEFAULT_USER_PIN "0000"
#endif

/* 0: private keys are only made in the token, C_CreateObject refuses them. */
#ifndef pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED
#define pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED 1
#endif

/* PKCS11_MALLOC and PKCS11_FREE, both or none: memory of xGetSlotList's list. Without them it is
 * that of cryptography. */

/* Labels that libraries look for. */
#ifndef pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS
#define pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS "Device Priv TLS Key"
#endif
#ifndef pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS
#define pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS "Device Pub TLS Key"
#endif
#ifndef pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS
#define pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS "Device Cert"
#endif
#ifndef pkcs11configLABEL_JITP_CERTIFICATE
#define pkcs11configLABEL_JITP_CERTIFICATE "JITP Cert"
#endif
#ifndef pkcs11configLABEL_CODE_VERIFICATION_KEY
#define pkcs11configLABEL_CODE_VERIFICATION_KEY "Code Verify Key"
#endif
#ifndef pkcs11configLABEL_ROOT_CERTIFICATE
#define pkcs11configLABEL_ROOT_CERTIFICATE "Root Cert"
#endif
#ifndef pkcs11configLABEL_HMAC_KEY
#define pkcs11configLABEL_HMAC_KEY "HMAC Key"
#endif
#ifndef pkcs11configLABEL_CMAC_KEY
#define pkcs11configLABEL_CMAC_KEY "CMAC Key"
#endif
#ifndef pkcs11configLABEL_CLAIM_CERTIFICATE
#define pkcs11configLABEL_CLAIM_CERTIFICATE "Claim Cert"
#endif
#ifndef pkcs11configLABEL_CLAIM_PRIVATE_KEY
#define pkcs11configLABEL_CLAIM_PRIVATE_KEY "Claim Key"
#endif

#endif
