/* SPDX-License-Identifier: MIT */
/** The connection that AwsIotShadow_* speak over, and how much is at hand for them. */
#ifndef AFR201906_SHADOW_H
#define AFR201906_SHADOW_H

#include "mqtt_link.h"
#include "types/aws_iot_shadow_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Things whose shadows are used; a thing stays once it was named. */
#ifndef AFR201906_SHADOW_THINGS
#define AFR201906_SHADOW_THINGS 2u
#endif

/** Operations under way at a time. */
#ifndef AFR201906_SHADOW_OPERATIONS
#define AFR201906_SHADOW_OPERATIONS 4u
#endif

/**
 * Say over which link. Once, before the connection runs.
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
