/* SPDX-License-Identifier: MIT */
/* What tasks call: each call checks its arguments and hands a command over. */
#include "core_mqtt_agent.h"

#include "mqtt_agent_acks.h"
#include "mqtt_agent_version.h"

static bool is_usable(const MQTTAgentContext_t *agent)
{
    return agent != NULL && agent->agentInterface.send != NULL;
}

MQTTStatus_t mqtt_agent_hand_over(const MQTTAgentContext_t *agent, MQTTAgentCommandType_t type,
                                  void *args, const MQTTAgentCommandInfo_t *info)
{
    if (!is_usable(agent) || info == NULL) {
        return MQTTBadParameter;
    }
    if (!mqtt_agent_has_place(agent, type, args)) {
        return MQTTNoMemory;
    }
    const MQTTAgentMessageInterface_t *const messages = &agent->agentInterface;
    MQTTAgentCommand_t *const command = messages->getCommand(info->blockTimeMs);
    if (command == NULL) {
        return MQTTNoMemory;
    }
    *command = (MQTTAgentCommand_t){
        .commandType = type,
        .pArgs = args,
        .pCommandCompleteCallback = info->cmdCompleteCallback,
        .pCmdContext = info->pCmdCompleteCallbackContext,
    };
    if (!messages->send(messages->pMsgCtx, &command, info->blockTimeMs)) {
        (void)messages->releaseCommand(command);
        return MQTTSendFailed;
    }
    return MQTTSuccess;
}

MQTTStatus_t MQTTAgent_Subscribe(const MQTTAgentContext_t *agent,
                                 MQTTAgentSubscribeArgs_t *subscribe,
                                 const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_may_subscribe(subscribe)
               ? mqtt_agent_hand_over(agent, SUBSCRIBE, subscribe, info)
               : MQTTBadParameter;
}

MQTTStatus_t MQTTAgent_Unsubscribe(const MQTTAgentContext_t *agent,
                                   MQTTAgentSubscribeArgs_t *unsubscribe,
                                   const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_may_unsubscribe(unsubscribe)
               ? mqtt_agent_hand_over(agent, UNSUBSCRIBE, unsubscribe, info)
               : MQTTBadParameter;
}

MQTTStatus_t MQTTAgent_Publish(const MQTTAgentContext_t *agent, mqtt_agent_publish_args *publish,
                               const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_may_publish(publish) ? mqtt_agent_hand_over(agent, PUBLISH, publish, info)
                                           : MQTTBadParameter;
}

MQTTStatus_t MQTTAgent_Connect(const MQTTAgentContext_t *agent, MQTTAgentConnectArgs_t *connect,
                               const MQTTAgentCommandInfo_t *info)
{
    if (connect == NULL || connect->pConnectInfo == NULL) {
        return MQTTBadParameter;
    }
    return mqtt_agent_hand_over(agent, CONNECT, connect, info);
}

MQTTStatus_t MQTTAgent_ProcessLoop(const MQTTAgentContext_t *agent,
                                   const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_hand_over(agent, PROCESSLOOP, NULL, info);
}

MQTTStatus_t MQTTAgent_Ping(const MQTTAgentContext_t *agent, const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_hand_over(agent, PING, NULL, info);
}

MQTTStatus_t MQTTAgent_Terminate(const MQTTAgentContext_t *agent,
                                 const MQTTAgentCommandInfo_t *info)
{
    return mqtt_agent_hand_over(agent, TERMINATE, NULL, info);
}
