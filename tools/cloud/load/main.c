/* SPDX-License-Identifier: MIT */
/* cloud_load: many devices at once, and how long they wait.
 *
 *     cloud_load --make-keys N KEYS REQUESTS     keys and signing requests, PEM
 *     cloud_load HOST PORT CA KEYS CERTIFICATES N
 *
 * The latter connects N devices, load-0 and so on, each with its own certificate, and then does
 * what lines of standard input say. Each is answered with a line of JSON:
 *
 *     echo COUNT WINDOW      publish on a topic that the device itself has subscribed, until it
 * comes back shadow COUNT WINDOW    update of its shadow, until accepted jobs COUNT WINDOW wait for
 * notify-next; start-next until accepted, update to SUCCEEDED until accepted
 *
 * WINDOW devices have a request under way at a time, never more than one each. Every answer is
 * checked: its token, or that it is of the job in hand. jobs says "ready" before it waits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "fleet.h"
#include "keys.h"
#include "samples.h"

#define SILENCE_US 20000000 /* without an answer: what is left has failed */

enum doing { IDLE, ECHOING, UPDATING, STARTING, FINISHING };

static struct {
    enum doing kind; /* ECHOING, UPDATING, STARTING: which of the three phases */
    unsigned int wanted, window, begun, done, failed, in_flight, cursor;
    int64_t begun_us, progress_us;
    struct samples first, second; /* of each request; of a job: start-next, update */
    unsigned int *waiting;        /* a ring: devices that were told of a job */
    unsigned int head, queued;
} phase;

static struct fleet fleet;
static unsigned int last_token;
static char *job_names; /* of each device */

#define JOB_BYTES 65u

static char *job_of(const struct device *device)
{
    return job_names + (size_t)(device - fleet.devices) * JOB_BYTES;
}

static void failed(struct device *device, const char *why, size_t bytes)
{
    if (phase.failed++ == 0) {
        (void)fprintf(stderr, "cloud_load: %s: %.*s\n", device->name, (int)bytes, why);
    }
    phase.in_flight -= device->doing != IDLE;
    device->doing = IDLE;
}

static void ask(struct device *device, enum doing doing, const char *topic, const char *payload)
{
    device->doing = doing;
    device->asked_us = now_us();
    link_publish(&device->link, topic, payload);
}

static void update(struct device *device, enum doing doing)
{
    static const char *const topics[] = {
        [ECHOING] = "load/%s", [UPDATING] = "$aws/things/%s/shadow/update"};
    char topic[128], payload[160];

    device->token = ++last_token;
    (void)snprintf(topic, sizeof(topic), topics[doing], device->name);
    (void)snprintf(payload, sizeof(payload),
                   "{\"state\":{\"reported\":{\"count\":%u,\"temperature\":%u.5,\"light\":\"on\"}},"
                   "\"clientToken\":\"t-%u\"}",
                   device->token, device->token % 40, device->token);
    ask(device, doing, topic, payload);
}

static void answered(struct device *device, struct samples *samples)
{
    phase.progress_us = now_us();
    samples_add(samples, phase.progress_us - device->asked_us);
}

static void has_come_back(struct device *device, const char *topic, const char *payload,
                          size_t bytes)
{
    char token[32];
    const int length = snprintf(token, sizeof(token), "\"clientToken\":\"t-%u\"", device->token);

    if (strstr(topic, "/rejected") != NULL ||
        memmem(payload, bytes, token, (size_t)length) == NULL) {
        failed(device, payload, bytes);
        return;
    }
    answered(device, &phase.first);
    device->doing = IDLE;
    phase.in_flight--;
    phase.done++;
}

static void queue(struct device *device)
{
    if (device->doing != IDLE) {
        device->has_news = true;
        return;
    }
    phase.waiting[(phase.head + phase.queued++) % fleet.count] =
        (unsigned int)(device - fleet.devices);
    device->doing = -1;
}

