/* SPDX-License-Identifier: MIT */
/* Reports in JSON are compared with their text; those in CBOR are turned into JSON by a reader of
 * the test's own making and must be the same. */
#include "defender_report.h"

#include <inttypes.h>
#include <stdbool.h>

#include "cbor_reader.h"
#include "core_json.h"
#include "exact.h"
#include "test.h"

#define COUNT(array)             (sizeof(array) / sizeof((array)[0]))
#define KEY(long_key, short_key) "\"" DEFENDER_REPORT_SELECT_KEY(long_key, short_key) "\":"
#define HEADER                                                                                     \
    "{" KEY("header", "hed") "{" KEY("report_id", "rid") "7," KEY("version", "v") "\"1.0\"}"

static const struct defender_connection connections[] = {
    {{192, 168, 0, 1}, 8883, 49152, "eth0"},
    {{255, 255, 255, 255}, 65535, 0, NULL},
};
static const struct defender_port tcp[] = {{22, "eth0"}, {65535, NULL}};
static const struct defender_ports tcp_ports = {tcp, 2}, no_ports = {NULL, 0};
static const struct defender_network network = {UINT64_MAX, 29358693495u, 0, 9999999999u};
static const int64_t numbers[] = {INT64_MIN, -1, 0, INT64_MAX};
static const char *const texts[] = {"a", "", "caf\xc3\xa9"};
static const struct defender_metric custom[] = {
    {"battery", DEFENDER_NUMBER, numbers + 1, NULL, 1},
    {"list-1", DEFENDER_NUMBER_LIST, numbers, NULL, 4},
    {"names_", DEFENDER_STRING_LIST, NULL, texts, 3},
    {"peers", DEFENDER_IP_LIST, NULL, texts, 0},
};

#define TCP_PORTS                                                                                  \
    KEY("listening_tcp_ports", "tp")                                                               \
    "{" KEY("ports", "pts") "[{" KEY("interface", "if") "\"eth0\"," KEY("port", "pt") "22},{" KEY( \
        "port", "pt") "65535}]," KEY("total", "t") "2}"
#define UDP_PORTS                                                                                  \
    KEY("listening_udp_ports", "up") "{" KEY("ports", "pts") "[]," KEY("total", "t") "0}"
#define NETWORK                                                                                    \
    KEY("network_stats", "ns")                                                                     \
    "{" KEY("bytes_in", "bi") "18446744073709551615," KEY("bytes_out", "bo") "29358693495," KEY(   \
        "packets_in", "pi") "0," KEY("packets_out", "po") "9999999999}"
#define FIRST                                                                                      \
    "{" KEY("local_interface", "li") "\"eth0\"," KEY("local_port", "lp") "49152," REMOTE           \
                                                                         "\"192.168.0.1:8883\"}"
#define REMOTE KEY("remote_addr", "rad")
#define SECOND "{" REMOTE "\"255.255.255.255:65535\"}"
#define CONNECTIONS                                                                                \
    KEY("tcp_connections", "tc")                                                                   \
    "{" KEY("established_connections",                                                             \
            "ec") "{" KEY("connections", "cs") "[" FIRST "," SECOND "]," KEY("total", "t") "2}}"
#define CUSTOM                                                                                     \
    KEY("custom_metrics", "cmet")                                                                  \
    "{\"battery\":[{\"number\":-1}],\"list-1\":[{\"number_list\":[-9223372036854775808,-1,0,"      \
    "9223372036854775807]}],\"names_\":[{\"string_list\":[\"a\",\"\",\"caf\xc3\xa9\"]}],"          \
    "\"peers\":[{\"ip_list\":[]}]}"

static const struct {
    struct defender_report report;
    const char *json;
} cases[] = {
    {{.id = 7, .version = "1.0", .network = &network},
     HEADER "," KEY("metrics", "met") "{" NETWORK "}}"},
    {{.id = 7, .version = "1.0", .custom = custom, .custom_count = 4}, HEADER "," CUSTOM "}"},
    {{.id = 7, .version = "1.0", .tcp_ports = &tcp_ports, .udp_ports = &no_ports},
     HEADER "," KEY("metrics", "met") "{" TCP_PORTS "," UDP_PORTS "}}"},
    {{7, "1.0", connections, 2, &tcp_ports, &no_ports, &network, custom, 4},
     HEADER "," KEY("metrics", "met") "{" TCP_PORTS "," UDP_PORTS "," NETWORK "," CONNECTIONS
                                      "}," CUSTOM "}"},
};

/* One item as JSON; enough for what reports are made of. */
static char *render(struct cbor_in *in, char *at)
{
    struct cbor_item item;

    CHECK_EQ(cbor_read(in, &item), 1);
    CHECK_EQ(item.is_open, 0);
    switch (item.type) {
    case CBOR_UINT:
        return at + sprintf(at, "%" PRIu64, item.value);
    case CBOR_NEGATIVE:
        return at + sprintf(at, "%" PRId64, (int64_t)~item.value);
    case CBOR_TEXT:
        return at + sprintf(at, "\"%.*s\"", (int)item.value, (const char *)item.bytes);
    case CBOR_ARRAY:
    case CBOR_MAP:
        *at++ = item.type == CBOR_MAP ? '{' : '[';
        for (uint64_t i = 0; i < item.value; i++) {
            if (i > 0) {
                *at++ = ',';
            }
            at = render(in, at);
            if (item.type == CBOR_MAP) {
                *at++ = ':';
                at = render(in, at);
            }
        }
        *at++ = item.type == CBOR_MAP ? '}' : ']';
        *at = '\0';
        return at;
    default:
        CHECK_EQ(item.type, CBOR_TEXT);
        return at;
    }
}

