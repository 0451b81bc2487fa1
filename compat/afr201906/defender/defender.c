/* SPDX-License-Identifier: MIT */
#include "aws_iot_defender.h"

#include "defender_agent.h"
#include "defender_mqtt.h"

static AwsIotDefenderCallback_t callback;

static AwsIotDefenderEventType_t event_of(mqtt_request_result_t result, bool written)
{
    switch (result) {
    case MQTT_REQUEST_ACCEPTED:
    case MQTT_REQUEST_TOO_LARGE:
        return AWS_IOT_DEFENDER_METRICS_ACCEPTED;
    case MQTT_REQUEST_REJECTED:
        return AWS_IOT_DEFENDER_METRICS_REJECTED;
    case MQTT_REQUEST_TIMED_OUT:
        return AWS_IOT_DEFENDER_FAILURE_MQTT;
    case MQTT_REQUEST_NOT_SENT:
        break;
    }
    return written ? AWS_IOT_DEFENDER_FAILURE_MQTT : AWS_IOT_DEFENDER_FAILURE_METRICS_REPORT;
}

static void done(void *context, mqtt_request_result_t result,
                 const struct defender_client_exchange *exchange)
{
    AwsIotDefenderCallbackInfo_t info = {0};

    (void)context;
    info.eventType = event_of(result, exchange->report_length > 0);
    if (exchange->report_length > 0) {
        info.pMetricsReport = exchange->report;
        info.metricsReportLength = exchange->report_length;
    }
    if (result == MQTT_REQUEST_ACCEPTED || result == MQTT_REQUEST_REJECTED) {
        info.pPayload = (const uint8_t *)exchange->answer;
        info.payloadLength = exchange->answer_length;
    }
    if (callback.function != NULL) {
        callback.function(callback.pCallbackContext, &info);
    }
}

AwsIotDefenderError_t AwsIotDefender_SetMetrics(AwsIotDefenderMetricsGroup_t metricsGroup,
                                                uint32_t metrics)
{
    if (metricsGroup != AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS ||
        (metrics != 0 && metrics != AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS_ESTABLISHED &&
         metrics != AWS_IOT_DEFENDER_METRICS_ALL)) {
        return AWS_IOT_DEFENDER_INVALID_INPUT;
    }
    defender_agent_report_connections(metrics != 0);
    return AWS_IOT_DEFENDER_SUCCESS;
}

AwsIotDefenderError_t AwsIotDefender_Start(AwsIotDefenderStartInfo_t *pStartInfo)
{
    if (pStartInfo == NULL) {
        return AWS_IOT_DEFENDER_INVALID_INPUT;
    }
    if (defender_agent_is_running()) {
        return AWS_IOT_DEFENDER_ALREADY_STARTED;
    }
    const bool has_network = pStartInfo->mqttNetworkInfo.pNetworkInterface != NULL;
    struct defender_agent_way way;
    if (has_network && !defender_mqtt_prepare(&pStartInfo->mqttNetworkInfo,
                                              &pStartInfo->mqttConnectionInfo, &way)) {
        return AWS_IOT_DEFENDER_INVALID_INPUT;
    }
    callback = pStartInfo->callback;
    switch (defender_agent_start(has_network ? &way : NULL, done, NULL)) {
    case DEFENDER_AGENT_OK:
        return AWS_IOT_DEFENDER_SUCCESS;
    case DEFENDER_AGENT_RUNNING:
        return AWS_IOT_DEFENDER_ALREADY_STARTED;
    case DEFENDER_AGENT_NO_MEMORY:
        return AWS_IOT_DEFENDER_ERROR_NO_MEMORY;
    case DEFENDER_AGENT_STOPPED:
    case DEFENDER_AGENT_NO_LINK:
        break;
    }
    return AWS_IOT_DEFENDER_INTERNAL_FAILURE;
}

void AwsIotDefender_Stop(void)
{
    (void)defender_agent_stop();
}

AwsIotDefenderError_t AwsIotDefender_SetPeriod(uint32_t periodSeconds)
{
    return defender_agent_set_period(periodSeconds) ? AWS_IOT_DEFENDER_SUCCESS
                                                    : AWS_IOT_DEFENDER_PERIOD_TOO_SHORT;
}

uint32_t AwsIotDefender_GetPeriod(void)
{
    return defender_agent_period();
}

const char *AwsIotDefender_strerror(AwsIotDefenderError_t error)
{
    switch (error) {
    case AWS_IOT_DEFENDER_SUCCESS:
        return "success";
    case AWS_IOT_DEFENDER_INVALID_INPUT:
        return "invalid input";
    case AWS_IOT_DEFENDER_ALREADY_STARTED:
        return "already started";
    case AWS_IOT_DEFENDER_PERIOD_TOO_SHORT:
        return "period below 300 seconds";
    case AWS_IOT_DEFENDER_ERROR_NO_MEMORY:
        return "no memory";
    case AWS_IOT_DEFENDER_INTERNAL_FAILURE:
        return "no network to report over";
    }
    return "unknown error";
}
