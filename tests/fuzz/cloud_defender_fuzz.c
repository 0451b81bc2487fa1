/* SPDX-License-Identifier: MIT */
/* A report of metrics, in CBOR when the first byte is odd. It is answered once; what was taken of
 * it is a report itself, and the same one. */
#include <string.h>

#include "cbor_json.h"
#include "cloud_fixture.h"
#include "defender_report.h"
#include "service.h"

#define BASE "$aws/things/t/defender/metrics/"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

/* Whether it is a valid report. */
static bool check_report(const json_t *report)
{
    char error[320] = "";
    json_t *read = defender_report_read(report, error, sizeof(error));

    require((read == NULL) == (error[0] != '\0'));
    if (read == NULL) {
        return false;
    }
    json_t *again = defender_report_read(read, error, sizeof(error));
    require(json_equal(read, again));
    require(json_equal(defender_report_id(report), defender_report_id(read)));
    json_decref(defender_report_value(read, "aws:destination-ip-addresses"));
    json_decref(defender_report_value(read, "aws:listening-tcp-ports"));
    json_decref(defender_report_value(read, "x"));
    json_decref(again);
    json_decref(read);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct fixture f;

    if (size == 0 || size > 10000) {
        return 0;
    }
    const bool is_cbor = (bytes[0] & 1) != 0;
    const char *format = is_cbor ? "cbor" : "json";
    json_t *report = is_cbor ? cbor_to_json(bytes + 1, size - 1u)
                             : json_loadb((const char *)bytes + 1, size - 1u, 0, NULL);
    const bool is_valid = report != NULL && check_report(report);
    char topic[64], answer[80];

    if (f.cloud == NULL) {
        fixture_open(&f, NULL);
    }
    (void)snprintf(topic, sizeof(topic), BASE "%s", format);
    (void)snprintf(answer, sizeof(answer), "%s/%s", topic, is_valid ? "accepted" : "rejected");
    require(fixture_send_bytes(&f, topic, bytes + 1, size - 1u));
    require(f.said_count == 1 && strcmp(f.said[0].topic, answer) == 0);
    json_t *document = is_cbor ? cbor_to_json(f.said[0].payload, f.said[0].bytes)
                               : json_loadb(f.said[0].payload, f.said[0].bytes, 0, NULL);
    require(json_is_string(json_object_get(document, "status")));
    json_decref(document);
    json_decref(report);
    cloud_thing_gone(f.cloud, "t");
    return 0;
}
