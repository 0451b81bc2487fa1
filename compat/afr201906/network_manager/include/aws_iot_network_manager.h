/* SPDX-License-Identifier: MIT */
/** Which networks a device has, which of them are connected, and which to use: names of 201906.
 *
 *      Ethernet, Wi-Fi, BLE ── afr201906_network_changed ──► manager ──► state-change callbacks
 *                           ◄── enable, disable ────────────    └──► the preferred connected one
 *
 * A network is handed in as a table (afr201906_network.h). When the one in use is lost, who asks
 * again for AWSIOT_NETWORK_TYPE_ALL gets the next one that is connected: BLE, then Wi-Fi, then
 * Ethernet.
 */
#ifndef AWS_IOT_NETWORK_MANAGER_H
#define AWS_IOT_NETWORK_MANAGER_H

#include <stdint.h>

#include "FreeRTOS.h"
#include "network_state.h"
#include "platform/iot_network.h"

#if defined(__has_include)
#if __has_include("aws_iot_network_config.h")
#include "aws_iot_network_config.h"
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The types that the application uses; others are refused. */
#ifndef configENABLED_NETWORKS
#define configENABLED_NETWORKS AWSIOT_NETWORK_TYPE_ETH
#endif

/** Subscriptions at a time. */
#ifndef AFR201906_NETWORK_SUBSCRIPTIONS
#define AFR201906_NETWORK_SUBSCRIPTIONS 4u
#endif

/** Told of a change, by a task of the network or the one that disables it. Must not block, nor call
 * the network's stack; may ask the manager. */
typedef void (*AwsIotNetworkStateChangeCb_t)(uint32_t ulNetworkType,
                                             AwsIotNetworkState_t xNetworkState, void *pvContext);

/** A subscription, until it is removed. */
typedef struct network_subscription *IotNetworkManagerSubscription_t;

#define IOT_NETWORK_MANAGER_SUBSCRIPTION_INITIALIZER NULL

/**
 * Prepare the manager: no network is enabled, nobody subscribed. Again: nothing changes.
 *
 * @return pdTRUE.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
BaseType_t AwsIotNetworkManager_Init(void);

/**
 * Tell which networks there are.
 *
 * @return Those of configENABLED_NETWORKS that were handed in.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
uint32_t AwsIotNetworkManager_GetConfiguredNetworks(void);

/**
 * Tell which networks are enabled.
 *
 * @return A set of types.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
uint32_t AwsIotNetworkManager_GetEnabledNetworks(void);

/**
 * Tell which networks are connected.
 *
 * @return A set of types, all of them enabled.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
uint32_t AwsIotNetworkManager_GetConnectedNetworks(void);

/**
 * Enable networks: they connect when they can, and subscribers are told.
 *
 * @param ulNetworkTypes  A set of types.
 * @return Those of the set that are enabled now.
 *
 * Context: task, one at a time, as AwsIotNetworkManager_DisableNetwork().
 * Blocks:  as `enable` of the networks.
 * Source:  User guide of 201906, network manager.
 */
uint32_t AwsIotNetworkManager_EnableNetwork(uint32_t ulNetworkTypes);

/**
 * Disable networks. Subscribers of one that was connected are told before this returns.
 *
 * @param ulNetworkTypes  A set of types.
 * @return Those of the set that are disabled now.
 *
 * Context: task, one at a time.
 * Blocks:  as `disable` of the networks.
 * Source:  User guide of 201906, network manager.
 */
uint32_t AwsIotNetworkManager_DisableNetwork(uint32_t ulNetworkTypes);

/**
 * Be told when networks connect and disconnect. What is so already is not told.
 *
 * @param ulNetworkTypes           A set of types, not empty.
 * @param xCallback                Not NULL.
 * @param pvContext                Passed to it.
 * @param[out] pxSubscription      Not NULL.
 * @retval pdTRUE   Subscribed.
 * @retval pdFALSE  An argument is missing, or there are AFR201906_NETWORK_SUBSCRIPTIONS.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
BaseType_t AwsIotNetworkManager_SubscribeForStateChange(
    uint32_t ulNetworkTypes, AwsIotNetworkStateChangeCb_t xCallback, void *pvContext,
    IotNetworkManagerSubscription_t *pxSubscription);

/**
 * End a subscription. A callback that is under way in another task may still return later.
 *
 * @param xSubscription  Of AwsIotNetworkManager_SubscribeForStateChange().
 * @retval pdTRUE   Ended.
 * @retval pdFALSE  There is none.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
BaseType_t AwsIotNetworkManager_RemoveSubscription(IotNetworkManagerSubscription_t xSubscription);

/**
 * Get the functions to connect over a network.
 *
 * @param ulNetworkTypes  One type; or several: the preferred one that is connected.
 * @return NULL: there is none.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
const IotNetworkInterface_t *AwsIotNetworkManager_GetNetworkInterface(uint32_t ulNetworkTypes);

/**
 * Get what `create` of the network wants first: whom to connect to.
 *
 * @param ulNetworkTypes  As AwsIotNetworkManager_GetNetworkInterface().
 * @return NULL: there is none.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
void *AwsIotNetworkManager_GetConnectionParams(uint32_t ulNetworkTypes);

/**
 * Get what `create` of the network wants second: with what to be trusted.
 *
 * @param ulNetworkTypes  As AwsIotNetworkManager_GetNetworkInterface().
 * @return NULL: there is none.
 *
 * Context: any task.
 * Blocks:  never.
 * Source:  User guide of 201906, network manager.
 */
void *AwsIotNetworkManager_GetCredentials(uint32_t ulNetworkTypes);

#ifdef __cplusplus
}
#endif

#endif
