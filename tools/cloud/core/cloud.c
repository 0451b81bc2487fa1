/* SPDX-License-Identifier: MIT */
/* The cloud around its services: whom a message is for, and the outbox, which holds back what
 * services say until the store has it. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cloud_parts.h"
#include "services.h"
#include "text.h"
#include "uuid.h"

#define TOPIC_BYTES_MAX 512

struct saying {
    struct saying *next;
    char *client, *topic, *payload;
    size_t bytes;
    bool is_retained;
    bool is_log; /* a line, for the log that `log` names */
    enum cloud_log log;
};

struct cloud {
    struct cloud_config config;
    struct saying *first, **last; /* the outbox, oldest first */
    struct throttle throttle;
};

/* clang-format off */
const struct service *const cloud_services[] = {
    &service_things,
    &service_thing_types,
    &service_groups,
    &service_certificates,
    &service_policies,
    &service_attachments,
    &service_jobs,
    &service_shadow,
    &service_publish,
    &service_objects,
    &service_streams,
    &service_signing,
    &service_signing_jobs,
    &service_ota,
    &service_tags,
    &service_provisioning,
    &service_discovery,
    &service_defender,
    &service_data_operations,
    NULL,
};
/* clang-format on */

struct cloud *cloud_new(const struct cloud_config *config)
{
    struct cloud *cloud = calloc(1, sizeof(*cloud));

    if (cloud != NULL) {
        cloud->config = *config;
        cloud->last = &cloud->first;
    }
    return cloud;
}

static void saying_free(struct saying *saying)
{
    free(saying->client);
    free(saying->topic);
    free(saying->payload);
    free(saying);
}

static void empty_outbox(struct cloud *cloud, bool is_said)
{
    const struct cloud_bus *bus = cloud->config.bus;

    while (cloud->first != NULL) {
        struct saying *saying = cloud->first;
        cloud->first = saying->next;
        if (saying->is_log) {
            const struct cloud_logs *logs = cloud->config.logs;
            if (is_said) {
                logs->write(logs->self, saying->log, saying->payload, saying->bytes);
            }
        } else if (is_said && saying->is_retained && bus->retain != NULL) {
            bus->retain(bus->self, saying->topic, saying->payload, saying->bytes);
        } else if (is_said) {
            bus->publish(bus->self, saying->client, saying->topic, saying->payload, saying->bytes);
        }
        saying_free(saying);
    }
    cloud->last = &cloud->first;
}

void cloud_free(struct cloud *cloud)
{
    if (cloud != NULL) {
        empty_outbox(cloud, false);
        throttle_free(&cloud->throttle);
        free(cloud);
    }
}

bool cloud_begin(struct cloud *cloud)
{
    throttle_new_batch(&cloud->throttle);
    return cloud->config.store->begin(cloud->config.store->self);
}

bool cloud_commit(struct cloud *cloud)
{
    const struct cloud_store *store = cloud->config.store;
    const bool is_kept = store->commit(store->self);

    if (!is_kept) {
        store->rollback(store->self);
    }
    empty_outbox(cloud, is_kept);
    return is_kept;
}

bool cloud_message(struct cloud *cloud, const struct cloud_message *message)
{
    struct levels topic;

    if (!levels_cut(&topic, message->topic)) {
        return false;
    }
    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        if ((*service)->message != NULL && (*service)->message(cloud, message, &topic)) {
            return true;
        }
    }
    return false;
}

void cloud_data(struct cloud *cloud, const struct cloud_http *request, struct cloud_reply *reply)
{
    struct levels path;

    if (levels_cut(&path, request->path)) {
        for (const struct service *const *service = cloud_services; *service != NULL; service++) {
            if ((*service)->data != NULL && (*service)->data(cloud, request, &path, reply)) {
                return;
            }
        }
    }
    reply_error(reply, 404, "ResourceNotFoundException", "Nothing is at this path: %s %s",
                request->method, request->path);
}

int64_t cloud_tick(struct cloud *cloud)
{
    int64_t next = INT64_MAX;

    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        const int64_t due = (*service)->tick != NULL ? (*service)->tick(cloud) : INT64_MAX;
        next = due < next ? due : next;
    }
    return next;
}

void cloud_thing_gone(struct cloud *cloud, const char *thing)
{
    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        if ((*service)->thing_gone != NULL) {
            (*service)->thing_gone(cloud, thing);
        }
    }
}

