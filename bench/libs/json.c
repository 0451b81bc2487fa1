/* SPDX-License-Identifier: MIT */
/* A shadow delta of 407 bytes, and a document of 4.3 KB with spaces, escapes and fractions. */
#include <stdlib.h>
#include <string.h>

#include "core_json.h"

#include "bench.h"

static const char delta[] =
    "{\"version\":104,\"timestamp\":1793491200,\"clientToken\":\"thing-0001-7f3a9c52\","
    "\"state\":{\"reportInterval\":300,\"firmware\":{\"version\":\"2.14.7\",\"channel\":\"stable\"}"
    ","
    "\"delta\":{\"color\":\"warm white\",\"brightness\":72.5,\"powerOn\":true}},"
    "\"metadata\":{\"reportInterval\":{\"timestamp\":1793491100},\"firmware\":{\"timestamp\":"
    "1793491000},\"delta\":{\"color\":{\"timestamp\":1793491187},\"powerOn\":{\"timestamp\":"
    "1793491190}}},\"note\":\"all fine\"}";

/* Filled before it is measured: as it would be written by hand, one sensor in two lines. */
static char sensors[4600];

static char *append(char *at, const char *text)
{
    const size_t length = strlen(text);

    memcpy(at, text, length);
    return at + length;
}

static size_t write_sensors(void)
{
    static const char *const values[] = {"-12.5e-1", "21.375",  "0.25",    "1013.25", "99",
                                         "-0.5",     "3.14159", "6.02e23", "17",      "8.25"};
    char *at = append(sensors, "{ \"sensors\": [\n    ");

    for (unsigned i = 10; i < 48; i++) {
        const char number[] = {(char)('0' + i / 10), (char)('0' + i % 10), '\0'};
        at = append(append(at, "{ \"id\": "), number);
        at = append(append(at, ", \"name\": \"sensor \\\""), number);
        at = append(at, "\\\"\", \"unit\": \"\\u00b0C\",\n      \"value\": ");
        at = append(append(at, values[i % 10]), ", \"ok\": true, \"at\": 17934912");
        at = append(append(at, number), " },\n    ");
    }
    at = append(at, "{ \"id\": 99 } ],\n  \"last\": \"the end\" }\n");
    return (size_t)(at - sensors);
}

_Static_assert(sizeof delta - 1 == 407, "the document that the peers were measured with has 407");

static void must(JSONStatus_t status)
{
    if (status != JSONSuccess) {
        abort();
    }
}

static size_t iterate(const char *document, size_t length)
{
    size_t start = 0, next = 0, count = 0;
    JSONPair_t pair;

    while (JSON_Iterate(document, length, &start, &next, &pair) == JSONSuccess) {
        count++;
    }
    return count;
}

void bench_run(void)
{
    const size_t written = write_sensors();
    const char *value;
    size_t length;

    START(validate_407);
    JSONStatus_t status = JSON_Validate(delta, sizeof delta - 1);
    END(validate_407);
    must(status);

    START(search_407);
    status =
        JSON_SearchConst(delta, sizeof delta - 1, "state.delta.powerOn", 19, &value, &length, NULL);
    END(search_407);
    must(status);

    START(search_last_407);
    status = JSON_SearchConst(delta, sizeof delta - 1, "metadata.delta.powerOn", 22, &value,
                              &length, NULL);
    END(search_last_407);
    must(status);

    START(validate_4k);
    status = JSON_Validate(sensors, written);
    END(validate_4k);
    must(status);

    START(search_4k);
    status = JSON_SearchConst(sensors, written, "last", 4, &value, &length, NULL);
    END(search_4k);
    must(status);

    START(index_4k);
    status = JSON_SearchConst(sensors, written, "sensors[20].name", 16, &value, &length, NULL);
    END(index_4k);
    must(status);

    START(iterate_407);
    const size_t members = iterate(delta, sizeof delta - 1);
    END(iterate_407);
    must(members == 6 ? JSONSuccess : JSONNotFound);
}
