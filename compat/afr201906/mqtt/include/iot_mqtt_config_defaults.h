/* SPDX-License-Identifier: MIT */
/** Settings of the MQTT library, each with its default. An application overrides them in a file
 * `iot_config.h` on the include path, or on the command line, the same for all that it compiles. */
#ifndef IOT_MQTT_CONFIG_DEFAULTS_H_
#define IOT_MQTT_CONFIG_DEFAULTS_H_

#if defined(__has_include)
#if __has_include("iot_config.h")
#include "iot_config.h"
#endif
#endif

#include "dunlin_version.h"
#include "iot_static_memory.h"

/** 1: nothing is taken from the heap; messages that may be sent again wait in message buffers
 * (iot_static_memory.h). In both cases a packet larger than IOT_MESSAGE_BUFFER_SIZE is not
 * received.
 */
#ifndef IOT_STATIC_MEMORY_ONLY
#define IOT_STATIC_MEMORY_ONLY (0)
#endif

/** Connections at a time. Range 1 .. 255. */
#ifndef IOT_MQTT_CONNECTIONS
#define IOT_MQTT_CONNECTIONS (1)
#endif

/** Operations under way on one connection, those included that nobody waited for yet. Range
 * 1 .. 255. */
#ifndef IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS
#define IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS (10)
#endif

/** Topic filters of one connection. Range 1 .. 255. */
#ifndef IOT_MQTT_SUBSCRIPTIONS
#define IOT_MQTT_SUBSCRIPTIONS (8)
#endif

/** Bytes of the longest of them; one that is longer has no room. Range 1 .. 65535. */
#ifndef IOT_MQTT_FILTER_BYTES
#define IOT_MQTT_FILTER_BYTES (256)
#endif

/** Longest wait for the answer to a PINGREQ, ms. Range 1 .. 2^31-1. */
#ifndef IOT_MQTT_RESPONSE_WAIT_MS
#define IOT_MQTT_RESPONSE_WAIT_MS (1000)
#endif

/** Longest time between two sendings of a PUBLISH, ms. Range 1 .. 2^29. */
#ifndef IOT_MQTT_RETRY_MS_CEILING
#define IOT_MQTT_RETRY_MS_CEILING (60000)
#endif

/** 1: a connection may have packets of its own form (IotMqttSerializer_t). Costs two buffers of
 * IOT_MESSAGE_BUFFER_SIZE for each connection. */
#ifndef IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES
#define IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES (0)
#endif

/** 1: in AWS mode a CONNECT without user name says which SDK this is. */
#ifndef AWS_IOT_MQTT_ENABLE_METRICS
#define AWS_IOT_MQTT_ENABLE_METRICS (1)
#endif

/** What it says. */
#ifndef AWS_IOT_METRICS_USERNAME
#define AWS_IOT_METRICS_USERNAME "?SDK=Dunlin&Version=" DUNLIN_VERSION
#endif

/** Priority of the library's task; it must be below configMAX_PRIORITIES. */
#ifndef IOT_MQTT_TASK_PRIORITY
#define IOT_MQTT_TASK_PRIORITY (2)
#endif

/** Its stack in words. Callbacks run on it. */
#ifndef IOT_MQTT_TASK_STACK_WORDS
#define IOT_MQTT_TASK_STACK_WORDS (1024)
#endif

#if IOT_MQTT_CONNECTIONS < 1 || IOT_MQTT_SUBSCRIPTIONS < 1 ||                                      \
    IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS < 1
#error "IOT_MQTT_CONNECTIONS, _SUBSCRIPTIONS and _MAX_IN_PROGRESS_OPERATIONS must be at least 1"
#endif

#endif
