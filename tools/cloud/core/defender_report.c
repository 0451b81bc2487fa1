/* SPDX-License-Identifier: MIT */
#include "defender_report.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PATH_BYTES_MAX 256

enum kind {
    KIND_OBJECT,
    KIND_LIST, /* of objects */
    KIND_INTEGER,
    KIND_COUNT, /* an integer, 0 or more */
    KIND_PORT,
    KIND_TEXT,
    KIND_VERSION,
    KIND_CUSTOM,
};

struct member {
    const char *name, *brief;
    enum kind kind;
    bool is_needed;
    const struct member *members; /* of an object, or of each of a list; up to one without name */
};

static const struct member connection[] = {
    {"remote_addr", "rad", KIND_TEXT, true, NULL},
    {"local_port", "lp", KIND_COUNT, false, NULL},
    {"local_interface", "li", KIND_TEXT, false, NULL},
    {0},
};
static const struct member established[] = {
    {"connections", "cs", KIND_LIST, false, connection},
    {"total", "t", KIND_COUNT, false, NULL},
    {0},
};
static const struct member tcp_connections[] = {
    {"established_connections", "ec", KIND_OBJECT, false, established},
    {0},
};
static const struct member port[] = {
    {"port", "pt", KIND_PORT, true, NULL},
    {"interface", "if", KIND_TEXT, false, NULL},
    {0},
};
static const struct member ports[] = {
    {"ports", "pts", KIND_LIST, false, port},
    {"total", "t", KIND_COUNT, false, NULL},
    {0},
};
static const struct member network_stats[] = {
    {"bytes_in", "bi", KIND_COUNT, false, NULL},
    {"bytes_out", "bo", KIND_COUNT, false, NULL},
    {"packets_in", "pi", KIND_COUNT, false, NULL},
    {"packets_out", "po", KIND_COUNT, false, NULL},
    {0},
};
static const struct member metrics[] = {
    {"tcp_connections", "tc", KIND_OBJECT, false, tcp_connections},
    {"listening_tcp_ports", "tp", KIND_OBJECT, false, ports},
    {"listening_udp_ports", "up", KIND_OBJECT, false, ports},
    {"network_stats", "ns", KIND_OBJECT, false, network_stats},
    {0},
};
static const struct member header[] = {
    {"report_id", "rid", KIND_INTEGER, true, NULL},
    {"version", "v", KIND_VERSION, true, NULL},
    {0},
};
static const struct member root[] = {
    {"header", "hed", KIND_OBJECT, true, header},
    {"metrics", "met", KIND_OBJECT, false, metrics},
    {"custom_metrics", "cmet", KIND_CUSTOM, false, NULL},
    {0},
};

/* Where the check is, for its errors. */
struct place {
    char path[PATH_BYTES_MAX];
    char *error;
    size_t error_bytes;
};

/* Returns NULL. */
static json_t *refuse(const struct place *place, const char *what)
{
    (void)snprintf(place->error, place->error_bytes, "%s %s",
                   place->path[0] != '\0' ? place->path : "The report", what);
    return NULL;
}

