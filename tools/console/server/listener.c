/* SPDX-License-Identifier: MIT */
#include "listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mosquitto.h>

#define PAYLOAD_BYTES_MAX 1500
#define KEEP_ALIVE_S      30

struct listener {
    struct mosquitto *client;
    struct events *events;
    char everything[160], shadow[200]; /* topics of the thing */
};

static bool ends_with(const char *text, const char *end)
{
    const size_t bytes = strlen(text), end_bytes = strlen(end);

    return bytes >= end_bytes && strcmp(text + bytes - end_bytes, end) == 0;
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
        bytes <= PAYLOAD_BYTES_MAX ? json_stringn(message->payload, (size_t)bytes) : NULL;

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
    events_add(listener->events, "message",
               json_pack("{s:o, s:o, s:s}", "topic", topic, "payload", payload_of(message), "from",
                         sender_of(message->topic)));
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

void listener_stop(struct listener *listener)
{
    if (listener != NULL) {
        (void)mosquitto_disconnect(listener->client);
        (void)mosquitto_loop_stop(listener->client, true);
        mosquitto_destroy(listener->client);
        free(listener);
    }
}
