/* SPDX-License-Identifier: MIT */
/** Driver of the SmartFusion2's Ethernet MAC with the transceiver that answers on its MII. */
#ifndef EMAC_MSF2_H
#define EMAC_MSF2_H

#include <stdint.h>

#include "netif.h"

#define EMAC_MSF2_RECEIVE     8u
#define EMAC_MSF2_SEND        4u
#define EMAC_MSF2_FRAME_BYTES 1536u /* 1514, check sequence, whole words */

/** What the MAC reads and writes by itself: a ring of them, each with a frame's room. */
struct emac_msf2_descriptor {
    uint32_t frame; /* address */
    uint32_t size;  /* bytes, and EMPTY */
    uint32_t next;  /* address */
};

/** State of one MAC: zero but for the first two members. The rest is the driver's. It lies in
 * memory that the MAC reaches, and where caches do not hold it back. */
struct emac_msf2 {
    uintptr_t base;
    uint32_t irq;
    void (*ready)(void *context);
    void *context;
    uint32_t
        receive_errors;   /* frames that arrived damaged or too long, or when there was no room */
    uint32_t send_errors; /* frames refused for want of room */
    uint32_t phy;         /* address on the MII */
    uint32_t receive_at;  /* the descriptor to be filled next */
    uint32_t send_at;     /* the descriptor to be used next */
    volatile struct emac_msf2_descriptor receive[EMAC_MSF2_RECEIVE];
    volatile struct emac_msf2_descriptor send[EMAC_MSF2_SEND];
    uint32_t receive_frames[EMAC_MSF2_RECEIVE][EMAC_MSF2_FRAME_BYTES / 4u];
    uint32_t send_frames[EMAC_MSF2_SEND][EMAC_MSF2_FRAME_BYTES / 4u];
};

extern const struct netif_driver emac_msf2_driver;

/** Handle the interrupt of a MAC. Called by the board's vector. Context: ISR. */
void emac_msf2_interrupt(struct emac_msf2 *emac);

#endif
