/* SPDX-License-Identifier: MIT */
#include "core_mqtt_agent_command_functions.h"

#include "lib_assert.h"
#include "mqtt_agent_acks.h"
#include "mqtt_agent_version.h"

MQTTStatus_t MQTTAgentCommand_ProcessLoop(MQTTAgentContext_t *agent, void *unused,
                                          MQTTAgentCommandFuncReturns_t *flags)
{
    (void)agent;
    (void)unused;
    LIB_ASSERT(flags != NULL);
    *flags = (MQTTAgentCommandFuncReturns_t){.runProcessLoop = true};
    return MQTTSuccess;
}

MQTTStatus_t MQTTAgentCommand_Publish(MQTTAgentContext_t *agent, void *publish,
                                      MQTTAgentCommandFuncReturns_t *flags)
{
    const MQTTPublishInfo_t *const message = mqtt_agent_message_of(publish);
    const bool answered = message->qos != MQTTQoS0;
    const uint16_t id = answered ? mqtt_agent_fresh_id(agent) : MQTT_PACKET_ID_INVALID;
    const MQTTStatus_t status = mqtt_agent_say_publish(&agent->mqttContext, publish, message, id);

    *flags = (MQTTAgentCommandFuncReturns_t){
        .packetId = id,
        .addAcknowledgment = answered && (status == MQTTSuccess || status == MQTTSendFailed),
        .runProcessLoop = true,
    };
    return status;
}

static MQTTAgentCommandFuncReturns_t awaiting(uint16_t packet_id, MQTTStatus_t status)
{
    return (MQTTAgentCommandFuncReturns_t){
        .packetId = packet_id,
        .addAcknowledgment = status == MQTTSuccess,
        .runProcessLoop = true,
    };
}

MQTTStatus_t MQTTAgentCommand_Subscribe(MQTTAgentContext_t *agent, void *subscribe,
                                        MQTTAgentCommandFuncReturns_t *flags)
{
    const MQTTAgentSubscribeArgs_t *const args = subscribe;
    const uint16_t id = mqtt_agent_fresh_id(agent);
    const MQTTStatus_t status = mqtt_agent_say_subscribe(&agent->mqttContext, args, id);

    *flags = awaiting(id, status);
    return status;
}

MQTTStatus_t MQTTAgentCommand_Unsubscribe(MQTTAgentContext_t *agent, void *unsubscribe,
                                          MQTTAgentCommandFuncReturns_t *flags)
{
    const MQTTAgentSubscribeArgs_t *const args = unsubscribe;
    const uint16_t id = mqtt_agent_fresh_id(agent);
    const MQTTStatus_t status = mqtt_agent_say_unsubscribe(&agent->mqttContext, args, id);

    *flags = awaiting(id, status);
    return status;
}

MQTTStatus_t MQTTAgentCommand_Connect(MQTTAgentContext_t *agent, void *connect,
                                      MQTTAgentCommandFuncReturns_t *flags)
{
    MQTTAgentConnectArgs_t *const args = connect;
    MQTTStatus_t status = mqtt_agent_say_connect(&agent->mqttContext, args);

    if (status == MQTTSuccess) {
        status = MQTTAgent_ResumeSession(agent, args->sessionPresent);
    }
    *flags = (MQTTAgentCommandFuncReturns_t){.runProcessLoop = true};
    return status;
}

MQTTStatus_t MQTTAgentCommand_Disconnect(MQTTAgentContext_t *agent, void *disconnect,
                                         MQTTAgentCommandFuncReturns_t *flags)
{
    *flags = (MQTTAgentCommandFuncReturns_t){.endLoop = true};
    return mqtt_agent_say_disconnect(&agent->mqttContext, disconnect);
}

MQTTStatus_t MQTTAgentCommand_Ping(MQTTAgentContext_t *agent, void *unused,
                                   MQTTAgentCommandFuncReturns_t *flags)
{
    (void)unused;
    *flags = (MQTTAgentCommandFuncReturns_t){.runProcessLoop = true};
    return agent->mqttContext.waitingForPingResp ? MQTTSuccess : MQTT_Ping(&agent->mqttContext);
}

MQTTStatus_t MQTTAgentCommand_Terminate(MQTTAgentContext_t *agent, void *unused,
                                        MQTTAgentCommandFuncReturns_t *flags)
{
    (void)unused;
    LIB_ASSERT(flags != NULL);
    *flags = (MQTTAgentCommandFuncReturns_t){.endLoop = true};
    return MQTTAgent_CancelAll(agent);
}
