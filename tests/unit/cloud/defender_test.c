/* SPDX-License-Identifier: MIT */
/* Reports of metrics, and what is read from them afterwards. */
#include "cloud_fixture.h"

#include <string.h>

#include "cbor_json.h"
#include "service.h"
#include "test.h"

#define BASE   "$aws/things/lamp/defender/metrics/"
#define HEADER "\"header\":{\"report_id\":7,\"version\":\"1.0\"}"
#define STATS  "\"metrics\":{\"network_stats\":{\"bytes_in\":1}}"

static const char full[] =
    "{" HEADER ",\"metrics\":{\"tcp_connections\":{\"established_connections\":{\"connections\":[{"
    "\"local_interface\":\"eth0\",\"local_port\":0,\"remote_addr\":\"192.168.0.1:8000\"},{"
    "\"remote_addr\":\"[::1]:80\"}],\"total\":2}},\"listening_tcp_ports\":{\"ports\":[{"
    "\"interface\":\"eth0\",\"port\":22},{\"port\":65535}],\"total\":2},\"listening_udp_ports\":{"
    "\"ports\":[{\"port\":53}],\"total\":1},\"network_stats\":{\"bytes_in\":1,\"bytes_out\":2,"
    "\"packets_in\":3,\"packets_out\":0}},\"custom_metrics\":{\"level\":[{\"number\":1.5}],"
    "\"some\":[{\"number_list\":[1,2]}],\"names\":[{\"string_list\":[\"a\"]}],\"peers\":[{"
    "\"ip_list\":[\"10.0.0.1\",\"fe80::1\"]}]}}";

static const char brief[] =
    "{\"hed\":{\"rid\":7,\"v\":\"1.0\"},\"met\":{\"tc\":{\"ec\":{\"cs\":[{\"li\":\"eth0\",\"lp\":0,"
    "\"rad\":\"192.168.0.1:8000\"},{\"rad\":\"[::1]:80\"}],\"t\":2}},\"tp\":{\"pts\":[{\"if\":"
    "\"eth0\",\"pt\":22},{\"pt\":65535}],\"t\":2},\"up\":{\"pts\":[{\"pt\":53}],\"t\":1},\"ns\":{"
    "\"bi\":1,\"bo\":2,\"pi\":3,\"po\":0}},\"cmet\":{\"level\":[{\"number\":1.5}],\"some\":[{"
    "\"number_list\":[1,2]}],\"names\":[{\"string_list\":[\"a\"]}],\"peers\":[{\"ip_list\":["
    "\"10.0.0.1\",\"fe80::1\"]}]}}";

static struct fixture f;

