/* SPDX-License-Identifier: MIT */
#include "fake_service.h"

#include <stdio.h>
#include <string.h>

#include "cbor_reader.h"
#include "cbor_writer.h"
#include "json_member.h"

#define ROOT "$aws/things/" FAKE_THING

static const char *const names[] = {"",       "QUEUED",   "IN_PROGRESS", "SUCCEEDED",
                                    "FAILED", "REJECTED", "CANCELED"};

static bool chance(struct fake_service *service, unsigned of_hundred)
{
    service->random = service->random * 1664525u + 1013904223u;
    return (service->random >> 16) % 100u < of_hundred;
}

/* What the device says has to be understood; false: it is not. */
static bool expect(struct fake_service *service, bool is_understood)
{
    service->bad += !is_understood;
    return is_understood;
}

const char *fake_status_text(enum fake_status status)
{
    return names[status];
}

static struct fake_message *add(struct fake_service *service, const char *topic)
{
    static struct fake_message nowhere;
    struct fake_line *line = service->line;
    struct fake_message *message = &nowhere;

    if (line->count < FAKE_MESSAGES) {
        message = &line->waiting[(line->first + line->count++) % FAKE_MESSAGES];
    }
    snprintf(message->topic, sizeof message->topic, "%s", topic);
    return message;
}

static bool is_pending(const struct fake_service *service)
{
    return service->status == FAKE_QUEUED || service->status == FAKE_IN_PROGRESS;
}

static void say_execution(struct fake_service *service, const char *topic)
{
    struct fake_message *message = add(service, topic);
    char *text = (char *)message->payload;

    if (is_pending(service)) {
        snprintf(text, sizeof message->payload,
                 "{\"timestamp\":1,\"execution\":{\"jobId\":\"%s\",\"status\":\"%s\","
                 "\"versionNumber\":%u,\"executionNumber\":1%s%s,\"jobDocument\":%s}}",
                 service->job, names[service->status], service->version,
                 service->details[0] != '\0' ? ",\"statusDetails\":" : "", service->details,
                 service->document);
    } else {
        snprintf(text, FAKE_BYTES, "{\"timestamp\":1}");
    }
    message->length = strlen(text);
}

void fake_base64(const uint8_t *bytes, size_t length, char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t at = 0; at < length; at += 3) {
        const size_t left = length - at;
        const uint32_t group = (uint32_t)bytes[at] << 16 |
                               (left > 1 ? (uint32_t)bytes[at + 1] << 8 : 0) |
                               (left > 2 ? bytes[at + 2] : 0u);
        *text++ = digits[group >> 18];
        *text++ = digits[group >> 12 & 63u];
        *text++ = left > 1 ? digits[group >> 6 & 63u] : '=';
        *text++ = left > 2 ? digits[group & 63u] : '=';
    }
    *text = '\0';
}

void fake_offer(struct fake_service *service, const char *job, const uint8_t *file,
                uint32_t file_bytes, const uint8_t *signature, size_t signature_bytes)
{
    char text[360];

    fake_base64(signature, signature_bytes, text);
    snprintf(service->job, sizeof service->job, "%s", job);
    service->status = FAKE_QUEUED;
    service->version = 1;
    service->details[0] = '\0';
    service->file = file;
    service->file_bytes = file_bytes;
    snprintf(service->document, sizeof service->document,
             "{\"afr_ota\":{\"protocols\":[\"MQTT\"],\"streamname\":\"s1\",\"files\":[{"
             "\"filepath\":\"/image\",\"filesize\":%u,\"fileid\":%u,\"certfile\":\"cert\","
             "\"sig-sha256-ecdsa\":\"%s\"}]}}",
             file_bytes, FAKE_FILE, text);
}

void fake_add_file(struct fake_service *service, unsigned id, unsigned type, const uint8_t *file,
                   uint32_t file_bytes, const uint8_t *signature, size_t signature_bytes)
{
    static const char files[] = "\"files\":[";
    char text[360], rest[sizeof service->document];
    char *at = strstr(service->document, files);

    if (!expect(service, at != NULL && id < FAKE_FILE)) {
        return;
    }
    at += sizeof files - 1u;
    strcpy(rest, at);
    fake_base64(signature, signature_bytes, text);
    snprintf(at, sizeof service->document - (size_t)(at - service->document),
             "{\"filepath\":\"/file%u\",\"filesize\":%u,\"fileid\":%u,\"certfile\":\"cert\","
             "\"sig-sha256-ecdsa\":\"%s\",\"fileType\":%u,\"attr\":%u}%s%s",
             id, file_bytes, id, text, type, 100u + id, rest[0] == '{' ? "," : "", rest);
    service->others[id] = (struct fake_file){file, file_bytes};
}

