/* SPDX-License-Identifier: MIT */
/* The agent's life: attempts of mqtt_attempt.h, and between them MQTTAgent_CommandLoop. */
#include "mqtt_agent.h"

#include <stddef.h>
#include <string.h>

#include "lib_assert.h"
#include "mqtt_agent_acks.h"
#include "mqtt_agent_loop.h"

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

/* --- subscribing again: one filter after the other, each when the one before is answered --- */

static bool was_earlier(const struct mqtt_agent *agent, size_t at)
{
    const SubscriptionElement_t *const entry = &agent->subscriptions[at];

    for (size_t i = 0; i < at; i++) {
        const SubscriptionElement_t *const each = &agent->subscriptions[i];
        if (each->pcSubscriptionFilterString != NULL &&
            each->usFilterStringLength == entry->usFilterStringLength &&
            memcmp(each->pcSubscriptionFilterString, entry->pcSubscriptionFilterString,
                   entry->usFilterStringLength) == 0) {
            return true;
        }
    }
    return false;
}

static MQTTStatus_t ask_for_next(struct mqtt_agent *agent)
{
    while (agent->again.next < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS) {
        const size_t at = agent->again.next++;
        const SubscriptionElement_t *const entry = &agent->subscriptions[at];
        if (entry->pcSubscriptionFilterString != NULL && !was_earlier(agent, at)) {
            bool end = false;
            agent->again.filter = (MQTTSubscribeInfo_t){
                entry->xQoS, entry->pcSubscriptionFilterString, entry->usFilterStringLength};
            return mqtt_agent_execute(&agent->context, &agent->again.command, &end);
        }
    }
    agent->again.wanted = false;
    return MQTTSuccess;
}

/* When the connection broke in between, the next one begins with the first filter. */
static void on_subscribed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    struct mqtt_agent *const agent = (struct mqtt_agent *)(void *)context;
    const struct mqtt_connection_config *const told = &agent->config.connection;

    if (result->pSubackCodes == NULL) {
        return;
    }
    if (told->subscribed != NULL) {
        told->subscribed(told->context, agent->again.filter.pTopicFilter,
                         result->returnCode == MQTTSuccess);
    }
    (void)ask_for_next(agent);
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
    agent->again.args = (MQTTAgentSubscribeArgs_t){&agent->again.filter, 1};
    agent->again.command = (MQTTAgentCommand_t){
        .commandType = SUBSCRIBE,
        .pArgs = &agent->again.args,
        .pCommandCompleteCallback = on_subscribed,
        .pCmdContext = (MQTTAgentCommandContext_t *)(void *)agent,
    };
    const TransportInterface_t stream = mqtt_attempt_stream(&agent->attempt);
    const MQTTStatus_t status =
        MQTTAgent_Init(&agent->context, &messages, &buffer, &stream, connection->system.now_ms,
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
        (void)MQTT_Disconnect(&agent->context.mqttContext);
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
        agent->again.wanted = true;
    }
    agent->attempt.unsure = false;
    if (status == MQTTSuccess && agent->again.wanted) {
        agent->again.next = 0;
        status = ask_for_next(agent);
    }
    return status == MQTTSuccess ? MQTTAgent_CommandLoop(&agent->context) : status;
}

void mqtt_agent_run(struct mqtt_agent *agent)
{
    LIB_ASSERT(agent != NULL && agent->messages.queue != NULL);

    while (wait_for_attempt(agent)) {
        bool session_present = false;
        set_state(agent, MQTT_CONNECTION_CONNECTING, MQTTSuccess);
        MQTTStatus_t status =
            mqtt_attempt_connect(&agent->attempt, &agent->context.mqttContext, &session_present);
        if (status == MQTTSuccess) {
            agent->messages.offline = false;
            set_state(agent, MQTT_CONNECTION_CONNECTED, MQTTSuccess);
            status = serve(agent, session_present);
            agent->messages.offline = true;
            if (status == MQTTSuccess) {
                stop(agent, true);
                return;
            }
            mqtt_attempt_lost(&agent->attempt);
        }
        set_state(agent, MQTT_CONNECTION_WAITING, status);
    }
    stop(agent, false);
}
