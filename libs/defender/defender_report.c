/* SPDX-License-Identifier: MIT */
#include "defender_report.h"

#include <string.h>

#include "lib_text.h"

#include "defender_emitter.h"

#define METRIC_NAME_MAX 128u

/* Whether a string may stand between quotes as it is. */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((uint8_t)*text < ' ' || *text == '"' || *text == '\\') {
            return false;
        }
    }
    return true;
}

static bool may_be_told(const char *text)
{
    return text == NULL || is_plain(text);
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

static bool is_metric_name(const char *name)
{
    size_t length = 0;

    if (name == NULL) {
        return false;
    }
    while (is_name_character(name[length])) {
        length++;
    }
    return name[length] == '\0' && length >= 1 && length <= METRIC_NAME_MAX;
}

static bool holds_numbers(const struct defender_metric *metric)
{
    return metric->kind == DEFENDER_NUMBER || metric->kind == DEFENDER_NUMBER_LIST;
}

static bool metric_is_valid(const struct defender_metric *metric)
{
    if (!is_metric_name(metric->name) || (unsigned)metric->kind > DEFENDER_IP_LIST) {
        return false;
    }
    if (holds_numbers(metric)) {
        return metric->numbers != NULL && (metric->kind != DEFENDER_NUMBER || metric->count == 1);
    }
    for (size_t i = 0; i < metric->count; i++) {
        if (metric->strings == NULL || metric->strings[i] == NULL ||
            !is_plain(metric->strings[i])) {
            return false;
        }
    }
    return true;
}

static bool ports_are_valid(const struct defender_ports *list)
{
    if (list == NULL) {
        return true;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->ports == NULL || list->ports[i].port == 0 ||
            !may_be_told(list->ports[i].interface)) {
            return false;
        }
    }
    return true;
}

static size_t metric_count(const struct defender_report *report)
{
    const bool has[] = {report->connections != NULL, report->tcp_ports != NULL,
                        report->udp_ports != NULL, report->network != NULL};
    size_t count = 0;

    for (size_t i = 0; i < sizeof has / sizeof has[0]; i++) {
        count += has[i];
    }
    return count;
}

static bool report_is_valid(const struct defender_report *report)
{
    if (report->version == NULL || !is_plain(report->version) ||
        (metric_count(report) == 0 && report->custom_count == 0) ||
        (report->connections == NULL && report->connection_count > 0) ||
        (report->custom == NULL && report->custom_count > 0)) {
        return false;
    }
    for (size_t i = 0; i < report->connection_count; i++) {
        if (!may_be_told(report->connections[i].local_interface)) {
            return false;
        }
    }
    for (size_t i = 0; i < report->custom_count; i++) {
        if (!metric_is_valid(&report->custom[i])) {
            return false;
        }
    }
    return ports_are_valid(report->tcp_ports) && ports_are_valid(report->udp_ports);
}

static void emit_member(struct emitter *out, const char *key, uint64_t value)
{
    emit_key(out, key);
    emit_uint(out, value);
}

static void emit_total(struct emitter *out, size_t count)
{
    emit_array_end(out);
    emit_member(out, DEFENDER_REPORT_TOTAL_KEY, count);
    emit_map_end(out);
}

static void emit_ports(struct emitter *out, const char *key, const struct defender_ports *list)
{
    if (list == NULL) {
        return;
    }
    emit_key(out, key);
    emit_map(out, 2);
    emit_key(out, DEFENDER_REPORT_PORTS_KEY);
    emit_array(out, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const char *interface = list->ports[i].interface;
        emit_map(out, interface != NULL ? 2 : 1);
        if (interface != NULL) {
            emit_key(out, DEFENDER_REPORT_INTERFACE_KEY);
            emit_text(out, interface);
        }
        emit_member(out, DEFENDER_REPORT_PORT_KEY, list->ports[i].port);
        emit_map_end(out);
    }
    emit_total(out, list->count);
}

static void emit_address(struct emitter *out, const struct defender_connection *connection)
{
    char text[sizeof "255.255.255.255:65535"];
    struct lib_text_out address = {text, sizeof text - 1u, 0};

    for (size_t i = 0; i < 4; i++) {
        lib_text_put_number(&address, connection->remote_ip[i]);
        lib_text_put(&address, i < 3 ? "." : ":", 1);
    }
    lib_text_put_number(&address, connection->remote_port);
    text[address.needed] = '\0';
    emit_text(out, text);
}

static void emit_connection(struct emitter *out, const struct defender_connection *connection)
{
    const bool has_interface = connection->local_interface != NULL;
    const bool has_port = connection->local_port != 0;

    emit_map(out, 1u + has_interface + has_port);
    if (has_interface) {
        emit_key(out, DEFENDER_REPORT_LOCAL_INTERFACE_KEY);
        emit_text(out, connection->local_interface);
    }
    if (has_port) {
        emit_member(out, DEFENDER_REPORT_LOCAL_PORT_KEY, connection->local_port);
    }
    emit_key(out, DEFENDER_REPORT_REMOTE_ADDR_KEY);
    emit_address(out, connection);
    emit_map_end(out);
}

