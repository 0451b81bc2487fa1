/* SPDX-License-Identifier: MIT */
/* Mbed TLS's mutex is a handle of whoever provides the lock to libs/tls. */
#ifndef DUNLIN_MBEDTLS_THREADING_ALT_H
#define DUNLIN_MBEDTLS_THREADING_ALT_H

typedef struct {
    void *handle; /* NULL: could not be made; locking it fails */
} mbedtls_threading_mutex_t;

#endif
