/* SPDX-License-Identifier: MIT */
/* The MQTT agent of 2019: calls that wait for the server, callbacks, and buffers. */
#include "aws_mqtt_agent.h"

#include <string.h>

#include "aws_bufferpool.h"
#include "aws_mqtt_agent_config_defaults.h"
#include "conformance.h"
#include "peer_stream.h"

#define LONG  pdMS_TO_TICKS(1000)
#define SHORT pdMS_TO_TICKS(20)

static MQTTAgentHandle_t agent;
static MQTTBufferHandle_t kept;
static bool keep;
static MQTTAgentReturnCode_t from_callback;

static MQTTBool_t take(char what, const MQTTPublishData_t *data)
{
    event(what);
    event((char)('0' + *(const uint8_t *)data->pvData));
    kept = keep ? data->xBuffer : NULL;
    return keep ? eMQTTTrue : eMQTTFalse;
}

static MQTTBool_t on_event(void *user, const MQTTAgentCallbackParams_t *const params)
{
    CHECK(user == &agent);
    from_callback = MQTT_AGENT_Disconnect(agent, LONG);
    if (params->xMQTTEvent == eMQTTAgentDisconnect) {
        event('!');
        return eMQTTFalse;
    }
    return take('m', &params->u.xPublishData);
}

static MQTTBool_t on_filter(void *context, const MQTTPublishData_t *const data)
{
    CHECK_EQ(data->usTopicLength, 6);
    CHECK_EQ(memcmp(data->pucTopic, "down/a", 6), 0);
    CHECK_EQ(data->ulDataLength, 1);
    return take(*(const char *)context, data);
}

static MQTTAgentReturnCode_t connect_within(TickType_t ticks)
{
    const MQTTAgentConnectParams_t params = {.pcURL = "broker",
                                             .usPort = 1883,
                                             .pucClientId = (const uint8_t *)"thing",
                                             .usClientIdLength = 5,
                                             .pvUserData = &agent,
                                             .pxCallback = on_event};

    return MQTT_AGENT_Connect(agent, &params, ticks);
}

static void given_an_agent(void)
{
    keep = false;
    kept = NULL;
    peer_stream_begin();
    CHECK_EQ(BUFFERPOOL_Init(), pdPASS);
    CHECK_EQ(MQTT_AGENT_Create(&agent), eMQTTAgentSuccess);
}

static void given_a_connection(void)
{
    given_an_agent();
    CHECK_EQ(connect_within(LONG), eMQTTAgentSuccess);
}

static void when_it_ends(void)
{
    CHECK_EQ(MQTT_AGENT_Disconnect(agent, LONG), eMQTTAgentSuccess);
    CHECK_EQ(peer_stream_disconnects(), 1);
    CHECK_EQ(peer_stream_errors(), 0);
    CHECK_EQ(MQTT_AGENT_Delete(agent), eMQTTAgentSuccess);
}

static MQTTAgentReturnCode_t publish(uint8_t number, MQTTQoS_t qos, TickType_t ticks)
{
    const MQTTAgentPublishParams_t params = {(const uint8_t *)"up", 2, qos, &number, 1};

    return MQTT_AGENT_Publish(agent, &params, ticks);
}

static MQTTAgentReturnCode_t subscribe(const char *filter, const char *name)
{
    const MQTTAgentSubscribeParams_t params = {(const uint8_t *)filter, (uint16_t)strlen(filter),
                                               eMQTTQoS1, (void *)(uintptr_t)name,
                                               name != NULL ? on_filter : NULL};

    return MQTT_AGENT_Subscribe(agent, &params, LONG);
}

/* The agent's task is below the tests. */
static void say(const char *topic, uint8_t number)
{
    CHECK(peer_stream_say(topic, number, 1));
    vTaskDelay(2);
}

static void what_is_published_has_arrived_when_the_call_returns(void)
{
    given_a_connection();
    CHECK_EQ(publish(1, eMQTTQoS1, LONG), eMQTTAgentSuccess);
    CHECK_EQ(peer_stream_got(1), 1);
    CHECK_EQ(publish(2, eMQTTQoS0, LONG), eMQTTAgentSuccess);
    CHECK_EQ(peer_stream_got(2), 1);
    when_it_ends();
    CHECK_EVENTS("");
}

