/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "sim.h"
#include "week.h"

#define NUMBERS_MAX 100000u
#define JOBS_MAX    100u

/* What is known of a message. */
#define SEEN       1u
#define MAY_REPEAT 2u

#define HEAP_GRAIN_BYTES 16u

/* Alerts of a client that does not believe a server, by Mbed TLS: RFC 8446 section 6. */
#define ALERT_OTHER_NAME 42u
#define ALERT_EXPIRED    45u
#define ALERT_NOT_YET    46u
#define ALERT_STRANGER   48u

/* What a run has to hold, for each hour; a week of it is 60,000 messages and so on. */
#define MESSAGES_AN_HOUR   (60000u / 168u)
#define UPDATES_AN_HOUR    (5000u / 168u)
#define RECONNECTS_AN_HOUR (500u / 168u)

static struct {
    uint8_t seen[NUMBERS_MAX];
    uint32_t messages, updates, jobs, checks;
    struct heap {
        uint32_t free, blocks;
    } heaps[WEEK_STREAMS]; /* in the first quiet moment of each kind */
    int32_t desired, reported;
} oracle;

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void saw_number(const char *text, size_t bytes, unsigned qos)
{
    char copy[16] = {0};

    if (bytes >= sizeof copy) {
        sim_fail("telemetry of %zu bytes", bytes);
    }
    memcpy(copy, text, bytes);
    const unsigned long number = strtoul(copy, NULL, 10);
    if (number == 0 || number >= NUMBERS_MAX || qos != (number % WEEK_QOS2_EVERY == 0 ? 2u : 1u)) {
        sim_fail("telemetry '%s' with QoS %u was never published", copy, qos);
    }
    if (qos == 2 && (oracle.seen[number] & SEEN) != 0 && (oracle.seen[number] & MAY_REPEAT) == 0) {
        sim_fail("message %lu of QoS 2 came twice", number);
    }
    oracle.messages += (oracle.seen[number] & SEEN) == 0;
    oracle.seen[number] |= SEEN;
}

/* The value under "reported" of the current state in a message of update/documents. */
static void saw_documents(const char *text, size_t bytes)
{
    static const char member[] = "\"reported\":{\"value\":";
    char copy[1024] = {0}; /* malloc is the firmware's */

    if (bytes >= sizeof copy) {
        sim_fail("a document of %zu bytes", bytes);
    }
    memcpy(copy, text, bytes);
    const char *current = strstr(copy, "\"current\"");
    const char *reported = current != NULL ? strstr(current, member) : NULL;
    oracle.updates++;
    if (reported != NULL) {
        oracle.reported = (int32_t)strtol(reported + sizeof member - 1, NULL, 10);
    }
}

void oracle_saw(const char *topic, const void *payload, size_t bytes, unsigned qos)
{
    if (strcmp(topic, WEEK_TOPIC) == 0) {
        saw_number(payload, bytes, qos);
    } else if (begins(topic, "$aws/things/" WEEK_THING "/shadow/update/documents")) {
        saw_documents(payload, bytes);
    }
}

void oracle_desired(int32_t value)
{
    oracle.desired = value;
}

void oracle_session_lost(void)
{
    /* Some of the later ones may have been acknowledged before. */
    const uint32_t settled =
        week_device.settled > WEEK_UNDER_WAY ? week_device.settled - WEEK_UNDER_WAY : 0;

    for (uint32_t number = settled + 1u; number <= week_device.accepted + 1u; number++) {
        oracle.seen[number] |= MAY_REPEAT;
    }
}

void oracle_job_created(const char *id)
{
    (void)id;
    oracle.jobs++;
}

static void jobs_are_done(void)
{
    for (unsigned i = 1; i <= oracle.jobs; i++) {
        char path[32];
        int status = 0;
        (void)snprintf(path, sizeof path, "/jobs/job-%u", i);
        char *answer = box_control("GET", path, NULL, &status, sim_now_ns() / 1000000u);
        const bool is_done = status == 200 && strstr(answer, "\"COMPLETED\"") != NULL &&
                             strstr(answer, "\"numberOfSucceededThings\":1") != NULL;
        if (!is_done) {
            sim_fail("job-%u of %u is not done: %s", i, oracle.jobs,
                     answer != NULL ? answer : "no answer");
        }
        box_free(answer);
    }
}

