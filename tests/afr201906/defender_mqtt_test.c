/* SPDX-License-Identifier: MIT */
/* AwsIotDefender_Start with a network: each report has a connection of its own. */
#include <string.h>

#include "afr201906_defender.h"
#include "aws_defender.h"
#include "aws_iot_defender.h"
#include "iot_mqtt.h"
#include "metrics_list.h"
#include "mqtt_peer.h"

#define ROOT   "$aws/things/lamp/defender/metrics/cbor"
#define PERIOD pdMS_TO_TICKS(300000u)
#define SETTLE vTaskDelay(pdMS_TO_TICKS(5))

static AwsIotDefenderCallbackInfo_t told;
static uint8_t report[AFR201906_DEFENDER_REPORT_BYTES];
static unsigned tellings;
static AwsIotDefenderStartInfo_t start_info;
static uint32_t last_id;

static void on_report(void *context, AwsIotDefenderCallbackInfo_t *info)
{
    CHECK(context == &told);
    told = *info;
    if (info->pMetricsReport != NULL) {
        memcpy(report, info->pMetricsReport, info->metricsReportLength);
    }
    tellings++;
}

static void given_a_network(void)
{
    const AwsIotDefenderStartInfo_t fresh = AWS_IOT_DEFENDER_START_INFO_INITIALIZER;

    mqtt_peer_start();
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_SUCCESS);
    start_info = fresh;
    start_info.mqttNetworkInfo.pNetworkInterface = &mqtt_peer_network;
    start_info.mqttConnectionInfo.pClientIdentifier = "lamp";
    start_info.mqttConnectionInfo.clientIdentifierLength = 4;
    start_info.callback = (AwsIotDefenderCallback_t){&told, on_report};
    CHECK_EQ(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
                                       AWS_IOT_DEFENDER_METRICS_ALL),
             AWS_IOT_DEFENDER_SUCCESS);
    (void)DEFENDER_ConnectionTimeoutSet(20);
    tellings = 0;
}

static void end_of_network(void)
{
    AwsIotDefender_Stop();
    IotMqtt_Cleanup();
    CHECK_EQ(mqtt_peer.broker.protocol_errors, 0);
}

/* {"reportId": the next one} */
static void say_verdict(const char *verdict)
{
    char topic[64] = ROOT "/", answer[] = "\xA1\x68reportId\x18?";

    answer[sizeof answer - 2] = (char)++last_id;
    CHECK(mqtt_peer_say(strcat(topic, verdict), answer, 1));
    SETTLE;
}

static bool reported(const char *address)
{
    const size_t length = strlen(address);

    for (size_t i = 0; i + length <= told.metricsReportLength; i++) {
        if (memcmp(&report[i], address, length) == 0) {
            return true;
        }
    }
    return false;
}

static void each_report_has_a_connection_of_its_own(void)
{
    static IotMetricsTcpConnection_t one = {.addressLength = 15, .address = "10.20.30.4:8883"};
    static IotMetricsTcpConnection_t none = {.addressLength = 10, .address = "10.20.30.4"};

    given_a_network();
    afr201906_defender_number_from(last_id = 100);
    const TickType_t begun = xTaskGetTickCount();
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    metrics_note(&one);
    metrics_note(&none);
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_ALREADY_STARTED);
    SETTLE;
    CHECK_EQ(strcmp(mqtt_peer.topic, ROOT), 0);
    CHECK_EQ(tellings, 0);
    say_verdict("accepted");
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
    CHECK(reported("10.20.30.4:8883"));
    CHECK_EQ(GetLastReportId(), 101);
    CHECK_EQ(mqtt_peer.broker.disconnects, 1);
    CHECK_EQ(mqtt_peer.destroyed, 1);
    metrics_forget(&one);
    (void)xTaskCatchUpTicks(PERIOD - 5000u); /* which takes ticks itself */
    vTaskDelay(PERIOD - 5u - (xTaskGetTickCount() - begun));
    CHECK_EQ(mqtt_peer.broker.connects, 1);
    vTaskDelay(10u);
    CHECK_EQ(mqtt_peer.broker.connects, 2);
    say_verdict("rejected");
    CHECK_EQ(tellings, 2);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_METRICS_REJECTED);
    CHECK_EQ(reported("10.20.30.4:8883"), false);
    CHECK_EQ(mqtt_peer.broker.disconnects, 2);
    metrics_forget(&none);
    end_of_network();
}

static void numbers_go_on_after_a_stop(void)
{
    given_a_network();
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    SETTLE;
    say_verdict("accepted");
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
    CHECK_EQ(GetLastReportId(), 103);
    end_of_network();
}

static void a_connection_that_fails_is_told(void)
{
    given_a_network();
    mqtt_peer.broker.away = true;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    SETTLE;
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_FAILURE_MQTT);
    CHECK(told.pMetricsReport == NULL);
    AwsIotDefender_Stop();
    mqtt_peer.broker.away = false;
    mqtt_peer.broker.suback_code = 0x80;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    SETTLE;
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_FAILURE_MQTT);
    CHECK_EQ(tellings, 2);
    CHECK_EQ(mqtt_peer.broker.disconnects, 1);
    AwsIotDefender_Stop();
    mqtt_peer.broker.suback_code = 0;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(30)); /* no verdict */
    CHECK_EQ(tellings, 3);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_FAILURE_MQTT);
    CHECK(told.pMetricsReport != NULL);
    CHECK_EQ(mqtt_peer.broker.disconnects, 2);
    end_of_network();
}

static void without_the_name_of_a_thing_nothing_starts(void)
{
    given_a_network();
    start_info.mqttConnectionInfo.clientIdentifierLength = 0;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_INVALID_INPUT);
    start_info.mqttConnectionInfo.clientIdentifierLength = 129;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_INVALID_INPUT);
    start_info.mqttNetworkInfo.pNetworkInterface = NULL;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_INTERNAL_FAILURE);
    SETTLE;
    CHECK_EQ(mqtt_peer.created, 0);
    end_of_network();
}

CONFORMANCE_MAIN("defender of 201906 over its MQTT", TEST(each_report_has_a_connection_of_its_own),
                 TEST(numbers_go_on_after_a_stop), TEST(a_connection_that_fails_is_told),
                 TEST(without_the_name_of_a_thing_nothing_starts))
