/* SPDX-License-Identifier: MIT */
#include "listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mosquitto.h>
#include <pthread.h>

#define KEEP_ALIVE_S 30
#define SAID_MAX     8

struct listener {
    struct mosquitto *client;
    struct events *events;
    char everything[160], shadow[200]; /* topics of the thing */
    pthread_mutex_t lock;
    unsigned long said[SAID_MAX]; /* of what was published here and has not come back; 0: free */
};

static bool ends_with(const char *text, const char *end)
{
    const size_t bytes = strlen(text), end_bytes = strlen(end);

    return bytes >= end_bytes && strcmp(text + bytes - end_bytes, end) == 0;
}

/* Of a message, never 0. */
static unsigned long digest_of(const char *topic, const void *payload, size_t bytes)
{
    unsigned long digest = 5381;

    for (const char *at = topic; *at != '\0'; at++) {
        digest = digest * 33 ^ (unsigned char)*at;
    }
    for (size_t i = 0; i < bytes; i++) {
        digest = digest * 33 ^ ((const unsigned char *)payload)[i];
    }
    return digest != 0 ? digest : 1;
}

/* Puts `digest` where `old` is. False: it is nowhere. */
static bool exchange(struct listener *listener, unsigned long old, unsigned long digest)
{
    bool is_found = false;

    (void)pthread_mutex_lock(&listener->lock);
    for (size_t i = 0; i < SAID_MAX && !is_found; i++) {
        is_found = listener->said[i] == old;
        listener->said[i] = is_found ? digest : listener->said[i];
    }
    (void)pthread_mutex_unlock(&listener->lock);
    return is_found;
}

/* The broker does not tell who has published; names of the services' topics do. */
static const char *sender_of(const char *topic)
{
    static const char *const answers[] = {"/accepted", "/rejected",    "/delta", "/documents",
                                          "/notify",   "/notify-next", "/json",  "/cbor"};

    for (size_t i = 0; strncmp(topic, "$aws/", 5) == 0 && i < sizeof(answers) / sizeof(answers[0]);
         i++) {
        if (ends_with(topic, answers[i])) {
            return "cloud";
        }
    }
    return "device";
}

static json_t *payload_of(const struct mosquitto_message *message)
{
    const int bytes = message->payloadlen;
    char text[64];
    json_t *payload =
        bytes <= LISTENER_PAYLOAD_MAX ? json_stringn(message->payload, (size_t)bytes) : NULL;

    if (payload == NULL) {
        (void)snprintf(text, sizeof(text), "(%d bytes)", bytes);
        payload = json_string(text);
    }
    return payload;
}

/* {"previous": {}, "current": {"state", "metadata", "version"}} as {"state", "version"}. */
static void tell_shadow(struct listener *listener, const struct mosquitto_message *message)
{
    json_t *change = json_loadb(message->payload, (size_t)message->payloadlen, 0, NULL);
    json_t *current = json_object_get(change, "current");
    json_t *state = json_object_get(current, "state"),
           *version = json_object_get(current, "version");

    if (state != NULL && version != NULL) {
        events_add(listener->events, "shadow",
                   json_pack("{s:{s:O, s:O}}", "document", "state", state, "version", version));
    }
    json_decref(change);
}

static void on_message(struct mosquitto *client, void *self,
                       const struct mosquitto_message *message)
{
    struct listener *listener = self;
    json_t *topic = json_string(message->topic);

    (void)client;
    if (topic == NULL) {
        return;
    }
    const bool is_ours = exchange(
        listener, digest_of(message->topic, message->payload, (size_t)message->payloadlen), 0);
    events_add(listener->events, "message",
               json_pack("{s:o, s:o, s:s}", "topic", topic, "payload", payload_of(message), "from",
                         is_ours ? "console" : sender_of(message->topic)));
    if (strcmp(message->topic, listener->shadow) == 0) {
        tell_shadow(listener, message);
    }
}

static void on_connect(struct mosquitto *client, void *self, int code)
{
    const struct listener *listener = self;

    if (code == 0) {
        (void)mosquitto_subscribe(client, NULL, "#", 0);
        (void)mosquitto_subscribe(client, NULL, listener->everything, 0);
    }
}

static bool connect_to(struct listener *listener, const json_t *box)
{
    const json_t *device = json_array_get(json_object_get(box, "devices"), 0);
    const char *host = json_string_value(json_object_get(box, "endpoint"));
    const char *ca = json_string_value(json_object_get(box, "ca"));
    const char *certificate = json_string_value(json_object_get(device, "cert"));
    const char *key = json_string_value(json_object_get(device, "key"));

    return host != NULL && ca != NULL && certificate != NULL && key != NULL &&
           mosquitto_tls_set(listener->client, ca, NULL, certificate, key, NULL) == 0 &&
           mosquitto_connect_async(listener->client, host,
                                   (int)json_integer_value(json_object_get(box, "port")),
                                   KEEP_ALIVE_S) == 0 &&
           mosquitto_loop_start(listener->client) == 0;
}

struct listener *listener_start(const char *cloud, const char *thing, unsigned run,
                                struct events *events)
{
    struct listener *listener = calloc(1, sizeof(*listener));
    char path[1024], name[48];

    (void)snprintf(path, sizeof(path), "%s/box.json", cloud);
    json_t *box = json_load_file(path, 0, NULL);
    if (box == NULL || listener == NULL) {
        json_decref(box);
        free(listener);
        return NULL;
    }
    (void)snprintf(name, sizeof(name), "console-%d-%u", (int)getpid(), run);
    (void)snprintf(listener->everything, sizeof(listener->everything), "$aws/things/%.128s/#",
                   thing);
    (void)snprintf(listener->shadow, sizeof(listener->shadow),
                   "$aws/things/%.128s/shadow/update/documents", thing);
    listener->events = events;
    (void)pthread_mutex_init(&listener->lock, NULL);
    listener->client = mosquitto_new(name, true, listener);
    if (listener->client != NULL) {
        mosquitto_connect_callback_set(listener->client, on_connect);
        mosquitto_message_callback_set(listener->client, on_message);
    }
    if (listener->client == NULL || !connect_to(listener, box)) {
        mosquitto_destroy(listener->client);
        free(listener);
        listener = NULL;
    }
    json_decref(box);
    return listener;
}

bool listener_can_publish(const char *topic)
{
    return topic[0] != '\0' && topic[0] != '$' && strlen(topic) <= LISTENER_TOPIC_MAX &&
           mosquitto_pub_topic_check(topic) == 0;
}

bool listener_publish(struct listener *listener, const char *topic, const char *payload,
                      size_t bytes)
{
    const unsigned long digest = digest_of(topic, payload, bytes);
    const bool is_noted = exchange(listener, 0, digest);

    if (mosquitto_publish(listener->client, NULL, topic, (int)bytes, payload, 1, false) == 0) {
        return true;
    }
    if (is_noted) {
        (void)exchange(listener, digest, 0);
    }
    return false;
}

void listener_stop(struct listener *listener)
{
    if (listener != NULL) {
        (void)mosquitto_disconnect(listener->client);
        (void)mosquitto_loop_stop(listener->client, true);
        mosquitto_destroy(listener->client);
        free(listener);
    }
}
