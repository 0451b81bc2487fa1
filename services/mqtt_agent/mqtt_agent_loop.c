/* SPDX-License-Identifier: MIT */
/* The agent's task: commands out, packets in, one wait.
 *
 *      ┌─► wait: a command, bytes, keep-alive or an answer due ─► command ─► one look at the stream
 * ─┐ └─── at once when the look found something: more may be there ◄──────────────────────────────┘
 *
 * Commands and the stream take turns, so that neither starves the other. */
#include "mqtt_agent_loop.h"

#include "core_mqtt_agent_command_functions.h"
#include "lib_assert.h"
#include "mqtt_agent_acks.h"
#include "mqtt_agent_version.h"

#define COMMANDS_BETWEEN_LOOKS 8u

static const MQTTAgentCommandFunc_t functions[NUM_COMMANDS] = MQTT_AGENT_FUNCTION_TABLE;

/* --- packets in --- */

/* Which command a packet answers. */
static MQTTAgentCommandType_t answered_by(uint8_t packet_type, const MQTTDeserializedInfo_t *info)
{
    switch (packet_type) {
    case MQTT_PACKET_TYPE_PUBREC:
        return mqtt_agent_is_refusal(info) ? PUBLISH : NONE;
    case MQTT_PACKET_TYPE_PUBACK:
    case MQTT_PACKET_TYPE_PUBCOMP:
        return PUBLISH;
    case MQTT_PACKET_TYPE_SUBACK:
        return SUBSCRIBE;
    case MQTT_PACKET_TYPE_UNSUBACK:
        return UNSUBSCRIBE;
    default:
        return NONE;
    }
}

static void on_packet(MQTTContext_t *context, MQTTPacketInfo_t *packet,
                      MQTTDeserializedInfo_t *info)
{
    MQTTAgentContext_t *const agent = (MQTTAgentContext_t *)context;

    LIB_ASSERT(context == &agent->mqttContext);
    agent->packetReceivedInLoop = true;
    if (info->pPublishInfo != NULL) {
        agent->pIncomingCallback(agent, info->packetIdentifier, info->pPublishInfo);
        return;
    }
    const MQTTAgentCommandType_t type = answered_by(packet->type, info);
    MQTTAgentAckInfo_t *const ack = info->packetIdentifier != MQTT_PACKET_ID_INVALID
                                        ? mqtt_agent_find_ack(agent, info->packetIdentifier)
                                        : NULL;
    if (type == NONE || ack == NULL || ack->pOriginalCommand->commandType != type) {
        return; /* PUBREC, PINGRESP; an answer to what was cancelled */
    }
    uint8_t *codes = NULL;
    size_t count = 0;
    if (type == SUBSCRIBE) {
        (void)MQTT_GetSubAckStatusCodes(packet, &codes, &count);
    }
    mqtt_agent_conclude_ack(agent, ack, info->deserializationResult, codes);
}

/* One look. *more: something was there. A packet that is too long is dropped and would only come
 * again after a reconnect. */
static MQTTStatus_t look(MQTTAgentContext_t *agent, bool *more)
{
    const MQTTContext_t *const mqtt = &agent->mqttContext;
    const size_t index = mqtt->index;
    const size_t discard = mqtt->discardBytes;

    agent->packetReceivedInLoop = false;
    const MQTTStatus_t status = MQTT_ProcessLoop(&agent->mqttContext);
    *more = agent->packetReceivedInLoop || mqtt->index != index || mqtt->discardBytes != discard;
    if (status == MQTTNeedMoreBytes || (status == MQTTNoMemory && mqtt->discardBytes > 0)) {
        return MQTTSuccess;
    }
    return status;
}

/* --- commands out --- */

MQTTStatus_t mqtt_agent_execute(MQTTAgentContext_t *agent, MQTTAgentCommand_t *command, bool *end)
{
    const MQTTAgentCommandType_t type = command->commandType;
    MQTTAgentCommandFuncReturns_t flags = {0};
    MQTTStatus_t status = MQTTNoMemory;

    if (functions[type] == NULL) {
        status = MQTTBadParameter;
    } else if (mqtt_agent_has_place(agent, type, command->pArgs)) {
        status = functions[type](agent, command->pArgs, &flags);
    }
    if (!flags.addAcknowledgment || !mqtt_agent_add_ack(agent, flags.packetId, command)) {
        mqtt_agent_conclude(agent, command, status, NULL);
    }
    *end = flags.endLoop;
    return status;
}

/* --- the loop --- */

static uint32_t wait_ms(const MQTTAgentContext_t *agent)
{
    uint32_t wait = agent->maxWaitMs;

    if (agent->mqttContext.connectStatus == MQTTConnected) {
        const uint32_t ping = mqtt_keep_alive_wait_ms(&agent->mqttContext);
        const uint32_t answer = mqtt_agent_patience_ms(agent);
        wait = ping < wait ? ping : wait;
        wait = answer < wait ? answer : wait;
    }
    return wait;
}

/* Looks, and judges. */
static MQTTStatus_t serve_stream(MQTTAgentContext_t *agent, bool *more)
{
    const MQTTStatus_t status = look(agent, more);

    return status == MQTTSuccess && mqtt_agent_patience_ms(agent) == 0 ? MQTTNoDataAvailable
                                                                       : status;
}

