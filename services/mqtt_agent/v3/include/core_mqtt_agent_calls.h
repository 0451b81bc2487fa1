/* SPDX-License-Identifier: MIT */
/** What of core_mqtt_agent.h is MQTT 3.1.1's own; included by it. The signatures are those of
 * coreMQTT-Agent 1. */
#ifndef CORE_MQTT_AGENT_CALLS_H
#define CORE_MQTT_AGENT_CALLS_H

#include "core_mqtt_agent.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Arguments stay valid and unchanged until the command's callback. */
struct MQTTAgentSubscribeArgs {
    MQTTSubscribeInfo_t *pSubscribeInfo; /**< `numSubscriptions` filters. */
    size_t numSubscriptions;             /**< 1 or more. */
};

struct MQTTAgentConnectArgs {
    MQTTConnectInfo_t *pConnectInfo;
    MQTTPublishInfo_t *pWillInfo; /**< NULL: none. */
    uint32_t timeoutMs;           /**< Longest wait for CONNACK. */
    bool sessionPresent;          /**< Set before the callback: what CONNACK says. */
};

/**
 * Prepare an agent. Nothing is sent.
 *
 * @param[out] agent       Not NULL; lives as long as the agent.
 * @param messages         Copied; all members are needed.
 * @param network_buffer   As of MQTT_Init.
 * @param transport        As of MQTT_Init.
 * @param get_time         As of MQTT_Init.
 * @param incoming         Called for each message that arrives. Not NULL.
 * @param incoming_context Kept in the context as pIncomingCallbackContext; may be NULL.
 * @retval MQTTSuccess       The agent is ready.
 * @retval MQTTBadParameter  An argument or a member is missing or too small.
 *
 * Context: any, before all else.
 * Blocks:  never.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Init.
 */
MQTTStatus_t MQTTAgent_Init(MQTTAgentContext_t *agent, const MQTTAgentMessageInterface_t *messages,
                            const MQTTFixedBuffer_t *network_buffer,
                            const TransportInterface_t *transport,
                            MQTTGetCurrentTimeFunc_t get_time,
                            MQTTAgentIncomingPublishCallback_t incoming, void *incoming_context);

/**
 * Publish. QoS 0 completes when it has left, QoS 1 with PUBACK, QoS 2 with PUBCOMP.
 *
 * @param agent    Initialised.
 * @param publish  It, its topic and its payload: valid and unchanged until the callback. Not NULL.
 * @param info     Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Publish.
 */
MQTTStatus_t MQTTAgent_Publish(const MQTTAgentContext_t *agent, MQTTPublishInfo_t *publish,
                               const MQTTAgentCommandInfo_t *info);

/**
 * Send DISCONNECT and end the loop. Messages that were not acknowledged stay pending.
 *
 * @param agent  Initialised.
 * @param info   Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Disconnect.
 */
MQTTStatus_t MQTTAgent_Disconnect(const MQTTAgentContext_t *agent,
                                  const MQTTAgentCommandInfo_t *info);

#ifdef __cplusplus
}
#endif

#endif
