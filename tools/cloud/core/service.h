/* SPDX-License-Identifier: MIT */
/* What a service is made of, and what it may use of the cloud around it. Inside core only. */
#ifndef CLOUD_SERVICE_H
#define CLOUD_SERVICE_H

#include "cloud.h"
#include "text.h"
#include "throttle.h"

/* A topic or path cut at its slashes: "a//b" has three levels, the second one empty. */
#define LEVELS_MAX 12
struct levels {
    size_t count;
    const char *level[LEVELS_MAX]; /* NUL-terminated, in `text` */
    char text[512];
};

/* False: too long, or too many levels. A leading slash of a path makes no level. */
bool levels_cut(struct levels *levels, const char *topic);
/* They are the levels of the pattern, in which "+" stands for any one that is not empty. */
bool levels_match(const struct levels *levels, const char *pattern);

/* An operation of the control plane. `path` has parameters in braces: "/things/{thingName}". The
 * parameters of path, query and body arrive as one object; members of the body keep their JSON
 * types, others are strings. The handler answers with reply_*; the parameters stay the caller's.
 * NULL: the request is one of the data plane, and is served there for the operator. */
struct operation {
    const char *name, *method, *path;
    void (*run)(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply);
};

/* One service. A member that is NULL: it has none of that. */
struct service {
    const char *name;
    /* True: the topic is this service's, and the message was answered if it wanted an answer. */
    bool (*message)(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic);
    /* The same for a request of the HTTPS data plane. */
    bool (*data)(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
                 struct cloud_reply *reply);
    const struct operation *operations; /* up to one whose name is NULL */
    int64_t (*tick)(struct cloud *cloud);
    void (*thing_gone)(struct cloud *cloud, const char *thing); /* the thing was deleted */
    /* The thing became a member of the group itself (not of one above it), or no longer is one: the
     * registry already says so. */
    void (*group_changed)(struct cloud *cloud, const char *group, const char *thing, bool joined);
};

/* What a service uses. */
const struct cloud_store *cloud_store(const struct cloud *cloud);
const struct cloud_issuer *cloud_issuer(const struct cloud *cloud);
const struct cloud_config *cloud_config(const struct cloud *cloud);
int64_t cloud_now_ms(const struct cloud *cloud);
void cloud_random(const struct cloud *cloud, void *bytes, size_t count);
/* A random UUID: 36 characters and NUL. */
void cloud_uuid(const struct cloud *cloud, char text[37]);
/* "arn:aws:iot:REGION:ACCOUNT:thing/lamp" for cloud_arn(cloud, arn, sizeof arn, "thing", "lamp").
 */
const char *cloud_arn(const struct cloud *cloud, char *text, size_t bytes, const char *kind,
                      const char *name);
/* Call every service's thing_gone, group_changed. */
void cloud_thing_gone(struct cloud *cloud, const char *thing);
void cloud_group_changed(struct cloud *cloud, const char *group, const char *thing, bool joined);

/* Write a line when the transaction is committed; it is consumed. */
void cloud_write_log(struct cloud *cloud, enum cloud_log log, json_t *line);

/* Publish when the transaction is committed. The topic is made as by printf. `document` is
 * consumed. */
void cloud_say(struct cloud *cloud, const char *client, json_t *document, const char *topic, ...)
    __attribute__((format(printf, 4, 5)));
/* The same with any payload, which is copied. */
void cloud_say_bytes(struct cloud *cloud, const char *client, const void *payload, size_t bytes,
                     const char *topic, ...) __attribute__((format(printf, 5, 6)));
/* To every subscriber, and kept for those to come; an empty payload ends that. */
void cloud_say_retained(struct cloud *cloud, const void *payload, size_t bytes, const char *topic);

/* The same with a text, which is taken: it is empty afterwards. */
void cloud_say_text(struct cloud *cloud, const char *client, struct text *payload,
                    const char *topic, ...) __attribute__((format(printf, 4, 5)));

/* Whether one more request of this kind ("shadow") for this one ("lamp") is more than its pace
 * allows now; one that is not too fast is counted. Forgotten when the process ends. */
bool cloud_is_too_fast(struct cloud *cloud, const struct pace *pace, const char *what,
                       const char *whose);

/* Answers to HTTP. `document` is consumed; NULL: an empty body. */
void reply_json(struct cloud_reply *reply, int status, json_t *document);
/* {"message": "..."} with the type in AWS's header. */
void reply_error(struct cloud_reply *reply, int status, const char *type, const char *message, ...)
    __attribute__((format(printf, 4, 5)));

/* The value of a query parameter, NULL: not given. */
const char *query_value(const struct cloud_http *request, const char *name);

/* A member that is a string; NULL when there is none or another type. */
const char *member_string(const json_t *object, const char *name);

/* 1 to `bytes_max` characters of [a-zA-Z0-9] and `others`. */
bool is_name(const char *text, size_t bytes_max, const char *others);

#endif
