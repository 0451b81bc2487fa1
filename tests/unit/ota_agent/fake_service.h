/* SPDX-License-Identifier: MIT */
/* The jobs and streams service for one thing and one job, in the words of the wire, and the network
 * to it: what it says waits in a queue and may be lost, doubled or turned around there. */
#ifndef FAKE_SERVICE_H
#define FAKE_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAKE_THING    "lamp"
#define FAKE_MESSAGES 96u
#define FAKE_BYTES    1600u

enum fake_status {
    FAKE_NONE,
    FAKE_QUEUED,
    FAKE_IN_PROGRESS,
    FAKE_SUCCEEDED,
    FAKE_FAILED,
    FAKE_REJECTED,
    FAKE_CANCELED
};

struct fake_message {
    char topic[128];
    uint8_t payload[FAKE_BYTES];
    size_t length;
};

struct fake_service {
    /* The job. */
    char job[16];
    enum fake_status status;
    uint32_t version;
    char details[160]; /* the last */
    char document[900];
    const uint8_t *file;
    uint32_t file_bytes;
    /* The network: of a hundred messages with blocks. */
    unsigned lost, doubled;
    bool turned;        /* blocks come last first */
    bool is_silent;     /* streams do not answer */
    bool loses_answers; /* to reports */
    uint32_t random;
    /* What was seen. */
    unsigned reports, requests, blocks, most_blocks, bad, asked, statuses[7];
    char log[4096];    /* details of all reports, one a line */
    char shadow[4096]; /* what was reported to the shadow `ota`, one document a line */
    char last_topic[128], last_message[512];
    struct fake_message queue[FAKE_MESSAGES];
    unsigned queued;
};

/* A job is offered; the file is at the given place as long as the job is. */
void fake_offer(struct fake_service *service, const char *job, const uint8_t *file,
                uint32_t file_bytes, const uint8_t *signature, size_t signature_bytes);

void fake_cancel(struct fake_service *service);

/* notify-next, as when a job has come. */
void fake_notify(struct fake_service *service);

/* What the device says. */
bool fake_publish(void *context, const char *topic, const void *payload, size_t length);

/* The next message for the device; false: there is none. */
bool fake_next(struct fake_service *service, struct fake_message *message);

/* The connection is lost, with all that was on the way. */
void fake_lose_connection(struct fake_service *service);

void fake_base64(const uint8_t *bytes, size_t length, char *text);

#endif
