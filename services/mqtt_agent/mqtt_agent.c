/* SPDX-License-Identifier: MIT */
/* The agent's life: attempts of mqtt_attempt.h, and between them MQTTAgent_CommandLoop. */
#include "mqtt_agent.h"

#include <stddef.h>
#include <string.h>

#include "lib_assert.h"
#include "mqtt_agent_acks.h"
#include "mqtt_agent_loop.h"
#include "mqtt_agent_version.h"
#include "task.h"

#define ACK_TIMEOUT_MS 20000u

static struct mqtt_agent *of(MQTTAgentContext_t *context)
{
    return (struct mqtt_agent *)(void *)context;
}

static void set_state(const struct mqtt_agent *agent, enum mqtt_connection_state state,
                      MQTTStatus_t reason)
{
    const struct mqtt_connection_config *const told = &agent->config.connection;

    if (told->state != NULL) {
        told->state(told->context, state, reason);
    }
}

static void on_message(MQTTAgentContext_t *context, uint16_t packet_id, MQTTPublishInfo_t *info)
{
    struct mqtt_agent *const agent = of(context);
    const struct mqtt_connection_config *const told = &agent->config.connection;

    (void)packet_id;
    if (!handleIncomingPublishes(agent->subscriptions, info) && told->message != NULL) {
        const struct mqtt_connection_message message = {
            .topic = info->pTopicName,
            .topic_length = info->topicNameLength,
            .payload = info->pPayload,
            .length = info->payloadLength,
            .qos = info->qos,
            .retained = info->retain,
            .duplicate = info->dup,
        };
        told->message(told->context, &message);
    }
}

/* --- subscribing: one filter after the other, each when the one before is answered --- */

/* What is asked for again after a loss of the session. */
static void ask_for_all(struct mqtt_agent *agent)
{
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        agent->subscriptions[i].xToAsk = agent->subscriptions[i].pcSubscriptionFilterString != NULL;
    }
}

static SubscriptionElement_t *to_ask(struct mqtt_agent *agent)
{
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        SubscriptionElement_t *const entry = &agent->subscriptions[i];
        if (entry->xToAsk && entry->pcSubscriptionFilterString != NULL) {
            return entry;
        }
    }
    return NULL;
}

/* The answer is for all entries of the filter. */
static void note_answer(struct mqtt_agent *agent)
{
    const MQTTSubscribeInfo_t *const asked = &agent->asked.filter;

    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        SubscriptionElement_t *const entry = &agent->subscriptions[i];
        if (entry->pcSubscriptionFilterString != NULL &&
            entry->usFilterStringLength == asked->topicFilterLength &&
            memcmp(entry->pcSubscriptionFilterString, asked->pTopicFilter,
                   asked->topicFilterLength) == 0) {
            entry->xToAsk = false;
        }
    }
}

static MQTTStatus_t ask_for_next(struct mqtt_agent *agent)
{
    const SubscriptionElement_t *const entry = to_ask(agent);
    bool end = false;

    if (entry == NULL || agent->asked.under_way) {
        return MQTTSuccess;
    }
    agent->asked.under_way = true;
    agent->asked.filter = (MQTTSubscribeInfo_t){.qos = entry->xQoS,
                                                .pTopicFilter = entry->pcSubscriptionFilterString,
                                                .topicFilterLength = entry->usFilterStringLength};
    return mqtt_agent_execute(&agent->context, &agent->asked.command, &end);
}

/* What was not answered stays to be asked: the next connection does. */
static void on_subscribed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    struct mqtt_agent *const agent = (struct mqtt_agent *)(void *)context;
    const struct mqtt_connection_config *const told = &agent->config.connection;

    agent->asked.under_way = false;
    if (result->pSubackCodes == NULL) {
        return;
    }
    note_answer(agent);
    if (told->subscribed != NULL) {
        told->subscribed(told->context, agent->asked.filter.pTopicFilter,
                         result->returnCode == MQTTSuccess);
    }
    (void)ask_for_next(agent);
}

/* In the agent's task, for another that has added an entry. */
static void on_added(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    (void)result;
    (void)ask_for_next((struct mqtt_agent *)(void *)context);
}