MQTTStatus_t MQTTAgent_CommandLoop(MQTTAgentContext_t *agent)
{
    if (agent == NULL || agent->agentInterface.recv == NULL) {
        return MQTTBadParameter;
    }
    const MQTTAgentMessageInterface_t *const messages = &agent->agentInterface;
    const MQTTContext_t *const mqtt = &agent->mqttContext;
    bool connected = mqtt->connectStatus == MQTTConnected;
    bool more = connected; /* there may be bytes behind CONNACK */
    unsigned unlooked = 0;

    for (;;) {
        MQTTAgentCommand_t *command = NULL;
        MQTTStatus_t status = MQTTSuccess;
        bool end = false;
        if (messages->recv(messages->pMsgCtx, &command, more ? 0 : wait_ms(agent)) &&
            command != NULL) {
            status = mqtt_agent_execute(agent, command, &end);
            unlooked++;
        }
        if (end) {
            return MQTTSuccess;
        }
        if (mqtt->connectStatus != MQTTConnected) {
            if (connected) {
                return status; /* the command broke the connection */
            }
            more = false;
            continue;
        }
        connected = true;
        more = true;
        if (command == NULL || unlooked >= COMMANDS_BETWEEN_LOOKS) {
            unlooked = 0;
            status = serve_stream(agent, &more);
            if (status != MQTTSuccess) {
                return status;
            }
        }
    }
}

/* --- set-up, and between connections --- */

MQTT_VERSION_EVENTS(on_event, on_packet);

MQTTStatus_t mqtt_agent_prepare(MQTTAgentContext_t *agent,
                                const MQTTAgentMessageInterface_t *messages,
                                const MQTTFixedBuffer_t *network_buffer,
                                const TransportInterface_t *transport,
                                MQTTGetCurrentTimeFunc_t get_time,
                                MQTTAgentIncomingPublishCallback_t incoming, void *incoming_context)
{
    if (agent == NULL || messages == NULL || messages->pMsgCtx == NULL || messages->send == NULL ||
        messages->recv == NULL || messages->getCommand == NULL ||
        messages->releaseCommand == NULL || incoming == NULL) {
        return MQTTBadParameter;
    }
    *agent = (MQTTAgentContext_t){
        .pIncomingCallback = incoming,
        .pIncomingCallbackContext = incoming_context,
        .maxWaitMs = MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME,
    };
    MQTTStatus_t status =
        MQTT_Init(&agent->mqttContext, transport, get_time, on_event, network_buffer);
#if MQTT_AGENT_USE_QOS_1_2_PUBLISH
    if (status == MQTTSuccess) {
        status = mqtt_version_records(&agent->mqttContext, agent->outgoing,
                                      MQTT_AGENT_MAX_OUTSTANDING_ACKS, agent->incoming,
                                      MQTT_AGENT_MAX_INCOMING_QOS2);
    }
#endif
    if (status == MQTTSuccess) {
        agent->agentInterface = *messages; /* last: it tells that the rest is there */
    }
    return status;
}

/* Ends what waits for an answer; of messages only with `messages_too`. */
static void fail_pending(MQTTAgentContext_t *agent, bool messages_too)
{
    for (size_t i = 0; i < MQTT_AGENT_MAX_OUTSTANDING_ACKS; i++) {
        MQTTAgentAckInfo_t *const ack = &agent->pPendingAcks[i];
        if (ack->packetId == MQTT_PACKET_ID_INVALID) {
            continue;
        }
        const bool is_message = ack->pOriginalCommand->commandType == PUBLISH;
        if (is_message && !messages_too) {
            continue;
        }
        if (is_message) {
            (void)MQTT_CancelCallback(&agent->mqttContext, ack->packetId);
        }
        mqtt_agent_conclude_ack(agent, ack, MQTTRecvFailed, NULL);
    }
}

static MQTTStatus_t resend(MQTTAgentContext_t *agent)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTStatus_t status = MQTTSuccess;
    uint16_t id;

    while (status == MQTTSuccess &&
           (id = MQTT_PublishToResend(&agent->mqttContext, &cursor)) != MQTT_PACKET_ID_INVALID) {
        const MQTTAgentAckInfo_t *const ack = mqtt_agent_find_ack(agent, id);
        if (ack == NULL) {
            (void)MQTT_CancelCallback(&agent->mqttContext, id); /* not the agent's */
            continue;
        }
        mqtt_agent_publish_args *const publish = ack->pOriginalCommand->pArgs;
        MQTTPublishInfo_t message = *mqtt_agent_message_of(publish);
        message.dup = true;
        status = mqtt_agent_say_publish(&agent->mqttContext, publish, &message, id);
    }
    return status;
}

MQTTStatus_t MQTTAgent_ResumeSession(MQTTAgentContext_t *agent, bool session_present)
{
    if (agent == NULL) {
        return MQTTBadParameter;
    }
    mqtt_agent_renew_patience(agent);
    fail_pending(agent, !session_present);
    return session_present ? resend(agent) : MQTTSuccess;
}

MQTTStatus_t MQTTAgent_CancelAll(MQTTAgentContext_t *agent)
{
    if (agent == NULL || agent->agentInterface.recv == NULL) {
        return MQTTBadParameter;
    }
    const MQTTAgentMessageInterface_t *const messages = &agent->agentInterface;
    MQTTAgentCommand_t *command = NULL;

    while (messages->recv(messages->pMsgCtx, &command, 0) && command != NULL) {
        mqtt_agent_conclude(agent, command, MQTTRecvFailed, NULL);
        command = NULL;
    }
    fail_pending(agent, true);
    return MQTTSuccess;
}
