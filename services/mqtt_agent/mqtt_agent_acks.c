/* SPDX-License-Identifier: MIT */
#include "mqtt_agent_acks.h"

#include "lib_assert.h"
#include "mqtt_agent_version.h"

/* 16 bits of these wrap after 70 minutes; limits are at most half of that. */
#define TIME_UNIT_BITS 6u

static uint16_t time_now(const MQTTAgentContext_t *agent)
{
    return (uint16_t)(agent->mqttContext.getTime() >> TIME_UNIT_BITS);
}

MQTTAgentAckInfo_t *mqtt_agent_find_ack(const MQTTAgentContext_t *agent, uint16_t packet_id)
{
    for (size_t i = 0; i < MQTT_AGENT_MAX_OUTSTANDING_ACKS; i++) {
        if (agent->pPendingAcks[i].packetId == packet_id) {
            return (MQTTAgentAckInfo_t *)&agent->pPendingAcks[i];
        }
    }
    return NULL;
}

bool mqtt_agent_has_place(const MQTTAgentContext_t *agent, MQTTAgentCommandType_t type, void *args)
{
    bool is_answered = type == SUBSCRIBE || type == UNSUBSCRIBE;

    if (type == PUBLISH) {
        is_answered = mqtt_agent_message_of(args)->qos != MQTTQoS0;
    }
    return !is_answered || mqtt_agent_find_ack(agent, MQTT_PACKET_ID_INVALID) != NULL;
}

uint16_t mqtt_agent_fresh_id(MQTTAgentContext_t *agent)
{
    uint16_t id;

    do {
        id = MQTT_GetPacketId(&agent->mqttContext);
    } while (mqtt_agent_find_ack(agent, id) != NULL);
    return id;
}

bool mqtt_agent_add_ack(MQTTAgentContext_t *agent, uint16_t packet_id, MQTTAgentCommand_t *command)
{
    MQTTAgentAckInfo_t *const ack = mqtt_agent_find_ack(agent, MQTT_PACKET_ID_INVALID);

    LIB_ASSERT(packet_id != MQTT_PACKET_ID_INVALID && command != NULL);
    if (ack != NULL) {
        *ack = (MQTTAgentAckInfo_t){packet_id, time_now(agent), command};
    }
    return ack != NULL;
}

void mqtt_agent_conclude(const MQTTAgentContext_t *agent, MQTTAgentCommand_t *command,
                         MQTTStatus_t status, uint8_t *suback_codes)
{
    MQTTAgentReturnInfo_t result = {.returnCode = status, .pSubackCodes = suback_codes};
    const MQTTAgentCommandCallback_t callback = command->pCommandCompleteCallback;
    MQTTAgentCommandContext_t *const context = command->pCmdContext;

    /* First the memory: the callback may want it for the next command. */
    (void)agent->agentInterface.releaseCommand(command);
    if (callback != NULL) {
        callback(context, &result);
    }
}

void mqtt_agent_conclude_ack(MQTTAgentContext_t *agent, MQTTAgentAckInfo_t *ack,
                             MQTTStatus_t status, uint8_t *suback_codes)
{
    MQTTAgentCommand_t *const command = ack->pOriginalCommand;

    LIB_ASSERT(ack->packetId != MQTT_PACKET_ID_INVALID && command != NULL);
    *ack = (MQTTAgentAckInfo_t){0};
    mqtt_agent_conclude(agent, command, status, suback_codes);
}

uint32_t mqtt_agent_patience_ms(const MQTTAgentContext_t *agent)
{
    uint32_t patience = UINT32_MAX;

    for (size_t i = 0; i < MQTT_AGENT_MAX_OUTSTANDING_ACKS && agent->ackTimeoutMs != 0; i++) {
        const MQTTAgentAckInfo_t *const ack = &agent->pPendingAcks[i];
        if (ack->packetId != MQTT_PACKET_ID_INVALID) {
            const uint32_t passed = (uint32_t)(uint16_t)(time_now(agent) - ack->sentTime)
                                    << TIME_UNIT_BITS;
            const uint32_t left = passed < agent->ackTimeoutMs ? agent->ackTimeoutMs - passed : 0;
            patience = left < patience ? left : patience;
        }
    }
    return patience;
}

void mqtt_agent_renew_patience(MQTTAgentContext_t *agent)
{
    for (size_t i = 0; i < MQTT_AGENT_MAX_OUTSTANDING_ACKS; i++) {
        agent->pPendingAcks[i].sentTime = time_now(agent);
    }
}
