/* SPDX-License-Identifier: MIT */
/** Topics of AWS IoT Device Defender, and the keys of its reports.
 *
 *      $aws/things/<thing>/defender/metrics/json               publish a report
 *      $aws/things/<thing>/defender/metrics/json/accepted      the answers
 *      $aws/things/<thing>/defender/metrics/json/rejected      the same with cbor
 *
 * Topics do not end in a NUL. defender_report.h writes reports.
 */
#ifndef DEFENDER_H
#define DEFENDER_H

#include <stdint.h>

#include "defender_config_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

#define STRING_LITERAL_LENGTH(literal) ((uint16_t)(sizeof(literal) - 1U))

/** The service's limit for the name of a thing, in bytes. */
#define DEFENDER_THINGNAME_MAX_LENGTH 128U

/** Seconds between two reports, at least: sooner ones are throttled. */
#define DEFENDER_REPORT_MIN_PERIOD_SECONDS 300

/** The pieces of topics. */
#define DEFENDER_API_PREFIX                 "$aws/things/"
#define DEFENDER_API_LENGTH_PREFIX          STRING_LITERAL_LENGTH(DEFENDER_API_PREFIX)
#define DEFENDER_API_BRIDGE                 "/defender/metrics/"
#define DEFENDER_API_LENGTH_BRIDGE          STRING_LITERAL_LENGTH(DEFENDER_API_BRIDGE)
#define DEFENDER_API_JSON_FORMAT            "json"
#define DEFENDER_API_LENGTH_JSON_FORMAT     STRING_LITERAL_LENGTH(DEFENDER_API_JSON_FORMAT)
#define DEFENDER_API_CBOR_FORMAT            "cbor"
#define DEFENDER_API_LENGTH_CBOR_FORMAT     STRING_LITERAL_LENGTH(DEFENDER_API_CBOR_FORMAT)
#define DEFENDER_API_ACCEPTED_SUFFIX        "/accepted"
#define DEFENDER_API_LENGTH_ACCEPTED_SUFFIX STRING_LITERAL_LENGTH(DEFENDER_API_ACCEPTED_SUFFIX)
#define DEFENDER_API_REJECTED_SUFFIX        "/rejected"
#define DEFENDER_API_LENGTH_REJECTED_SUFFIX STRING_LITERAL_LENGTH(DEFENDER_API_REJECTED_SUFFIX)
#define DEFENDER_API_NULL_SUFFIX            ""
#define DEFENDER_API_LENGTH_NULL_SUFFIX     (0U)

/** Bytes of a topic. */
#define DEFENDER_API_LENGTH(thingNameLength, suffixLength)                                         \
    (DEFENDER_API_LENGTH_PREFIX + (thingNameLength) + DEFENDER_API_LENGTH_BRIDGE +                 \
     DEFENDER_API_LENGTH_JSON_FORMAT + (suffixLength))
#define DEFENDER_API_LENGTH_JSON_PUBLISH(thingNameLength)                                          \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_NULL_SUFFIX)
#define DEFENDER_API_LENGTH_JSON_ACCEPTED(thingNameLength)                                         \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_ACCEPTED_SUFFIX)
#define DEFENDER_API_LENGTH_JSON_REJECTED(thingNameLength)                                         \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_REJECTED_SUFFIX)
#define DEFENDER_API_LENGTH_CBOR_PUBLISH(thingNameLength)                                          \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_NULL_SUFFIX)
#define DEFENDER_API_LENGTH_CBOR_ACCEPTED(thingNameLength)                                         \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_ACCEPTED_SUFFIX)
#define DEFENDER_API_LENGTH_CBOR_REJECTED(thingNameLength)                                         \
    DEFENDER_API_LENGTH(thingNameLength, DEFENDER_API_LENGTH_REJECTED_SUFFIX)

