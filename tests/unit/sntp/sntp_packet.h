/* SPDX-License-Identifier: MIT */
/* A response as a server writes it, so that a test can spoil one field of it. */
#ifndef SNTP_PACKET_H
#define SNTP_PACKET_H

#include <string.h>

#include "core_sntp_serializer.h"

enum { AT_STRATUM = 1, AT_CODE = 12, AT_ORIGINATE = 24, AT_RECEIVE = 32, AT_TRANSMIT = 40 };

static inline void packet_put_time(uint8_t *at, SntpTimestamp_t time)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (uint8_t)(time.seconds >> (24 - 8 * i));
        at[4 + i] = (uint8_t)(time.fractions >> (24 - 8 * i));
    }
}

/* Stratum 1, version 4, no leap second. */
static inline void packet_write(uint8_t *packet, SntpTimestamp_t t1, SntpTimestamp_t t2,
                                SntpTimestamp_t t3)
{
    memset(packet, 0, SNTP_PACKET_BASE_SIZE);
    packet[0] = 0x24;
    packet[AT_STRATUM] = 1;
    memcpy(packet + AT_CODE, "GPS", 4);
    packet_put_time(packet + AT_ORIGINATE, t1);
    packet_put_time(packet + AT_RECEIVE, t2);
    packet_put_time(packet + AT_TRANSMIT, t3);
}

static inline void packet_make_kiss(uint8_t *packet, const char code[4])
{
    packet[AT_STRATUM] = 0;
    memcpy(packet + AT_CODE, code, 4);
}

#endif