void cloud_group_changed(struct cloud *cloud, const char *group, const char *thing, bool joined)
{
    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        if ((*service)->group_changed != NULL) {
            (*service)->group_changed(cloud, group, thing, joined);
        }
    }
}

const struct cloud_store *cloud_store(const struct cloud *cloud)
{
    return cloud->config.store;
}

const struct cloud_issuer *cloud_issuer(const struct cloud *cloud)
{
    return cloud->config.issuer;
}

const struct cloud_config *cloud_config(const struct cloud *cloud)
{
    return &cloud->config;
}

int64_t cloud_now_ms(const struct cloud *cloud)
{
    return cloud->config.now_ms(cloud->config.context);
}

void cloud_random(const struct cloud *cloud, void *bytes, size_t count)
{
    cloud->config.random(cloud->config.context, bytes, count);
}

bool cloud_is_too_fast(struct cloud *cloud, const struct pace *pace, const char *what,
                       const char *whose)
{
    return !cloud->config.is_unpaced &&
           !throttle_take(&cloud->throttle, pace, cloud_now_ms(cloud), what, whose);
}

void cloud_uuid(const struct cloud *cloud, char text[37])
{
    unsigned char bytes[16];

    cloud_random(cloud, bytes, sizeof(bytes));
    uuid_write(bytes, text);
}

const char *cloud_arn(const struct cloud *cloud, char *text, size_t bytes, const char *kind,
                      const char *name)
{
    (void)snprintf(text, bytes, "arn:aws:iot:%s:%s:%s/%s", cloud->config.region,
                   cloud->config.account, kind, name);
    return text;
}

/* Consumes `payload`. */
static struct saying *keep_saying(struct cloud *cloud, const char *client, const char *topic,
                                  char *payload, size_t bytes, bool is_retained)
{
    struct saying *saying = calloc(1, sizeof(*saying));

    if (saying == NULL || payload == NULL) {
        abort(); /* a cloud that cannot answer must not go on as if it had */
    }
    *saying = (struct saying){.client = client != NULL ? strdup(client) : NULL,
                              .topic = topic != NULL ? strdup(topic) : NULL,
                              .payload = payload,
                              .bytes = bytes,
                              .is_retained = is_retained};
    *cloud->last = saying;
    cloud->last = &saying->next;
    return saying;
}

void cloud_write_log(struct cloud *cloud, enum cloud_log log, json_t *line)
{
    size_t bytes = 0;

    if (cloud->config.logs != NULL) {
        char *text = json_text(line, &bytes);
        struct saying *saying = keep_saying(cloud, NULL, NULL, text, bytes, false);
        saying->is_log = true;
        saying->log = log;
    }
    json_decref(line);
}

void cloud_say(struct cloud *cloud, const char *client, json_t *document, const char *topic, ...)
{
    char text[TOPIC_BYTES_MAX];
    va_list arguments;

    va_start(arguments, topic);
    (void)vsnprintf(text, sizeof(text), topic, arguments);
    va_end(arguments);
    size_t bytes = 0;
    char *payload = json_text(document, &bytes);
    json_decref(document);
    (void)keep_saying(cloud, client, text, payload, bytes, false);
}

void cloud_say_text(struct cloud *cloud, const char *client, struct text *payload,
                    const char *topic, ...)
{
    char text[TOPIC_BYTES_MAX];
    va_list arguments;

    va_start(arguments, topic);
    (void)vsnprintf(text, sizeof(text), topic, arguments);
    va_end(arguments);
    (void)keep_saying(cloud, client, text, payload->bytes, payload->count, false);
    *payload = (struct text){NULL, 0, 0};
}

static char *copy_of(const void *payload, size_t bytes)
{
    char *copy = malloc(bytes + 1u);

    if (copy != NULL && bytes > 0) {
        memcpy(copy, payload, bytes);
    }
    return copy;
}

void cloud_say_bytes(struct cloud *cloud, const char *client, const void *payload, size_t bytes,
                     const char *topic, ...)
{
    char text[TOPIC_BYTES_MAX];
    va_list arguments;

    va_start(arguments, topic);
    (void)vsnprintf(text, sizeof(text), topic, arguments);
    va_end(arguments);
    (void)keep_saying(cloud, client, text, copy_of(payload, bytes), bytes, false);
}

void cloud_say_retained(struct cloud *cloud, const void *payload, size_t bytes, const char *topic)
{
    (void)keep_saying(cloud, NULL, topic, copy_of(payload, bytes), bytes, true);
}