static void a_message_goes_to_its_filters_callback_and_then_to_the_connections(void)
{
    given_a_connection();
    CHECK_EQ(subscribe("down/a", "f"), eMQTTAgentSuccess);
    say("down/a", 1);
    CHECK_EVENTS("f1m1");
    CHECK_EQ(subscribe("down/a", "g"), eMQTTAgentSuccess);
    say("down/a", 2);
    CHECK_EVENTS("g2m2");
    CHECK_EQ(subscribe("down/a", NULL), eMQTTAgentSuccess);
    say("down/a", 3);
    CHECK_EVENTS("m3");
    when_it_ends();
}

static void a_buffer_that_is_kept_is_nobody_elses_until_it_is_returned(void)
{
    given_a_connection();
    CHECK_EQ(subscribe("down/a", "f"), eMQTTAgentSuccess);
    keep = true;
    for (uint8_t i = 0; i < bufferpoolconfigNUM_BUFFERS; i++) {
        say("down/a", i);
    }
    CHECK_EVENTS("f0f1f2f3");
    say("down/a", 8); /* no buffer: it is dropped */
    CHECK_EVENTS("");
    CHECK_EQ(*((const uint8_t *)kept + 6), bufferpoolconfigNUM_BUFFERS - 1);
    CHECK_EQ(MQTT_AGENT_ReturnBuffer(agent, kept), eMQTTAgentSuccess);
    say("down/a", 9);
    CHECK_EVENTS("f9");
    keep = false;
    CHECK_EQ(MQTT_AGENT_ReturnBuffer(agent, kept), eMQTTAgentSuccess);
    say("down/a", 1);
    CHECK_EVENTS("f1m1"); /* and back in the pool: */
    say("down/a", 2);
    CHECK_EVENTS("f2m2");
    when_it_ends();
}

static void after_unsubscribing_nobody_is_told(void)
{
    const MQTTAgentUnsubscribeParams_t params = {(const uint8_t *)"down/a", 6};

    given_a_connection();
    CHECK_EQ(subscribe("down/a", "f"), eMQTTAgentSuccess);
    CHECK_EQ(MQTT_AGENT_Unsubscribe(agent, &params, LONG), eMQTTAgentSuccess);
    (void)peer_stream_say("down/a", 1, 1);
    vTaskDelay(2);
    CHECK_EVENTS("");
    when_it_ends();
}

static void a_refused_filter_is_a_failure(void)
{
    given_a_connection();
    peer_stream_refuse_filters(true);
    CHECK_EQ(subscribe("down/a", "f"), eMQTTAgentFailure);
    when_it_ends();
}

static void without_an_answer_the_time_is_up(void)
{
    given_a_connection();
    peer_stream_drop(false, true);
    const TickType_t begun = fresh_tick();
    CHECK_EQ(publish(1, eMQTTQoS1, SHORT), eMQTTAgentTimeout);
    CHECK_EQ(xTaskGetTickCount() - begun, SHORT);
    when_it_ends();
}

static void a_lost_connection_is_told_and_stays_lost(void)
{
    given_a_connection();
    CHECK_EQ(subscribe("down/a", "f"), eMQTTAgentSuccess);
    peer_stream_break();
    vTaskDelay(LONG);
    CHECK_EVENTS("!");
    CHECK_EQ(from_callback, eMQTTAgentAPICalledFromCallback);
    CHECK_EQ(publish(1, eMQTTQoS1, LONG), eMQTTAgentFailure);
    CHECK_EQ(MQTT_AGENT_Disconnect(agent, LONG), eMQTTAgentFailure);
    CHECK_EQ(connect_within(LONG), eMQTTAgentSuccess);
    CHECK_EQ(publish(1, eMQTTQoS1, LONG), eMQTTAgentSuccess);
    CHECK(!peer_stream_say("down/a", 1, 1)); /* a clean session: nobody has subscribed */
    when_it_ends();
}

static void publish_for_long(void *arg)
{
    (void)arg;
    CHECK_EQ(publish(3, eMQTTQoS1, LONG), eMQTTAgentFailure);
    event('p');
    park();
}

static void calls_that_wait_fail_when_the_connection_ends(void)
{
    given_a_connection();
    peer_stream_drop(false, true);
    (void)spawn(publish_for_long, P_HIGH, NULL);
    vTaskDelay(2);
    CHECK_EVENTS("");
    when_it_ends();
    CHECK_EVENTS("p");
}

