/* SPDX-License-Identifier: MIT */
/** Settings of the MQTT client, each with its default. An application overrides them in a file
 * `core_mqtt_config.h` on the include path, or on the command line; without either the defaults
 * hold. MQTT_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef CORE_MQTT_CONFIG_DEFAULTS_H
#define CORE_MQTT_CONFIG_DEFAULTS_H

#if !defined(MQTT_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("core_mqtt_config.h")
#include "core_mqtt_config.h"
#endif
#endif

/** Empty reads MQTT_Connect makes for the CONNACK when its time limit is 0. Range 1 .. 65535. */
#ifndef MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT
#define MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT (5U)
#endif

/** Longest silence after a PINGREQ before the connection counts as dead, ms. Range 1 .. 2^31-1. */
#ifndef MQTT_PINGRESP_TIMEOUT_MS
#define MQTT_PINGRESP_TIMEOUT_MS (5000U)
#endif

/** Longest time one packet may take to leave through a transport that makes no or slow progress,
 * ms. 0: an incomplete write is not tried again. Range 0 .. 2^31-1. */
#ifndef MQTT_SEND_TIMEOUT_MS
#define MQTT_SEND_TIMEOUT_MS (20000U)
#endif

/** Bytes gathered on the stack before a write, where the transport has no writev and for packets
 * made of many small pieces. Costs that much stack while sending. Range 16 .. 65535. */
#ifndef MQTT_SEND_BUFFER_BYTES
#define MQTT_SEND_BUFFER_BYTES (128U)
#endif

/** Around each use of the transport, and around each change of the state records: an application
 * with several tasks on one context takes and gives its lock here. */
#ifndef MQTT_PRE_SEND_HOOK
#define MQTT_PRE_SEND_HOOK(pContext)
#endif
#ifndef MQTT_POST_SEND_HOOK
#define MQTT_POST_SEND_HOOK(pContext)
#endif
#ifndef MQTT_PRE_STATE_UPDATE_HOOK
#define MQTT_PRE_STATE_UPDATE_HOOK(pContext)
#endif
#ifndef MQTT_POST_STATE_UPDATE_HOOK
#define MQTT_POST_STATE_UPDATE_HOOK(pContext)
#endif

#if MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT < 1
#error "MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT must be at least 1"
#endif
#if MQTT_SEND_BUFFER_BYTES < 16
#error "MQTT_SEND_BUFFER_BYTES must be at least 16"
#endif
#if MQTT_PINGRESP_TIMEOUT_MS < 1
#error "MQTT_PINGRESP_TIMEOUT_MS must be at least 1"
#endif

#endif
