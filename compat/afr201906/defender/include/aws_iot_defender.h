/* SPDX-License-Identifier: MIT */
/** Device Defender with the names of Amazon FreeRTOS 201906: a report in CBOR each period, and what
 * became of it.
 *
 *      AwsIotDefender_Start ─► each period: IotMqtt_Connect, report, verdict, IotMqtt_Disconnect
 */
#ifndef AWS_IOT_DEFENDER_H
#define AWS_IOT_DEFENDER_H

#include <stddef.h>
#include <stdint.h>

#include "types/iot_mqtt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS,
} AwsIotDefenderMetricsGroup_t;

/** All of a group. */
#define AWS_IOT_DEFENDER_METRICS_ALL 0xffffffffu
/** Established TCP connections: their addresses and how many they are, which here is all. */
#define AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS_ESTABLISHED 0x00000005u

typedef enum {
    AWS_IOT_DEFENDER_SUCCESS = 0,
    AWS_IOT_DEFENDER_INVALID_INPUT,
    AWS_IOT_DEFENDER_ALREADY_STARTED,
    AWS_IOT_DEFENDER_PERIOD_TOO_SHORT, /**< Below 300 s. */
    AWS_IOT_DEFENDER_ERROR_NO_MEMORY,
    AWS_IOT_DEFENDER_INTERNAL_FAILURE, /**< There is no network to report over. */
} AwsIotDefenderError_t;

typedef enum {
    AWS_IOT_DEFENDER_METRICS_ACCEPTED = 0,
    AWS_IOT_DEFENDER_METRICS_REJECTED,
    AWS_IOT_DEFENDER_FAILURE_MQTT,           /**< No connection, not sent, or no answer in time. */
    AWS_IOT_DEFENDER_FAILURE_METRICS_REPORT, /**< No metric is set, or it does not fit. */
} AwsIotDefenderEventType_t;

/** What became of a report; valid during the call. */
typedef struct AwsIotDefenderCallbackInfo {
    const uint8_t *pMetricsReport; /**< NULL: none was written. */
    size_t metricsReportLength;
    const uint8_t *pPayload; /**< The answer; NULL: none, or longer than the buffer. */
    size_t payloadLength;
    AwsIotDefenderEventType_t eventType;
} AwsIotDefenderCallbackInfo_t;

/** Called by the task that reports; may block, must not stop or start. */
typedef struct AwsIotDefenderCallback {
    void *pCallbackContext;
    void (*function)(void *pCallbackContext, AwsIotDefenderCallbackInfo_t *pCallbackInfo);
} AwsIotDefenderCallback_t;

/** How to connect, and whom to tell. What the members point at stays valid until
 * AwsIotDefender_Stop(). */
typedef struct AwsIotDefenderStartInfo {
    IotMqttNetworkInfo_t mqttNetworkInfo;    /**< `pNetworkInterface` NULL: the connection of
                                                  afr201906_defender_use_link(). */
    IotMqttConnectInfo_t mqttConnectionInfo; /**< The client's identifier is the thing's name. */
    AwsIotDefenderCallback_t callback;       /**< `function` may be NULL. */
} AwsIotDefenderStartInfo_t;

/* clang-format off */
#define AWS_IOT_DEFENDER_CALLBACK_INITIALIZER   { NULL, NULL }
#define AWS_IOT_DEFENDER_START_INFO_INITIALIZER              \
    { .mqttNetworkInfo = IOT_MQTT_NETWORK_INFO_INITIALIZER,  \
      .mqttConnectionInfo = IOT_MQTT_CONNECT_INFO_INITIALIZER, \
      .callback = AWS_IOT_DEFENDER_CALLBACK_INITIALIZER }
/* clang-format on */

/**
 * Say what of a group is reported, from the next report on.
 *
 * @param metricsGroup  AWS_IOT_DEFENDER_METRICS_TCP_CONNECTIONS.
 * @param metrics       AWS_IOT_DEFENDER_METRICS_ALL or _TCP_CONNECTIONS_ESTABLISHED; 0: nothing of
 * it.
 * @retval AWS_IOT_DEFENDER_SUCCESS
 * @retval AWS_IOT_DEFENDER_INVALID_INPUT  Another group, or part of one.
 *
 * Context: any.
 * Blocks:  never.
 */
AwsIotDefenderError_t AwsIotDefender_SetMetrics(AwsIotDefenderMetricsGroup_t metricsGroup,
                                                uint32_t metrics);

/**
 * Report now, and then each period. Each report has a connection of its own: IotMqtt_Init() was
 * called, and IOT_MQTT_CONNECTIONS leaves one free.
 *
 * @param pStartInfo  Copied. Not NULL.
 * @retval AWS_IOT_DEFENDER_SUCCESS
 * @retval AWS_IOT_DEFENDER_INVALID_INPUT     NULL, or an identifier of none or above 128 bytes.
 * @retval AWS_IOT_DEFENDER_ALREADY_STARTED   Also by DEFENDER_Start().
 * @retval AWS_IOT_DEFENDER_ERROR_NO_MEMORY   No room for the task.
 * @retval AWS_IOT_DEFENDER_INTERNAL_FAILURE  Neither a network nor a link.
 *
 * Context: task; one at a time, as AwsIotDefender_Stop().
 * Blocks:  never.
 */
AwsIotDefenderError_t AwsIotDefender_Start(AwsIotDefenderStartInfo_t *pStartInfo);

/**
 * Stop. A report under way ends first; afterwards the callback is not called.
 *
 * Context: task; not the callback.
 * Blocks:  up to twice the time of an answer, 10 s.
 */
void AwsIotDefender_Stop(void);

/**
 * Set the time between reports, counted from the last one.
 *
 * @param periodSeconds  At least 300, which is the default.
 * @retval AWS_IOT_DEFENDER_SUCCESS
 * @retval AWS_IOT_DEFENDER_PERIOD_TOO_SHORT  Nothing is changed.
 *
 * Context: any.
 * Blocks:  never.
 */
AwsIotDefenderError_t AwsIotDefender_SetPeriod(uint32_t periodSeconds);

/**
 * Tell the time between reports.
 *
 * @return Seconds.
 *
 * Context: any.
 * Blocks:  never.
 */
uint32_t AwsIotDefender_GetPeriod(void);

/**
 * Tell an error in words.
 *
 * @param error  Any value.
 * @return Constant text.
 *
 * Context: any.
 * Blocks:  never.
 */
const char *AwsIotDefender_strerror(AwsIotDefenderError_t error);

#ifdef __cplusplus
}
#endif

#endif
