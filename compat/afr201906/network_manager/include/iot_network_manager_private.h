/* SPDX-License-Identifier: MIT */
/** The name by which demos of 201906 include the network manager. */
#ifndef IOT_NETWORK_MANAGER_PRIVATE_H
#define IOT_NETWORK_MANAGER_PRIVATE_H

#include "aws_iot_network_manager.h"

#endif