static void reports_in_json_are_this_text(void)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        const size_t want = strlen(cases[i].json);
        test_case = cases[i].json;
        CHECK_EQ(JSON_Validate(cases[i].json, want), JSONSuccess);
        for (size_t room = 0; room <= want; room++) {
            uint8_t *buffer = malloc(room == 0 ? 1 : room);
            size_t length = 0;
            CHECK_EQ(defender_report_write(&cases[i].report, DEFENDER_JSON, buffer, room, &length),
                     room == want ? DefenderSuccess : DefenderBufferTooSmall);
            CHECK_EQ(length, want);
            CHECK_EQ(memcmp(buffer, cases[i].json, room), 0);
            free(buffer);
        }
    }
}

static void reports_in_cbor_say_the_same(void)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t bytes[1000];
        char json[2000] = "";
        size_t length = 0;
        test_case = cases[i].json;
        CHECK_EQ(
            defender_report_write(&cases[i].report, DEFENDER_CBOR, bytes, sizeof bytes, &length),
            DefenderSuccess);
        struct cbor_in in = {bytes, length};
        *render(&in, json) = '\0';
        CHECK_EQ(in.length, 0);
        CHECK_EQ(strcmp(json, cases[i].json), 0);
        CHECK_EQ(defender_report_write(&cases[i].report, DEFENDER_CBOR, bytes, length - 1, &length),
                 DefenderBufferTooSmall);
    }
}

static DefenderStatus_t try(struct defender_report report)
{
    uint8_t bytes[1000];
    size_t length = 0;
    return defender_report_write(&report, DEFENDER_JSON, bytes, sizeof bytes, &length);
}

static void what_cannot_be_is_refused(void)
{
    static const struct defender_connection bad_connection = {{1, 2, 3, 4}, 5, 6, "a\"b"};
    static const struct defender_port zero = {0, NULL}, quoted = {1, "\\"};
    static const struct defender_ports zeros = {&zero, 1}, quotes = {&quoted, 1}, none = {NULL, 1};
    static const char *const bad_texts[] = {"\n"}, *const null_texts[] = {NULL};
    char long_name[130] = "";
    memset(long_name, 'n', 129);
    const struct defender_metric metrics[] = {
        {"", DEFENDER_NUMBER, numbers, NULL, 1},
        {NULL, DEFENDER_NUMBER, numbers, NULL, 1},
        {"a b", DEFENDER_NUMBER, numbers, NULL, 1},
        {long_name, DEFENDER_NUMBER, numbers, NULL, 1},
        {"n", DEFENDER_NUMBER, numbers, NULL, 0},
        {"n", DEFENDER_NUMBER, numbers, NULL, 2},
        {"n", DEFENDER_NUMBER, NULL, NULL, 1},
        {"n", DEFENDER_NUMBER_LIST, NULL, NULL, 1},
        {"n", DEFENDER_STRING_LIST, NULL, NULL, 1},
        {"n", DEFENDER_STRING_LIST, NULL, bad_texts, 1},
        {"n", DEFENDER_IP_LIST, NULL, null_texts, 1},
        {"n", (enum defender_metric_kind)4, numbers, texts, 1},
    };
#define REPORT(...) ((struct defender_report){.version = "1.0", __VA_ARGS__})
    for (size_t i = 0; i < COUNT(metrics); i++) {
        CHECK_EQ(try(REPORT(.custom = &metrics[i], .custom_count = 1)), DefenderBadParameter);
    }
    CHECK_EQ(try(REPORT(.id = 1)), DefenderBadParameter);
    CHECK_EQ(try(REPORT(.connection_count = 1, .network = &network)), DefenderBadParameter);
    CHECK_EQ(try(REPORT(.custom_count = 1, .network = &network)), DefenderBadParameter);
    CHECK_EQ(try(REPORT(.connections = &bad_connection, .connection_count = 1)),
             DefenderBadParameter);
    CHECK_EQ(try(REPORT(.tcp_ports = &zeros)), DefenderBadParameter);
    CHECK_EQ(try(REPORT(.udp_ports = &quotes)), DefenderBadParameter);
    CHECK_EQ(try(REPORT(.udp_ports = &none)), DefenderBadParameter);
    CHECK_EQ(try((struct defender_report){.network = &network}), DefenderBadParameter);
    CHECK_EQ(try((struct defender_report){.network = &network, .version = "\""}),
             DefenderBadParameter);
    CHECK_EQ(try(REPORT(.network = &network)), DefenderSuccess);

    uint8_t bytes[200];
    size_t length;
    const struct defender_report *good = &cases[0].report;
    CHECK_EQ(defender_report_write(NULL, DEFENDER_JSON, bytes, 200, &length), DefenderBadParameter);
    CHECK_EQ(defender_report_write(good, DEFENDER_JSON, NULL, 200, &length), DefenderBadParameter);
    CHECK_EQ(defender_report_write(good, DEFENDER_JSON, bytes, 200, NULL), DefenderBadParameter);
    CHECK_EQ(defender_report_write(good, (enum defender_format)2, bytes, 200, &length),
             DefenderBadParameter);
}

int main(void)
{
    RUN(reports_in_json_are_this_text);
    RUN(reports_in_cbor_say_the_same);
    RUN(what_cannot_be_is_refused);
    return 0;
}
