/* SPDX-License-Identifier: MIT */
#include "shadow_client.h"

#include <string.h>

#include "json_member.h"
#include "lib_text.h"
#include "shadow.h"

#define ALL_GRANTED ((1u << SHADOW_CLIENT_FILTERS) - 1u)

/* What is subscribed to; `all` takes in the answers of both kinds. */
static const struct {
    ShadowTopicStringType_t topic;
    bool all;
} wanted[SHADOW_CLIENT_FILTERS] = {
    {ShadowTopicStringTypeUpdateAccepted, false}, {ShadowTopicStringTypeUpdateRejected, false},
    {ShadowTopicStringTypeUpdateDelta, false},    {ShadowTopicStringTypeGet, true},
    {ShadowTopicStringTypeDelete, true},
};

static bool write_topic(const struct shadow_client *client, ShadowTopicStringType_t type,
                        char *topic, size_t room)
{
    const struct shadow_client_config *c = &client->config;
    const char *shadow = c->shadow != NULL ? c->shadow : SHADOW_NAME_CLASSIC;
    uint16_t length = 0;

    if (Shadow_AssembleTopicString(type, c->thing, (uint8_t)strlen(c->thing), shadow,
                                   (uint8_t)strlen(shadow), topic, (uint16_t)(room - 1u),
                                   &length) != SHADOW_SUCCESS) {
        return false;
    }
    topic[length] = '\0';
    return true;
}

/* ---- What arrives: the connection's task ---- */

static void pass_on(struct shadow_client *client, const char *state, size_t length,
                    uint32_t version)
{
    client->version = version;
    if (client->config.delta != NULL) {
        client->config.delta(client->config.context, state, length, version);
    }
}

static void on_delta(struct shadow_client *client, const char *json, size_t length)
{
    const uint32_t version = json_member_number(json, length, "version");
    const char *state;
    size_t state_length;

    /* The difference may be negative when the shadow was made anew and counts from 1: then the next
     * document that is read sets it right. */
    if ((int32_t)(version - client->version) > 0 &&
        json_member(json, length, "state", &state, &state_length)) {
        pass_on(client, state, state_length, version);
    }
}

/* The document is what counts, whatever was seen before. */
static void on_document(struct shadow_client *client, const char *json, size_t length)
{
    const uint32_t version = json_member_number(json, length, "version");
    const char *state;
    size_t state_length;

    if (json_member(json, length, "state.delta", &state, &state_length)) {
        pass_on(client, state, state_length, version);
    } else {
        client->version = version;
    }
}

static bool is_ours(const struct shadow_client *client, const struct mqtt_link_message *message,
                    ShadowMessageType_t *type)
{
    const struct shadow_client_config *c = &client->config;
    const char *thing, *shadow;
    uint8_t thing_length, shadow_length;
    const char *name = c->shadow != NULL ? c->shadow : "";

    return message->topic_length <= UINT16_MAX &&
           Shadow_MatchTopicString(message->topic, (uint16_t)message->topic_length, type, &thing,
                                   &thing_length, &shadow, &shadow_length) == SHADOW_SUCCESS &&
           thing_length == strlen(c->thing) && memcmp(thing, c->thing, thing_length) == 0 &&
           shadow_length == strlen(name) &&
           (shadow_length == 0 || memcmp(shadow, name, shadow_length) == 0);
}

static bool on_message(void *context, const struct mqtt_link_message *message)
{
    struct shadow_client *client = context;
    ShadowMessageType_t type;

    if (!is_ours(client, message, &type)) {
        return false;
    }
    switch (type) {
    case ShadowMessageTypeUpdateDelta:
        on_delta(client, message->payload, message->length);
        break;
    case ShadowMessageTypeGetAccepted:
        on_document(client, message->payload, message->length);
        mqtt_request_answer_to_token(&client->request, true, message);
        break;
    case ShadowMessageTypeUpdateAccepted:
    case ShadowMessageTypeDeleteAccepted:
        mqtt_request_answer_to_token(&client->request, true, message);
        break;
    case ShadowMessageTypeGetRejected:
    case ShadowMessageTypeUpdateRejected:
    case ShadowMessageTypeDeleteRejected:
        mqtt_request_answer_to_token(&client->request, false, message);
        break;
    case ShadowMessageTypeUpdateDocuments:
    case ShadowMessageTypeMaxNum:
        break;
    }
    return true;
}

/* Read the document, to learn of what was desired meanwhile. Its answer needs no one to wait for
 * it. Without room in the store, the deltas that come still tell. */
static void compare(struct shadow_client *client)
{
    const struct mqtt_link *link = client->config.link;
    char topic[SHADOW_CLIENT_TOPIC_BYTES];

    if (client->config.delta != NULL && client->granted == ALL_GRANTED &&
        write_topic(client, ShadowTopicStringTypeGet, topic, sizeof topic)) {
        (void)link->publish(link->context, topic, "{}", 2, MQTTQoS1, 0);
    }
}

