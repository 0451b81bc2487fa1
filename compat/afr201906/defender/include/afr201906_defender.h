/* SPDX-License-Identifier: MIT */
/** How much is at hand for AwsIotDefender_* and DEFENDER_*, and another way for reports than
 * connections of their own. */
#ifndef AFR201906_DEFENDER_H
#define AFR201906_DEFENDER_H

#include "defender_report.h"
#include "iot_mqtt_config_defaults.h" /* an application's iot_config.h */
#include "mqtt_link.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Connections in a report; further ones are left out. */
#ifndef AFR201906_DEFENDER_CONNECTIONS
#define AFR201906_DEFENDER_CONNECTIONS 8u
#endif

/** Bytes of a report. */
#ifndef AFR201906_DEFENDER_REPORT_BYTES
#define AFR201906_DEFENDER_REPORT_BYTES 512u
#endif

/** Bytes of an answer; of a longer one the payload is not shown. */
#ifndef AFR201906_DEFENDER_ANSWER_BYTES
#define AFR201906_DEFENDER_ANSWER_BYTES 128u
#endif

/** Words of the stack of the task that reports; it connects, with TLS too, and the callback runs on
 * it. 512 are enough over a link. */
#ifndef AFR201906_DEFENDER_STACK_WORDS
#define AFR201906_DEFENDER_STACK_WORDS 2048u
#endif

/** Its priority. */
#ifndef AFR201906_DEFENDER_PRIORITY
#define AFR201906_DEFENDER_PRIORITY 1u
#endif

/** How to report over a link. */
struct afr201906_defender_setup {
    struct mqtt_link *link; /**< Not NULL; lives for good. */
    const char *thing;      /**< 1 to 128 bytes; stays valid. */
    uint32_t first_id;      /**< Larger than that of the last report of the boot before. */
    /** List the established TCP connections: at most `room` of them, the return is how many. By the
     * task that reports. Not NULL. */
    size_t (*connections)(void *context, struct defender_connection *list, size_t room);
    void *context; /**< Passed to `connections`. */
};

/**
 * Report over a link, for a thing, where AwsIotDefenderStartInfo_t names no network, and with
 * DEFENDER_Start(). Once, before the connection runs.
 *
 * @param setup  Copied.
 * @retval MQTTSuccess       AwsIotDefender_Start() and DEFENDER_Start() may be called.
 * @retval MQTTIllegalState  There is a link already.
 * @retval MQTTBadParameter  A member is missing, or the name is too long.
 * @retval MQTTNoMemory      The connection has no room for another subscription.
 *
 * Context: task.
 * Blocks:  never.
 */
MQTTStatus_t afr201906_defender_use_link(const struct afr201906_defender_setup *setup);

/**
 * Number the reports of connections of their own. Without it they begin at a random number in each
 * boot, while the service wants growing ones: by habit the time in seconds.
 *
 * @param first_id  Larger than that of the last report of the boot before.
 *
 * Context: task, before AwsIotDefender_Start().
 * Blocks:  never.
 */
void afr201906_defender_number_from(uint32_t first_id);

#ifdef __cplusplus
}
#endif

#endif
