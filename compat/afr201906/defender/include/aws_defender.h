/* SPDX-License-Identifier: MIT */
/** Device Defender with the older names of Amazon FreeRTOS 201906. Say first over which connection:
 * afr201906_defender_use_link(). They drive the same task as AwsIotDefender_*.
 */
#ifndef AWS_DEFENDER_H
#define AWS_DEFENDER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    xDefenderTCPConnections,
} DefenderMetric_t;

typedef enum {
    eDefenderErrSuccess = 0,
    eDefenderErrTooManyMetrics,
    eDefenderErrPeriodTooShort, /**< Below 300 s. */
    eDefenderErrFailedToCreateTask,
    eDefenderErrAlreadyStarted,
    eDefenderErrNotStarted,
    eDefenderErrOther, /**< There is no link, or a metric is not known. */
} DefenderErr_t;

/** Of the last report. */
typedef enum {
    eDefenderRepSuccess = 0,
    eDefenderRepInit, /**< None was sent yet. */
    eDefenderRepRejected,
    eDefenderRepNoAck, /**< No answer in time. */
    eDefenderRepNotSent,
} DefenderReportStatus_t;

/**
 * Say what is reported, from the next report on.
 *
 * @param pxMetricsList   `lMetricsLength` of them; may be NULL when there are none.
 * @param lMetricsLength  At most 1: there is one metric.
 * @retval eDefenderErrSuccess
 * @retval eDefenderErrTooManyMetrics  Nothing is changed.
 * @retval eDefenderErrOther           A metric that is not known, NULL or a length below 0. Nothing
 * is changed.
 *
 * Context: any.
 * Blocks:  never.
 */
DefenderErr_t DEFENDER_MetricsInitFunc(DefenderMetric_t *pxMetricsList, int32_t lMetricsLength);

/** DEFENDER_MetricsInitFunc() of an array. */
#define DEFENDER_MetricsInit(pxMetricsList)                                                        \
    DEFENDER_MetricsInitFunc((pxMetricsList),                                                      \
                             (int32_t)(sizeof(pxMetricsList) / sizeof((pxMetricsList)[0])))

/**
 * Set the time between reports.
 *
 * @param ulPeriodSec  At least 300, which is the default.
 * @retval eDefenderErrSuccess
 * @retval eDefenderErrPeriodTooShort  Nothing is changed.
 *
 * Context: any.
 * Blocks:  never.
 */
DefenderErr_t DEFENDER_ReportPeriodSet(uint32_t ulPeriodSec);

/**
 * Set how long the answer to a report is waited for, from the next report on. Default: 10 s.
 *
 * @param ulTimeoutMs  Milliseconds.
 * @retval eDefenderErrSuccess
 *
 * Context: any.
 * Blocks:  never.
 */
DefenderErr_t DEFENDER_ConnectionTimeoutSet(uint32_t ulTimeoutMs);

/**
 * Report now, and then each period.
 *
 * @retval eDefenderErrSuccess
 * @retval eDefenderErrAlreadyStarted      Also by AwsIotDefender_Start().
 * @retval eDefenderErrFailedToCreateTask  No memory for it.
 * @retval eDefenderErrOther               There is no link.
 *
 * Context: task; one at a time, as DEFENDER_Stop().
 * Blocks:  never.
 */
DefenderErr_t DEFENDER_Start(void);

/**
 * Stop. A report under way ends first.
 *
 * @retval eDefenderErrSuccess
 * @retval eDefenderErrNotStarted
 *
 * Context: task.
 * Blocks:  up to twice the time of an answer.
 */
DefenderErr_t DEFENDER_Stop(void);

/**
 * Tell what became of the last report since DEFENDER_Start().
 *
 * @return See there.
 *
 * Context: any.
 * Blocks:  never.
 */
DefenderReportStatus_t DEFENDER_ReportStatusGet(void);

/**
 * Tell the number of the last report that was written.
 *
 * @return 0: there was none.
 *
 * Context: any.
 * Blocks:  never.
 */
int32_t GetLastReportId(void);

/**
 * Tell an error by its name.
 *
 * @param xError  Any value.
 * @return Constant text.
 *
 * Context: any.
 * Blocks:  never.
 */
char const *DEFENDER_ErrAsString(DefenderErr_t xError);

/**
 * Tell a status by its name.
 *
 * @param xStatus  Any value.
 * @return Constant text.
 *
 * Context: any.
 * Blocks:  never.
 */
char const *DEFENDER_ReportStatusAsString(DefenderReportStatus_t xStatus);

#ifdef __cplusplus
}
#endif

#endif
