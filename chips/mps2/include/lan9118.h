/* SPDX-License-Identifier: MIT */
/** Driver of the LAN9118 family of Ethernet controllers (LAN9220 on the MPS2 board). */
#ifndef LAN9118_H
#define LAN9118_H

#include <stdint.h>

#include "netif.h"

/** State of one controller: zero but for the first two members. The rest is the driver's. */
struct lan9118 {
    uintptr_t base;
    uint32_t irq;
    void (*ready)(void *context);
    void *context;
    uint32_t receive_errors; /* frames that arrived damaged or too long */
    uint32_t send_errors;    /* frames refused for want of room or reported as not sent */
};

extern const struct netif_driver lan9118_driver;

/** Handle the interrupt of a controller. Called by the board's vector. Context: ISR. */
void lan9118_interrupt(struct lan9118 *lan);

#endif
