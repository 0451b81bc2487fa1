/* SPDX-License-Identifier: MIT */
/* SOCKETS_* without a network: a discovery endpoint that says one text, and cores that are there
 * or not. Each host is known by its name. */
#ifndef FAKE_SOCKETS_H
#define FAKE_SOCKETS_H

#include <stddef.h>

#define FAKE_SOCKETS_DISCOVERY "discovery.example"

struct fake_sockets {
    const char *answer; /* of the discovery endpoint */
    size_t at_once;     /* most bytes of it that a receive gives */
    unsigned stalls;    /* receives and sends that give nothing first */
    const char *core;   /* the only core that can be connected to */
    const char *signer; /* what its certificate is signed by: the PEM to be trusted */
    char sent[512];     /* what was received of the client */
    unsigned attempts;  /* connections to cores, all told */
    int open;           /* sockets that are not closed */
};

extern struct fake_sockets fake_sockets;

#endif
