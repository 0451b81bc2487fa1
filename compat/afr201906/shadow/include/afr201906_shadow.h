/* SPDX-License-Identifier: MIT */
/** How much is at hand for AwsIotShadow_*, and another connection than one of IotMqtt_Connect(). */
#ifndef AFR201906_SHADOW_H
#define AFR201906_SHADOW_H

#include "iot_mqtt.h"
#include "mqtt_link.h"
#include "types/aws_iot_shadow_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Things whose shadows are used at a time; a thing with subscriptions or callbacks stays. */
#ifndef AFR201906_SHADOW_THINGS
#define AFR201906_SHADOW_THINGS 2u
#endif

/** Operations under way at a time. */
#ifndef AFR201906_SHADOW_OPERATIONS
#define AFR201906_SHADOW_OPERATIONS 4u
#endif

/**
 * Speak over a link, too: a connection that comes back by itself, shared with other clients. Once,
 * before the connection runs.
 *
 * @param link  Lives for good. It needs room for the subscriptions of what is used: two for
 * updates, one each for get, delete, delta and updated, of each thing.
 * @return The connection for AwsIotShadow_*; NULL: `link` is NULL, or there is one already.
 *
 * Context: task.
 * Blocks:  never.
 */
IotMqttConnection_t afr201906_shadow_use_link(struct mqtt_link *link);

#ifdef __cplusplus
}
#endif

#endif