/* Go into a member or an element; the return value is for `leave`. */
static size_t enter(struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static size_t enter(struct place *place, const char *format, ...)
{
    const size_t bytes = strlen(place->path);
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(place->path + bytes, sizeof(place->path) - bytes, format, arguments);
    va_end(arguments);
    return bytes;
}

static void leave(struct place *place, size_t bytes)
{
    place->path[bytes] = '\0';
}

/* "Major.Minor", digits both. */
static bool is_version(const char *text)
{
    const size_t major = text != NULL ? strspn(text, "0123456789") : 0;
    const size_t minor =
        major > 0 && text[major] == '.' ? strspn(text + major + 1, "0123456789") : 0;

    return minor > 0 && text[major + 1u + minor] == '\0';
}

static bool is_ip(const char *text)
{
    unsigned char address[16];

    return text != NULL &&
           (inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1);
}

/* A list of values of which each is as it should be. */
static bool is_list(const json_t *list, bool (*is_good)(const json_t *value))
{
    const json_t *value;
    size_t index;

    json_array_foreach(list, index, value)
    {
        if (!is_good(value)) {
            return false;
        }
    }
    return json_is_array(list);
}

static bool is_number_value(const json_t *value)
{
    return json_is_number(value);
}

static bool is_string_value(const json_t *value)
{
    return json_is_string(value);
}

static bool is_ip_value(const json_t *value)
{
    return is_ip(json_string_value(value));
}

/* {"number": 1}, {"number_list": [...]}, {"string_list": [...]}, {"ip_list": [...]} */
static bool is_custom_value(const json_t *value)
{
    const json_t *number = json_object_get(value, "number");
    const json_t *numbers = json_object_get(value, "number_list");
    const json_t *strings = json_object_get(value, "string_list");
    const json_t *ips = json_object_get(value, "ip_list");

    return json_object_size(value) == 1 &&
           (json_is_number(number) || is_list(numbers, is_number_value) ||
            is_list(strings, is_string_value) || is_list(ips, is_ip_value));
}

static json_t *read_custom(struct place *place, json_t *custom)
{
    const char *name;
    json_t *values;

    if (!json_is_object(custom) || json_object_size(custom) == 0) {
        return refuse(place, "must be an object with at least one metric");
    }
    json_object_foreach(custom, name, values)
    {
        const size_t here = enter(place, ".%.64s", name);
        if (json_array_size(values) == 0 || !is_list(values, is_custom_value)) {
            return refuse(place, "must be a list of a number, number_list, string_list or ip_list");
        }
        leave(place, here);
    }
    return json_incref(custom);
}

static json_t *read_object(struct place *place, const struct member *members, const json_t *object);

static json_t *read_list(struct place *place, const struct member *members, const json_t *list)
{
    json_t *read = json_array(), *value;
    size_t index;

    if (!json_is_array(list)) {
        json_decref(read);
        return refuse(place, "must be a list");
    }
    json_array_foreach(list, index, value)
    {
        const size_t here = enter(place, "[%zu]", index);
        json_t *element = read_object(place, members, value);
        if (element == NULL) {
            json_decref(read);
            return NULL;
        }
        json_array_append_new(read, element);
        leave(place, here);
    }
    return read;
}

/* A new reference; NULL: refused. */
static json_t *read_member(struct place *place, const struct member *member, json_t *value)
{
    const json_int_t number = json_integer_value(value);
    const bool is_integer = json_is_integer(value);

    switch (member->kind) {
    case KIND_OBJECT:
        return read_object(place, member->members, value);
    case KIND_LIST:
        return read_list(place, member->members, value);
    case KIND_CUSTOM:
        return read_custom(place, value);
    case KIND_INTEGER:
        return is_integer ? json_incref(value) : refuse(place, "must be a whole number");
    case KIND_COUNT:
        return is_integer && number >= 0 ? json_incref(value)
                                         : refuse(place, "must be a whole number, 0 or more");
    case KIND_PORT:
        return is_integer && number > 0 && number <= 65535
                   ? json_incref(value)
                   : refuse(place, "must be a port, 1 to 65535");
    case KIND_TEXT:
        return json_string_length(value) > 0 ? json_incref(value) : refuse(place, "must be a text");
    case KIND_VERSION:
        return is_version(json_string_value(value)) ? json_incref(value)
                                                    : refuse(place, "must be Major.Minor");
    }
    return NULL;
}

static json_t *member_of(const json_t *object, const struct member *member)
{
    json_t *value = json_object_get(object, member->name);

    return value != NULL ? value : json_object_get(object, member->brief);
}

static json_t *read_object(struct place *place, const struct member *members, const json_t *object)
{
    json_t *read = json_object();

    if (!json_is_object(object)) {
        json_decref(read);
        return refuse(place, "must be an object");
    }
    for (const struct member *member = members; member->name != NULL; member++) {
        json_t *value = member_of(object, member), *is_read = NULL;
        const size_t here = enter(place, "%s%s", place->path[0] != '\0' ? "." : "", member->name);
        if (value != NULL) {
            is_read = read_member(place, member, value);
            json_object_set_new(read, member->name, is_read);
        } else if (member->is_needed) {
            (void)refuse(place, "is missing");
        }
        if (is_read == NULL && (value != NULL || member->is_needed)) {
            json_decref(read);
            return NULL;
        }
        leave(place, here);
    }
    return read;
}

json_t *defender_report_read(const json_t *report, char *error, size_t error_bytes)
{
    struct place place = {.error = error, .error_bytes = error_bytes};
    json_t *read = read_object(&place, root, report);

    if (read != NULL && json_object_size(read) == 1) { /* the header */
        json_decref(read);
        return refuse(&place, "has neither metrics nor custom_metrics");
    }
    return read;
}

json_t *defender_report_id(const json_t *report)
{
    json_t *id = member_of(member_of(report, &root[0]), &header[0]);

    return json_is_integer(id) ? id : NULL;
}

/* The object behind a path of names. */
static json_t *follow(const json_t *report, const char *one, const char *two, const char *three)
{
    json_t *value = json_object_get(json_object_get(report, "metrics"), one);

    value = two != NULL ? json_object_get(value, two) : value;
    return three != NULL ? json_object_get(value, three) : value;
}

/* A list of one member of each object of a list. */
static json_t *column(const json_t *list, const char *member)
{
    json_t *values = json_array(), *object;
    size_t index;

    json_array_foreach(list, index, object)
    {
        json_array_append(values, json_object_get(object, member));
    }
    return values;
}

static json_t *custom_value(const json_t *report, const char *metric)
{
    static const char *const names[][2] = {{"number", "number"},
                                           {"number_list", "numbers"},
                                           {"string_list", "strings"},
                                           {"ip_list", "cidrs"}};
    const json_t *values = json_object_get(json_object_get(report, "custom_metrics"), metric);
    const json_t *value = json_array_get(values, 0);

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        json_t *found = json_object_get(value, names[i][0]);
        if (found != NULL) {
            return json_pack("{s:O}", names[i][1], found);
        }
    }
    return NULL;
}

