/* SPDX-License-Identifier: MIT */
/** Types of aws_mqtt_agent.h. Not for one file with core_mqtt.h: both have an MQTTQoS_t. */
#ifndef AWS_MQTT_LIB_H
#define AWS_MQTT_LIB_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    eMQTTFalse = 0,
    eMQTTTrue = 1,
} MQTTBool_t;

typedef enum {
    eMQTTQoS0 = 0, /**< At most once. */
    eMQTTQoS1 = 1, /**< At least once. */
    eMQTTQoS2 = 2, /**< Exactly once. */
} MQTTQoS_t;

/** A buffer of the pool that holds a message. */
typedef void *MQTTBufferHandle_t;

/** A message from the server. */
typedef struct MQTTPublishData {
    MQTTQoS_t xQos;
    const uint8_t *pucTopic; /**< Without a terminator. */
    uint16_t usTopicLength;
    const void *pvData;
    uint32_t ulDataLength;
    MQTTBufferHandle_t xBuffer; /**< Holds topic and data. */
} MQTTPublishData_t;

/** A message for a filter, in the agent's task; must not block. Returns eMQTTTrue to keep the
 * buffer, for MQTT_AGENT_ReturnBuffer() later. */
typedef MQTTBool_t (*MQTTPublishCallback_t)(void *pvPublishCallbackContext,
                                            const MQTTPublishData_t *const pxPublishData);

#ifdef __cplusplus
}
#endif

#endif