static void a_server_that_is_away_or_silent_is_told_apart(void)
{
    given_an_agent();
    peer_stream_set_away(true);
    CHECK_EQ(connect_within(LONG), eMQTTAgentFailure);
    peer_stream_set_away(false);
    peer_stream_drop(true, false);
    const TickType_t begun = fresh_tick();
    CHECK_EQ(connect_within(SHORT), eMQTTAgentTimeout);
    CHECK(xTaskGetTickCount() - begun <= SHORT + 3);
    peer_stream_drop(false, false);
    CHECK_EQ(connect_within(LONG), eMQTTAgentSuccess);
    CHECK_EQ(connect_within(LONG), eMQTTAgentFailure); /* it is connected */
    CHECK_EQ(MQTT_AGENT_Delete(agent), eMQTTAgentFailure);
    when_it_ends();
    CHECK_EVENTS("");
}

static void bad_parameters_and_handles_are_refused(void)
{
    static const uint8_t name[] = "thing";
    MQTTAgentHandle_t second;
    MQTTAgentConnectParams_t params = {
        .pcURL = "", .usPort = 1, .pucClientId = name, .usClientIdLength = 5};
    const MQTTAgentPublishParams_t no_topic = {NULL, 2, eMQTTQoS0, name, 1};
    const MQTTAgentPublishParams_t too_much = {name, 2, eMQTTQoS2, name, 1};

    given_an_agent();
    CHECK_EQ(MQTT_AGENT_Create(&second), eMQTTAgentFailure); /* mqttconfigMAX_BROKERS is 1 */
    CHECK_EQ(MQTT_AGENT_Connect(agent, NULL, 1), eMQTTAgentFailure);
    CHECK_EQ(MQTT_AGENT_Connect(agent, &params, 1), eMQTTAgentFailure);
    params.pcURL = "broker";
    params.usClientIdLength = 0;
    CHECK_EQ(MQTT_AGENT_Connect(agent, &params, 1), eMQTTAgentFailure);
    CHECK_EQ(connect_within(LONG), eMQTTAgentSuccess);
    CHECK_EQ(MQTT_AGENT_Publish(agent, &no_topic, LONG), eMQTTAgentFailure);
    CHECK_EQ(MQTT_AGENT_Publish(agent, &too_much, LONG), eMQTTAgentFailure);
    CHECK_EQ(MQTT_AGENT_Publish(NULL, &no_topic, LONG), eMQTTAgentFailure);
    CHECK_EQ(MQTT_AGENT_ReturnBuffer(NULL, NULL), eMQTTAgentFailure);
    when_it_ends();
    CHECK_EQ(MQTT_AGENT_Delete(agent), eMQTTAgentFailure); /* twice */
}

static void without_memory_there_is_no_handle(void)
{
    const size_t stack_bytes = mqttconfigMQTT_TASK_STACK_DEPTH * sizeof(StackType_t);
    void *taken = NULL; /* each block begins with the address of the one before */
    size_t at_first;

    peer_stream_begin();
    at_first = xPortGetFreeHeapSize();
    for (void **block; (block = pvPortMalloc(stack_bytes / 2)) != NULL; taken = block) {
        *block = taken;
    }
    CHECK_EQ(MQTT_AGENT_Create(&agent), eMQTTAgentFailure);
    while (taken != NULL) {
        void *const before = *(void **)taken;
        vPortFree(taken);
        taken = before;
    }
    CHECK_EQ(xPortGetFreeHeapSize(), at_first);
    given_an_agent(); /* the place was not lost */
    CHECK_EQ(MQTT_AGENT_Delete(agent), eMQTTAgentSuccess);
    CHECK_EQ(xPortGetFreeHeapSize(), at_first);
}

CONFORMANCE_MAIN("afr201906 MQTT agent", TEST(what_is_published_has_arrived_when_the_call_returns),
                 TEST(a_message_goes_to_its_filters_callback_and_then_to_the_connections),
                 TEST(a_buffer_that_is_kept_is_nobody_elses_until_it_is_returned),
                 TEST(after_unsubscribing_nobody_is_told), TEST(a_refused_filter_is_a_failure),
                 TEST(without_an_answer_the_time_is_up),
                 TEST(a_lost_connection_is_told_and_stays_lost),
                 TEST(calls_that_wait_fail_when_the_connection_ends),
                 TEST(a_server_that_is_away_or_silent_is_told_apart),
                 TEST(bad_parameters_and_handles_are_refused),
                 TEST(without_memory_there_is_no_handle))
