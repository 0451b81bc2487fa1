/* SPDX-License-Identifier: MIT */
/** The host's network through libslirp: no root, addresses as in QEMU's user network.
 *
 *      10.0.2.15  this board (DHCP)      10.0.2.2  the host, its 127.0.0.1      10.0.2.3  DNS
 *
 * Starting it ties time to the host's clock: the world does not wait.
 */
#ifndef SLIRP_SIM_H
#define SLIRP_SIM_H

#include <stdbool.h>

#include "netif.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Let the host reach a port of the board.
 *
 * @param rule  "tcp:<host port>:<board port>" or "udp:..."; the host's side is 127.0.0.1.
 * @return False: the rule is malformed, or there are too many.
 *
 * Context: before the interface is started.
 */
bool slirp_sim_forward(const char *rule);

/**
 * Name a file that cuts the cable: while it exists no frame comes or goes, and the link is down.
 *
 * @param path  Kept by reference. Looked for 20 times a second at most.
 *
 * Context: before the interface is started.
 */
void slirp_sim_cut_by(const char *path);

extern const struct netif_driver slirp_sim_driver;

#ifdef __cplusplus
}
#endif

#endif
