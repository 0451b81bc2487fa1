/* SPDX-License-Identifier: MIT */
/* AwsIotDefender_* and DEFENDER_* beside a scripted service: when a report is sent, and what is
 * told of it. There is one link for good, so the order of the tests counts for the first one. */
#include "afr201906_defender.h"
#include "aws_defender.h"
#include "aws_iot_defender.h"

#include <stdio.h>
#include <string.h>

#include "cbor_reader.h"
#include "conformance.h"
#include "scripted_link.h"

#define ROOT   "$aws/things/lamp/defender/metrics/cbor"
#define PERIOD pdMS_TO_TICKS(300000u)

static struct scripted_link script;
static size_t established;
static AwsIotDefenderCallbackInfo_t told;
static unsigned tellings;

static size_t connections(void *context, struct defender_connection *list, size_t room)
{
    (void)context;
    for (size_t i = 0; i < established && i < room; i++) {
        list[i] = (struct defender_connection){{10, 0, 0, (uint8_t)(i + 1u)}, 8883, 0, NULL};
    }
    return established < room ? established : room;
}

static void on_report(void *context, AwsIotDefenderCallbackInfo_t *info)
{
    CHECK(context == &told);
    told = *info;
    tellings++;
}

static AwsIotDefenderStartInfo_t start_info = AWS_IOT_DEFENDER_START_INFO_INITIALIZER;

static void given_a_link(void)
{
    struct afr201906_defender_setup setup = {&script.link, "lamp", 100, connections, NULL};
    static bool linked;

    if (!linked) {
        scripted_link_init(&script);
        setup.thing = NULL;
        CHECK_EQ(afr201906_defender_use_link(&setup), MQTTBadParameter);
        setup.thing = "lamp";
        CHECK_EQ(afr201906_defender_use_link(&setup), MQTTSuccess);
        CHECK_EQ(strcmp(script.filters[0], ROOT "/+"), 0);
        linked = true;
    }
    CHECK_EQ(afr201906_defender_use_link(&setup), MQTTIllegalState);
    script.published = 0;
    start_info.callback = (AwsIotDefenderCallback_t){&told, on_report};
    script.refuse = MQTTSuccess;
    established = 1;
    tellings = 0;
    CHECK_EQ(AwsIotDefender_SetPeriod(300), AWS_IOT_DEFENDER_SUCCESS);
    CHECK_EQ(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
                                       AWS_IOT_DEFENDER_METRICS_ALL),
             AWS_IOT_DEFENDER_SUCCESS);
    (void)DEFENDER_ConnectionTimeoutSet(20);
}

/* The verdict on report `id`: {"reportId": id}. */
static void say_verdict(const char *verdict, int32_t id)
{
    char topic[64], answer[] = "\xA1\x68reportId\x18?";

    (void)snprintf(topic, sizeof topic, ROOT "/%s", verdict);
    answer[sizeof answer - 2] = (char)id;
    CHECK(scripted_link_say(&script, topic, answer));
    vTaskDelay(1);
}

static void without_a_link_nothing_starts(void)
{
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_INTERNAL_FAILURE);
    CHECK_EQ(DEFENDER_Start(), eDefenderErrOther);
    CHECK_EQ(DEFENDER_Stop(), eDefenderErrNotStarted);
    CHECK_EQ(GetLastReportId(), 0);
}

static void the_period_is_300_seconds_and_not_less(void)
{
    CHECK_EQ(AwsIotDefender_GetPeriod(), 300);
    CHECK_EQ(AwsIotDefender_SetPeriod(299), AWS_IOT_DEFENDER_PERIOD_TOO_SHORT);
    CHECK_EQ(DEFENDER_ReportPeriodSet(299), eDefenderErrPeriodTooShort);
    CHECK_EQ(AwsIotDefender_GetPeriod(), 300);
    CHECK_EQ(DEFENDER_ReportPeriodSet(301), eDefenderErrSuccess);
    CHECK_EQ(AwsIotDefender_GetPeriod(), 301);
}

static void what_cannot_be_reported_is_refused(void)
{
    DefenderMetric_t metrics[2] = {xDefenderTCPConnections, xDefenderTCPConnections};
    DefenderMetric_t unknown[1] = {(DefenderMetric_t)7};

    given_a_link();
    CHECK_EQ(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS, 2),
             AWS_IOT_DEFENDER_INVALID_INPUT);
    CHECK_EQ(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
                                       AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS_ESTABLISHED),
             AWS_IOT_DEFENDER_SUCCESS);
    CHECK_EQ(AwsIotDefender_SetMetrics((AwsIotDefenderMetricsGroup_t)1, 0),
             AWS_IOT_DEFENDER_INVALID_INPUT);
    CHECK_EQ(AwsIotDefender_Start(NULL), AWS_IOT_DEFENDER_INVALID_INPUT);
    CHECK_EQ(DEFENDER_MetricsInit(metrics), eDefenderErrTooManyMetrics);
    CHECK_EQ(DEFENDER_MetricsInit(unknown), eDefenderErrOther);
    CHECK_EQ(DEFENDER_MetricsInitFunc(NULL, 1), eDefenderErrOther);
    CHECK_EQ(DEFENDER_MetricsInitFunc(metrics, -1), eDefenderErrOther);
    CHECK_EQ(DEFENDER_MetricsInitFunc(metrics, 1), eDefenderErrSuccess);
}

