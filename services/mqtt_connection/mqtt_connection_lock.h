/* SPDX-License-Identifier: MIT */
/* The lock over store, subscriptions and counts; held for short copies, never while sending,
 * waiting or in a callback. */
#ifndef MQTT_CONNECTION_LOCK_H
#define MQTT_CONNECTION_LOCK_H

#include "mqtt_connection.h"

static inline void mqtt_connection_lock(struct mqtt_connection *connection)
{
    connection->config.system.lock(connection->config.system.context);
}

static inline void mqtt_connection_unlock(struct mqtt_connection *connection)
{
    connection->config.system.unlock(connection->config.system.context);
}

#endif
