/* SPDX-License-Identifier: MIT */
/* TLS is in a module: the sockets know no cryptography. */
#include "crypto_place.h"

#include "device_token_alone.h"

void crypto_place_prepare(void)
{
    (void)device_token_prepare();
}
