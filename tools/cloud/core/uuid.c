/* SPDX-License-Identifier: MIT */
#include "uuid.h"

#include <stdio.h>

void uuid_write(const unsigned char random[16], char text[37])
{
    for (int i = 0; i < 16; i++) {
        unsigned int byte = random[i];
        byte = i == 6 ? (byte & 0x0fu) | 0x40u : i == 8 ? (byte & 0x3fu) | 0x80u : byte;
        const char *dash = i == 3 || i == 5 || i == 7 || i == 9 ? "-" : "";
        text += snprintf(text, 4, "%02x%s", byte, dash);
    }
}
