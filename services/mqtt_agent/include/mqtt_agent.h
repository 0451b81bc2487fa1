/* SPDX-License-Identifier: MIT */
/** An MQTT agent for the life of a device: it connects, comes back after each loss with back-off,
 * resumes the session, subscribes again when the server has lost it, and keeps commands that come
 * while there is no connection, up to a bound.
 *
 *      any task                                the agent's task: mqtt_agent_run()
 *      MQTTAgent_*(&agent->context, ...) ──►   MQTTAgent_CommandLoop  ◄── attempts (mqtt_attempt.h)
 *
 * All of it is static: memory is the caller's, commands come from freertos_command_pool.h, and
 * nothing is allocated.
 */
#ifndef MQTT_AGENT_H
#define MQTT_AGENT_H

#include "core_mqtt_agent.h"
#include "freertos_agent_message.h"
#include "freertos_command_pool.h"
#include "mqtt_attempt.h"
#include "mqtt_connection.h"
#include "subscription_manager.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How to run an agent. What the pointers point at stays valid as long as the agent is in use; the
 * structure itself is copied. */
struct mqtt_agent_config {
    /** Transport, client_id to will, times, limits of the back-off, receive buffer, `state`,
     * `subscribed` and `context` as for an mqtt_connection, and `system` from
     * mqtt_connection_freertos_init(). `subscribed` tells of filters that the agent asks for;
     * `message` gets what matches no filter and may be NULL. Store, records and subscriptions stay
     * empty. */
    struct mqtt_connection_config connection;
    enum mqtt_agent_offline_policy offline_policy;
    uint16_t offline_bound; /**< Commands that may wait while there is no connection; 0: the pool's
                                 number. To drop, it must be smaller than that. */
};

/** One agent. Private but `context`, `subscriptions` and, for reading, `messages.dropped`. */
struct mqtt_agent {
    MQTTAgentContext_t context; /**< For MQTTAgent_*. */
    SubscriptionElement_t subscriptions[SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS];
    struct mqtt_agent_config config;
    struct mqtt_attempt attempt;
    struct MQTTAgentMessageContext messages;
    StaticQueue_t queue_memory;
    MQTTAgentCommand_t *places[MQTT_COMMAND_CONTEXTS_POOL_SIZE];
    struct { /* the SUBSCRIBE of the agent's own */
        MQTTAgentCommand_t command;
        MQTTAgentSubscribeArgs_t args;
        MQTTSubscribeInfo_t filter;
        bool under_way;
    } asked;
};

/**
 * Prepare an agent and the command pool. Nothing is sent; commands may be handed over from now on.
 *
 * @param[out] agent  Not NULL; lives as long as it is used.
 * @param config      See there. Not NULL.
 * @retval MQTTSuccess       Ready for mqtt_agent_run.
 * @retval MQTTBadParameter  A member is missing or out of range.
 *
 * Context: task.
 * Blocks:  never.
 */
MQTTStatus_t mqtt_agent_init(struct mqtt_agent *agent, const struct mqtt_agent_config *config);

/**
 * Subscribe, now and whenever the server has no session for this client; `subscribed` of the
 * configuration tells the answer. MQTTAgent_Subscribe asks once, and addSubscription does not ask.
 *
 * @param agent       Initialised.
 * @param filter      0-terminated; stays valid.
 * @param qos         Highest QoS wanted.
 * @param callback    Gets the messages, in the agent's task. NULL: `message` of the configuration
 *                    does.
 * @param context     Its argument.
 * @param timeout_ms  Longest wait for a command; 0 in callbacks of the agent.
 * @retval MQTTSuccess       Noted.
 * @retval MQTTBadParameter  An argument is missing or out of range, or this is no filter.
 * @retval MQTTNoMemory      The list is full; or there was no command in time: then it is asked for
 *                           at the next occasion.
 *
 * Context: any task, but not while another one or a callback changes the list by
 *          subscription_manager.h.
 * Blocks:  up to `timeout_ms`. Scheduler suspended for a walk over the list.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t mqtt_agent_subscribe(struct mqtt_agent *agent, const char *filter, MQTTQoS_t qos,
                                  IncomingPubCallback_t callback, void *context,
                                  uint32_t timeout_ms);

/**
 * Connect and serve, again and again, until MQTTAgent_Disconnect or MQTTAgent_Terminate: either
 * ends it at once, connected or not, with DISCONNECT if connected. Terminate completes all other
 * commands with MQTTRecvFailed; Disconnect keeps them for another mqtt_agent_run.
 *
 * @param agent  Initialised.
 *
 * Context: the agent's task: one task, always the same.
 * Blocks:  until then; while `open` of the transport runs it ends only after that.
 */
void mqtt_agent_run(struct mqtt_agent *agent);

/**
 * Connect and serve once: for programs that decide themselves when to connect again. At the end,
 * however it comes, all commands complete with MQTTRecvFailed and the state is STOPPED.
 *
 * @param agent  Initialised.
 * @return MQTTSuccess: MQTTAgent_Disconnect or MQTTAgent_Terminate has ended it. Otherwise why
 *         there is no connection, or no longer.
 *
 * Context: the agent's task: one task, always the same.
 * Blocks:  until then.
 */
MQTTStatus_t mqtt_agent_run_once(struct mqtt_agent *agent);

#ifdef __cplusplus
}
#endif

#endif
