/* SPDX-License-Identifier: MIT */
/* The shadow client: requests and their answers, deltas and their order. */
#include "shadow_client.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "scripted_link.h"

#define ROOT "$aws/things/lamp/shadow"

static struct scripted_link script;
static struct shadow_client client;
static char request[128], answer[128];
static char delta[64];
static uint32_t delta_version;
static unsigned deltas;
static volatile mqtt_request_result_t result;

static void on_delta(void *context, const char *state, size_t length, uint32_t version)
{
    (void)context;
    memcpy(delta, state, length);
    delta[length] = '\0';
    delta_version = version;
    deltas++;
}

static void given_a_client(const char *shadow)
{
    const struct shadow_client_config config = {.link = &script.link,
                                                .thing = "lamp",
                                                .shadow = shadow,
                                                .request = request,
                                                .request_size = sizeof request,
                                                .answer = answer,
                                                .answer_size = sizeof answer,
                                                .delta = on_delta};

    deltas = 0;
    scripted_link_init(&script);
    CHECK_EQ(shadow_client_init(&client, &config), MQTTSuccess);
}

static void report(void *arg)
{
    (void)arg;
    result = shadow_client_report(&client, "{\"on\":1}", 20);
    event('r');
    park();
}

/* An answer to the request that waits. */
static void say_answer(const char *suffix, const char *members, const char *token)
{
    char topic[96], text[256];

    (void)snprintf(topic, sizeof topic, ROOT "/update/%s", suffix);
    (void)snprintf(text, sizeof text, "{%s\"clientToken\":\"%s\"}", members, token);
    CHECK(scripted_link_say(&script, topic, text));
}

static void a_report_waits_for_its_own_answer(void)
{
    given_a_client(NULL);
    (void)spawn(report, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "/update"), 0);
    CHECK_EQ(strncmp(script.payload, "{\"state\":{\"reported\":{\"on\":1}},\"clientToken\":\"", 46),
             0);
    say_answer("accepted", "", "somebody");
    CHECK_EVENTS("");
    say_answer("accepted", "", scripted_link_token(&script));
    CHECK_EVENTS("r");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
    say_answer("rejected", "", scripted_link_token(&script)); /* twice: nobody waits any more */
}

static void a_rejection_has_its_code_and_text(void)
{
    struct shadow_client_refusal refusal;

    given_a_client(NULL);
    (void)spawn(report, P_HIGH, NULL);
    say_answer("rejected", "\"code\":409,\"message\":\"Version conflict\",",
               scripted_link_token(&script));
    CHECK_EVENTS("r");
    CHECK_EQ(result, MQTT_REQUEST_REJECTED);
    shadow_client_refused(&client, &refusal);
    CHECK_EQ(refusal.code, 409);
    CHECK_EQ(strncmp(refusal.message, "Version conflict", refusal.message_length), 0);
}

static void without_an_answer_the_time_is_up_and_a_late_one_is_nobodys(void)
{
    given_a_client(NULL);
    (void)spawn(report, P_HIGH, NULL);
    vTaskDelay(19);
    CHECK_EVENTS("");
    vTaskDelay(3);
    CHECK_EVENTS("r");
    CHECK_EQ(result, MQTT_REQUEST_TIMED_OUT);
    char late[9];
    strcpy(late, scripted_link_token(&script));
    say_answer("accepted", "", late);
    (void)spawn(report, P_HIGH, NULL);
    say_answer("accepted", "", late);
    CHECK_EVENTS("");
    say_answer("accepted", "", scripted_link_token(&script));
    CHECK_EVENTS("r");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
}

static void two_tasks_take_turns(void)
{
    given_a_client(NULL);
    (void)spawn(report, P_HIGH, NULL);
    (void)spawn(report, P_HIGH, NULL);
    CHECK_EQ(script.published, 1);
    say_answer("accepted", "", scripted_link_token(&script));
    settle();
    CHECK_EVENTS("r");
    CHECK_EQ(script.published, 2);
    say_answer("accepted", "", scripted_link_token(&script));
    CHECK_EVENTS("r");
}

static void what_does_not_fit_is_not_sent(void)
{
    char large[sizeof request];

    given_a_client(NULL);
    memset(large, ' ', sizeof large);
    large[sizeof large - 1] = '\0';
    CHECK_EQ(shadow_client_report(&client, large, 0), MQTT_REQUEST_NOT_SENT);
    CHECK_EQ(script.published, 0);
    script.refuse = MQTTNoMemory;
    CHECK_EQ(shadow_client_report(&client, "{}", 0), MQTT_REQUEST_TIMED_OUT);
    script.refuse = MQTTBadParameter;
    CHECK_EQ(shadow_client_report(&client, "{}", 0), MQTT_REQUEST_NOT_SENT);
    script.refuse = MQTTSuccess;
    CHECK_EQ(shadow_client_report(&client, "{}", 0), MQTT_REQUEST_TIMED_OUT);
}

