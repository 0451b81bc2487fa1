/* SPDX-License-Identifier: MIT */
/* Dunlin's configuration of Mbed TLS: a TLS client with ECDHE, certificates and AES-GCM. What the
 * library needs of its surroundings (memory, lock, clock, random numbers) comes from libs/tls at
 * run time. Algorithms are named in dunlin_psa_config.h.
 *
 * What the profiles differ in stands in profiles/<profile>. Sizes of records are chosen in
 * CMakeLists.txt beside this folder, so that an application can choose them; those that cannot work
 * are refused by dunlin_tls_sizes.h.
 */
#include "dunlin_tls_profile.h"
#include "dunlin_tls_sizes.h"

/* Surroundings. */
#define MBEDTLS_PLATFORM_C
#define MBEDTLS_PLATFORM_MEMORY
#define MBEDTLS_HAVE_ASM
#define MBEDTLS_HAVE_TIME
#define MBEDTLS_HAVE_TIME_DATE
#define MBEDTLS_PLATFORM_TIME_TYPE_MACRO long long /* seconds since 1970, past 2038 on any core */
#define MBEDTLS_PLATFORM_TIME_MACRO      tls_port_time
#define MBEDTLS_PLATFORM_MS_TIME_ALT
#define MBEDTLS_PLATFORM_GMTIME_R_ALT
#define MBEDTLS_THREADING_C
#define MBEDTLS_THREADING_ALT
long long tls_port_time(long long *seconds); /* libs/tls/tls_port.c */

/* Cryptography goes through PSA; random numbers come from libs/tls/tls_random.c. */
#define MBEDTLS_PSA_CRYPTO_EXTERNAL_RNG
#define MBEDTLS_CTR_DRBG_C
#define MBEDTLS_PSA_CRYPTO_C
#define MBEDTLS_PSA_CRYPTO_CONFIG
#define MBEDTLS_USE_PSA_CRYPTO
#define MBEDTLS_PSA_ASSUME_EXCLUSIVE_BUFFERS
#define MBEDTLS_DEPRECATED_REMOVED /* lists under old names, copied in every handshake */
#define MBEDTLS_AES_ROM_TABLES
#define MBEDTLS_AES_FEWER_TABLES
#define MBEDTLS_ECP_NIST_OPTIM
#define MBEDTLS_ECP_WINDOW_SIZE 2 /* 1.7 KB less heap in the handshake for a tenth more time */

/* TLS, client only. */
#define MBEDTLS_SSL_TLS_C
#define MBEDTLS_SSL_CLI_C
#define MBEDTLS_SSL_PROTO_TLS1_2
#define MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED
#define MBEDTLS_SSL_SERVER_NAME_INDICATION
#define MBEDTLS_SSL_ALPN
#define MBEDTLS_SSL_MAX_FRAGMENT_LENGTH
#define MBEDTLS_SSL_EXTENDED_MASTER_SECRET

/* Certificates. */
#define MBEDTLS_X509_USE_C
#define MBEDTLS_X509_CRT_PARSE_C
#define MBEDTLS_PK_C
#define MBEDTLS_PK_PARSE_C
#define MBEDTLS_PEM_PARSE_C
#define MBEDTLS_BASE64_C
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_OID_C
#define MBEDTLS_MD_C