void fake_notify(struct fake_service *service)
{
    say_execution(service, ROOT "/jobs/notify-next");
}

void fake_cancel(struct fake_service *service)
{
    if (is_pending(service)) {
        service->status = FAKE_CANCELED;
        fake_notify(service);
    }
}

/* ---- Reports ---- */

static void answer(struct fake_service *service, const char *job, const char *code,
                   const char *token, size_t token_length)
{
    char topic[128];

    snprintf(topic, sizeof topic, ROOT "/jobs/%s/update/%s", job,
             code == NULL ? "accepted" : "rejected");
    struct fake_message *message = add(service, topic);
    char *text = (char *)message->payload;
    if (code == NULL) {
        snprintf(text, FAKE_BYTES, "{\"timestamp\":1,\"clientToken\":\"%.*s\"}", (int)token_length,
                 token);
    } else if (strcmp(code, "ResourceNotFound") == 0) { /* of which there is no state to tell */
        snprintf(text, FAKE_BYTES, "{\"code\":\"%s\",\"message\":\"no\",\"clientToken\":\"%.*s\"}",
                 code, (int)token_length, token);
    } else {
        snprintf(text, FAKE_BYTES,
                 "{\"code\":\"%s\",\"message\":\"no\",\"clientToken\":\"%.*s\","
                 "\"executionState\":{\"status\":\"%s\",\"versionNumber\":%u}}",
                 code, (int)token_length, token, names[service->status], service->version);
    }
    message->length = strlen(text);
    if (service->loses_answers) {
        service->line->count--;
    }
}

static const char *judge(struct fake_service *service, const char *job, size_t job_length,
                         enum fake_status status, uint32_t expected)
{
    if (job_length != strlen(service->job) || memcmp(job, service->job, job_length) != 0) {
        return "ResourceNotFound";
    }
    if (!is_pending(service)) {
        return "InvalidStateTransition";
    }
    if (expected != 0 && expected != service->version) {
        return "VersionMismatch";
    }
    service->status = status;
    service->version++;
    service->questions += expected != 0;
    return NULL;
}

static void keep_details(struct fake_service *service, const char *text, size_t length)
{
    const size_t log_used = strlen(service->log);

    snprintf(service->details, sizeof service->details, "%.*s", (int)length, text);
    snprintf(service->log + log_used, sizeof service->log - log_used, "%s %s\n",
             names[service->status], service->details);
}

static enum fake_status status_of(const char *text, size_t length)
{
    for (unsigned i = FAKE_IN_PROGRESS; i <= FAKE_REJECTED; i++) {
        if (length == strlen(names[i]) && memcmp(text, names[i], length) == 0) {
            return (enum fake_status)i;
        }
    }
    return FAKE_NONE;
}

static void on_report(struct fake_service *service, const char *job, size_t job_length,
                      const char *message, size_t length)
{
    const char *text = "", *token = "", *details;
    size_t bytes = 0, token_length = 0, details_length;
    char name[65];

    service->reports++;
    (void)json_member(message, length, "status", &text, &bytes);
    const enum fake_status status = status_of(text, bytes);
    if (!expect(service, status != FAKE_NONE)) {
        return;
    }
    (void)json_member(message, length, "clientToken", &token, &token_length);
    const char *code = judge(service, job, job_length, status,
                             json_member_number(message, length, "expectedVersion"));
    if (code == NULL) {
        service->statuses[status]++;
        if (json_member(message, length, "statusDetails", &details, &details_length)) {
            keep_details(service, details, details_length);
        }
    }
    snprintf(name, sizeof name, "%.*s", (int)job_length, job);
    answer(service, name, code, token, token_length);
}

/* ---- Streams ---- */

static uint32_t number(struct fake_service *service, struct cbor_in message, const char *key)
{
    struct cbor_in value;
    struct cbor_item item = {0};
    const bool is_number =
        cbor_find(message, key, 1, &value) && cbor_read(&value, &item) && item.type == CBOR_UINT;

    return expect(service, is_number) ? (uint32_t)item.value : 0;
}

static struct fake_file file_of(const struct fake_service *service, uint32_t id)
{
    return id == FAKE_FILE ? (struct fake_file){service->file, service->file_bytes}
                           : service->others[id];
}

