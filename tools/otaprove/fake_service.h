/* SPDX-License-Identifier: MIT */
/* The jobs and streams service for one thing and one job, in the words of the wire, and the network
 * to it: what it says waits in a queue and may be lost, doubled or turned around there. */
#ifndef FAKE_SERVICE_H
#define FAKE_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAKE_THING    "lamp"
#define FAKE_FILE     3u    /* its id in the stream */
#define FAKE_MESSAGES 8u    /* that may wait, besides blocks */
#define FAKE_BYTES    1600u /* of a message */
#define FAKE_BITMAP   128u  /* bytes of a request's */

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

/* The way to the device: messages, and the blocks of one request. */
struct fake_line {
    struct fake_message waiting[FAKE_MESSAGES], block;
    unsigned first, count;
    uint32_t file, size, start; /* of the request: start is its first block */
    uint32_t bits, done;        /* of its bitmap */
    uint8_t bitmap[FAKE_BITMAP];
    bool is_again; /* the block that went last */
};

struct fake_service {
    struct fake_line *line; /* not NULL */
    /* The job. */
    char job[16];
    enum fake_status status;
    uint32_t version;
    char details[160]; /* the last */
    char document[900];
    const uint8_t *file;
    uint32_t file_bytes;
    struct fake_file {
        const uint8_t *bytes;
        uint32_t length;
    } others[FAKE_FILE]; /* by their ids */
    uint32_t
        cancel_at; /* it is cancelled before the so-manieth message from the device; 0: never */
    /* The network: of a hundred messages with blocks. */
    unsigned lost, doubled;
    bool turned;        /* blocks come last first */
    bool drips;         /* of a request, one block gets through */
    bool is_silent;     /* streams do not answer */
    bool loses_answers; /* to reports */
    uint32_t random;
    /* What was seen. */
    unsigned heard, bad; /* messages from the device; those that no service understands */
    unsigned reports, requests, blocks, most_blocks, asked, statuses[7];
    unsigned questions; /* reports that were accepted for the version they named */
    char log[4096];     /* details of all reports, one a line */
    char shadow[4096];  /* what was reported to the shadow `ota`, one document a line */
    char last_topic[128], last_message[512];
};

/* A job is offered; the file is at the given place as long as the job is. */
void fake_offer(struct fake_service *service, const char *job, const uint8_t *file,
                uint32_t file_bytes, const uint8_t *signature, size_t signature_bytes);

/* One more file in the document, before the others; `id`: below FAKE_FILE. */
void fake_add_file(struct fake_service *service, unsigned id, unsigned type, const uint8_t *file,
                   uint32_t file_bytes, const uint8_t *signature, size_t signature_bytes);

void fake_cancel(struct fake_service *service);

/* notify-next, as when a job has come. */
void fake_notify(struct fake_service *service);

/* What the device says. */
bool fake_publish(void *context, const char *topic, const void *payload, size_t length);

/* The next message for the device, there until the next call; NULL: there is none. */
const struct fake_message *fake_next(struct fake_service *service);

/* The connection is lost, with all that was on the way. */
void fake_lose_connection(struct fake_service *service);

/* "QUEUED", "SUCCEEDED" ... */
const char *fake_status_text(enum fake_status status);

void fake_base64(const uint8_t *bytes, size_t length, char *text);

#endif
