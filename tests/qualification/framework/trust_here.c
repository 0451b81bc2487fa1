/* SPDX-License-Identifier: MIT */
/* TLS here takes what each socket is given, and dates from the day of the image on. */
#include "network_parts.h"

bool network_trust(void)
{
    return true;
}
