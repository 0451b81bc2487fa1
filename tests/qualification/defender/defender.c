/* SPDX-License-Identifier: MIT */
/* AwsIotDefender_* beside a defender service in the image: what is reported, when, and what its
 * answer becomes. */
#include "afr201906_defender.h"
#include "aws_defender.h"
#include "aws_iot_defender.h"
#include "mqtt_kit.h"

#define THING       "qualified"
#define TOPIC       "$aws/things/" THING "/defender/metrics/cbor"
#define FIRST_ID    100u
#define PATIENCE_MS 60
#define PERIOD_S    300u

enum verdict { VERDICT_ACCEPTED, VERDICT_REJECTED, VERDICT_NONE };

static struct {
    enum verdict verdict;
    volatile unsigned reports;
    char topic[64];
} service;

static struct {
    volatile unsigned times;
    AwsIotDefenderEventType_t event;
    size_t report_length, payload_length;
    uint8_t report[160];
    void *context;
} heard;

static AwsIotDefenderStartInfo_t start;

/* {"reportId": the number of the report}; numbers below 256 are two bytes. */
static void hear(const char *topic, const char *payload)
{
    char to[80], answer[] = "\xA1\x68reportId\x18?";

    (void)payload;
    service.reports = service.reports + 1;
    memset(service.topic, 0, sizeof service.topic);
    memcpy(service.topic, topic, strnlen(topic, sizeof service.topic - 1));
    answer[sizeof answer - 2] = (char)(FIRST_ID + service.reports);
    if (service.verdict != VERDICT_NONE && strlen(topic) + sizeof "/accepted" <= sizeof to) {
        memcpy(to, topic, strlen(topic) + 1);
        strcat(to, service.verdict == VERDICT_ACCEPTED ? "/accepted" : "/rejected");
        (void)scripted_server_answer(to, answer, 1, (uint16_t)(200u + service.reports));
    }
}

static void on_report(void *context, AwsIotDefenderCallbackInfo_t *info)
{
    heard.context = context;
    heard.event = info->eventType;
    heard.report_length = info->pMetricsReport != NULL ? info->metricsReportLength : 0;
    memcpy(heard.report, info->pMetricsReport,
           heard.report_length < sizeof heard.report ? heard.report_length : sizeof heard.report);
    heard.payload_length = info->pPayload != NULL ? info->payloadLength : 0;
    heard.times = heard.times + 1;
}

static void set_up(void)
{
    const AwsIotDefenderStartInfo_t fresh = AWS_IOT_DEFENDER_START_INFO_INITIALIZER;

    memset(&service, 0, sizeof service);
    memset(&heard, 0, sizeof heard);
    kit_set_up();
    scripted_server.hear = hear;
    start = fresh;
    start.mqttNetworkInfo.pNetworkInterface = &scripted_network;
    start.mqttConnectionInfo.pClientIdentifier = THING;
    start.mqttConnectionInfo.clientIdentifierLength = sizeof THING - 1;
    start.callback = (AwsIotDefenderCallback_t){&heard, on_report};
    afr201906_defender_number_from(FIRST_ID);
    EXPECT_EQUAL(DEFENDER_ConnectionTimeoutSet(PATIENCE_MS), eDefenderErrSuccess);
    EXPECT_EQUAL(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
                                           AWS_IOT_DEFENDER_METRICS_ALL),
                 AWS_IOT_DEFENDER_SUCCESS);
    EXPECT_EQUAL(AwsIotDefender_SetPeriod(PERIOD_S), AWS_IOT_DEFENDER_SUCCESS);
}

static void tear_down(void)
{
    AwsIotDefender_Stop();
    kit_tear_down();
}

static bool started(void)
{
    return EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_SUCCESS);
}

static void set_metrics(void)
{
    EXPECT_EQUAL(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
                                           AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS_ESTABLISHED),
                 AWS_IOT_DEFENDER_SUCCESS);
    EXPECT_EQUAL(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS, 0),
                 AWS_IOT_DEFENDER_SUCCESS);
}

static void set_metrics_of_another_group(void)
{
    EXPECT_EQUAL(
        AwsIotDefender_SetMetrics((AwsIotDefenderMetricsGroup_t)77, AWS_IOT_DEFENDER_METRICS_ALL),
        AWS_IOT_DEFENDER_INVALID_INPUT);
}

static void period_too_short(void)
{
    EXPECT_EQUAL(AwsIotDefender_SetPeriod(299), AWS_IOT_DEFENDER_PERIOD_TOO_SHORT);
    EXPECT_EQUAL(AwsIotDefender_SetPeriod(0), AWS_IOT_DEFENDER_PERIOD_TOO_SHORT);
    EXPECT_EQUAL(AwsIotDefender_GetPeriod(), PERIOD_S);
}

static void period_is_told(void)
{
    EXPECT_EQUAL(AwsIotDefender_SetPeriod(601), AWS_IOT_DEFENDER_SUCCESS);
    EXPECT_EQUAL(AwsIotDefender_GetPeriod(), 601);
}

static void start_parameters(void)
{
    EXPECT_EQUAL(AwsIotDefender_Start(NULL), AWS_IOT_DEFENDER_INVALID_INPUT);
    start.mqttConnectionInfo.clientIdentifierLength = 0;
    EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_INVALID_INPUT);
    start.mqttConnectionInfo.clientIdentifierLength = 129;
    EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_INVALID_INPUT);
    start.mqttConnectionInfo.pClientIdentifier = NULL;
    start.mqttConnectionInfo.clientIdentifierLength = 5;
    EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_INVALID_INPUT);
    kit_settle();
    EXPECT_EQUAL(scripted_server.created, 0);
}