MQTTStatus_t mqtt_agent_subscribe(struct mqtt_agent *agent, const char *filter, MQTTQoS_t qos,
                                  IncomingPubCallback_t callback, void *callback_context,
                                  uint32_t timeout_ms)
{
    if (agent == NULL || filter == NULL || strlen(filter) > UINT16_MAX || qos > MQTTQoS2) {
        return MQTTBadParameter;
    }
    const uint16_t length = (uint16_t)strlen(filter);
    vTaskSuspendAll(); /* one task at a time changes the list */
    const SubscriptionManagerStatus_t added = subscription_manager_add(
        agent->subscriptions, filter, length, qos, callback, callback_context);
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        SubscriptionElement_t *const entry = &agent->subscriptions[i];
        entry->xToAsk = entry->xToAsk || (added <= SUBSCRIPTION_MANAGER_DUPLICATE &&
                                          entry->pcSubscriptionFilterString == filter);
    }
    (void)xTaskResumeAll();
    const MQTTAgentCommandInfo_t info = {on_added, (MQTTAgentCommandContext_t *)(void *)agent,
                                         timeout_ms};
    switch (added) {
    case SUBSCRIPTION_MANAGER_OK:
    case SUBSCRIPTION_MANAGER_DUPLICATE:
        /* Offline there is nothing to do: the next connection begins with what is to be asked. */
        return agent->messages.offline ? MQTTSuccess
                                       : MQTTAgent_ProcessLoop(&agent->context, &info);
    case SUBSCRIPTION_MANAGER_FULL:
        return MQTTNoMemory;
    case SUBSCRIPTION_MANAGER_BAD_PARAMETER:
    case SUBSCRIPTION_MANAGER_BAD_FILTER:
        break;
    }
    return MQTTBadParameter;
}

/* --- set-up --- */

static bool is_complete(const struct mqtt_agent_config *config)
{
    const bool drops = config->offline_policy != MQTT_AGENT_REFUSE;

    return mqtt_attempt_may_use(&config->connection) && config->connection.system.context != NULL &&
           config->connection.receive_buffer != NULL &&
           config->offline_policy <= MQTT_AGENT_DROP_OLDEST &&
           config->offline_bound <= MQTT_COMMAND_CONTEXTS_POOL_SIZE &&
           (!drops ||
            (config->offline_bound > 0 && config->offline_bound < MQTT_COMMAND_CONTEXTS_POOL_SIZE));
}

MQTTStatus_t mqtt_agent_init(struct mqtt_agent *agent, const struct mqtt_agent_config *config)
{
    if (agent == NULL || config == NULL || !is_complete(config)) {
        return MQTTBadParameter;
    }
    *agent = (struct mqtt_agent){.config = *config};
    const struct mqtt_connection_config *const connection = &agent->config.connection;
    const MQTTFixedBuffer_t buffer = {connection->receive_buffer, connection->receive_size};
    const MQTTAgentMessageInterface_t messages = {
        .pMsgCtx = &agent->messages,
        .send = Agent_MessageSend,
        .recv = Agent_MessageReceive,
        .getCommand = Agent_GetCommand,
        .releaseCommand = Agent_ReleaseCommand,
    };

    Agent_InitializePool();
    mqtt_attempt_init(&agent->attempt, &agent->config.connection);
    agent->messages = (struct MQTTAgentMessageContext){
        .queue = xQueueCreateStatic(MQTT_COMMAND_CONTEXTS_POOL_SIZE, sizeof agent->places[0],
                                    (uint8_t *)agent->places, &agent->queue_memory),
        .wakes = connection->system.context,
        .stop = &agent->attempt.stop,
        .policy = config->offline_policy,
        .offlineBound = config->offline_bound,
        .offline = true,
    };
    agent->asked.args =
        (MQTTAgentSubscribeArgs_t){.pSubscribeInfo = &agent->asked.filter, .numSubscriptions = 1};
    agent->asked.command = (MQTTAgentCommand_t){
        .commandType = SUBSCRIBE,
        .pArgs = &agent->asked.args,
        .pCommandCompleteCallback = on_subscribed,
        .pCmdContext = (MQTTAgentCommandContext_t *)(void *)agent,
    };
    const TransportInterface_t stream = mqtt_attempt_stream(&agent->attempt);
    const MQTTStatus_t status =
        mqtt_agent_prepare(&agent->context, &messages, &buffer, &stream, connection->system.now_ms,
                           on_message, connection->context);
    agent->context.maxWaitMs = UINT32_MAX; /* bytes wake it */
    agent->context.ackTimeoutMs =
        connection->ack_timeout_ms != 0 ? connection->ack_timeout_ms : ACK_TIMEOUT_MS;
    /* After a reset of the device the server may still hold QoS 2 ids of before. */
    agent->context.mqttContext.nextPacketId = (uint16_t)(connection->system.random() | 1u);
    return status;
}

