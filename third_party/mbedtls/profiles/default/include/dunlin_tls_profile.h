/* SPDX-License-Identifier: MIT */
/* Profile "default": TLS 1.3 and 1.2, servers with EC or RSA certificates, AES-128 and AES-256. */
#define DUNLIN_TLS_LIMIT_REQUIRED 0 /* records of servers that do not limit them mostly fit */

#define MBEDTLS_SSL_PROTO_TLS1_3
#define MBEDTLS_SSL_TLS1_3_COMPATIBILITY_MODE
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED
#define MBEDTLS_SSL_KEEP_PEER_CERTIFICATE /* TLS 1.3 does not build without it */
#define MBEDTLS_SSL_SESSION_TICKETS       /* without it a TLS 1.3 server's tickets are errors */
#define MBEDTLS_X509_RSASSA_PSS_SUPPORT

/* Keys alive at a time: a connection holds 2, a handshake 6. */
#define MBEDTLS_PSA_KEY_SLOT_COUNT 16
#define MBEDTLS_MPI_MAX_SIZE       512
