/* SPDX-License-Identifier: MIT */
/* The keys of pkcs11_keys.h as an application has them in its image; the private key in PKCS #8. */
#ifndef AWS_CLIENTCREDENTIAL_KEYS_H
#define AWS_CLIENTCREDENTIAL_KEYS_H

/* clang-format off */
#define keyCLIENT_CERTIFICATE_PEM \
    "-----BEGIN CERTIFICATE-----\n" \
    "MIIBgDCCASWgAwIBAgIUByrlWu21Up1OjVOXqTUYUGXrgkgwCgYIKoZIzj0EAwIw\n" \
    "FTETMBEGA1UEAwwKdG9rZW4gdGVzdDAeFw0yNjExMjExODE1MjJaFw0zNjExMTgx\n" \
    "ODE1MjJaMBUxEzARBgNVBAMMCnRva2VuIHRlc3QwWTATBgcqhkjOPQIBBggqhkjO\n" \
    "PQMBBwNCAAQIuU1FQxnq18OrkImQelnu1FjKEjMQuJwPZOpUvlInulLzDCYy839T\n" \
    "Y3asSxzrtkcioVCAv1/D5sUq8C+HZlS1o1MwUTAdBgNVHQ4EFgQUHQ9vp3PrhALK\n" \
    "ymOy+fvrJNeHnQowHwYDVR0jBBgwFoAUHQ9vp3PrhALKymOy+fvrJNeHnQowDwYD\n" \
    "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+gouTxMSqgzx5t27pgWK\n" \
    "nwgdjoOW5c6elIkYpYU4jZQCIQCN65LpKHeYo0a8U8oY2m9xzU5EYMiELdMQcIp2\n" \
    "NidROw==\n" \
    "-----END CERTIFICATE-----\n"

#define keyCLIENT_PRIVATE_KEY_PEM \
    "-----BEGIN PRIVATE KEY-----\n" \
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQge4O8+1QSsM7F7U8o\n" \
    "rpV+PbBsXye+ZO5jEfbH8PqW6hShRANCAAQIuU1FQxnq18OrkImQelnu1FjKEjMQ\n" \
    "uJwPZOpUvlInulLzDCYy839TY3asSxzrtkcioVCAv1/D5sUq8C+HZlS1\n" \
    "-----END PRIVATE KEY-----\n"
/* clang-format on */

#endif
