/* SPDX-License-Identifier: MIT */
/* The defender client: reports, their ids and their verdicts, in both formats. */
#include "defender_client.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "scripted_link.h"

#define ROOT "$aws/things/lamp/defender/metrics/"

static struct scripted_link script;
static struct defender_client client;
static uint8_t report_buffer[256];
static char answer[64];
static const struct defender_network network = {1, 2, 3, 4};
static const struct defender_report report = {.version = "1.0", .network = &network};
static volatile mqtt_request_result_t result;

static void given_a_client(enum defender_format format)
{
    const struct defender_client_config config = {.link = &script.link,
                                                  .thing = "lamp",
                                                  .format = format,
                                                  .first_id = 100,
                                                  .report = report_buffer,
                                                  .report_size = sizeof report_buffer,
                                                  .answer = answer,
                                                  .answer_size = sizeof answer};

    scripted_link_init(&script);
    CHECK_EQ(defender_client_init(&client, &config), MQTTSuccess);
}

static void send(void *arg)
{
    (void)arg;
    result = defender_client_send(&client, &report, 20);
    event('s');
    park();
}

static void a_report_is_numbered_and_its_verdict_is_awaited(void)
{
    given_a_client(DEFENDER_JSON);
    CHECK_EQ(strcmp(script.filters[0], ROOT "json/+"), 0);
    (void)spawn(send, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "json"), 0);
    CHECK(strstr(script.payload, "101") != NULL);
    CHECK(scripted_link_say(&script, ROOT "json/accepted",
                            "{\"reportId\":100}")); /* of the one before */
    CHECK_EVENTS("");
    CHECK(scripted_link_say(&script, ROOT "json/accepted",
                            "{\"reportId\":101,\"status\":\"ACCEPTED\"}"));
    CHECK_EVENTS("s");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
    (void)spawn(send, P_HIGH, NULL);
    CHECK(scripted_link_say(&script, ROOT "json/rejected",
                            "{\"reportId\":102,\"status\":\"REJECTED\"}"));
    CHECK_EVENTS("s");
    CHECK_EQ(result, MQTT_REQUEST_REJECTED);
}

static void a_report_in_cbor_has_its_verdict_in_cbor(void)
{
    static const char accepted[] = "\xA1\x68reportId\x18\x65"; /* {"reportId": 101} */

    given_a_client(DEFENDER_CBOR);
    (void)spawn(send, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "cbor"), 0);
    CHECK(scripted_link_say(&script, ROOT "cbor/accepted", accepted));
    CHECK_EVENTS("s");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
}

static void without_a_verdict_time_is_up_and_what_is_anothers_is_left(void)
{
    given_a_client(DEFENDER_JSON);
    (void)spawn(send, P_HIGH, NULL);
    CHECK_EQ(scripted_link_say(&script, "$aws/things/lamq/defender/metrics/json/accepted",
                               "{\"reportId\":101}"),
             false);
    vTaskDelay(22);
    CHECK_EVENTS("s");
    CHECK_EQ(result, MQTT_REQUEST_TIMED_OUT);
}

static void a_report_of_nothing_or_without_room_is_not_sent(void)
{
    const struct defender_report empty = {.version = "1.0"};

    given_a_client(DEFENDER_JSON);
    CHECK_EQ(defender_client_send(&client, &empty, 1), MQTT_REQUEST_NOT_SENT);
    client.config.report_size = 8;
    CHECK_EQ(defender_client_send(&client, &report, 1), MQTT_REQUEST_NOT_SENT);
    CHECK_EQ(script.published, 0);
}

CONFORMANCE_MAIN("defender_client", TEST(a_report_is_numbered_and_its_verdict_is_awaited),
                 TEST(a_report_in_cbor_has_its_verdict_in_cbor),
                 TEST(without_a_verdict_time_is_up_and_what_is_anothers_is_left),
                 TEST(a_report_of_nothing_or_without_room_is_not_sent))