static void finish_job(struct device *device, const char *payload, size_t bytes)
{
    char topic[256];
    json_t *answer = json_loadb(payload, bytes, 0, NULL);
    const char *job =
        json_string_value(json_object_get(json_object_get(answer, "execution"), "jobId"));

    if (job == NULL || strlen(job) >= JOB_BYTES) {
        failed(device, payload, bytes);
    } else {
        answered(device, &phase.first);
        (void)snprintf(job_of(device), JOB_BYTES, "%s", job);
        (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/%s/update", device->name, job);
        ask(device, FINISHING, topic, "{\"status\":\"SUCCEEDED\",\"clientToken\":\"f\"}");
    }
    json_decref(answer);
}

static void job_is_done(struct device *device)
{
    answered(device, &phase.second);
    device->doing = IDLE;
    phase.in_flight--;
    phase.done++;
    if (device->has_news) {
        device->has_news = false;
        queue(device);
    }
}

static void about_jobs(struct device *device, const char *what, const char *payload, size_t bytes)
{
    char wanted[128];

    (void)snprintf(wanted, sizeof(wanted), "%s/update/accepted", job_of(device));
    if (strcmp(what, "notify-next") == 0) {
        if (memmem(payload, bytes, "\"jobId\"", 7) != NULL) {
            queue(device);
        }
    } else if (device->doing == STARTING && strcmp(what, "start-next/accepted") == 0) {
        finish_job(device, payload, bytes);
    } else if (device->doing == FINISHING && strcmp(what, wanted) == 0) {
        job_is_done(device);
    } else {
        failed(device, payload, bytes);
    }
}

static void message(struct link *link, const char *topic, const char *payload, size_t bytes)
{
    struct device *device = (struct device *)link;
    const char *jobs = strstr(topic, "/jobs/");

    if (jobs != NULL) {
        about_jobs(device, jobs + strlen("/jobs/"), payload, bytes);
    } else if (device->doing == ECHOING || device->doing == UPDATING) {
        has_come_back(device, topic, payload, bytes);
    } else {
        failed(device, payload, bytes);
    }
}

static void closed(struct device *device)
{
    failed(device, device->link.why, strlen(device->link.why));
}

/* NULL: nobody is free. */
static struct device *next_free(void)
{
    for (unsigned int i = 0; i < fleet.count; i++) {
        struct device *device = &fleet.devices[phase.cursor++ % fleet.count];
        if (device->doing == IDLE && device->link.state == LINK_UP) {
            return device;
        }
    }
    return NULL;
}

static struct device *next_told(void)
{
    if (phase.queued == 0) {
        return NULL;
    }
    struct device *device = &fleet.devices[phase.waiting[phase.head]];
    phase.head = (phase.head + 1) % fleet.count;
    phase.queued--;
    return device;
}

static void fill_window(void)
{
    while (phase.in_flight < phase.window && phase.begun < phase.wanted) {
        struct device *device = phase.kind == STARTING ? next_told() : next_free();
        if (device == NULL) {
            return;
        }
        phase.begun++;
        phase.in_flight++;
        phase.begun_us = phase.begun_us == 0 ? now_us() : phase.begun_us;
        if (phase.kind == STARTING) {
            char topic[128];
            (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/start-next", device->name);
            ask(device, STARTING, topic, "{\"clientToken\":\"s\"}");
        } else {
            update(device, phase.kind);
        }
        fleet_flush(&fleet, device);
    }
}

static void tell_samples(const char *name, struct samples *samples)
{
    (void)printf(",\"%s\":{\"p50\":%u,\"p95\":%u,\"p99\":%u,\"max\":%u}", name,
                 samples_percentile(samples, 50), samples_percentile(samples, 95),
                 samples_percentile(samples, 99), samples_percentile(samples, 100));
}

static void run_phase(enum doing kind, unsigned int count, unsigned int window)
{
    phase.kind = kind;
    phase.wanted = count;
    phase.window = window;
    phase.begun = phase.done = phase.failed = phase.in_flight = phase.queued = 0;
    phase.begun_us = 0;
    phase.progress_us = now_us();
    samples_clear(&phase.first);
    samples_clear(&phase.second);
    for (unsigned int i = 0; i < fleet.count; i++) {
        fleet.devices[i].doing = IDLE;
        fleet.devices[i].has_news = false;
    }
    if (kind == STARTING) {
        (void)puts("\"ready\"");
    }
    while (phase.done + phase.failed < count && fleet.up > 0 &&
           now_us() - phase.progress_us < SILENCE_US) {
        fill_window();
        fleet_serve(&fleet);
    }
    (void)printf("{\"done\":%u,\"failed\":%u,\"seconds\":%.3f", phase.done, count - phase.done,
                 (double)(phase.progress_us - phase.begun_us) / 1e6);
    tell_samples("us", &phase.first);
    if (kind == STARTING) {
        tell_samples("update_us", &phase.second);
    }
    (void)puts("}");
}

static void obey(void)
{
    char line[64], word[16];
    unsigned int count, window;

    while (fgets(line, sizeof(line), stdin) != NULL) {
        if (sscanf(line, "%15s %u %u", word, &count, &window) != 3 || count == 0 || window == 0) {
            (void)fprintf(stderr, "cloud_load: no command: %s", line);
            exit(2);
        }
        run_phase(strcmp(word, "jobs") == 0     ? STARTING
                  : strcmp(word, "shadow") == 0 ? UPDATING
                                                : ECHOING,
                  count, window);
    }
}

static int make_keys(char **arguments)
{
    FILE *keys = fopen(arguments[1], "w"), *requests = fopen(arguments[2], "w");

    return keys != NULL && requests != NULL &&
                   keys_make((unsigned int)strtoul(arguments[0], NULL, 10), keys, requests)
               ? 0
               : 1;
}

int main(int count, char **arguments)
{
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    if (count == 5 && strcmp(arguments[1], "--make-keys") == 0) {
        return make_keys(arguments + 2);
    }
    if (count != 7) {
        (void)fputs("Usage: cloud_load --make-keys N KEYS REQUESTS\n"
                    "       cloud_load HOST PORT CA KEYS CERTIFICATES N\n",
                    stderr);
        return 2;
    }
    const struct fleet_config config = {
        .host = arguments[1],
        .port = arguments[2],
        .ca = arguments[3],
        .keys = arguments[4],
        .certificates = arguments[5],
        .count = (unsigned int)strtoul(arguments[6], NULL, 10),
        .message = message,
        .closed = closed,
    };
    const int64_t start = now_us();
    phase.waiting = calloc(config.count, sizeof(phase.waiting[0]));
    job_names = calloc(config.count, JOB_BYTES);
    if (phase.waiting == NULL || job_names == NULL) {
        return 1;
    }
    fleet_connect(&fleet, &config);
    (void)printf("{\"done\":%u,\"failed\":0,\"seconds\":%.3f}\n", fleet.up,
                 (double)(now_us() - start) / 1e6);
    obey();
    return 0;
}
