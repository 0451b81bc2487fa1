/* SPDX-License-Identifier: MIT */
/** How commands travel to an MQTT agent: five functions that the application hands in.
 * freertos_agent_message.h and freertos_command_pool.h have them ready-made. */
#ifndef CORE_MQTT_AGENT_MESSAGE_INTERFACE_H
#define CORE_MQTT_AGENT_MESSAGE_INTERFACE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct MQTTAgentMessageContext;
struct MQTTAgentCommand;

/** What the functions work on: defined by who implements them. */
typedef struct MQTTAgentMessageContext MQTTAgentMessageContext_t;
typedef struct MQTTAgentCommand MQTTAgentCommand_t;

/** Hands a command to the agent. In any task. False: there was no room within the time. */
typedef bool (*MQTTAgentMessageSend_t)(MQTTAgentMessageContext_t *pMsgCtx,
                                       MQTTAgentCommand_t *const *pCommandToSend,
                                       uint32_t blockTimeMs);

/** Waits for a command. In the agent's task. False: there was none within the time, or something
 * else ended the wait, such as bytes on the stream. */
typedef bool (*MQTTAgentMessageRecv_t)(MQTTAgentMessageContext_t *pMsgCtx,
                                       MQTTAgentCommand_t **pReceivedCommand, uint32_t blockTimeMs);

/** Takes a command's memory. In any task. NULL: none was free within the time. */
typedef MQTTAgentCommand_t *(*MQTTAgentCommandGet_t)(uint32_t blockTimeMs);

/** Gives the memory back. In any task. False: it is not one of the pool's. */
typedef bool (*MQTTAgentCommandRelease_t)(MQTTAgentCommand_t *pCommandToRelease);

typedef struct MQTTAgentMessageInterface {
    MQTTAgentMessageContext_t *pMsgCtx;
    MQTTAgentMessageSend_t send;
    MQTTAgentMessageRecv_t recv;
    MQTTAgentCommandGet_t getCommand;
    MQTTAgentCommandRelease_t releaseCommand;
} MQTTAgentMessageInterface_t;

#ifdef __cplusplus
}
#endif

#endif