static void on_granted(void *context, const char *filter, bool granted)
{
    struct shadow_client *client = context;

    for (unsigned i = 0; i < SHADOW_CLIENT_FILTERS; i++) {
        if (granted && strcmp(filter, client->filters[i]) == 0) {
            client->granted |= (uint8_t)(1u << i);
            if (i == SHADOW_CLIENT_FILTERS - 1u) {
                compare(client);
            }
        }
    }
}

static void on_up(void *context)
{
    compare(context);
}

/* ---- Requests: the application's tasks ---- */

/* {"state":{"reported":...},"clientToken":"..."}; without a state the token alone. */
static size_t write_request(const struct shadow_client_config *c, const char *section,
                            const char *state, const char *token)
{
    struct lib_text_out out = {c->request, c->request_size, 0};

    lib_text_put(&out, LIB_TEXT("{"));
    if (state != NULL) {
        lib_text_put(&out, LIB_TEXT("\"state\":{\""));
        lib_text_put(&out, section, strlen(section));
        lib_text_put(&out, LIB_TEXT("\":"));
        lib_text_put(&out, state, strlen(state));
        lib_text_put(&out, LIB_TEXT("},"));
    }
    lib_text_put(&out, LIB_TEXT("\"clientToken\":\""));
    lib_text_put(&out, token, MQTT_REQUEST_TOKEN_BYTES);
    lib_text_put(&out, LIB_TEXT("\"}"));
    return lib_text_fits(&out) ? out.needed : 0;
}

/* Begins a request and exchanges it. The turn is held afterwards unless the turn itself was not
 * had. */
static mqtt_request_result_t exchange(struct shadow_client *client, ShadowTopicStringType_t type,
                                      const char *section, const char *state, uint32_t timeout_ms)
{
    const struct shadow_client_config *c = &client->config;
    char token[MQTT_REQUEST_TOKEN_BYTES];
    mqtt_request_result_t result = MQTT_REQUEST_NOT_SENT;

    if (!mqtt_request_begin(&client->request, timeout_ms, token)) {
        return MQTT_REQUEST_TIMED_OUT;
    }
    const size_t length = write_request(c, section, state, token);
    if (length > 0 && write_topic(client, type, client->topic, sizeof client->topic)) {
        result = mqtt_request_exchange(&client->request, c->link, client->topic, c->request, length,
                                       timeout_ms);
    }
    mqtt_request_end(&client->request);
    return result;
}

MQTTStatus_t shadow_client_init(struct shadow_client *client,
                                const struct shadow_client_config *config)
{
    if (client == NULL || config == NULL || config->link == NULL || config->thing == NULL ||
        config->request == NULL || config->request_size < 64u || config->answer == NULL ||
        config->answer_size < 64u || strlen(config->thing) > SHADOW_THINGNAME_MAX_LENGTH ||
        (config->shadow != NULL && strlen(config->shadow) > SHADOW_NAME_MAX_LENGTH)) {
        return MQTTBadParameter;
    }
    memset(client, 0, sizeof *client);
    client->config = *config;
    mqtt_request_init(&client->request, config->answer, config->answer_size);
    for (unsigned i = 0; i < SHADOW_CLIENT_FILTERS; i++) {
        char *filter = client->filters[i];
        if (!write_topic(client, wanted[i].topic, filter, SHADOW_CLIENT_TOPIC_BYTES - 2u)) {
            return MQTTBadParameter;
        }
        if (wanted[i].all) {
            strcat(filter, "/+");
        }
        const MQTTStatus_t status =
            config->link->subscribe(config->link->context, filter, MQTTQoS1);
        if (status != MQTTSuccess) {
            return status;
        }
    }
    client->receiver = (struct mqtt_link_receiver){NULL, on_message, on_granted, on_up, client};
    mqtt_link_add(config->link, &client->receiver);
    return MQTTSuccess;
}

mqtt_request_result_t shadow_client_report(struct shadow_client *client, const char *state,
                                           uint32_t timeout_ms)
{
    return exchange(client, ShadowTopicStringTypeUpdate, "reported", state, timeout_ms);
}

mqtt_request_result_t shadow_client_desire(struct shadow_client *client, const char *state,
                                           uint32_t timeout_ms)
{
    return exchange(client, ShadowTopicStringTypeUpdate, "desired", state, timeout_ms);
}

mqtt_request_result_t shadow_client_get(struct shadow_client *client, const char **document,
                                        size_t *length, uint32_t timeout_ms)
{
    const mqtt_request_result_t result =
        exchange(client, ShadowTopicStringTypeGet, NULL, NULL, timeout_ms);

    *document = client->request.answer;
    *length = client->request.answer_length;
    return result;
}

mqtt_request_result_t shadow_client_delete(struct shadow_client *client, uint32_t timeout_ms)
{
    return exchange(client, ShadowTopicStringTypeDelete, NULL, NULL, timeout_ms);
}

void shadow_client_refused(const struct shadow_client *client,
                           struct shadow_client_refusal *refusal)
{
    const char *answer = client->request.answer;
    const size_t length = client->request.answer_length;

    *refusal = (struct shadow_client_refusal){0};
    refusal->code = (int32_t)json_member_number(answer, length, "code");
    (void)json_member(answer, length, "message", &refusal->message, &refusal->message_length);
}
