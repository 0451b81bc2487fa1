/* SPDX-License-Identifier: MIT */
/* Device Defender: devices report metrics, which are kept for two weeks.
 *
 *     $aws/things/THING/defender/metrics/json     or cbor, and behind it /accepted, /rejected
 *
 * Rows: "<thing>/<when, 14 digits>" holds {"timestamp": ms, "report": with long names}. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cbor_json.h"
#include "defender_report.h"
#include "operate.h"
#include "services.h"

#define SPACE "defender"
/* One report in 5 minutes; a device whose clock is a little fast is no offender. */
#define PERIOD_MS (5 * 60 * 1000 - 10 * 1000)
#define KEPT_MS   (INT64_C(14) * 24 * 60 * 60 * 1000)

#define THING_NAME_MAX 128u
#define KEY_BYTES_MAX  (THING_NAME_MAX + 24u)

static const char *key_of(char key[KEY_BYTES_MAX], const char *thing, int64_t ms)
{
    (void)snprintf(key, KEY_BYTES_MAX, "%s/%014" PRId64, thing, ms);
    return key;
}

static const char *prefix_of(char prefix[KEY_BYTES_MAX], const char *thing)
{
    (void)snprintf(prefix, KEY_BYTES_MAX, "%s/", thing);
    return prefix;
}

struct aging {
    const struct cloud_store *store;
    int64_t before_ms; /* reports from before that go */
    int64_t latest_ms;
};

static bool age(void *context, const char *key, const char *value, size_t bytes)
{
    struct aging *aging = context;

    (void)value;
    (void)bytes;
    aging->latest_ms = strtoll(strchr(key, '/') + 1, NULL, 10);
    return aging->latest_ms >= aging->before_ms ||
           aging->store->remove(aging->store->self, SPACE, key);
}

/* Forget what is too old. Returns when the latest report came; 0: there is none. */
static int64_t look_back(const struct cloud *cloud, const char *thing, int64_t before_ms)
{
    char prefix[KEY_BYTES_MAX];
    const struct cloud_store *store = cloud_store(cloud);
    struct aging aging = {store, before_ms, 0};

    (void)store->scan(store->self, SPACE, prefix_of(prefix, thing), NULL, age, &aging);
    return aging.latest_ms;
}

/* Keep the report. False: `code` and `error` say why not. */
static bool take(struct cloud *cloud, const char *thing, const json_t *report, const char **code,
                 char *error, size_t error_bytes)
{
    const int64_t now_ms = cloud_now_ms(cloud);
    char key[KEY_BYTES_MAX];
    bool is_kept = false;
    json_t *read = NULL;

    *code = "InvalidPayload";
    if (report == NULL || !is_name(thing, THING_NAME_MAX, ":_-")) {
        (void)snprintf(error, error_bytes, "%s",
                       report == NULL ? "The report cannot be parsed" : "Invalid thing name");
        return false;
    }
    read = defender_report_read(report, error, error_bytes);
    if (read == NULL) {
        return false;
    }
    const int64_t latest_ms = look_back(cloud, thing, now_ms - KEPT_MS);
    if (latest_ms > 0 && latest_ms <= now_ms && now_ms - latest_ms < PERIOD_MS) {
        *code = "Throttled";
        (void)snprintf(error, error_bytes, "A thing may send one report in 5 minutes");
    } else {
        json_t *row = json_pack("{s:I,s:O}", "timestamp", (json_int_t)now_ms, "report", read);
        is_kept = cloud_store_put_json(cloud_store(cloud), SPACE, key_of(key, thing, now_ms), row);
        json_decref(row);
        *code = "InternalError";
        (void)snprintf(error, error_bytes, "The store failed");
    }
    json_decref(read);
    return is_kept;
}