static void emit_connections(struct emitter *out, const struct defender_report *report)
{
    if (report->connections == NULL) {
        return;
    }
    emit_key(out, DEFENDER_REPORT_TCP_CONNECTIONS_KEY);
    emit_map(out, 1);
    emit_key(out, DEFENDER_REPORT_ESTABLISHED_CONNECTIONS_KEY);
    emit_map(out, 2);
    emit_key(out, DEFENDER_REPORT_CONNECTIONS_KEY);
    emit_array(out, report->connection_count);
    for (size_t i = 0; i < report->connection_count; i++) {
        emit_connection(out, &report->connections[i]);
    }
    emit_total(out, report->connection_count);
    emit_map_end(out);
}

static void emit_network(struct emitter *out, const struct defender_network *network)
{
    if (network == NULL) {
        return;
    }
    emit_key(out, DEFENDER_REPORT_NETWORK_STATS_KEY);
    emit_map(out, 4);
    emit_member(out, DEFENDER_REPORT_BYTES_IN_KEY, network->bytes_in);
    emit_member(out, DEFENDER_REPORT_BYTES_OUT_KEY, network->bytes_out);
    emit_member(out, DEFENDER_REPORT_PACKETS_IN_KEY, network->packets_in);
    emit_member(out, DEFENDER_REPORT_PACKETS_OUT_KEY, network->packets_out);
    emit_map_end(out);
}

static void emit_metric(struct emitter *out, const struct defender_metric *metric)
{
    static const char *const kinds[] = {
        [DEFENDER_NUMBER] = DEFENDER_REPORT_NUMBER_KEY,
        [DEFENDER_NUMBER_LIST] = DEFENDER_REPORT_NUMBER_LIST_KEY,
        [DEFENDER_STRING_LIST] = DEFENDER_REPORT_STRING_LIST_KEY,
        [DEFENDER_IP_LIST] = DEFENDER_REPORT_IP_LIST_KEY,
    };

    emit_key(out, metric->name);
    emit_array(out, 1);
    emit_map(out, 1);
    emit_key(out, kinds[metric->kind]);
    if (metric->kind == DEFENDER_NUMBER) {
        emit_int(out, metric->numbers[0]);
    } else {
        emit_array(out, metric->count);
        for (size_t i = 0; i < metric->count; i++) {
            if (holds_numbers(metric)) {
                emit_int(out, metric->numbers[i]);
            } else {
                emit_text(out, metric->strings[i]);
            }
        }
        emit_array_end(out);
    }
    emit_map_end(out);
    emit_array_end(out);
}

static void emit_header(struct emitter *out, const struct defender_report *report)
{
    emit_key(out, DEFENDER_REPORT_HEADER_KEY);
    emit_map(out, 2);
    emit_member(out, DEFENDER_REPORT_ID_KEY, report->id);
    emit_key(out, DEFENDER_REPORT_VERSION_KEY);
    emit_text(out, report->version);
    emit_map_end(out);
}

static void emit_report(struct emitter *out, const struct defender_report *report)
{
    const size_t metrics = metric_count(report);

    emit_map(out, 1u + (metrics > 0) + (report->custom_count > 0));
    emit_header(out, report);
    if (metrics > 0) {
        emit_key(out, DEFENDER_REPORT_METRICS_KEY);
        emit_map(out, metrics);
        emit_ports(out, DEFENDER_REPORT_LISTENING_TCP_PORTS_KEY, report->tcp_ports);
        emit_ports(out, DEFENDER_REPORT_LISTENING_UDP_PORTS_KEY, report->udp_ports);
        emit_network(out, report->network);
        emit_connections(out, report);
        emit_map_end(out);
    }
    if (report->custom_count > 0) {
        emit_key(out, DEFENDER_REPORT_CUSTOM_METRICS_KEY);
        emit_map(out, report->custom_count);
        for (size_t i = 0; i < report->custom_count; i++) {
            emit_metric(out, &report->custom[i]);
        }
        emit_map_end(out);
    }
    emit_map_end(out);
}

DefenderStatus_t defender_report_write(const struct defender_report *report,
                                       enum defender_format format, uint8_t *buffer, size_t size,
                                       size_t *length)
{
    if (report == NULL || buffer == NULL || length == NULL || (unsigned)format > DEFENDER_CBOR ||
        !report_is_valid(report)) {
        return DefenderBadParameter;
    }
    struct emitter out = {.format = format, .buffer = buffer, .size = size};

    emit_report(&out, report);
    *length = out.needed;
    return out.needed <= size ? DefenderSuccess : DefenderBufferTooSmall;
}