static void start_without_network(void)
{
    start.mqttNetworkInfo.pNetworkInterface = NULL;
    EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_INTERNAL_FAILURE);
}

static void start_twice(void)
{
    REQUIRE(started());
    EXPECT_EQUAL(AwsIotDefender_Start(&start), AWS_IOT_DEFENDER_ALREADY_STARTED);
    REQUIRE(kit_wait(&heard.times, 1));
    kit_settle();
    EXPECT_EQUAL(service.reports, 1);
}

static void start_after_stop(void)
{
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    AwsIotDefender_Stop();
    REQUIRE(started());
    EXPECT(kit_wait(&heard.times, 2));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
}

static void nobody_to_connect_to(void)
{
    scripted_server.absent = true;
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_FAILURE_MQTT);
}

static void subscription_refused(void)
{
    scripted_server.suback_code = 0x80;
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_FAILURE_MQTT);
    EXPECT_EQUAL(service.reports, 0);
}

static bool report_holds(const char *text)
{
    const size_t length = strlen(text);

    for (size_t i = 0; i + length <= heard.report_length && i + length <= sizeof heard.report;
         i++) {
        if (memcmp(&heard.report[i], text, length) == 0) {
            return true;
        }
    }
    return false;
}

static void report_accepted(void)
{
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(strcmp(service.topic, TOPIC), 0);
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
    EXPECT(heard.context == &heard);
    EXPECT_EQUAL(heard.report[0] & 0xE0u, 0xA0u); /* a map */
    EXPECT(report_holds("version"));
    EXPECT(report_holds("established_connections"));
    EXPECT(heard.payload_length > 0);
    EXPECT_EQUAL(GetLastReportId(), FIRST_ID + 1);
}

static void report_rejected(void)
{
    service.verdict = VERDICT_REJECTED;
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_METRICS_REJECTED);
}

static void report_unanswered(void)
{
    service.verdict = VERDICT_NONE;
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_FAILURE_MQTT);
    EXPECT_EQUAL(service.reports, 1);
}

static void report_of_nothing(void)
{
    EXPECT_EQUAL(AwsIotDefender_SetMetrics(AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS, 0),
                 AWS_IOT_DEFENDER_SUCCESS);
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_FAILURE_METRICS_REPORT);
    EXPECT_EQUAL(service.reports, 0);
}

static void report_each_period(void)
{
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    (void)xTaskCatchUpTicks(pdMS_TO_TICKS((PERIOD_S - 2) * 1000u));
    kit_settle();
    EXPECT_EQUAL(service.reports, 1);
    vTaskDelay(pdMS_TO_TICKS(2500));
    EXPECT_EQUAL(service.reports, 2);
    EXPECT_EQUAL(heard.event, AWS_IOT_DEFENDER_METRICS_ACCEPTED);
}

static void connection_ends_with_its_report(void)
{
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    kit_settle();
    EXPECT_EQUAL(scripted_server.count[PACKET_DISCONNECT >> 4], 1);
    EXPECT_EQUAL(scripted_server.closed, 1);
    EXPECT_EQUAL(scripted_server.destroyed, 1);
}

static void silent_after_stop(void)
{
    REQUIRE(started());
    REQUIRE(kit_wait(&heard.times, 1));
    AwsIotDefender_Stop();
    (void)xTaskCatchUpTicks(pdMS_TO_TICKS(PERIOD_S * 1000u));
    kit_settle();
    EXPECT_EQUAL(heard.times, 1);
    EXPECT_EQUAL(service.reports, 1);
}

static void string_coverage(void)
{
    for (int error = 0; error <= AWS_IOT_DEFENDER_INTERNAL_FAILURE; error++) {
        const char *const text = AwsIotDefender_strerror((AwsIotDefenderError_t)error);
        EXPECT(text != NULL && text[0] != '\0');
        EXPECT(error == 0 ||
               strcmp(text, AwsIotDefender_strerror((AwsIotDefenderError_t)(error - 1))) != 0);
    }
    EXPECT(AwsIotDefender_strerror((AwsIotDefenderError_t)99) != NULL);
}

static const struct qualification_case defender_cases[] = {
    {"AFQP_DEFENDER_SetMetrics", set_metrics},
    {"AFQP_DEFENDER_SetMetrics_InvalidGroup", set_metrics_of_another_group},
    {"AFQP_DEFENDER_SetPeriod_TooShort", period_too_short},
    {"AFQP_DEFENDER_SetPeriod_Proper", period_is_told},
    {"AFQP_DEFENDER_Start_Parameters", start_parameters},
    {"AFQP_DEFENDER_Start_NoNetwork", start_without_network},
    {"AFQP_DEFENDER_Start_Twice", start_twice},
    {"AFQP_DEFENDER_Start_AfterStop", start_after_stop},
    {"AFQP_DEFENDER_Connect_Failure", nobody_to_connect_to},
    {"AFQP_DEFENDER_Subscribe_Refused", subscription_refused},
    {"AFQP_DEFENDER_Report_Accepted", report_accepted},
    {"AFQP_DEFENDER_Report_Rejected", report_rejected},
    {"AFQP_DEFENDER_Report_Unanswered", report_unanswered},
    {"AFQP_DEFENDER_Report_NoMetrics", report_of_nothing},
    {"AFQP_DEFENDER_Report_EachPeriod", report_each_period},
    {"AFQP_DEFENDER_Report_ConnectionEnds", connection_ends_with_its_report},
    {"AFQP_DEFENDER_Stop", silent_after_stop},
    {"AFQP_DEFENDER_StringCoverage", string_coverage},
};

QUALIFICATION_GROUP(defender, "Full_DEFENDER", .set_up = set_up, .tear_down = tear_down)
