/* SPDX-License-Identifier: MIT */
/* The sockets have TLS, and prepare cryptography for all. */
#include "crypto_place.h"

#include "iot_secure_sockets.h"

void crypto_place_prepare(void)
{
    (void)SOCKETS_Init();
}