/** The longest topic of a thing: a buffer of this size holds any. */
#define DEFENDER_API_MAX_LENGTH(thingNameLength) DEFENDER_API_LENGTH_CBOR_ACCEPTED(thingNameLength)

/** A topic of string literals. */
#define DEFENDER_API_TOPIC(thingName, format, suffix)                                              \
    DEFENDER_API_PREFIX thingName DEFENDER_API_BRIDGE format suffix
#define DEFENDER_API_JSON_PUBLISH(thingName)                                                       \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_JSON_FORMAT, DEFENDER_API_NULL_SUFFIX)
#define DEFENDER_API_JSON_ACCEPTED(thingName)                                                      \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_JSON_FORMAT, DEFENDER_API_ACCEPTED_SUFFIX)
#define DEFENDER_API_JSON_REJECTED(thingName)                                                      \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_JSON_FORMAT, DEFENDER_API_REJECTED_SUFFIX)
#define DEFENDER_API_CBOR_PUBLISH(thingName)                                                       \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_CBOR_FORMAT, DEFENDER_API_NULL_SUFFIX)
#define DEFENDER_API_CBOR_ACCEPTED(thingName)                                                      \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_CBOR_FORMAT, DEFENDER_API_ACCEPTED_SUFFIX)
#define DEFENDER_API_CBOR_REJECTED(thingName)                                                      \
    DEFENDER_API_TOPIC(thingName, DEFENDER_API_CBOR_FORMAT, DEFENDER_API_REJECTED_SUFFIX)

/** Keys of a report. */
#if DEFENDER_USE_LONG_KEYS
#define DEFENDER_REPORT_SELECT_KEY(longKey, shortKey) longKey
#else
#define DEFENDER_REPORT_SELECT_KEY(longKey, shortKey) shortKey
#endif
#define DEFENDER_REPORT_HEADER_KEY          DEFENDER_REPORT_SELECT_KEY("header", "hed")
#define DEFENDER_REPORT_LENGTH_HEADER_KEY   STRING_LITERAL_LENGTH(DEFENDER_REPORT_HEADER_KEY)
#define DEFENDER_REPORT_METRICS_KEY         DEFENDER_REPORT_SELECT_KEY("metrics", "met")
#define DEFENDER_REPORT_LENGTH_METRICS_KEY  STRING_LITERAL_LENGTH(DEFENDER_REPORT_METRICS_KEY)
#define DEFENDER_REPORT_ID_KEY              DEFENDER_REPORT_SELECT_KEY("report_id", "rid")
#define DEFENDER_REPORT_LENGTH_ID_KEY       STRING_LITERAL_LENGTH(DEFENDER_REPORT_ID_KEY)
#define DEFENDER_REPORT_VERSION_KEY         DEFENDER_REPORT_SELECT_KEY("version", "v")
#define DEFENDER_REPORT_LENGTH_VERSION_KEY  STRING_LITERAL_LENGTH(DEFENDER_REPORT_VERSION_KEY)
#define DEFENDER_REPORT_TCP_CONNECTIONS_KEY DEFENDER_REPORT_SELECT_KEY("tcp_connections", "tc")
#define DEFENDER_REPORT_LENGTH_TCP_CONNECTIONS_KEY                                                 \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_TCP_CONNECTIONS_KEY)
#define DEFENDER_REPORT_ESTABLISHED_CONNECTIONS_KEY                                                \
    DEFENDER_REPORT_SELECT_KEY("established_connections", "ec")
