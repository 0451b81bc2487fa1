/* SPDX-License-Identifier: MIT */
/** Device Defender reports: write one, send it, wait for the verdict.
 *
 *      struct defender_report report = {.version = "1.0", .network = &counters};
 *      defender_client_send(&defender, &report, 10000);          every 5 minutes at most, AWS
 * throttles more
 *
 * The client fills in the report's id: the number after the last one, which begins where the
 * configuration says, by habit at the time in seconds.
 */
#ifndef DEFENDER_CLIENT_H
#define DEFENDER_CLIENT_H

#include "defender_report.h"
#include "mqtt_link.h"
#include "mqtt_request.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest topic, with its terminator: 182 for the longest name. */
#ifndef DEFENDER_CLIENT_TOPIC_BYTES
#define DEFENDER_CLIENT_TOPIC_BYTES 128u
#endif

/** How to report. What the pointers point at stays valid as long as the client. */
struct defender_client_config {
    struct mqtt_link *link;      /**< Not NULL. */
    const char *thing;           /**< 1 to 128 bytes. */
    enum defender_format format; /**< JSON or CBOR. */
    uint32_t first_id;           /**< Larger than that of the last report of the boot before. */
    uint8_t *report;             /**< Holds a report. */
    size_t report_size;
    char *answer; /**< Holds an answer. */
    size_t answer_size;
};

/** Reports of one thing. All members are private. */
struct defender_client {
    struct defender_client_config config;
    struct mqtt_link_receiver receiver;
    struct mqtt_request request;
    char topic[DEFENDER_CLIENT_TOPIC_BYTES];
    char filter[DEFENDER_CLIENT_TOPIC_BYTES];
    uint32_t id;
    size_t report_length;
};

/** The last report and what came back. */
struct defender_client_exchange {
    uint32_t id;
    const uint8_t *report; /**< In the configuration's buffer. */
    size_t report_length;  /**< 0: it could not be written. */
    const char *answer;    /**< In the configuration's buffer. */
    size_t answer_length;  /**< Of use after ACCEPTED and REJECTED only. */
};

/**
 * Prepare a client and subscribe.
 *
 * @param[out] client  Not NULL; lives as long as the link.
 * @param config       Copied.
 * @retval MQTTSuccess       Ready.
 * @retval MQTTBadParameter  A member is missing, or the topic is above DEFENDER_CLIENT_TOPIC_BYTES.
 * @retval MQTTNoMemory      The connection has no room for another subscription.
 *
 * Context: task, before the connection runs.
 * Blocks:  never.
 */
MQTTStatus_t defender_client_init(struct defender_client *client,
                                  const struct defender_client_config *config);

/**
 * Send a report.
 *
 * @param client      Initialised.
 * @param report      Its `id` is not looked at. Not NULL.
 * @param timeout_ms  Longest wait for the turn, and again for the answer.
 * @return See mqtt_request_result_t. NOT_SENT also when the report cannot be written: nothing in
 * it, or no room.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 * Source:  AWS IoT Device Defender Developer Guide, sending metrics from devices.
 */
mqtt_request_result_t defender_client_send(struct defender_client *client,
                                           const struct defender_report *report,
                                           uint32_t timeout_ms);

/**
 * Look at the last report and its answer.
 *
 * @param client         Initialised.
 * @param[out] exchange  Valid until the next report. Not NULL.
 *
 * Context: the task that sent it.
 * Blocks:  never.
 */
void defender_client_last(const struct defender_client *client,
                          struct defender_client_exchange *exchange);

#ifdef __cplusplus
}
#endif

#endif