/* Is what was published {"header": ..., "metrics": {"tcp_connections": {"established_connections":
 * {"total": total, ...}}}}? */
static bool reported(uint64_t total)
{
    const char *path[] = {"metrics", "tcp_connections", "established_connections", "total"};
    struct cbor_in in = {told.pMetricsReport, told.metricsReportLength}, value;
    struct cbor_item item;

    for (unsigned i = 0; i < 4; i++) {
        if (!cbor_find(in, path[i], strlen(path[i]), &value)) {
            return false;
        }
        in = value;
    }
    return cbor_read(&in, &item) && item.type == CBOR_UINT && item.value == total;
}

static void a_report_is_sent_at_once_and_its_verdict_told(void)
{
    given_a_link();
    established = 2;
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_ALREADY_STARTED);
    CHECK_EQ(DEFENDER_Start(), eDefenderErrAlreadyStarted);
    vTaskDelay(1);
    CHECK_EQ(script.published, 1);
    CHECK_EQ(strcmp(script.topic, ROOT), 0);
    CHECK_EQ(tellings, 0);
    say_verdict("accepted", 101);
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
    CHECK(reported(2));
    CHECK_EQ(told.payloadLength, 12);
    CHECK_EQ(told.pPayload[11], 101);
    CHECK_EQ(GetLastReportId(), 101);
    AwsIotDefender_Stop();
}

static void the_next_report_is_a_period_later(void)
{
    given_a_link();
    const TickType_t begun = fresh_tick();
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    vTaskDelay(1);
    CHECK_EQ(script.published, 1);
    say_verdict("rejected", GetLastReportId() + 1);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_METRICS_REJECTED);
    (void)xTaskCatchUpTicks(PERIOD - 5000u); /* which takes ticks itself */
    vTaskDelay(PERIOD - 10u - (xTaskGetTickCount() - begun));
    CHECK_EQ(script.published, 1);
    vTaskDelay(20);
    CHECK_EQ(script.published, 2);
    vTaskDelay(22); /* the second one's answer is not waited for any more */
    const TickType_t stopped = fresh_tick();
    AwsIotDefender_Stop();
    CHECK(xTaskGetTickCount() - stopped < 2u);
    (void)xTaskCatchUpTicks(PERIOD);
    vTaskDelay(5);
    CHECK_EQ(script.published, 2);
    CHECK_EQ(tellings, 2);
}

static void what_fails_is_told_apart(void)
{
    given_a_link();
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    vTaskDelay(22); /* no answer */
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_FAILURE_MQTT);
    CHECK(told.pMetricsReport != NULL);
    CHECK(told.pPayload == NULL);
    AwsIotDefender_Stop();
    CHECK_EQ(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS, 0),
             AWS_IOT_DEFENDER_SUCCESS);
    CHECK_EQ(AwsIotDefender_Start(&start_info), AWS_IOT_DEFENDER_SUCCESS);
    vTaskDelay(1);
    CHECK_EQ(tellings, 2);
    CHECK_EQ(told.eventType, AWS_IOT_DEFENDER_FAILURE_METRICS_REPORT);
    CHECK(told.pMetricsReport == NULL);
    CHECK_EQ(script.published, 1);
    AwsIotDefender_Stop();
}

static void the_legacy_names_tell_the_status_of_the_last_report(void)
{
    given_a_link();
    CHECK_EQ(DEFENDER_Start(), eDefenderErrSuccess);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepInit);
    vTaskDelay(1);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepInit);
    say_verdict("accepted", GetLastReportId() + 1);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepSuccess);
    CHECK_EQ(DEFENDER_Stop(), eDefenderErrSuccess);
    CHECK_EQ(DEFENDER_Stop(), eDefenderErrNotStarted);
    (void)DEFENDER_Start();
    vTaskDelay(1);
    say_verdict("rejected", GetLastReportId() + 1);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepRejected);
    (void)DEFENDER_Stop();
    (void)DEFENDER_Start();
    vTaskDelay(22);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepNoAck);
    (void)DEFENDER_Stop();
    script.refuse = MQTTBadParameter;
    (void)DEFENDER_Start();
    vTaskDelay(1);
    CHECK_EQ(DEFENDER_ReportStatusGet(), eDefenderRepNotSent);
    (void)DEFENDER_Stop();
    CHECK_EQ(tellings, 0); /* the callback of the other names is not called */
}

static void texts_are_there_for_every_value(void)
{
    CHECK_EQ(strcmp(AwsIotDefender_strerror(AWS_IOT_DEFENDER_SUCCESS), "success"), 0);
    CHECK_EQ(strcmp(AwsIotDefender_strerror((AwsIotDefenderError_t)99), "unknown error"), 0);
    CHECK_EQ(strcmp(DEFENDER_ErrAsString(eDefenderErrOther), "eDefenderErrOther"), 0);
    CHECK_EQ(strcmp(DEFENDER_ReportStatusAsString(eDefenderRepNoAck), "eDefenderRepNoAck"), 0);
}

CONFORMANCE_MAIN("afr201906_defender", TEST(without_a_link_nothing_starts),
                 TEST(the_period_is_300_seconds_and_not_less),
                 TEST(what_cannot_be_reported_is_refused),
                 TEST(a_report_is_sent_at_once_and_its_verdict_told),
                 TEST(the_next_report_is_a_period_later), TEST(what_fails_is_told_apart),
                 TEST(the_legacy_names_tell_the_status_of_the_last_report),
                 TEST(texts_are_there_for_every_value))
