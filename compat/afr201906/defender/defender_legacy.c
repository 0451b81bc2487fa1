/* SPDX-License-Identifier: MIT */
#include "aws_defender.h"

#include "defender_agent.h"

static volatile DefenderReportStatus_t last_status = eDefenderRepInit;

static void done(void *context, mqtt_request_result_t result,
                 const struct defender_client_exchange *exchange)
{
    (void)context;
    switch (result) {
    case MQTT_REQUEST_ACCEPTED:
    case MQTT_REQUEST_TOO_LARGE:
        last_status = eDefenderRepSuccess;
        break;
    case MQTT_REQUEST_REJECTED:
        last_status = eDefenderRepRejected;
        break;
    case MQTT_REQUEST_TIMED_OUT:
        last_status = exchange->report_length > 0 ? eDefenderRepNoAck : eDefenderRepNotSent;
        break;
    case MQTT_REQUEST_NOT_SENT:
        last_status = eDefenderRepNotSent;
        break;
    }
}

DefenderErr_t DEFENDER_MetricsInitFunc(DefenderMetric_t *pxMetricsList, int32_t lMetricsLength)
{
    if (lMetricsLength > 1) {
        return eDefenderErrTooManyMetrics;
    }
    if (lMetricsLength < 0 ||
        (lMetricsLength == 1 &&
         (pxMetricsList == NULL || *pxMetricsList != xDefenderTCPConnections))) {
        return eDefenderErrOther;
    }
    defender_agent_report_connections(lMetricsLength == 1);
    return eDefenderErrSuccess;
}

DefenderErr_t DEFENDER_ReportPeriodSet(uint32_t ulPeriodSec)
{
    return defender_agent_set_period(ulPeriodSec) ? eDefenderErrSuccess
                                                  : eDefenderErrPeriodTooShort;
}

DefenderErr_t DEFENDER_ConnectionTimeoutSet(uint32_t ulTimeoutMs)
{
    defender_agent_set_timeout(ulTimeoutMs);
    return eDefenderErrSuccess;
}

DefenderErr_t DEFENDER_Start(void)
{
    if (defender_agent_is_running()) {
        return eDefenderErrAlreadyStarted;
    }
    last_status = eDefenderRepInit;
    switch (defender_agent_start(NULL, done, NULL)) {
    case DEFENDER_AGENT_OK:
        return eDefenderErrSuccess;
    case DEFENDER_AGENT_RUNNING:
        return eDefenderErrAlreadyStarted;
    case DEFENDER_AGENT_NO_MEMORY:
        return eDefenderErrFailedToCreateTask;
    case DEFENDER_AGENT_STOPPED:
    case DEFENDER_AGENT_NO_LINK:
        break;
    }
    return eDefenderErrOther;
}

DefenderErr_t DEFENDER_Stop(void)
{
    return defender_agent_stop() == DEFENDER_AGENT_OK ? eDefenderErrSuccess
                                                      : eDefenderErrNotStarted;
}

DefenderReportStatus_t DEFENDER_ReportStatusGet(void)
{
    return last_status;
}

int32_t GetLastReportId(void)
{
    return (int32_t)defender_agent_last_id();
}

char const *DEFENDER_ErrAsString(DefenderErr_t xError)
{
    switch (xError) {
    case eDefenderErrSuccess:
        return "eDefenderErrSuccess";
    case eDefenderErrTooManyMetrics:
        return "eDefenderErrTooManyMetrics";
    case eDefenderErrPeriodTooShort:
        return "eDefenderErrPeriodTooShort";
    case eDefenderErrFailedToCreateTask:
        return "eDefenderErrFailedToCreateTask";
    case eDefenderErrAlreadyStarted:
        return "eDefenderErrAlreadyStarted";
    case eDefenderErrNotStarted:
        return "eDefenderErrNotStarted";
    case eDefenderErrOther:
        return "eDefenderErrOther";
    }
    return "unknown";
}

char const *DEFENDER_ReportStatusAsString(DefenderReportStatus_t xStatus)
{
    switch (xStatus) {
    case eDefenderRepSuccess:
        return "eDefenderRepSuccess";
    case eDefenderRepInit:
        return "eDefenderRepInit";
    case eDefenderRepRejected:
        return "eDefenderRepRejected";
    case eDefenderRepNoAck:
        return "eDefenderRepNoAck";
    case eDefenderRepNotSent:
        return "eDefenderRepNotSent";
    }
    return "unknown";
}
