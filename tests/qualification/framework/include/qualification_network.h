/* SPDX-License-Identifier: MIT */
/* The network and the device's identity, for groups that need them. Linked where a group asks:
 *
 *   network_lwip.c    Ethernet, TCP/IP here        keys_token.c   TLS here, the key in the token
 *   network_wifi.c    a module's network           keys_module.c  TLS in the module, the key too
 */
#ifndef QUALIFICATION_NETWORK_H
#define QUALIFICATION_NETWORK_H

#include <stdbool.h>

#include "qualification_parameters.h"

/**
 * Have the network up, and sockets ready. The first call starts it; later ones join again where
 * somebody has left it. For `begin` of a group.
 *
 * @return False: there is none; what failed is on the console.
 *
 * Context: the runner's task.  Blocks: up to 30 s.
 */
bool qualification_network_up(void);

/**
 * Be somebody for the connections made from now on.
 *
 * @param identity  Of qualification_parameters; NULL: nobody. Key and certificate go into the
 *                  token; where the module has TLS, it holds them already.
 * @return False: they could not be kept, or the module has no such certificate.
 *
 * Context: the runner's task; about 2 KB of stack where TLS is here.  Blocks: as the flash does.
 */
bool qualification_identify(const struct qualification_identity *identity);

/** The host of the peers. @return An IPv4 address in network byte order. Context: any. */
uint32_t qualification_host(void);

#endif