json_t *defender_report_value(const json_t *report, const char *metric)
{
    static const struct {
        const char *metric, *one, *two, *three;
        const char *shown;  /* "count", or a list ... */
        const char *column; /* ... of this member */
    } known[] = {
        {"aws:all-bytes-in", "network_stats", "bytes_in", NULL, "count", NULL},
        {"aws:all-bytes-out", "network_stats", "bytes_out", NULL, "count", NULL},
        {"aws:all-packets-in", "network_stats", "packets_in", NULL, "count", NULL},
        {"aws:all-packets-out", "network_stats", "packets_out", NULL, "count", NULL},
        {"aws:num-established-tcp-connections", "tcp_connections", "established_connections",
         "total", "count", NULL},
        {"aws:destination-ip-addresses", "tcp_connections", "established_connections",
         "connections", "cidrs", "remote_addr"},
        {"aws:num-listening-tcp-ports", "listening_tcp_ports", "total", NULL, "count", NULL},
        {"aws:num-listening-udp-ports", "listening_udp_ports", "total", NULL, "count", NULL},
        {"aws:listening-tcp-ports", "listening_tcp_ports", "ports", NULL, "ports", "port"},
        {"aws:listening-udp-ports", "listening_udp_ports", "ports", NULL, "ports", "port"},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(metric, known[i].metric) == 0) {
            json_t *value = follow(report, known[i].one, known[i].two, known[i].three);
            return value == NULL
                       ? NULL
                       : json_pack("{s:o}", known[i].shown,
                                   known[i].column != NULL ? column(value, known[i].column)
                                                           : json_incref(value));
        }
    }
    return custom_value(report, metric);
}