static bool message(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic)
{
    const bool is_cbor = levels_match(topic, "$aws/things/+/defender/metrics/cbor");
    const char *thing = topic->level[2], *code;
    struct text text = {NULL, 0, 0};
    char error[320];

    if (!is_cbor && !levels_match(topic, "$aws/things/+/defender/metrics/json")) {
        return false;
    }
    json_t *report = is_cbor ? cbor_to_json(message->payload, message->bytes)
                             : json_loadb(message->payload != NULL ? message->payload : "",
                                          message->bytes, 0, NULL);
    json_t *answer = json_object();
    const bool is_taken = take(cloud, thing, report, &code, error, sizeof(error));
    json_object_set_new(answer, "thingName", json_string(thing));
    json_object_set(answer, "reportId", defender_report_id(report));
    json_object_set_new(answer, "status", json_string(is_taken ? "ACCEPTED" : "REJECTED"));
    if (!is_taken) {
        json_object_set_new(
            answer, "statusDetails",
            json_pack("{s:s,s:o}", "ErrorCode", code, "ErrorMessage", json_string_cut(error)));
    }
    json_object_set_new(answer, "timestamp", json_integer(cloud_now_ms(cloud) / 1000));
    if (is_cbor) {
        cbor_write(&text, answer);
    } else {
        text_json(&text, answer);
    }
    cloud_say_text(cloud, NULL, &text, "%s/%s", message->topic, is_taken ? "accepted" : "rejected");
    json_decref(answer);
    json_decref(report);
    return true;
}

static bool remove_row(void *context, const char *key, const char *value, size_t bytes)
{
    const struct cloud_store *store = context;

    (void)value;
    (void)bytes;
    return store->remove(store->self, SPACE, key);
}

static void thing_gone(struct cloud *cloud, const char *thing)
{
    const struct cloud_store *store = cloud_store(cloud);
    char prefix[KEY_BYTES_MAX];

    (void)store->scan(store->self, SPACE, prefix_of(prefix, thing), NULL, remove_row,
                      (void *)store);
}

/* What a list of values is asked for. */
struct question {
    const char *metric;
    json_int_t start, end; /* seconds */
};

static json_t *value_item(const struct cloud *cloud, const char *name, const char *text,
                          void *context)
{
    const struct question *question = context;
    const json_int_t seconds = strtoll(name, NULL, 10) / 1000;
    json_t *row = json_loads(text, JSON_ALLOW_NUL, NULL);
    json_t *value = defender_report_value(json_object_get(row, "report"), question->metric);

    (void)cloud;
    json_decref(row);
    if (value == NULL || seconds < question->start || seconds > question->end) {
        json_decref(value);
        return NULL;
    }
    return json_pack("{s:I,s:o}", "timestamp", seconds, "value", value);
}

static void list_metric_values(struct cloud *cloud, const json_t *parameters,
                               struct cloud_reply *reply)
{
    const char *thing = need_name(parameters, "thingName", reply);
    struct question question = {.start = 0, .end = INT64_MAX};
    char prefix[KEY_BYTES_MAX];
    struct page page;

    if (thing == NULL) {
        return;
    }
    question.metric = need_text(parameters, "metricName", reply);
    if (question.metric == NULL || !page_open(&page, cloud, parameters, false, reply)) {
        return;
    }
    (void)has_number(parameters, "startTime", &question.start);
    (void)has_number(parameters, "endTime", &question.end);
    page_scan(&page, SPACE, prefix_of(prefix, thing), value_item, &question);
    page_reply(&page, "metricDatumList", reply);
}

static json_t *report_item(const struct cloud *cloud, const char *name, const char *text,
                           void *context)
{
    json_t *row = json_loads(text, JSON_ALLOW_NUL, NULL);
    const json_int_t ms = json_integer_value(json_object_get(row, "timestamp"));

    (void)cloud;
    (void)name;
    (void)context;
    json_object_set_new(row, "timestamp", json_integer(ms / 1000));
    return row;
}

static void list_metric_reports(struct cloud *cloud, const json_t *parameters,
                                struct cloud_reply *reply)
{
    const char *thing = need_name(parameters, "thingName", reply);
    char prefix[KEY_BYTES_MAX];
    struct page page;

    if (thing != NULL && page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, SPACE, prefix_of(prefix, thing), report_item, NULL);
        page_reply(&page, "reports", reply);
    }
}

static const struct operation operations[] = {
    {"ListMetricValues", "GET", "/metric-values", list_metric_values},
    {"ListMetricReports", "GET", "/metric-reports/{thingName}", list_metric_reports},
    {0},
};

const struct service service_defender = {
    .name = SPACE,
    .message = message,
    .operations = operations,
    .thing_gone = thing_gone,
};
