/* SPDX-License-Identifier: MIT */
#include "core_mqtt_agent_calls.h"

#include "mqtt_agent_acks.h"

MQTTStatus_t MQTTAgent_Disconnect(const MQTTAgentContext_t *agent,
                                  const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_hand_over(agent, DISCONNECT, NULL, info);
}
