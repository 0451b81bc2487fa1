/* SPDX-License-Identifier: MIT */
/** Networks and what becomes of them, in the names of 201906: of Wi-Fi's call-back and of the
 * network manager's. */
#ifndef NETWORK_STATE_H
#define NETWORK_STATE_H

#include <stdint.h>

/** Types of networks: bits of a set. */
#define AWSIOT_NETWORK_TYPE_NONE 0x00000000u
#define AWSIOT_NETWORK_TYPE_WIFI 0x00000001u
#define AWSIOT_NETWORK_TYPE_BLE  0x00000002u
#define AWSIOT_NETWORK_TYPE_ETH  0x00000004u
#define AWSIOT_NETWORK_TYPE_ALL                                                                    \
    (AWSIOT_NETWORK_TYPE_WIFI | AWSIOT_NETWORK_TYPE_BLE | AWSIOT_NETWORK_TYPE_ETH)

/** What has become of a network. */
typedef enum {
    eNetworkStateUnknown = 0, /**< Kept for programs that name it; is not told. */
    eNetworkStateDisabled,    /**< It is not connected any more. */
    eNetworkStateEnabled      /**< It is connected. */
} AwsIotNetworkState_t;

/** Is told of a change: which network, what has become of it. */
typedef void (*IotNetworkStateChangeEventCallback_t)(uint32_t ulNetworkType,
                                                     AwsIotNetworkState_t xNetworkState);

#endif
