/* SPDX-License-Identifier: MIT */
/** Settings of the MQTT agent, each with its default. An application overrides them in a file
 * `core_mqtt_agent_config.h` on the include path, or on the command line, the same for all that it
 * compiles: they shape MQTTAgentContext_t. MQTT_AGENT_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef CORE_MQTT_AGENT_CONFIG_DEFAULTS_H
#define CORE_MQTT_AGENT_CONFIG_DEFAULTS_H

#if !defined(MQTT_AGENT_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("core_mqtt_agent_config.h")
#include "core_mqtt_agent_config.h"
#endif
#endif

/** Commands that may wait for the server's answer at a time. Each costs 12 bytes of the context.
 * Range 2 .. 65535. */
#ifndef MQTT_AGENT_MAX_OUTSTANDING_ACKS
#define MQTT_AGENT_MAX_OUTSTANDING_ACKS (20U)
#endif

/** Longest wait for a command before the agent looks at the stream, ms: for message interfaces that
 * the stream does not wake. mqtt_agent.h is woken and does not use it. Range 1 .. 2^32-1. */
#ifndef MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME
#define MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME (1000U)
#endif

/** 0: messages of QoS 0 only, without their records. */
#ifndef MQTT_AGENT_USE_QOS_1_2_PUBLISH
#define MQTT_AGENT_USE_QOS_1_2_PUBLISH (1)
#endif

/** QoS 2 messages that may be arriving at a time, 4 bytes each. A further one ends the connection,
 * which comes back and goes on: for much QoS 2 give what the server has under way (mosquitto 20).
 * Range 1 .. 65535. */
#ifndef MQTT_AGENT_MAX_INCOMING_QOS2
#define MQTT_AGENT_MAX_INCOMING_QOS2 (5U)
#endif

#if MQTT_AGENT_MAX_OUTSTANDING_ACKS < 2
#error "MQTT_AGENT_MAX_OUTSTANDING_ACKS must be at least 2"
#endif
#if MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME < 1
#error "MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME must be at least 1"
#endif
#if MQTT_AGENT_MAX_INCOMING_QOS2 < 1
#error "MQTT_AGENT_MAX_INCOMING_QOS2 must be at least 1"
#endif

#endif