static void an_answer_that_is_too_large_is_told(void)
{
    char padding[sizeof answer + 16];

    given_a_client(NULL);
    (void)spawn(report, P_HIGH, NULL);
    memset(padding, ' ', sizeof padding);
    padding[sizeof padding - 1] = '\0';
    say_answer("accepted", padding, scripted_link_token(&script));
    CHECK_EVENTS("r");
    CHECK_EQ(result, MQTT_REQUEST_TOO_LARGE);
}

static void a_delta_is_passed_on_unless_it_is_older(void)
{
    given_a_client(NULL);
    CHECK(scripted_link_say(&script, ROOT "/update/delta", "{\"version\":7,\"state\":{\"on\":1}}"));
    CHECK_EQ(deltas, 1);
    CHECK_EQ(strcmp(delta, "{\"on\":1}"), 0);
    CHECK(scripted_link_say(&script, ROOT "/update/delta", "{\"version\":6,\"state\":{\"on\":0}}"));
    CHECK(scripted_link_say(&script, ROOT "/update/delta", "{\"version\":7,\"state\":{\"on\":0}}"));
    CHECK_EQ(deltas, 1);
    CHECK(scripted_link_say(&script, ROOT "/update/delta", "{\"version\":8,\"state\":{\"on\":2}}"));
    CHECK_EQ(deltas, 2);
    CHECK_EQ(delta_version, 8);
}

static void after_each_connect_the_document_is_compared(void)
{
    given_a_client(NULL);
    mqtt_link_up(&script.link);
    CHECK_EQ(script.published, 0); /* its answer could not arrive yet */
    scripted_link_grant(&script);
    CHECK_EQ(script.published, 1);
    CHECK_EQ(strcmp(script.topic, ROOT "/get"), 0);
    CHECK(scripted_link_say(
        &script, ROOT "/get/accepted",
        "{\"state\":{\"desired\":{\"on\":3},\"delta\":{\"on\":3}},\"version\":4}"));
    CHECK_EQ(deltas, 1);
    CHECK_EQ(strcmp(delta, "{\"on\":3}"), 0);
    mqtt_link_up(&script.link); /* the session was kept: no subscription is granted again */
    CHECK_EQ(script.published, 2);
    CHECK(scripted_link_say(&script, ROOT "/get/accepted",
                            "{\"state\":{\"reported\":{\"on\":3}},\"version\":5}"));
    CHECK_EQ(deltas, 1);
}

static void what_is_anothers_is_left_alone(void)
{
    given_a_client("blue");
    CHECK_EQ(scripted_link_say(&script, ROOT "/update/delta", "{\"version\":1,\"state\":{}}"),
             false);
    CHECK_EQ(
        scripted_link_say(&script, ROOT "/name/red/update/delta", "{\"version\":1,\"state\":{}}"),
        false);
    CHECK_EQ(scripted_link_say(&script, "$aws/things/lamp2/shadow/name/blue/update/delta", "{}"),
             false);
    CHECK_EQ(scripted_link_say(&script, "some/topic", "{}"), false);
    CHECK(
        scripted_link_say(&script, ROOT "/name/blue/update/delta", "{\"version\":1,\"state\":{}}"));
    CHECK_EQ(deltas, 1);
}

static void bad_configurations_are_refused(void)
{
    static char name[SHADOW_CLIENT_TOPIC_BYTES];
    struct shadow_client_config config = {.link = &script.link,
                                          .thing = "lamp",
                                          .request = request,
                                          .request_size = sizeof request,
                                          .answer = answer,
                                          .answer_size = sizeof answer};

    scripted_link_init(&script);
    memset(name, 'a', 100);
    config.thing = name; /* a topic above SHADOW_CLIENT_TOPIC_BYTES */
    CHECK_EQ(shadow_client_init(&client, &config), MQTTBadParameter);
    config.thing = "";
    CHECK_EQ(shadow_client_init(&client, &config), MQTTBadParameter);
    config.thing = "lamp";
    config.answer_size = 63;
    CHECK_EQ(shadow_client_init(&client, &config), MQTTBadParameter);
    config.answer_size = sizeof answer;
    script.subscribed = 12;
    CHECK_EQ(shadow_client_init(&client, &config), MQTTNoMemory);
}

CONFORMANCE_MAIN("shadow_client", TEST(a_report_waits_for_its_own_answer),
                 TEST(a_rejection_has_its_code_and_text),
                 TEST(without_an_answer_the_time_is_up_and_a_late_one_is_nobodys),
                 TEST(two_tasks_take_turns), TEST(what_does_not_fit_is_not_sent),
                 TEST(an_answer_that_is_too_large_is_told),
                 TEST(a_delta_is_passed_on_unless_it_is_older),
                 TEST(after_each_connect_the_document_is_compared),
                 TEST(what_is_anothers_is_left_alone), TEST(bad_configurations_are_refused))
