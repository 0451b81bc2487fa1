/* SPDX-License-Identifier: MIT */
/** Many tasks on one MQTT connection: each hands commands to the agent, whose task alone touches
 * the stream.
 *
 *      task ── MQTTAgent_Publish ──┐                        ┌──► stream
 *      task ── MQTTAgent_Publish ──┼─► commands ─► agent ───┤
 *      task ── MQTTAgent_Ping ─────┘   (bounded)   one wait └──► callbacks
 *
 * A command completes exactly once: its callback says with which result. A QoS 1 or 2 message
 * completes when the server has taken it over, when it is certain that it will not be sent again,
 * or never began: until then it stays where the publisher has put it. Nothing is copied.
 *
 * Names and types are coreMQTT-Agent's: those that MQTT 3.1.1 and MQTT 5 do not share are in
 * core_mqtt_agent_calls.h, of which each version has its own (v3, v5). MQTTAgent_CommandLoop serves
 * one connection and returns when it ends; mqtt_agent.h drives it through a device's life.
 */
#ifndef CORE_MQTT_AGENT_H
#define CORE_MQTT_AGENT_H

#include "core_mqtt.h"
#include "core_mqtt_agent_config_defaults.h"
#include "core_mqtt_agent_message_interface.h"
#include "core_mqtt_state.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum MQTTCommandType {
    NONE = 0,    /**< Nothing. */
    PROCESSLOOP, /**< A look at the stream. */
    PUBLISH,
    SUBSCRIBE,
    UNSUBSCRIBE,
    PING,
    CONNECT,
    DISCONNECT,
    TERMINATE, /**< The loop ends, and so do all other commands. */
    NUM_COMMANDS
} MQTTAgentCommandType_t;

struct MQTTAgentContext;
struct MQTTAgentCommandContext;

typedef struct MQTTAgentContext MQTTAgentContext_t;
typedef struct MQTTAgentSubscribeArgs MQTTAgentSubscribeArgs_t;
typedef struct MQTTAgentConnectArgs MQTTAgentConnectArgs_t;

/** What a command's callback is given beside the result: defined by the application. */
typedef struct MQTTAgentCommandContext MQTTAgentCommandContext_t;

/** How a command ended. */
typedef struct MQTTAgentReturnInfo {
    MQTTStatus_t returnCode; /**< MQTTServerRefused: a filter of a SUBSCRIBE was refused. */
    uint8_t *pSubackCodes;   /**< Of a SUBSCRIBE that was answered, one for each filter, valid
                                  during the call; otherwise NULL. */
} MQTTAgentReturnInfo_t;

/** A command has ended. In the agent's task, but for a message that an offline queue drops: see
 * freertos_agent_message.h. Must not block; may hand over commands with blockTimeMs 0. */
typedef void (*MQTTAgentCommandCallback_t)(MQTTAgentCommandContext_t *pCmdCallbackContext,
                                           MQTTAgentReturnInfo_t *pReturnInfo);

/** One command on its way. Private. */
struct MQTTAgentCommand {
    MQTTAgentCommandType_t commandType;
    void *pArgs;
    MQTTAgentCommandCallback_t pCommandCompleteCallback;
    MQTTAgentCommandContext_t *pCmdContext;
};

/** A command that waits for the server's answer. Private. */
typedef struct MQTTAckInfo {
    uint16_t packetId; /* 0: the place is free */
    uint16_t sentTime; /* in units of 64 ms */
    MQTTAgentCommand_t *pOriginalCommand;
} MQTTAgentAckInfo_t;

/** A message has arrived. In the agent's task; must not block. It is acknowledged when this
 * returns; topic and payload are valid until then. */
typedef void (*MQTTAgentIncomingPublishCallback_t)(MQTTAgentContext_t *pMqttAgentContext,
                                                   uint16_t packetId,
                                                   MQTTPublishInfo_t *pPublishInfo);

/** One agent. The memory is the application's. */
struct MQTTAgentContext {
    MQTTContext_t mqttContext; /**< First: the engine's callback finds the agent by it. */
    MQTTAgentMessageInterface_t agentInterface;
    MQTTAgentAckInfo_t pPendingAcks[MQTT_AGENT_MAX_OUTSTANDING_ACKS];
    MQTTAgentIncomingPublishCallback_t pIncomingCallback;
    void *pIncomingCallbackContext; /**< As handed to MQTTAgent_Init. */
    uint32_t maxWaitMs;             /**< [MQTT_AGENT_MAX_EVENT_QUEUE_WAIT_TIME] */
    uint32_t ackTimeoutMs;          /**< A command unanswered for so long ends the connection;
                                         0: no limit [0]. At most 2,000,000. */
#if MQTT_AGENT_USE_QOS_1_2_PUBLISH
    MQTTPubAckInfo_t outgoing[MQTT_AGENT_MAX_OUTSTANDING_ACKS];
    MQTTPubAckInfo_t incoming[MQTT_AGENT_MAX_INCOMING_QOS2];
#endif
    bool packetReceivedInLoop;
};

/** How to hand over a command, and whom to tell. */
typedef struct MQTTAgentCommandInfo {
    MQTTAgentCommandCallback_t cmdCompleteCallback;         /**< NULL: nobody. */
    MQTTAgentCommandContext_t *pCmdCompleteCallbackContext; /**< Its argument. */
    uint32_t blockTimeMs; /**< Longest wait for a command's memory, and for room. */
} MQTTAgentCommandInfo_t;

