/* SPDX-License-Identifier: MIT */
/** A Device Defender report, in JSON or CBOR, from what a device knows of itself.
 *
 *      {"header":{"report_id":1530304554,"version":"1.0"},
 *       "metrics":{"listening_tcp_ports":{"ports":[{"interface":"eth0","port":22}],"total":1},
 *                  "listening_udp_ports":{...},
 *                  "network_stats":{"bytes_in":29358693495,"bytes_out":...,"packets_in":...},
 *                  "tcp_connections":{"established_connections":{"connections":[...],"total":1}}},
 *       "custom_metrics":{"battery":[{"number":3}],"names":[{"string_list":["a","b"]}]}}
 *
 * A metric that is not set is left out. Keys are long or short by DEFENDER_USE_LONG_KEYS.
 */
#ifndef DEFENDER_REPORT_H
#define DEFENDER_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "defender.h"

#ifdef __cplusplus
extern "C" {
#endif

enum defender_format { DEFENDER_JSON, DEFENDER_CBOR };

/** An established TCP connection. */
struct defender_connection {
    uint8_t remote_ip[4];
    uint16_t remote_port;
    uint16_t local_port;         /**< 0: not told. */
    const char *local_interface; /**< NULL: not told. */
};

/** Ports that are listened on. */
struct defender_port {
    uint16_t port;
    const char *interface; /**< NULL: not told. */
};

struct defender_ports {
    const struct defender_port *ports;
    size_t count;
};

struct defender_network {
    uint64_t bytes_in, bytes_out, packets_in, packets_out;
};

enum defender_metric_kind {
    DEFENDER_NUMBER,      /**< `numbers`, `count` 1. */
    DEFENDER_NUMBER_LIST, /**< `numbers`. */
    DEFENDER_STRING_LIST, /**< `strings`. */
    DEFENDER_IP_LIST      /**< `strings`: addresses in text. */
};

/** A metric of the application, known to the service by its name. */
struct defender_metric {
    const char *name; /**< 1 to 128 of `a-z A-Z 0-9 _ -`. */
    enum defender_metric_kind kind;
    const int64_t *numbers;
    const char *const *strings;
    size_t count;
};

/** What to report. At least one metric or custom metric; NULL or empty: left out. */
struct defender_report {
    uint32_t id;         /**< Larger than that of the last report: the time in seconds is. */
    const char *version; /**< "Major.Minor". */
    const struct defender_connection *connections; /**< May be NULL, unlike an empty list. */
    size_t connection_count;
    const struct defender_ports *tcp_ports, *udp_ports;
    const struct defender_network *network;
    const struct defender_metric *custom;
    size_t custom_count;
};

/**
 * Write a report.
 *
 * @param report       What to report. Not NULL. Strings are put between quotes as they are.
 * @param format       JSON or CBOR.
 * @param[out] buffer  Not NULL.
 * @param size         Bytes of room.
 * @param[out] length  Bytes of the report, also when it did not fit: what it needs. Not NULL.
 * @retval DefenderSuccess         Written; no NUL behind it.
 * @retval DefenderBadParameter    NULL, no metric at all, a name that cannot be, a string with a
 * quote, a backslash or a control character. Nothing is written.
 * @retval DefenderBufferTooSmall  The buffer's contents are of no use.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  AWS IoT Device Defender Developer Guide, sending metrics from devices.
 */
DefenderStatus_t defender_report_write(const struct defender_report *report,
                                       enum defender_format format, uint8_t *buffer, size_t size,
                                       size_t *length);

#ifdef __cplusplus
}
#endif

#endif
