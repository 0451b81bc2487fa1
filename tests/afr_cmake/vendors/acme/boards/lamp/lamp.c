/* SPDX-License-Identifier: MIT */
#include "lamp.h"

unsigned lamp_watts(void)
{
    return LAMP_WATTS;
}