static void on_request(struct fake_service *service, const uint8_t *payload, size_t length)
{
    const struct cbor_in message = {payload, length};
    struct fake_line *line = service->line;
    struct cbor_in value;
    struct cbor_item bitmap = {0};

    service->requests++;
    line->file = number(service, message, "f");
    line->size = number(service, message, "l");
    line->start = number(service, message, "o");
    line->bits = line->done = 0;
    if (!expect(service, line->file <= FAKE_FILE && cbor_find(message, "b", 1, &value) &&
                             cbor_read(&value, &bitmap) && bitmap.value <= FAKE_BITMAP) ||
        service->is_silent) {
        return;
    }
    memcpy(line->bitmap, bitmap.bytes, (size_t)bitmap.value);
    line->bits = (uint32_t)bitmap.value * 8u;
    unsigned asked = 0;
    for (uint32_t bit = 0; bit < line->bits; bit++) {
        asked += (line->bitmap[bit / 8u] & 1u << bit % 8u) != 0;
    }
    service->most_blocks = asked > service->most_blocks ? asked : service->most_blocks;
}

static const struct fake_message *say_block(struct fake_service *service, uint32_t block)
{
    struct fake_line *line = service->line;
    struct fake_message *message = &line->block;
    struct cbor_out out = {message->payload, FAKE_BYTES, 0};
    const struct fake_file file = file_of(service, line->file);
    const uint32_t at = block * line->size;
    const uint32_t left = file.length - at, length = left < line->size ? left : line->size;

    cbor_put_map(&out, 4);
    cbor_put_text(&out, "f", 1);
    cbor_put_uint(&out, line->file);
    cbor_put_text(&out, "i", 1);
    cbor_put_uint(&out, block);
    cbor_put_text(&out, "l", 1);
    cbor_put_uint(&out, length);
    cbor_put_text(&out, "p", 1);
    cbor_put_bytes(&out, file.bytes + at, length);
    (void)expect(service, cbor_fits(&out));
    strcpy(message->topic, ROOT "/streams/s1/data/cbor");
    message->length = out.needed;
    service->blocks++;
    return message;
}

/* The next block of the request that gets through; NULL: it was the last. */
static const struct fake_message *next_block(struct fake_service *service)
{
    struct fake_line *line = service->line;

    if (line->is_again) {
        line->is_again = false;
        service->blocks++;
        return &line->block;
    }
    while (line->done < line->bits) {
        const uint32_t bit = service->turned ? line->bits - 1u - line->done : line->done;
        line->done++;
        if ((line->bitmap[bit / 8u] & 1u << bit % 8u) != 0 &&
            (line->start + bit) * line->size < file_of(service, line->file).length &&
            !chance(service, service->lost)) {
            line->is_again = chance(service, service->doubled);
            const uint32_t block = line->start + bit;
            line->bits = service->drips ? 0 : line->bits;
            return say_block(service, block);
        }
    }
    return NULL;
}

/* ---- The wire ---- */

bool fake_publish(void *context, const char *topic, const void *payload, size_t length)
{
    struct fake_service *service = context;
    static const char jobs[] = ROOT "/jobs/";
    const char *rest = topic + sizeof jobs - 1u;

    if (++service->heard == service->cancel_at) {
        fake_cancel(service);
    }
    snprintf(service->last_topic, sizeof service->last_topic, "%s", topic);
    if (strcmp(topic, ROOT "/streams/s1/get/cbor") == 0) {
        on_request(service, payload, length);
        return true;
    }
    if (strcmp(topic, ROOT "/shadow/name/ota/update") == 0) {
        const size_t used = strlen(service->shadow);
        snprintf(service->shadow + used, sizeof service->shadow - used, "%.*s\n", (int)length,
                 (const char *)payload);
        return true;
    }
    snprintf(service->last_message, sizeof service->last_message, "%.*s", (int)length,
             (const char *)payload);
    if (!expect(service, strncmp(topic, jobs, sizeof jobs - 1u) == 0)) {
        return true;
    }
    if (strcmp(rest, "$next/get") == 0) {
        service->asked++;
        say_execution(service, ROOT "/jobs/$next/get/accepted");
        return true;
    }
    const char *end = strstr(rest, "/update");
    if (expect(service, end != NULL && end[7] == '\0')) {
        on_report(service, rest, (size_t)(end - rest), payload, length);
    }
    return true;
}

const struct fake_message *fake_next(struct fake_service *service)
{
    struct fake_line *line = service->line;

    if (line->count == 0) {
        return next_block(service);
    }
    const struct fake_message *message = &line->waiting[line->first];
    line->first = (line->first + 1u) % FAKE_MESSAGES;
    line->count--;
    return message;
}

void fake_lose_connection(struct fake_service *service)
{
    struct fake_line *line = service->line;

    line->count = 0;
    line->bits = line->done = 0;
    line->is_again = false;
}
