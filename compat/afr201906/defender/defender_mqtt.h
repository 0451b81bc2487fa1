/* SPDX-License-Identifier: MIT */
/* Reports over connections of their own: one of IotMqtt_Connect() for each, and the connections
 * that IotMetrics_* know. */
#ifndef AFR201906_DEFENDER_MQTT_H
#define AFR201906_DEFENDER_MQTT_H

#include "defender_agent.h"
#include "iot_mqtt.h"

/* Makes a way of it; false: the identifier of the client is no name of a thing. Not while reports
 * are made. */
bool defender_mqtt_prepare(const IotMqttNetworkInfo_t *network, const IotMqttConnectInfo_t *hello,
                           struct defender_agent_way *way);

#endif