#define DEFENDER_REPORT_LENGTH_ESTABLISHED_CONNECTIONS_KEY                                         \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_ESTABLISHED_CONNECTIONS_KEY)
#define DEFENDER_REPORT_CONNECTIONS_KEY DEFENDER_REPORT_SELECT_KEY("connections", "cs")
#define DEFENDER_REPORT_LENGTH_CONNECTIONS_KEY                                                     \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_CONNECTIONS_KEY)
#define DEFENDER_REPORT_LOCAL_INTERFACE_KEY DEFENDER_REPORT_SELECT_KEY("local_interface", "li")
#define DEFENDER_REPORT_LENGTH_LOCAL_INTERFACE_KEY                                                 \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_LOCAL_INTERFACE_KEY)
#define DEFENDER_REPORT_LOCAL_PORT_KEY        DEFENDER_REPORT_SELECT_KEY("local_port", "lp")
#define DEFENDER_REPORT_LENGTH_LOCAL_PORT_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_LOCAL_PORT_KEY)
#define DEFENDER_REPORT_REMOTE_ADDR_KEY       DEFENDER_REPORT_SELECT_KEY("remote_addr", "rad")
#define DEFENDER_REPORT_LENGTH_REMOTE_ADDR_KEY                                                     \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_REMOTE_ADDR_KEY)
#define DEFENDER_REPORT_TOTAL_KEY        DEFENDER_REPORT_SELECT_KEY("total", "t")
#define DEFENDER_REPORT_LENGTH_TOTAL_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_TOTAL_KEY)
#define DEFENDER_REPORT_LISTENING_TCP_PORTS_KEY                                                    \
    DEFENDER_REPORT_SELECT_KEY("listening_tcp_ports", "tp")
#define DEFENDER_REPORT_LENGTH_LISTENING_TCP_PORTS_KEY                                             \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_LISTENING_TCP_PORTS_KEY)
#define DEFENDER_REPORT_LISTENING_UDP_PORTS_KEY                                                    \
    DEFENDER_REPORT_SELECT_KEY("listening_udp_ports", "up")
#define DEFENDER_REPORT_LENGTH_LISTENING_UDP_PORTS_KEY                                             \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_LISTENING_UDP_PORTS_KEY)
#define DEFENDER_REPORT_PORTS_KEY            DEFENDER_REPORT_SELECT_KEY("ports", "pts")
#define DEFENDER_REPORT_LENGTH_PORTS_KEY     STRING_LITERAL_LENGTH(DEFENDER_REPORT_PORTS_KEY)
#define DEFENDER_REPORT_INTERFACE_KEY        DEFENDER_REPORT_SELECT_KEY("interface", "if")
#define DEFENDER_REPORT_LENGTH_INTERFACE_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_INTERFACE_KEY)
#define DEFENDER_REPORT_PORT_KEY             DEFENDER_REPORT_SELECT_KEY("port", "pt")
#define DEFENDER_REPORT_LENGTH_PORT_KEY      STRING_LITERAL_LENGTH(DEFENDER_REPORT_PORT_KEY)
#define DEFENDER_REPORT_NETWORK_STATS_KEY    DEFENDER_REPORT_SELECT_KEY("network_stats", "ns")
#define DEFENDER_REPORT_LENGTH_NETWORK_STATS_KEY                                                   \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_NETWORK_STATS_KEY)
#define DEFENDER_REPORT_BYTES_IN_KEY          DEFENDER_REPORT_SELECT_KEY("bytes_in", "bi")
#define DEFENDER_REPORT_LENGTH_BYTES_IN_KEY   STRING_LITERAL_LENGTH(DEFENDER_REPORT_BYTES_IN_KEY)
#define DEFENDER_REPORT_BYTES_OUT_KEY         DEFENDER_REPORT_SELECT_KEY("bytes_out", "bo")
#define DEFENDER_REPORT_LENGTH_BYTES_OUT_KEY  STRING_LITERAL_LENGTH(DEFENDER_REPORT_BYTES_OUT_KEY)
#define DEFENDER_REPORT_PACKETS_IN_KEY        DEFENDER_REPORT_SELECT_KEY("packets_in", "pi")
#define DEFENDER_REPORT_LENGTH_PACKETS_IN_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_PACKETS_IN_KEY)
#define DEFENDER_REPORT_PACKETS_OUT_KEY       DEFENDER_REPORT_SELECT_KEY("packets_out", "po")
#define DEFENDER_REPORT_LENGTH_PACKETS_OUT_KEY                                                     \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_PACKETS_OUT_KEY)
#define DEFENDER_REPORT_CUSTOM_METRICS_KEY DEFENDER_REPORT_SELECT_KEY("custom_metrics", "cmet")
#define DEFENDER_REPORT_LENGTH_CUSTOM_METRICS_KEY                                                  \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_CUSTOM_METRICS_KEY)
#define DEFENDER_REPORT_NUMBER_KEY        "number"
#define DEFENDER_REPORT_LENGTH_NUMBER_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_NUMBER_KEY)
#define DEFENDER_REPORT_NUMBER_LIST_KEY   "number_list"
#define DEFENDER_REPORT_LENGTH_NUMBER_LIST_KEY                                                     \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_NUMBER_LIST_KEY)
#define DEFENDER_REPORT_STRING_LIST_KEY "string_list"
#define DEFENDER_REPORT_LENGTH_STRING_LIST_KEY                                                     \
    STRING_LITERAL_LENGTH(DEFENDER_REPORT_STRING_LIST_KEY)
