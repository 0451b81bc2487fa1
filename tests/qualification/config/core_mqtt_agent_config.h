/* SPDX-License-Identifier: MIT */
/* Options of the MQTT agent in aws_tests: where memory is little, what the cases use. */
#ifndef CORE_MQTT_AGENT_CONFIG_H
#define CORE_MQTT_AGENT_CONFIG_H

#ifdef DUNLIN_BOARD_IS_SMALL
#define MQTT_COMMAND_CONTEXTS_POOL_SIZE        4U
#define MQTT_AGENT_MAX_OUTSTANDING_ACKS        5U
#define MQTT_AGENT_MAX_INCOMING_QOS2           1U
#define SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS 1U
#endif

#endif
