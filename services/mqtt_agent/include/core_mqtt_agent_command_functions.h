/* SPDX-License-Identifier: MIT */
/** What each command does, for the agent's task. Applications use core_mqtt_agent.h.
 *
 * All have one shape: the context, connected; the command's argument; and flags in which they say
 * what is to follow. All return what the function of core_mqtt.h that they call returns. */
#ifndef CORE_MQTT_AGENT_COMMAND_FUNCTIONS_H
#define CORE_MQTT_AGENT_COMMAND_FUNCTIONS_H

#include "core_mqtt_agent.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What follows a command. */
typedef struct MQTTAgentCommandFuncReturns {
    uint16_t packetId;      /**< Of the packet sent, 0 without. */
    bool endLoop;           /**< MQTTAgent_CommandLoop returns. */
    bool addAcknowledgment; /**< The command completes when the server answers `packetId`. */
    bool runProcessLoop;    /**< The stream is to be looked at. */
} MQTTAgentCommandFuncReturns_t;

/** What is called for each MQTTAgentCommandType_t. An application that defines a table with NULL
 * for commands it never sends links less; such a command completes with MQTTBadParameter. */
#ifndef MQTT_AGENT_FUNCTION_TABLE
#define MQTT_AGENT_FUNCTION_TABLE                                                                  \
    {                                                                                              \
        [NONE] = MQTTAgentCommand_ProcessLoop, [PROCESSLOOP] = MQTTAgentCommand_ProcessLoop,       \
        [PUBLISH] = MQTTAgentCommand_Publish, [SUBSCRIBE] = MQTTAgentCommand_Subscribe,            \
        [UNSUBSCRIBE] = MQTTAgentCommand_Unsubscribe, [PING] = MQTTAgentCommand_Ping,              \
        [CONNECT] = MQTTAgentCommand_Connect, [DISCONNECT] = MQTTAgentCommand_Disconnect,          \
        [TERMINATE] = MQTTAgentCommand_Terminate,                                                  \
    }
#endif

typedef MQTTStatus_t (*MQTTAgentCommandFunc_t)(MQTTAgentContext_t *pMqttAgentContext, void *pArgs,
                                               MQTTAgentCommandFuncReturns_t *pFlags);

/**
 * Ask for a look at the stream.
 *
 * @param agent       Initialised.
 * @param unused      Ignored.
 * @param[out] flags  runProcessLoop. Not NULL.
 * @retval MQTTSuccess  Always.
 *
 * Context: the agent's task.
 * Blocks:  never.
 * Source:  coreMQTT-Agent API reference, MQTTAgentCommand_ProcessLoop.
 */
MQTTStatus_t MQTTAgentCommand_ProcessLoop(MQTTAgentContext_t *agent, void *unused,
                                          MQTTAgentCommandFuncReturns_t *flags);

/**
 * Send PUBLISH. A QoS 1 or 2 message whose sending failed in the middle is under way all the same:
 * MQTTAgent_ResumeSession sends it again.
 *
 * @param agent       Initialised.
 * @param publish     What MQTTAgent_Publish was given. Not NULL.
 * @param[out] flags  packetId; addAcknowledgment with QoS 1 and 2; runProcessLoop. Not NULL.
 * @return As MQTT_Publish.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Publish.
 * Source:  MQTT 3.1.1 section 3.3.
 */
MQTTStatus_t MQTTAgentCommand_Publish(MQTTAgentContext_t *agent, void *publish,
                                      MQTTAgentCommandFuncReturns_t *flags);

/**
 * Send SUBSCRIBE.
 *
 * @param agent       Initialised.
 * @param subscribe   MQTTAgentSubscribeArgs_t. Not NULL.
 * @param[out] flags  packetId, addAcknowledgment, runProcessLoop. Not NULL.
 * @return As MQTT_Subscribe.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Subscribe.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t MQTTAgentCommand_Subscribe(MQTTAgentContext_t *agent, void *subscribe,
                                        MQTTAgentCommandFuncReturns_t *flags);

/**
 * Send UNSUBSCRIBE.
 *
 * @param agent        Initialised.
 * @param unsubscribe  MQTTAgentSubscribeArgs_t. Not NULL.
 * @param[out] flags   packetId, addAcknowledgment, runProcessLoop. Not NULL.
 * @return As MQTT_Unsubscribe.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Unsubscribe.
 * Source:  MQTT 3.1.1 section 3.10.
 */
MQTTStatus_t MQTTAgentCommand_Unsubscribe(MQTTAgentContext_t *agent, void *unsubscribe,
                                          MQTTAgentCommandFuncReturns_t *flags);

/**
 * Connect, and take up the session as MQTTAgent_ResumeSession does.
 *
 * @param agent       Initialised; its stream is open.
 * @param connect     MQTTAgentConnectArgs_t; `sessionPresent` is set. Not NULL.
 * @param[out] flags  runProcessLoop. Not NULL.
 * @return As MQTT_Connect, then as MQTTAgent_ResumeSession.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Connect.
 * Source:  MQTT 3.1.1 section 3.1.
 */
MQTTStatus_t MQTTAgentCommand_Connect(MQTTAgentContext_t *agent, void *connect,
                                      MQTTAgentCommandFuncReturns_t *flags);

/**
 * Send DISCONNECT.
 *
 * @param agent       Initialised.
 * @param disconnect  With MQTT 5 MQTTAgentDisconnectArgs_t or NULL; otherwise ignored.
 * @param[out] flags  endLoop. Not NULL.
 * @return As MQTT_Disconnect.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Disconnect.
 * Source:  MQTT 3.1.1 section 3.14.
 */
MQTTStatus_t MQTTAgentCommand_Disconnect(MQTTAgentContext_t *agent, void *disconnect,
                                         MQTTAgentCommandFuncReturns_t *flags);

/**
 * Send PINGREQ; none while an earlier one waits for its answer.
 *
 * @param agent       Initialised.
 * @param unused      Ignored.
 * @param[out] flags  runProcessLoop. Not NULL.
 * @return As MQTT_Ping.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Ping.
 * Source:  MQTT 3.1.1 section 3.12.
 */
MQTTStatus_t MQTTAgentCommand_Ping(MQTTAgentContext_t *agent, void *unused,
                                   MQTTAgentCommandFuncReturns_t *flags);

/**
 * End the loop, and all other commands: MQTTAgent_CancelAll.
 *
 * @param agent       Initialised.
 * @param unused      Ignored.
 * @param[out] flags  endLoop. Not NULL.
 * @retval MQTTSuccess  Always.
 *
 * Context: the agent's task.
 * Blocks:  never.
 * Source:  coreMQTT-Agent API reference, MQTTAgentCommand_Terminate.
 */
MQTTStatus_t MQTTAgentCommand_Terminate(MQTTAgentContext_t *agent, void *unused,
                                        MQTTAgentCommandFuncReturns_t *flags);

#ifdef __cplusplus
}
#endif

#endif