#define DEFENDER_REPORT_IP_LIST_KEY        "ip_list"
#define DEFENDER_REPORT_LENGTH_IP_LIST_KEY STRING_LITERAL_LENGTH(DEFENDER_REPORT_IP_LIST_KEY)

typedef enum {
    DefenderError = 0,
    DefenderSuccess,
    DefenderNoMatch,       /**< Not a topic of Device Defender. */
    DefenderBadParameter,  /**< NULL, empty, too long; nothing was done. */
    DefenderBufferTooSmall /**< It does not fit. */
} DefenderStatus_t;

typedef enum {
    DefenderInvalidTopic = -1,
    DefenderJsonReportPublish,
    DefenderJsonReportAccepted,
    DefenderJsonReportRejected,
    DefenderCborReportPublish,
    DefenderCborReportAccepted,
    DefenderCborReportRejected,
    DefenderMaxTopic
} DefenderTopic_t;

/**
 * Write a topic.
 *
 * @param[out] pBuffer      Not NULL.
 * @param bufferLength      Bytes of room: DEFENDER_API_MAX_LENGTH() is always enough.
 * @param pThingName        Not NULL.
 * @param thingNameLength   1 to DEFENDER_THINGNAME_MAX_LENGTH.
 * @param api               Which.
 * @param[out] pOutLength   Bytes of it. Not NULL.
 * @retval DefenderSuccess         Written; no NUL behind it.
 * @retval DefenderBadParameter    Nothing was written.
 * @retval DefenderBufferTooSmall  The buffer's contents are of no use; `*pOutLength` is as it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Device Defender API reference, Defender_GetTopic.
 */
DefenderStatus_t Defender_GetTopic(char *pBuffer, uint16_t bufferLength, const char *pThingName,
                                   uint16_t thingNameLength, DefenderTopic_t api,
                                   uint16_t *pOutLength);

/**
 * Tell which topic of Device Defender a topic is, and whose.
 *
 * @param pTopic                 Not NULL.
 * @param topicLength            Bytes of it.
 * @param[out] pOutApi           Which, or DefenderInvalidTopic. Not NULL.
 * @param[out] ppOutThingName    Where the name is in the topic; may be NULL.
 * @param[out] pOutThingNameLength  Bytes of it; may be NULL.
 * @retval DefenderSuccess       One of the six.
 * @retval DefenderNoMatch       None of them; the name is not written.
 * @retval DefenderBadParameter  The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Device Defender API reference, Defender_MatchTopic.
 */
DefenderStatus_t Defender_MatchTopic(const char *pTopic, uint16_t topicLength,
                                     DefenderTopic_t *pOutApi, const char **ppOutThingName,
                                     uint16_t *pOutThingNameLength);

#ifdef __cplusplus
}
#endif

#endif
