/* SPDX-License-Identifier: MIT */
#include "mqtt_link_agent.h"

#include <string.h>

#include "lib_assert.h"
#include "mqtt_connection_freertos.h"
#include "ms_to_ticks.h"
#include "task.h"

_Static_assert(MQTT_LINK_AGENT_MESSAGES >= 1 &&
                   MQTT_LINK_AGENT_MESSAGES <= MQTT_COMMAND_CONTEXTS_POOL_SIZE,
               "MQTT_LINK_AGENT_MESSAGES must be 1 .. MQTT_COMMAND_CONTEXTS_POOL_SIZE");

static void give_back(struct mqtt_link_copy *copy)
{
    copy->in_use = false;
    (void)xSemaphoreGive(copy->owner->unused);
}

static void ended(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result);

static MQTTStatus_t send(struct mqtt_link_copy *copy, uint32_t timeout_ms)
{
    const MQTTAgentCommandInfo_t info = {ended, (MQTTAgentCommandContext_t *)(void *)copy,
                                         timeout_ms};

    return MQTTAgent_Publish(&copy->owner->agent->context, &copy->message, &info);
}

/* A server that has lost the session does not have the message: it goes out anew, unless the agent
 * ends. */
static void ended(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    struct mqtt_link_copy *const copy = (struct mqtt_link_copy *)(void *)context;
    const struct mqtt_agent *const agent = copy->owner->agent;
    const bool goes_on = !agent->messages.offline && !agent->attempt.stop;

    if (result->returnCode != MQTTRecvFailed || !goes_on || send(copy, 0) != MQTTSuccess) {
        give_back(copy);
    }
}

static struct mqtt_link_copy *take(struct mqtt_link_agent *link, uint32_t timeout_ms)
{
    struct mqtt_link_copy *found = NULL;

    if (xSemaphoreTake(link->unused, ms_to_wait_or_ever(timeout_ms)) != pdTRUE) {
        return NULL;
    }
    vTaskSuspendAll();
    for (size_t i = 0; i < MQTT_LINK_AGENT_MESSAGES && found == NULL; i++) {
        if (!link->copies[i].in_use) {
            found = &link->copies[i];
            found->in_use = true;
        }
    }
    (void)xTaskResumeAll();
    LIB_ASSERT(found != NULL);
    return found;
}

static MQTTStatus_t publish(void *context, const char *topic, const void *payload, size_t length,
                            MQTTQoS_t qos, uint32_t timeout_ms)
{
    const size_t topic_length = strlen(topic);

    if (topic_length > MQTT_LINK_AGENT_BYTES || length > MQTT_LINK_AGENT_BYTES - topic_length) {
        return MQTTBadParameter;
    }
    struct mqtt_link_copy *const copy = take(context, timeout_ms);
    if (copy == NULL) {
        return MQTTNoMemory;
    }
    memcpy(copy->bytes, topic, topic_length);
    if (length > 0) {
        memcpy(copy->bytes + topic_length, payload, length);
    }
    copy->message = (MQTTPublishInfo_t){
        .qos = qos,
        .pTopicName = (const char *)copy->bytes,
        .topicNameLength = (uint16_t)topic_length,
        .pPayload = copy->bytes + topic_length,
        .payloadLength = length,
    };
    const MQTTStatus_t status = send(copy, timeout_ms);
    if (status != MQTTSuccess) {
        give_back(copy);
    }
    return status;
}

static MQTTStatus_t subscribe(void *context, const char *filter, MQTTQoS_t qos)
{
    const struct mqtt_link_agent *const link = context;

    return mqtt_agent_subscribe(link->agent, filter, qos, NULL, NULL, 0);
}

void mqtt_link_of_agent(struct mqtt_link *link, struct mqtt_link_agent *copies,
                        struct mqtt_agent *agent)
{
    LIB_ASSERT(link != NULL && copies != NULL && agent != NULL);

    memset(copies, 0, sizeof *copies);
    copies->agent = agent;
    copies->unused = xSemaphoreCreateCountingStatic(
        MQTT_LINK_AGENT_MESSAGES, MQTT_LINK_AGENT_MESSAGES, &copies->unused_memory);
    for (size_t i = 0; i < MQTT_LINK_AGENT_MESSAGES; i++) {
        copies->copies[i].owner = copies;
    }
    *link = (struct mqtt_link){.publish = publish, .subscribe = subscribe, .context = copies};
}
