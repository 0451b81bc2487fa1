/* SPDX-License-Identifier: MIT */
/** The records of messages under way, for an image with MQTT 5: the same as with 3.1.1, on this
 * folder's MQTTContext_t. */
#ifndef CORE_MQTT_STATE_5_H
#define CORE_MQTT_STATE_5_H

#include "core_mqtt.h"

#include "../../include/core_mqtt_state.h"

#endif
