/* SPDX-License-Identifier: MIT */
/* Beside signature_vectors.h: a certificate of the same kind and name as its ec_certificate, with
 * another key, and what that key has signed: 1000 times 'x'. */
#ifndef OTHER_CERTIFICATE_H
#define OTHER_CERTIFICATE_H

#include <stdint.h>

static const char other_ec_certificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBeTCCAR+gAwIBAgIUY6XZm+HPncxDuTftDOBp66YK/cowCgYIKoZIzj0EAwIw\n"
    "ETEPMA0GA1UEAwwGc2lnbmVyMCAXDTI2MTEyMjExNDczN1oYDzIxMjYxMDI5MTE0\n"
    "NzM3WjARMQ8wDQYDVQQDDAZzaWduZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"
    "AASgX3ZnRTWvhPhMuOJ+OZai8U4nb2+CLVw1cN5mxu00oiEQoV0LHw3v/KVMD9uJ\n"
    "BnJiAUH6RmjMCXxXifvqSwveo1MwUTAdBgNVHQ4EFgQU6XRhz/99imbpCpN9XVH7\n"
    "ezUXIcgwHwYDVR0jBBgwFoAU6XRhz/99imbpCpN9XVH7ezUXIcgwDwYDVR0TAQH/\n"
    "BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBF/5Cf/5M+UG/jYKwYY0fpTdTcksuW\n"
    "OXIm/KfJSR8ligIhAJ8LxiEnlWSgzXYQJb+CwOOKbcFl4rauqrgrPG4v8Pg9\n"
    "-----END CERTIFICATE-----\n";

static const uint8_t ec_long_sha256[] = {
    0x30, 0x45, 0x02, 0x20, 0x26, 0x30, 0x27, 0x94, 0xc1, 0x81, 0x11, 0xaa, 0xd9, 0x65, 0x44,
    0xfc, 0x75, 0x38, 0xb2, 0x1b, 0x45, 0xe3, 0x40, 0x65, 0x8a, 0xa3, 0x40, 0x19, 0x64, 0x9e,
    0x75, 0x18, 0xf7, 0xb6, 0x22, 0x15, 0x02, 0x21, 0x00, 0xb8, 0x82, 0x92, 0x95, 0xc1, 0x78,
    0x1f, 0xb6, 0x0c, 0x5d, 0xc0, 0xc7, 0xf6, 0xbc, 0xc2, 0x05, 0x12, 0xb4, 0x0c, 0x27, 0x1a,
    0xcd, 0xb7, 0xfb, 0x00, 0xfd, 0x0f, 0x34, 0xf5, 0x0b, 0x61, 0x5a};

#endif
