/* SPDX-License-Identifier: MIT */
#include "core_mqtt_agent_calls.h"

#include "mqtt_agent_acks.h"
#include "mqtt_agent_version.h"

MQTTStatus_t MQTTAgent_Disconnect(const MQTTAgentContext_t *agent,
                                  MQTTAgentDisconnectArgs_t *disconnect,
                                  const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_hand_over(agent, DISCONNECT, disconnect, info);
}

MQTTStatus_t MQTTAgent_Init(MQTTAgentContext_t *agent, const MQTTAgentMessageInterface_t *messages,
                            const MQTTFixedBuffer_t *network_buffer,
                            const TransportInterface_t *transport,
                            MQTTGetCurrentTimeFunc_t get_time,
                            MQTTAgentIncomingPublishCallback_t incoming, void *incoming_context,
                            uint8_t *ack_properties, size_t ack_properties_bytes)
{
    if ((ack_properties == NULL) != (ack_properties_bytes == 0)) {
        return MQTTBadParameter;
    }
    const MQTTStatus_t status = mqtt_agent_prepare(agent, messages, network_buffer, transport,
                                                   get_time, incoming, incoming_context);
    if (status == MQTTSuccess) {
        agent->mqttContext.ackPropsBuffer =
            (MQTTFixedBuffer_t){ack_properties, ack_properties_bytes};
    }
    return status;
}
