/* SPDX-License-Identifier: MIT */
/** How a network is handed to the manager: its functions, and what it tells. */
#ifndef AFR201906_NETWORK_H
#define AFR201906_NETWORK_H

#include <stdbool.h>

#include "aws_iot_network_manager.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A network. */
struct afr201906_network {
    uint32_t type; /**< One AWSIOT_NETWORK_TYPE_*. */
    /** Begins to connect, and goes on whenever the connection is lost, until it is disabled.
     * Returns false if it cannot. It tells by afr201906_network_changed(), also from in here. */
    bool (*enable)(void *context);
    /** Ends the connection. False: it cannot. */
    bool (*disable)(void *context);
    void *context; /**< Passed to both. */
    const IotNetworkInterface_t *interface;
    void *connection_params; /**< Of its `create`: often IotNetworkServerInfo_t. */
    void *credentials;       /**< Of its `create`; NULL: none. */
};

/**
 * Hand in a network; one of each type, for good.
 *
 * @param network  Lives for good. `enable`, `disable` and `interface` are not NULL.
 * @return False: a member is missing, the type is none of configENABLED_NETWORKS, or there is one.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 */
bool afr201906_network_add(const struct afr201906_network *network);

/**
 * Say that a network is connected, or not any more. What is so already is no change; a network that
 * is not enabled is not connected.
 *
 * @param type       That of a network.
 * @param connected  See above.
 *
 * Context: any task; one at a time for each network.
 * Blocks:  as long as callbacks do.
 */
void afr201906_network_changed(uint32_t type, bool connected);

/**
 * Hand in the board's own interfaces, Ethernet and Wi-Fi: those of `services/network`, which is
 * started when one of them is enabled unless it runs, and IotNetworkAfr. Connected is the one that
 * is used, for new connections go over that one. In a library of its own,
 * afr201906_network_interfaces. Takes one place of network_subscribe().
 *
 * @param types        AWSIOT_NETWORK_TYPE_ETH, _WIFI or both; those that the board lacks are left
 *                     out.
 * @param server       Whom to connect to; lives for good. Not NULL.
 * @param credentials  NULL: no TLS.
 * @return The types that afr201906_network_add() has taken.
 *
 * Context: task.
 * Blocks:  never.
 */
uint32_t afr201906_network_add_interfaces(uint32_t types, const IotNetworkServerInfo_t *server,
                                          const IotNetworkCredentials_t *credentials);

#ifdef __cplusplus
}
#endif

#endif