/* --- life --- */

/* Ends the connection in an orderly way, if there is one. */
static void stop(struct mqtt_agent *agent, bool open)
{
    if (open) {
        (void)mqtt_version_disconnect(&agent->context.mqttContext);
        mqtt_attempt_close(&agent->attempt);
    }
    agent->attempt.stop = false;
    agent->messages.offline = true;
    mqtt_attempt_start_anew(&agent->attempt);
    set_state(agent, MQTT_CONNECTION_STOPPED, MQTTSuccess);
}

/* False: a command has ended it. */
static bool wait_for_attempt(struct mqtt_agent *agent)
{
    const struct mqtt_connection_system *const system = &agent->config.connection.system;
    uint32_t left;

    while (!agent->attempt.stop && (left = mqtt_attempt_left_ms(&agent->attempt)) > 0) {
        system->sleep(system->context, left);
    }
    if (!agent->attempt.stop) {
        return true;
    }
    MQTTAgentCommand_t *const ending = mqtt_agent_take_ending(&agent->messages);
    if (ending == NULL) { /* it was carried out when the connection ended */
        agent->attempt.stop = false;
        return true;
    }
    if (ending->commandType == TERMINATE) {
        (void)MQTTAgent_CancelAll(&agent->context);
    }
    mqtt_agent_conclude(&agent->context, ending, MQTTSuccess, NULL);
    return false;
}

static MQTTStatus_t serve(struct mqtt_agent *agent, bool session_present)
{
    MQTTStatus_t status = MQTTAgent_ResumeSession(&agent->context, session_present);

    if (!session_present || agent->attempt.unsure) {
        ask_for_all(agent);
    }
    agent->attempt.unsure = false;
    if (status == MQTTSuccess) {
        status = ask_for_next(agent);
    }
    return status == MQTTSuccess ? MQTTAgent_CommandLoop(&agent->context) : status;
}

/* One attempt and, if it led to a connection, all its life. MQTTSuccess: a command has ended it. */
static MQTTStatus_t live_once(struct mqtt_agent *agent)
{
    bool session_present = false;

    set_state(agent, MQTT_CONNECTION_CONNECTING, MQTTSuccess);
    MQTTStatus_t status =
        mqtt_attempt_connect(&agent->attempt, &agent->context.mqttContext, &session_present);
    if (status != MQTTSuccess) {
        return status;
    }
    agent->messages.offline = false;
    set_state(agent, MQTT_CONNECTION_CONNECTED, MQTTSuccess);
    status = serve(agent, session_present);
    agent->messages.offline = true;
    if (status == MQTTSuccess) {
        stop(agent, true);
    } else {
        mqtt_attempt_lost(&agent->attempt);
    }
    return status;
}

void mqtt_agent_run(struct mqtt_agent *agent)
{
    LIB_ASSERT(agent != NULL && agent->messages.queue != NULL);

    while (wait_for_attempt(agent)) {
        const MQTTStatus_t status = live_once(agent);
        if (status == MQTTSuccess) {
            return;
        }
        set_state(agent, MQTT_CONNECTION_WAITING, status);
    }
    stop(agent, false);
}

MQTTStatus_t mqtt_agent_run_once(struct mqtt_agent *agent)
{
    LIB_ASSERT(agent != NULL && agent->messages.queue != NULL);

    const MQTTStatus_t status = live_once(agent);
    (void)MQTTAgent_CancelAll(&agent->context);
    if (status != MQTTSuccess) {
        agent->attempt.stop = false;
        mqtt_attempt_start_anew(&agent->attempt);
        set_state(agent, MQTT_CONNECTION_STOPPED, status);
    }
    return status;
}
