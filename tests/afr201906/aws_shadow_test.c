/* SPDX-License-Identifier: MIT */
/* SHADOW_* over an MQTT agent whose other end is the test. */
#include "aws_shadow.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"

#define ROOT "$aws/things/lamp/shadow"

static struct {
    char topic[96], payload[128], filters[8][96];
    MQTTPublishCallback_t callback;
    void *context;
    unsigned published, subscribed, unsubscribed, returned;
    bool taken, connected, refuse;
} agent;

static ShadowClientHandle_t client;
static ShadowReturnCode_t result;
static ShadowOperationParams_t params;
static unsigned keep;
static int user;

MQTTAgentReturnCode_t MQTT_AGENT_Create(MQTTAgentHandle_t *const handle)
{
    *handle = &agent;
    agent.taken = true;
    return eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_Delete(MQTTAgentHandle_t handle)
{
    CHECK(handle == &agent);
    agent.taken = false;
    return agent.connected ? eMQTTAgentFailure : eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_Connect(MQTTAgentHandle_t handle,
                                         const MQTTAgentConnectParams_t *const connect,
                                         TickType_t ticks)
{
    (void)handle;
    (void)connect;
    agent.connected = ticks > 0;
    return ticks > 0 ? eMQTTAgentSuccess : eMQTTAgentTimeout;
}

MQTTAgentReturnCode_t MQTT_AGENT_Disconnect(MQTTAgentHandle_t handle, TickType_t ticks)
{
    (void)handle;
    (void)ticks;
    agent.connected = false;
    return eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_Subscribe(MQTTAgentHandle_t handle,
                                           const MQTTAgentSubscribeParams_t *const to,
                                           TickType_t ticks)
{
    (void)handle;
    (void)ticks;
    if (agent.refuse) {
        return eMQTTAgentFailure;
    }
    memset(agent.filters[agent.subscribed], 0, sizeof agent.filters[0]);
    memcpy(agent.filters[agent.subscribed++], to->pucTopic, to->usTopicLength);
    agent.callback = to->pxPublishCallback;
    agent.context = to->pvPublishCallbackContext;
    return eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_Unsubscribe(MQTTAgentHandle_t handle,
                                             const MQTTAgentUnsubscribeParams_t *const from,
                                             TickType_t ticks)
{
    (void)handle;
    (void)from;
    (void)ticks;
    agent.unsubscribed++;
    return eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_Publish(MQTTAgentHandle_t handle,
                                         const MQTTAgentPublishParams_t *const message,
                                         TickType_t ticks)
{
    (void)handle;
    (void)ticks;
    memset(agent.topic, 0, sizeof agent.topic);
    memset(agent.payload, 0, sizeof agent.payload);
    memcpy(agent.topic, message->pucTopic, message->usTopicLength);
    memcpy(agent.payload, message->pvData, message->ulDataLength);
    agent.published++;
    return eMQTTAgentSuccess;
}

MQTTAgentReturnCode_t MQTT_AGENT_ReturnBuffer(MQTTAgentHandle_t handle, MQTTBufferHandle_t buffer)
{
    (void)handle;
    CHECK(buffer == agent.topic);
    agent.returned++;
    return eMQTTAgentSuccess;
}

/* A message from the service; returns whether its buffer was kept. */
static bool say(const char *suffix, const char *text)
{
    static char topic[96];

    (void)snprintf(topic, sizeof topic, ROOT "/%s", suffix);
    const MQTTPublishData_t data = {eMQTTQoS1, (const uint8_t *)topic, (uint16_t)strlen(topic),
                                    text,      (uint32_t)strlen(text), agent.topic};
    return agent.callback(agent.context, &data) == eMQTTTrue;
}

static void update(void *text)
{
    params.pcData = text;
    params.ulDataLength = (uint32_t)strlen(text);
    result = SHADOW_Update(client, &params, 20);
    event('u');
    park();
}

static void get(void *unused)
{
    (void)unused;
    result = SHADOW_Get(client, &params, 20);
    event('g');
    park();
}

static void erase(void *unused)
{
    (void)unused;
    result = SHADOW_Delete(client, &params, 20);
    event('d');
    park();
}

static void given_a_connected_client(void)
{
    const ShadowCreateParams_t create = {eDedicatedMQTTClient, NULL};
    MQTTAgentConnectParams_t connect = {.pvUserData = &user};

    if (client != NULL) {
        (void)SHADOW_ClientDisconnect(client);
        (void)SHADOW_ClientDelete(client);
    }
    memset(&agent, 0, sizeof agent);
    CHECK_EQ(SHADOW_ClientCreate(&client, &create), eShadowSuccess);
    CHECK_EQ(SHADOW_ClientConnect(client, &connect, 1), eShadowSuccess);
    params = (ShadowOperationParams_t){.pcThingName = "lamp", .xQoS = eMQTTQoS1};
    keep = 0;
}

static void a_client_has_an_agent_of_its_own(void)
{
    ShadowCreateParams_t create = {eSharedMQTTClient, NULL};
    MQTTAgentConnectParams_t connect = {0};
    ShadowClientHandle_t another;

    CHECK_EQ(SHADOW_ClientCreate(&another, &create), eShadowFailure);
    given_a_connected_client();
    create.xMQTTClientType = eDedicatedMQTTClient;
    CHECK_EQ(SHADOW_ClientCreate(&another, &create), eShadowFailure); /* all are taken */
    CHECK_EQ(SHADOW_ClientDelete(client), eShadowFailure);            /* it is connected */
    CHECK_EQ(SHADOW_ClientDisconnect(client), eShadowSuccess);
    CHECK_EQ(SHADOW_ClientConnect(client, &connect, 0), eShadowTimeout);
    CHECK_EQ(SHADOW_ClientDelete(client), eShadowSuccess);
    client = NULL;
    CHECK(!agent.taken);
}

static void an_update_waits_for_the_answer_with_its_token(void)
{
    given_a_connected_client();
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    CHECK_EQ(agent.subscribed, 2);
    CHECK_EQ(strcmp(agent.filters[0], ROOT "/update/accepted"), 0);
    CHECK_EQ(strcmp(agent.filters[1], ROOT "/update/rejected"), 0);
    CHECK_EQ(strcmp(agent.topic, ROOT "/update"), 0);
    (void)say("update/accepted", "{\"clientToken\":\"other\"}");
    (void)say("delete/accepted", "{\"clientToken\":\"t\"}");
    CHECK_EVENTS("");
    CHECK(!say("update/accepted", "{\"clientToken\":\"t\"}"));
    CHECK_EVENTS("u");
    CHECK_EQ(result, eShadowSuccess);
    CHECK_EQ(agent.unsubscribed, 2);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    (void)say("update/rejected", "{\"code\":409,\"clientToken\":\"t\"}");
    CHECK_EVENTS("u");
    CHECK_EQ(result, 409);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    (void)say("update/rejected", "{\"clientToken\":\"t\"}");
    CHECK_EVENTS("u");
    CHECK_EQ(result, eShadowUnknown);
}

static void without_a_token_the_time_is_up(void)
{
    given_a_connected_client();
    (void)spawn(update, P_HIGH, "{\"state\":{}}");
    CHECK_EQ(agent.published, 1);
    (void)say("update/accepted", "{\"state\":{}}");
    (void)say("update/accepted", "{\"clientToken\":\"\"}");
    CHECK_EVENTS("");
    vTaskDelay(22);
    CHECK_EVENTS("u");
    CHECK_EQ(result, eShadowTimeout);
}

static void a_document_is_the_callers_until_its_buffer_is_returned(void)
{
    char answer[128];

    given_a_connected_client();
    params.ucKeepSubscriptions = 1;
    (void)spawn(get, P_HIGH, NULL);
    CHECK_EQ(strcmp(agent.topic, ROOT "/get"), 0);
    memcpy(answer, agent.payload, sizeof answer); /* its token comes back */
    CHECK(say("get/accepted", answer));
    CHECK_EVENTS("g");
    CHECK_EQ(result, eShadowSuccess);
    CHECK(params.pcData == answer);
    CHECK_EQ(params.ulDataLength, strlen(answer));
    CHECK_EQ(SHADOW_ReturnMQTTBuffer(client, params.xBuffer), eShadowSuccess);
    CHECK_EQ(agent.returned, 1);
    CHECK(!say("get/accepted", answer)); /* late: nobody's */
    (void)spawn(get, P_HIGH, NULL);
    CHECK_EQ(agent.subscribed, 2); /* they were kept */
    vTaskDelay(22);
    CHECK_EVENTS("g");
    CHECK_EQ(result, eShadowTimeout);
    CHECK(params.pcData == NULL);
    CHECK_EQ(agent.unsubscribed, 0);
    params.pcThingName = "other";
    CHECK_EQ(SHADOW_Get(client, &params, 1), eShadowFailure);
}

static BaseType_t on_document(void *context, const char *const thing, const char *const document,
                              uint32_t length, MQTTBufferHandle_t buffer)
{
    CHECK(context == &user);
    CHECK_EQ(strcmp(thing, "lamp"), 0);
    CHECK_EQ(strncmp(document, "{}", length), 0);
    CHECK(buffer == agent.topic);
    event('e');
    return keep != 0 ? pdTRUE : pdFALSE;
}

static void on_deleted(void *context, const char *const thing)
{
    CHECK(context == &user);
    CHECK_EQ(strcmp(thing, "lamp"), 0);
    event('x');
}

static void callbacks_tell_what_others_do(void)
{
    ShadowCallbackParams_t callbacks = {"lamp", on_document, on_deleted, on_document};
    char answer[128];

    given_a_connected_client();
    CHECK_EQ(SHADOW_RegisterCallbacks(client, &callbacks, 1), eShadowSuccess);
    CHECK_EQ(agent.subscribed, 3);
    CHECK(!say("update/delta", "{}"));
    keep = 1;
    CHECK(say("update/documents", "{}"));
    CHECK_EVENTS("ee");
    (void)spawn(erase, P_HIGH, NULL);
    memcpy(answer, agent.payload, sizeof answer);
    (void)say("delete/accepted", answer);
    CHECK_EVENTS("d");               /* its own deletion is not told */
    CHECK_EQ(agent.unsubscribed, 1); /* accepted stays for the callback */
    (void)say("delete/accepted", "{\"version\":1}");
    CHECK_EVENTS("x");
    callbacks.xShadowUpdatedCallback = NULL;
    CHECK_EQ(SHADOW_RegisterCallbacks(client, &callbacks, 1), eShadowSuccess);
    CHECK_EQ(agent.unsubscribed, 2);
    CHECK(!say("update/documents", "{}"));
    CHECK_EVENTS("");
}

static void what_cannot_be_sent_fails(void)
{
    static char large[8194];

    given_a_connected_client();
    params.pcData = NULL;
    CHECK_EQ(SHADOW_Update(client, &params, 1), eShadowFailure);
    params.pcData = large;
    params.ulDataLength = 8193;
    CHECK_EQ(SHADOW_Update(client, &params, 1), eShadowFailure);
    params.pcThingName = "";
    CHECK_EQ(SHADOW_Delete(client, &params, 1), eShadowFailure);
    CHECK_EQ(SHADOW_Get(client, NULL, 1), eShadowFailure);
    CHECK_EQ(SHADOW_RegisterCallbacks(client, NULL, 1), eShadowFailure);
    params.pcThingName = "lamp";
    agent.refuse = true;
    CHECK_EQ(SHADOW_Delete(client, &params, 1), eShadowFailure);
    CHECK_EQ(agent.published, 0);
}

CONFORMANCE_MAIN("aws_shadow", TEST(a_client_has_an_agent_of_its_own),
                 TEST(an_update_waits_for_the_answer_with_its_token),
                 TEST(without_a_token_the_time_is_up),
                 TEST(a_document_is_the_callers_until_its_buffer_is_returned),
                 TEST(callbacks_tell_what_others_do), TEST(what_cannot_be_sent_fails))