/* No block more; in free bytes a block may cost a grain more than before, where the hole that it
 * came from was not worth cutting. */
static void heap_is_as_before(void)
{
    const struct heap now = {week_device.heap_free, week_device.heap_blocks};
    struct heap *before = &oracle.heaps[week_device.stream];

    if (before->free == 0) {
        *before = now;
    } else if (now.blocks > before->blocks ||
               now.free + before->blocks * HEAP_GRAIN_BYTES < before->free) {
        sim_fail("the heap had %lu bytes free, %lu blocks in use; now %lu, and %lu",
                 (unsigned long)before->free, (unsigned long)before->blocks,
                 (unsigned long)now.free, (unsigned long)now.blocks);
    }
}

void oracle_all_is_well(void)
{
    const uint32_t accepted = week_device.accepted;
    struct box_counts counts;

    for (uint32_t number = 1; number < accepted; number++) {
        if ((oracle.seen[number] & SEEN) == 0) {
            sim_fail("message %lu of %lu was accepted and did not arrive", (unsigned long)number,
                     (unsigned long)accepted);
        }
    }
    if (oracle.reported != oracle.desired || week_device.applied != oracle.desired) {
        sim_fail("desired %ld, applied %ld, reported %ld", (long)oracle.desired,
                 (long)week_device.applied, (long)oracle.reported);
    }
    jobs_are_done();
    if (box_read_tls_counts()->deceived != 0) {
        sim_fail("the device trusted a server with a wrong certificate");
    }
    box_read_counts(&counts);
    if (counts.violations != 0) {
        sim_fail("the device broke MQTT 3.1.1 %lu times; the last: %s",
                 (unsigned long)counts.violations, counts.last_violation);
    }
    heap_is_as_before();
    oracle.checks++;
}

static void at_least(const char *what, uint32_t count, uint32_t wanted)
{
    printf("figure %s %lu count\n", what, (unsigned long)count);
    if (count < wanted) {
        sim_fail("%s: %lu, which is below %lu: too little has happened", what, (unsigned long)count,
                 (unsigned long)wanted);
    }
}

static void tls_has_happened(void)
{
    const struct box_tls_counts *counts = box_read_tls_counts();
    const uint32_t few = WEEK_HOURS / 4u;

    at_least("handshakes_1_2", counts->handshakes[0], WEEK_HOURS * RECONNECTS_AN_HOUR / 2u);
    at_least("handshakes_1_3", counts->handshakes[1], WEEK_HOURS * RECONNECTS_AN_HOUR / 2u);
    at_least("refused_other_name", counts->alerts[ALERT_OTHER_NAME], few);
    at_least("refused_expired", counts->alerts[ALERT_EXPIRED], few);
    at_least("refused_not_yet_valid", counts->alerts[ALERT_NOT_YET], few);
    at_least("refused_stranger", counts->alerts[ALERT_STRANGER], few);
    at_least("damaged_records", counts->damaged, few);
    for (unsigned alert = 0; alert < 256; alert++) {
        if (counts->alerts[alert] != 0) {
            printf("figure alert_%u %lu count\n", alert, (unsigned long)counts->alerts[alert]);
        }
    }
    printf("figure other_ends %lu count\n", (unsigned long)counts->other_ends);
}

void oracle_finish(void)
{
    struct box_counts counts;

    box_read_counts(&counts);
    at_least("hours", WEEK_HOURS, 1);
    at_least("messages", oracle.messages, WEEK_HOURS * MESSAGES_AN_HOUR);
    at_least("shadow_updates", oracle.updates, WEEK_HOURS * UPDATES_AN_HOUR);
    at_least("reconnects", counts.connects - 1u, WEEK_HOURS * RECONNECTS_AN_HOUR);
    at_least("jobs", oracle.jobs, WEEK_HOURS * 50u / 168u);
    at_least("checks", oracle.checks, WEEK_HOURS * 2u - 1u);
    if (week_has_tls) {
        tls_has_happened();
    }
    printf("figure repeated_qos2 %lu count\nfigure pings %lu count\nfigure resent %lu count\n",
           (unsigned long)counts.repeated, (unsigned long)week_device.pings,
           (unsigned long)week_device.resent);
    printf("week: all is well\n");
    sim_exit(0);
}
