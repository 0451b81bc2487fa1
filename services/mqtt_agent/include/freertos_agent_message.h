/* SPDX-License-Identifier: MIT */
/** Commands through a FreeRTOS queue: `send` and `recv` of the agent's message interface.
 *
 * With a queue alone only commands end the agent's wait. With `wakes` the wait is on that, and
 * everything ends it: a command, mqtt_connection_freertos_wake() from the socket, the time.
 *
 * Offline queue: while `offline`, at most `offlineBound` commands wait for the connection, and
 * `policy` says what becomes of a PUBLISH beyond it. Commands of other kinds are never dropped.
 */
#ifndef FREERTOS_AGENT_MESSAGE_H
#define FREERTOS_AGENT_MESSAGE_H

#include "FreeRTOS.h"

#include "core_mqtt_agent_message_interface.h"
#include "mqtt_connection_freertos.h"
#include "queue.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What becomes of a PUBLISH for which the offline queue has no room. Dropped means: its callback
 * is called with MQTTNoMemory, in the task whose publish found no room. */
enum mqtt_agent_offline_policy {
    MQTT_AGENT_REFUSE = 0,  /**< MQTTAgent_Publish returns MQTTSendFailed. */
    MQTT_AGENT_DROP_NEWEST, /**< It is dropped itself; MQTTAgent_Publish returns MQTTSuccess. */
    MQTT_AGENT_DROP_OLDEST, /**< The PUBLISH that has waited longest is dropped. */
};

/** One way to an agent. Zero in all members but `queue` is a plain queue. */
struct MQTTAgentMessageContext {
    QueueHandle_t queue;                    /**< Of MQTTAgentCommand_t *. */
    struct mqtt_connection_freertos *wakes; /**< NULL: commands alone end the wait. */
    volatile bool *stop; /**< Set when TERMINATE or DISCONNECT is sent. May be NULL. */
    enum mqtt_agent_offline_policy policy;
    uint16_t offlineBound; /**< 0: the queue's length. With a bound, the queue must have room for
                                every command of the pool. */
    volatile bool offline;
    uint32_t dropped; /**< Messages dropped so far. */
};

/**
 * Hand a command to the agent.
 *
 * @param context   Not NULL.
 * @param command   Not NULL.
 * @param block_ms  Longest wait for room in the queue.
 * @return False: no room, or refused by the policy.
 *
 * Context: any task.
 * Blocks:  up to `block_ms`. Scheduler suspended for one walk over the queue, only while offline.
 */
bool Agent_MessageSend(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t *const *command,
                       uint32_t block_ms);

/**
 * Wait for a command.
 *
 * @param context       Not NULL.
 * @param[out] command  Not NULL.
 * @param block_ms      Longest wait; UINT32_MAX: for ever.
 * @return False: there is none; time is up or something else woke the agent.
 *
 * Context: the agent's task.
 * Blocks:  up to `block_ms`.
 */
bool Agent_MessageReceive(MQTTAgentMessageContext_t *context, MQTTAgentCommand_t **command,
                          uint32_t block_ms);

/**
 * Take the first TERMINATE or DISCONNECT out of the queue; the others keep their order.
 *
 * @param context  Not NULL; its queue has room for every command of the pool.
 * @return NULL: there is none.
 *
 * Context: the agent's task.
 * Blocks:  never. Scheduler suspended for one walk over the queue.
 */
MQTTAgentCommand_t *mqtt_agent_take_ending(MQTTAgentMessageContext_t *context);

#ifdef __cplusplus
}
#endif

#endif
