/* SPDX-License-Identifier: MIT */
/* The calls of the engine that differ from version to version, as the agent uses them: those of
 * MQTT 3.1.1. */
#ifndef MQTT_AGENT_VERSION_H
#define MQTT_AGENT_VERSION_H

#include "core_mqtt_agent.h"
#include "mqtt_version.h"

/* What PUBLISH and DISCONNECT commands have for arguments. */
typedef MQTTPublishInfo_t mqtt_agent_publish_args;

static inline MQTTPublishInfo_t *mqtt_agent_message_of(mqtt_agent_publish_args *publish)
{
    return publish;
}

static inline bool mqtt_agent_may_publish(const mqtt_agent_publish_args *publish)
{
    return publish != NULL && mqtt_version_may_publish(publish);
}

static inline bool mqtt_agent_may_subscribe(const MQTTAgentSubscribeArgs_t *subscribe)
{
    size_t remaining, packet;

    return subscribe != NULL &&
           MQTT_GetSubscribePacketSize(subscribe->pSubscribeInfo, subscribe->numSubscriptions,
                                       &remaining, &packet) == MQTTSuccess;
}

static inline bool mqtt_agent_may_unsubscribe(const MQTTAgentSubscribeArgs_t *unsubscribe)
{
    size_t remaining, packet;

    return unsubscribe != NULL &&
           MQTT_GetUnsubscribePacketSize(unsubscribe->pSubscribeInfo, unsubscribe->numSubscriptions,
                                         &remaining, &packet) == MQTTSuccess;
}

/* `message`: that of `publish`, or a copy of it with DUP. */
static inline MQTTStatus_t mqtt_agent_say_publish(MQTTContext_t *mqtt,
                                                  const mqtt_agent_publish_args *publish,
                                                  const MQTTPublishInfo_t *message, uint16_t id)
{
    (void)publish;
    return MQTT_Publish(mqtt, message, id);
}

static inline MQTTStatus_t
mqtt_agent_say_subscribe(MQTTContext_t *mqtt, const MQTTAgentSubscribeArgs_t *args, uint16_t id)
{
    return MQTT_Subscribe(mqtt, args->pSubscribeInfo, args->numSubscriptions, id);
}

static inline MQTTStatus_t
mqtt_agent_say_unsubscribe(MQTTContext_t *mqtt, const MQTTAgentSubscribeArgs_t *args, uint16_t id)
{
    return MQTT_Unsubscribe(mqtt, args->pSubscribeInfo, args->numSubscriptions, id);
}

static inline MQTTStatus_t mqtt_agent_say_connect(MQTTContext_t *mqtt, MQTTAgentConnectArgs_t *args)
{
    return MQTT_Connect(mqtt, args->pConnectInfo, args->pWillInfo, args->timeoutMs,
                        &args->sessionPresent);
}

static inline MQTTStatus_t mqtt_agent_say_disconnect(MQTTContext_t *mqtt, const void *args)
{
    (void)args;
    return MQTT_Disconnect(mqtt);
}

/* Whether this answer ends a QoS 2 message before PUBCOMP: never. */
static inline bool mqtt_agent_is_refusal(const MQTTDeserializedInfo_t *info)
{
    (void)info;
    return false;
}

/* The core's set-up is the public function. */
#define mqtt_agent_prepare MQTTAgent_Init

#endif