/**
 * Carry out commands, handle what arrives and keep the connection alive, until it ends.
 *
 * It waits in one place: `recv` of the message interface, until keep-alive is due. Before there is
 * a connection it carries out commands as well: MQTTAgent_Connect makes one.
 *
 * @param agent  Initialised.
 * @retval MQTTSuccess            MQTTAgent_Disconnect or MQTTAgent_Terminate was carried out.
 * @retval MQTTBadParameter       The context is NULL.
 * @retval MQTTNoDataAvailable    A command was not answered within `ackTimeoutMs`.
 * @return Otherwise why the connection ended, as MQTT_ProcessLoop and MQTT_Publish say it. Close
 *         the stream, open another, MQTT_Connect, MQTTAgent_ResumeSession and call this again:
 *         commands that wait are kept.
 *
 * Context: the agent's task: one task, always the same. Not from callbacks.
 * Blocks:  until the connection ends.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_CommandLoop.
 */
MQTTStatus_t MQTTAgent_CommandLoop(MQTTAgentContext_t *agent);

/**
 * After a reconnect: send again what was not acknowledged, in order, with DUP; or, when the server
 * has no session, tell its publishers so.
 *
 * SUBSCRIBEs and UNSUBSCRIBEs that were not answered complete with MQTTRecvFailed in both cases;
 * without session, messages too.
 *
 * @param agent            Connected; its loop does not run.
 * @param session_present  What MQTT_Connect said.
 * @retval MQTTSuccess       Done.
 * @retval MQTTBadParameter  The context is NULL.
 * @return Otherwise as MQTT_Publish; the messages stay pending.
 *
 * Context: the agent's task.
 * Blocks:  as MQTT_Publish for each message.
 * Source:  MQTT 3.1.1 section 4.4; coreMQTT-Agent API reference, MQTTAgent_ResumeSession.
 */
MQTTStatus_t MQTTAgent_ResumeSession(MQTTAgentContext_t *agent, bool session_present);

/**
 * Complete all commands, those that wait to be carried out and those that wait for an answer, with
 * MQTTRecvFailed. Messages are not sent again. A callback that hands over another command has that
 * cancelled too: it must not do so without end.
 *
 * @param agent  Initialised; its loop does not run.
 * @retval MQTTSuccess       Nothing waits any more.
 * @retval MQTTBadParameter  The context is NULL.
 *
 * Context: the agent's task.
 * Blocks:  never.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_CancelAll.
 */
MQTTStatus_t MQTTAgent_CancelAll(MQTTAgentContext_t *agent);

/**
 * Subscribe. Completes with the server's answer.
 *
 * @param agent      Initialised.
 * @param subscribe  Valid and unchanged until the callback. Not NULL.
 * @param info       Used during the call only. Not NULL.
 * @retval MQTTSuccess       Handed over; the callback will be called, exactly once.
 * @retval MQTTBadParameter  An argument is missing or out of range; nothing happened, nor with the
 *                           following values.
 * @retval MQTTNoMemory      No command was free within `blockTimeMs`, or too many wait for answers.
 * @retval MQTTSendFailed    The command could not be handed over within `blockTimeMs`.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Subscribe.
 */
MQTTStatus_t MQTTAgent_Subscribe(const MQTTAgentContext_t *agent,
                                 MQTTAgentSubscribeArgs_t *subscribe,
                                 const MQTTAgentCommandInfo_t *info);

/**
 * Unsubscribe. Completes with the server's answer.
 *
 * @param agent        Initialised.
 * @param unsubscribe  Valid and unchanged until the callback. Not NULL.
 * @param info         Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Unsubscribe.
 */
MQTTStatus_t MQTTAgent_Unsubscribe(const MQTTAgentContext_t *agent,
                                   MQTTAgentSubscribeArgs_t *unsubscribe,
                                   const MQTTAgentCommandInfo_t *info);

/**
 * Let the agent look at the stream: for whoever sees bytes arrive and has no other way to wake it.
 *
 * @param agent  Initialised.
 * @param info   Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_ProcessLoop.
 */
MQTTStatus_t MQTTAgent_ProcessLoop(const MQTTAgentContext_t *agent,
                                   const MQTTAgentCommandInfo_t *info);

/**
 * Send PINGREQ, unless one is under way. The agent does this by itself when it is due.
 *
 * @param agent  Initialised.
 * @param info   Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Ping.
 */
MQTTStatus_t MQTTAgent_Ping(const MQTTAgentContext_t *agent, const MQTTAgentCommandInfo_t *info);

/**
 * Connect on a stream that the application has opened. Not with mqtt_agent.h, which connects by
 * itself.
 *
 * @param agent    Initialised.
 * @param connect  Valid and unchanged until the callback. Not NULL.
 * @param info     Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Connect.
 */
MQTTStatus_t MQTTAgent_Connect(const MQTTAgentContext_t *agent, MQTTAgentConnectArgs_t *connect,
                               const MQTTAgentCommandInfo_t *info);

/**
 * End the loop, and complete all other commands with MQTTRecvFailed; the connection stays as it is.
 *
 * @param agent  Initialised.
 * @param info   Used during the call only. Not NULL.
 * @return As MQTTAgent_Subscribe.
 *
 * Context: any task; in callbacks of the agent with blockTimeMs 0.
 * Blocks:  up to `blockTimeMs`, twice.
 * Source:  coreMQTT-Agent API reference, MQTTAgent_Terminate.
 */
MQTTStatus_t MQTTAgent_Terminate(const MQTTAgentContext_t *agent,
                                 const MQTTAgentCommandInfo_t *info);

#ifdef __cplusplus
}
#endif

#include "core_mqtt_agent_calls.h"

#endif
