/* SPDX-License-Identifier: MIT */
/* The calls of the engine that differ from version to version, as the agent uses them: those of
 * MQTT 5. */
#ifndef MQTT_AGENT_VERSION_H
#define MQTT_AGENT_VERSION_H

#include "core_mqtt_agent.h"
#include "mqtt_version.h"

typedef MQTTAgentPublishArgs_t mqtt_agent_publish_args;

static inline MQTTPublishInfo_t *mqtt_agent_message_of(mqtt_agent_publish_args *publish)
{
    return publish->pPublishInfo;
}

static inline bool mqtt_agent_may_publish(const mqtt_agent_publish_args *publish)
{
    uint32_t remaining, packet;

    return publish != NULL && MQTT_GetPublishPacketSize(publish->pPublishInfo, publish->pProperties,
                                                        &remaining, &packet) == MQTTSuccess;
}

static inline bool mqtt_agent_may_subscribe(const MQTTAgentSubscribeArgs_t *subscribe)
{
    uint32_t remaining, packet;

    return subscribe != NULL &&
           MQTT_GetSubscribePacketSize(subscribe->pSubscribeInfo, subscribe->numSubscriptions,
                                       subscribe->pProperties, &remaining, &packet) == MQTTSuccess;
}

static inline bool mqtt_agent_may_unsubscribe(const MQTTAgentSubscribeArgs_t *unsubscribe)
{
    uint32_t remaining, packet;

    return unsubscribe != NULL && MQTT_GetUnsubscribePacketSize(
                                      unsubscribe->pSubscribeInfo, unsubscribe->numSubscriptions,
                                      unsubscribe->pProperties, &remaining, &packet) == MQTTSuccess;
}

/* `message`: that of `publish`, or a copy of it with DUP. */
static inline MQTTStatus_t mqtt_agent_say_publish(MQTTContext_t *mqtt,
                                                  const mqtt_agent_publish_args *publish,
                                                  const MQTTPublishInfo_t *message, uint16_t id)
{
    return MQTT_Publish(mqtt, message, id, publish->pProperties);
}

static inline MQTTStatus_t
mqtt_agent_say_subscribe(MQTTContext_t *mqtt, const MQTTAgentSubscribeArgs_t *args, uint16_t id)
{
    return MQTT_Subscribe(mqtt, args->pSubscribeInfo, args->numSubscriptions, id,
                          args->pProperties);
}

static inline MQTTStatus_t
mqtt_agent_say_unsubscribe(MQTTContext_t *mqtt, const MQTTAgentSubscribeArgs_t *args, uint16_t id)
{
    return MQTT_Unsubscribe(mqtt, args->pSubscribeInfo, args->numSubscriptions, id,
                            args->pProperties);
}

static inline MQTTStatus_t mqtt_agent_say_connect(MQTTContext_t *mqtt, MQTTAgentConnectArgs_t *args)
{
    return MQTT_Connect(mqtt, args->pConnectInfo, args->pWillInfo, args->timeoutMs,
                        &args->sessionPresent, args->pProperties, args->pWillProperties);
}

static inline MQTTStatus_t mqtt_agent_say_disconnect(MQTTContext_t *mqtt, const void *args)
{
    static const MQTTAgentDisconnectArgs_t normal;
    const MQTTAgentDisconnectArgs_t *const disconnect = args != NULL ? args : &normal;

    return MQTT_Disconnect(mqtt, disconnect->pProperties, disconnect->pReasonCode);
}

/* Whether this answer ends a QoS 2 message before PUBCOMP. */
static inline bool mqtt_agent_is_refusal(const MQTTDeserializedInfo_t *info)
{
    return info->deserializationResult == MQTTServerRefused;
}

/* Set-up, all but memory for properties of answers: MQTTAgent_Init without its last two. */
MQTTStatus_t
mqtt_agent_prepare(MQTTAgentContext_t *agent, const MQTTAgentMessageInterface_t *messages,
                   const MQTTFixedBuffer_t *network_buffer, const TransportInterface_t *transport,
                   MQTTGetCurrentTimeFunc_t get_time, MQTTAgentIncomingPublishCallback_t incoming,
                   void *incoming_context);

#endif