static void a_report_is_accepted_with_its_id(void)
{
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    CHECK_EQ(f.said_count, 1);
    EXPECT_JSON(fixture_said(&f, BASE "json/accepted"),
                "{\"thingName\":\"lamp\",\"reportId\":7,\"status\":\"ACCEPTED\","
                "\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void a_report_in_cbor_is_answered_in_cbor(void)
{
    json_t *document = json_loads(brief, 0, NULL);
    size_t bytes = 0;
    void *report = cbor_from_json(document, &bytes);

    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send_bytes(&f, BASE "cbor", report, bytes), true);
    CHECK_EQ(strcmp(f.said[0].topic, BASE "cbor/accepted"), 0);
    EXPECT_JSON(cbor_to_json(f.said[0].payload, f.said[0].bytes),
                "{\"thingName\":\"lamp\",\"reportId\":7,\"status\":\"ACCEPTED\","
                "\"timestamp\":1700000000}");
    f.now_ms += 300000;
    CHECK_EQ(fixture_send_bytes(&f, BASE "cbor", report, bytes - 1u), true);
    CHECK_EQ(strcmp(f.said[0].topic, BASE "cbor/rejected"), 0);
    free(report);
    json_decref(document);
    fixture_close(&f);
}

/* What is kept of a report, by the control plane. */
static json_t *kept_report(void)
{
    json_t *list = fixture_control(&f, "GET", "/metric-reports/lamp", NULL, 200);
    const json_t *last = json_array_get(json_object_get(list, "reports"), 0);
    json_t *report = json_incref(json_object_get(last, "report"));

    CHECK_EQ(json_array_size(json_object_get(list, "reports")), 1);
    json_decref(list);
    return report;
}

static void short_and_long_names_say_the_same(void)
{
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", brief), true);
    EXPECT_JSON(kept_report(), full);
    fixture_close(&f);
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    EXPECT_JSON(kept_report(), full);
    fixture_close(&f);
}

#define METRICS(text) "{" HEADER ",\"metrics\":{" text "}}"
#define CUSTOM(text)  "{" HEADER ",\"custom_metrics\":{" text "}}"
#define TCP           "\"tcp_connections\":{\"established_connections\":{"

static void a_report_that_is_not_valid_is_rejected(void)
{
    static const struct {
        const char *report, *message;
    } cases[] = {
        {"", "The report cannot be parsed"},
        {"{", "The report cannot be parsed"},
        {"[]", "The report must be an object"},
        {"{}", "header is missing"},
        {"{\"header\":1}", "header must be an object"},
        {"{\"header\":{\"version\":\"1.0\"}," STATS "}", "header.report_id is missing"},
        {"{\"header\":{\"report_id\":\"7\",\"version\":\"1.0\"}," STATS "}",
         "header.report_id must be a whole number"},
        {"{\"header\":{\"report_id\":7}," STATS "}", "header.version is missing"},
        {"{\"header\":{\"report_id\":7,\"version\":1.0}," STATS "}",
         "header.version must be Major.Minor"},
        {"{\"header\":{\"report_id\":7,\"version\":\"1\"}," STATS "}",
         "header.version must be Major.Minor"},
        {"{\"header\":{\"report_id\":7,\"version\":\"1.0.0\"}," STATS "}",
         "header.version must be Major.Minor"},
        {"{\"header\":{\"report_id\":7,\"version\":\"1.\"}," STATS "}",
         "header.version must be Major.Minor"},
        {"{" HEADER "}", "The report has neither metrics nor custom_metrics"},
        {"{" HEADER ",\"metrics\":[]}", "metrics must be an object"},
        {METRICS("\"network_stats\":{\"bytes_in\":-1}"),
         "metrics.network_stats.bytes_in must be a whole number, 0 or more"},
        {METRICS("\"network_stats\":{\"packets_out\":1.5}"),
         "metrics.network_stats.packets_out must be a whole number, 0 or more"},
        {METRICS("\"listening_tcp_ports\":{\"ports\":{}}"),
         "metrics.listening_tcp_ports.ports must be a list"},
        {METRICS("\"listening_tcp_ports\":{\"ports\":[{\"port\":1},{\"port\":0}]}"),
         "metrics.listening_tcp_ports.ports[1].port must be a port, 1 to 65535"},
        {METRICS("\"listening_udp_ports\":{\"ports\":[{\"port\":65536}]}"),
         "metrics.listening_udp_ports.ports[0].port must be a port, 1 to 65535"},
        {METRICS("\"listening_udp_ports\":{\"ports\":[{}]}"),
         "metrics.listening_udp_ports.ports[0].port is missing"},
        {METRICS("\"listening_udp_ports\":{\"total\":-1}"),
         "metrics.listening_udp_ports.total must be a whole number, 0 or more"},
        {METRICS("\"listening_tcp_ports\":{\"ports\":[{\"port\":1,\"interface\":2}]}"),
         "metrics.listening_tcp_ports.ports[0].interface must be a text"},
        {METRICS(TCP "\"connections\":[{\"local_port\":1}]}}"),
         "metrics.tcp_connections.established_connections.connections[0].remote_addr is missing"},
        {METRICS(TCP "\"connections\":[{\"remote_addr\":\"a\",\"local_port\":-1}]}}"),
         "metrics.tcp_connections.established_connections.connections[0].local_port must be a "
         "whole number, 0 or more"},
        {METRICS(TCP "\"connections\":[{\"remote_addr\":\"a\",\"local_interface\":\"\"}]}}"),
         "metrics.tcp_connections.established_connections.connections[0].local_interface must be "
         "a text"},
        {METRICS(TCP "\"connections\":[1]}}"),
         "metrics.tcp_connections.established_connections.connections[0] must be an object"},
        {METRICS(TCP "\"total\":\"2\"}}"), "metrics.tcp_connections.established_connections.total "
                                           "must be a whole number, 0 or more"},
        {CUSTOM(""), "custom_metrics must be an object with at least one metric"},
        {CUSTOM("\"x\":1"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[{\"number\":\"1\"}]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[{\"number\":1,\"number_list\":[1]}]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[{\"number_list\":[1,\"2\"]}]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[{\"string_list\":[1]}]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
        {CUSTOM("\"x\":[{\"ip_list\":[\"10.0.0.256\"]}]"),
         "custom_metrics.x must be a list of a number, number_list, string_list or ip_list"},
    };

    fixture_open(&f, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].report;
        CHECK_EQ(fixture_send(&f, BASE "json", cases[i].report), true);
        CHECK_EQ(f.said_count, 1);
        json_t *document = fixture_said(&f, BASE "json/rejected");
        json_t *details = json_object_get(document, "statusDetails");
        json_t *wanted =
            json_pack("{s:s,s:s}", "ErrorCode", "InvalidPayload", "ErrorMessage", cases[i].message);
        char *text = json_dumps(wanted, 0);
        EXPECT_JSON(json_incref(details), text);
        free(text);
        json_decref(wanted);
        json_decref(document);
    }
    fixture_close(&f);
}

static void a_rejection_names_the_thing_and_the_report(void)
{
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", "{" HEADER "}"), true);
    EXPECT_JSON(fixture_said(&f, BASE "json/rejected"),
                "{\"thingName\":\"lamp\",\"reportId\":7,\"status\":\"REJECTED\",\"statusDetails\":{"
                "\"ErrorCode\":\"InvalidPayload\",\"ErrorMessage\":\"*\"},"
                "\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void a_thing_has_one_report_in_five_minutes(void)
{
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", "{" HEADER "}"), true); /* does not count */
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    CHECK_EQ(fixture_count(&f, BASE "json/accepted"), 1);
    f.now_ms += 4 * 60 * 1000;
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    EXPECT_JSON(fixture_said(&f, BASE "json/rejected"),
                "{\"thingName\":\"lamp\",\"reportId\":7,\"status\":\"REJECTED\",\"statusDetails\":{"
                "\"ErrorCode\":\"Throttled\",\"ErrorMessage\":\"A thing may send one report in 5 "
                "minutes\"},\"timestamp\":1700000240}");
    CHECK_EQ(fixture_send(&f, "$aws/things/other/defender/metrics/json", full), true);
    CHECK_EQ(fixture_count(&f, "$aws/things/other/defender/metrics/json/accepted"), 1);
    f.now_ms += 60 * 1000;
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    CHECK_EQ(fixture_count(&f, BASE "json/accepted"), 1);
    fixture_close(&f);
}

static void values_of_a_metric_are_listed(void)
{
    static const struct {
        const char *metric, *value;
    } cases[] = {
        {"aws:all-bytes-in", "{\"count\":1}"},
        {"aws:all-bytes-out", "{\"count\":2}"},
        {"aws:all-packets-in", "{\"count\":3}"},
        {"aws:all-packets-out", "{\"count\":0}"},
        {"aws:num-established-tcp-connections", "{\"count\":2}"},
        {"aws:destination-ip-addresses", "{\"cidrs\":[\"192.168.0.1:8000\",\"[::1]:80\"]}"},
        {"aws:num-listening-tcp-ports", "{\"count\":2}"},
        {"aws:num-listening-udp-ports", "{\"count\":1}"},
        {"aws:listening-tcp-ports", "{\"ports\":[22,65535]}"},
        {"aws:listening-udp-ports", "{\"ports\":[53]}"},
        {"level", "{\"number\":1.5}"},
        {"some", "{\"numbers\":[1,2]}"},
        {"names", "{\"strings\":[\"a\"]}"},
        {"peers", "{\"cidrs\":[\"10.0.0.1\",\"fe80::1\"]}"},
    };

    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "json", full), true);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char body[128], wanted[256];
        test_case = cases[i].metric;
        (void)snprintf(body, sizeof(body), "{\"thingName\":\"lamp\",\"metricName\":\"%s\"}",
                       cases[i].metric);
        (void)snprintf(wanted, sizeof(wanted),
                       "{\"metricDatumList\":[{\"timestamp\":1700000000,\"value\":%s}]}",
                       cases[i].value);
        EXPECT_JSON(fixture_control(&f, "GET", "/metric-values", body, 200), wanted);
    }
    EXPECT_JSON(fixture_control(&f, "GET", "/metric-values",
                                "{\"thingName\":\"lamp\",\"metricName\":\"none\"}", 200),
                "{\"metricDatumList\":[]}");
    json_decref(fixture_control(&f, "GET", "/metric-values", "{\"thingName\":\"lamp\"}", 400));
    fixture_close(&f);
}

static size_t count_values(const char *more)
{
    char body[160];

    (void)snprintf(body, sizeof(body),
                   "{\"thingName\":\"lamp\",\"metricName\":\"aws:all-bytes-in\"%s}", more);
    json_t *list = fixture_control(&f, "GET", "/metric-values", body, 200);
    const size_t count = json_array_size(json_object_get(list, "metricDatumList"));
    json_decref(list);
    return count;
}

static void reports_are_kept_for_two_weeks(void)
{
    const char *report = "{" HEADER "," STATS "}";

    fixture_open(&f, NULL);
    for (int day = 0; day <= 14; day++) {
        CHECK_EQ(fixture_send(&f, BASE "json", report), true);
        CHECK_EQ(fixture_count(&f, BASE "json/accepted"), 1);
        f.now_ms += INT64_C(24) * 3600 * 1000;
    }
    CHECK_EQ(count_values(""), 15);
    CHECK_EQ(count_values(",\"startTime\":1700086400,\"endTime\":1700172800"), 2);
    CHECK_EQ(count_values(",\"maxResults\":4"), 4);
    CHECK_EQ(fixture_send(&f, BASE "json", report), true);
    CHECK_EQ(count_values(""), 15);
    cloud_thing_gone(f.cloud, "lamp"); /* as DeleteThing does */
    CHECK_EQ(count_values(""), 0);
    fixture_close(&f);
}

static void other_topics_are_not_taken(void)
{
    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, BASE "xml", full), false);
    CHECK_EQ(fixture_send(&f, BASE "json/accepted", full), false);
    CHECK_EQ(fixture_send(&f, "$aws/things/a b/defender/metrics/json", full), true);
    EXPECT_JSON(fixture_said(&f, "$aws/things/a b/defender/metrics/json/rejected"),
                "{\"thingName\":\"a b\",\"reportId\":7,\"status\":\"REJECTED\",\"statusDetails\":{"
                "\"ErrorCode\":\"InvalidPayload\",\"ErrorMessage\":\"Invalid thing name\"},"
                "\"timestamp\":1700000000}");
    fixture_close(&f);
}

int main(void)
{
    RUN(a_report_is_accepted_with_its_id);
    RUN(a_report_in_cbor_is_answered_in_cbor);
    RUN(short_and_long_names_say_the_same);
    RUN(a_report_that_is_not_valid_is_rejected);
    RUN(a_rejection_names_the_thing_and_the_report);
    RUN(a_thing_has_one_report_in_five_minutes);
    RUN(values_of_a_metric_are_listed);
    RUN(reports_are_kept_for_two_weeks);
    RUN(other_topics_are_not_taken);
    return 0;
}
