/* SPDX-License-Identifier: MIT */
/** Options of aws_mqtt_agent.h; a build may bring its own values. */
#ifndef AWS_MQTT_AGENT_CONFIG_DEFAULTS_H
#define AWS_MQTT_AGENT_CONFIG_DEFAULTS_H

#include "FreeRTOS.h"

/** Handles of MQTT_AGENT_Create() at a time; each has a task of its own. */
#ifndef mqttconfigMAX_BROKERS
#define mqttconfigMAX_BROKERS (1)
#endif

/** 1: CONNECT has a user name that says what connects, as AWS IoT asks for. */
#ifndef mqttconfigENABLE_METRICS
#define mqttconfigENABLE_METRICS (1)
#endif

/** AWS IoT allows 30 to 1200. */
#ifndef mqttconfigKEEP_ALIVE_INTERVAL_SECONDS
#define mqttconfigKEEP_ALIVE_INTERVAL_SECONDS (1200)
#endif

/** Words of the stack of an agent's task: TLS needs more than the default. */
#ifndef mqttconfigMQTT_TASK_STACK_DEPTH
#define mqttconfigMQTT_TASK_STACK_DEPTH (configMINIMAL_STACK_SIZE * 4)
#endif

#ifndef mqttconfigMQTT_TASK_PRIORITY
#define mqttconfigMQTT_TASK_PRIORITY (tskIDLE_PRIORITY)
#endif

/** Bytes of the largest packet from the server. */
#ifndef mqttconfigRX_BUFFER_SIZE
#define mqttconfigRX_BUFFER_SIZE (1024)
#endif

/** Longest wait until the network takes bytes, in ms. */
#ifndef mqttconfigTCP_SEND_TIMEOUT_MS
#define mqttconfigTCP_SEND_TIMEOUT_MS (2000)
#endif

/** Where messages are put. */
#ifndef mqttconfigGET_FREE_BUFFER_FXN
#define mqttconfigGET_FREE_BUFFER_FXN BUFFERPOOL_GetFreeBuffer
#endif
#ifndef mqttconfigRETURN_BUFFER_FXN
#define mqttconfigRETURN_BUFFER_FXN BUFFERPOOL_ReturnBuffer
#endif

/** Filters with callbacks of their own, at a time, and the bytes of the longest. */
#ifndef mqttconfigSUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS
#define mqttconfigSUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS (8)
#endif
#ifndef mqttconfigSUBSCRIPTION_MANAGER_MAX_TOPIC_LENGTH
#define mqttconfigSUBSCRIPTION_MANAGER_MAX_TOPIC_LENGTH (128)
#endif

#endif
