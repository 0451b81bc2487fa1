/* SPDX-License-Identifier: MIT */
#include "provisioning_client.h"

#include <string.h>

#include "json_text.h"

enum { CREATE, REGISTER };

/* ---- The connection's task ---- */

/* The answers are known by their topics: a request's, and a suffix. */
static bool on_message(void *context, const struct mqtt_link_message *message)
{
    struct provisioning_client *client = context;
    const char *awaited = client->awaited;
    const size_t length = awaited != NULL ? strlen(awaited) : 0;

    if (awaited == NULL || message->topic_length != length + FP_API_LENGTH_ACCEPTED_SUFFIX ||
        memcmp(message->topic, awaited, length) != 0) {
        return false;
    }
    const bool accepted =
        memcmp(message->topic + length, FP_API_ACCEPTED_SUFFIX, FP_API_LENGTH_ACCEPTED_SUFFIX) == 0;
    mqtt_request_answer(&client->request, accepted, message->payload, message->length);
    return true;
}

/* ---- The application's task ---- */

static provisioning_result_t exchange(struct provisioning_client *client, unsigned step,
                                      size_t length, char *answer, size_t answer_size,
                                      uint32_t timeout_ms)
{
    char token[MQTT_REQUEST_TOKEN_BYTES]; /* the protocol has none */
    provisioning_result_t result = PROVISIONING_BAD_ANSWER;

    mqtt_request_init(&client->request, answer, answer_size);
    client->awaited = client->topics[step];
    (void)mqtt_request_begin(&client->request, timeout_ms, token);
    switch (mqtt_request_exchange(&client->request, client->config.link, client->topics[step],
                                  client->config.request, length, timeout_ms)) {
    case MQTT_REQUEST_ACCEPTED:
        result = PROVISIONING_OK;
        break;
    case MQTT_REQUEST_REJECTED:
        result = PROVISIONING_REJECTED;
        break;
    case MQTT_REQUEST_TIMED_OUT:
    case MQTT_REQUEST_NOT_SENT:
        result = PROVISIONING_TIMED_OUT;
        break;
    case MQTT_REQUEST_TOO_LARGE:
        break;
    }
    client->awaited = NULL;
    mqtt_request_end(&client->request);
    return result;
}

/* A member of the last answer. */
static bool find_text(const struct provisioning_client *client, const char *key,
                      struct provisioning_text *found)
{
    const struct mqtt_request *request = &client->request;

    return provisioning_read_text(client->config.format, (const uint8_t *)request->answer,
                                  request->answer_length, key, found) == FleetProvisioningSuccess &&
           found->length > 0;
}

/* Its escapes of JSON, resolved where it lies: the answer cannot be searched any more. */
static bool resolve(const struct provisioning_client *client, struct provisioning_text *text)
{
    return client->config.format != FleetProvisioningJson ||
           json_text_unescape(text->text, text->length, (char *)text->text, text->length,
                              &text->length) == JSONSuccess;
}

static provisioning_result_t create(struct provisioning_client *client, uint32_t timeout_ms,
                                    struct provisioning_text *certificate,
                                    struct provisioning_text *token)
{
    const struct provisioning_client_config *c = &client->config;
    struct provisioning_text csr = {c->csr, 0};
    size_t length = 0;

    if (!c->make_csr(c->context, c->csr, c->csr_size, &csr.length) ||
        provisioning_write_csr(c->format, csr, c->request, c->request_size, &length) !=
            FleetProvisioningSuccess) {
        return PROVISIONING_NO_CSR;
    }
    const provisioning_result_t result =
        exchange(client, CREATE, length, c->certificate, c->certificate_size, timeout_ms);
    if (result != PROVISIONING_OK) {
        return result;
    }
    const bool is_good = find_text(client, FP_API_CERTIFICATE_PEM_KEY, certificate) &&
                         find_text(client, FP_API_OWNERSHIP_TOKEN_KEY, token) &&
                         resolve(client, certificate) && resolve(client, token);
    return is_good ? PROVISIONING_OK : PROVISIONING_BAD_ANSWER;
}

provisioning_result_t provisioning_client_run(struct provisioning_client *client,
                                              uint32_t timeout_ms)
{
    const struct provisioning_client_config *c = &client->config;
    struct provisioning_text certificate, token, thing;
    size_t length = 0;

    provisioning_result_t result = create(client, timeout_ms, &certificate, &token);
    if (result != PROVISIONING_OK) {
        return result;
    }
    if (provisioning_write_register(c->format, token, c->parameters, c->parameter_count, c->request,
                                    c->request_size, &length) != FleetProvisioningSuccess) {
        return PROVISIONING_BAD_ANSWER;
    }
    result = exchange(client, REGISTER, length, c->answer, c->answer_size, timeout_ms);
    if (result != PROVISIONING_OK) {
        return result;
    }
    if (!find_text(client, FP_API_THING_NAME_KEY, &thing) || !resolve(client, &thing)) {
        return PROVISIONING_BAD_ANSWER;
    }
    return c->keep(c->context, certificate, thing) ? PROVISIONING_OK : PROVISIONING_NOT_KEPT;
}

void provisioning_client_refused(const struct provisioning_client *client,
                                 struct provisioning_refusal *refusal)
{
    const FleetProvisioningFormat_t format = client->config.format;
    const uint8_t *answer = (const uint8_t *)client->request.answer;
    const size_t length = client->request.answer_length;

    *refusal = (struct provisioning_refusal){0};
    (void)provisioning_read_status_code(format, answer, length, &refusal->status);
    (void)provisioning_read_text(format, answer, length, FP_API_ERROR_CODE_KEY, &refusal->code);
    (void)provisioning_read_text(format, answer, length, FP_API_ERROR_MESSAGE_KEY,
                                 &refusal->message);
}

/* ---- Preparation ---- */

static bool write_topics(struct provisioning_client *client)
{
    const struct provisioning_client_config *c = &client->config;
    char *topic = client->topics[REGISTER];
    uint16_t length = 0;

    strcpy(client->topics[CREATE], c->format == FleetProvisioningJson
                                       ? FP_JSON_CREATE_CERT_PUBLISH_TOPIC
                                       : FP_CBOR_CREATE_CERT_PUBLISH_TOPIC);
    if (FleetProvisioning_GetRegisterThingTopic(
            topic, PROVISIONING_CLIENT_TOPIC_BYTES - sizeof "/+", c->format,
            FleetProvisioningPublish, c->template_name, (uint16_t)strlen(c->template_name),
            &length) != FleetProvisioningSuccess) {
        return false;
    }
    topic[length] = '\0';
    for (unsigned i = 0; i < PROVISIONING_CLIENT_FILTERS; i++) {
        strcpy(client->filters[i], client->topics[i]);
        strcat(client->filters[i], "/+");
    }
    return true;
}

MQTTStatus_t provisioning_client_init(struct provisioning_client *client,
                                      const struct provisioning_client_config *config)
{
    if (client == NULL || config == NULL || config->link == NULL || config->template_name == NULL ||
        config->make_csr == NULL || config->keep == NULL || config->csr == NULL ||
        config->request == NULL || config->certificate == NULL || config->answer == NULL) {
        return MQTTBadParameter;
    }
    memset(client, 0, sizeof *client);
    client->config = *config;
    if (!write_topics(client)) {
        return MQTTBadParameter;
    }
    for (unsigned i = 0; i < PROVISIONING_CLIENT_FILTERS; i++) {
        const MQTTStatus_t status =
            config->link->subscribe(config->link->context, client->filters[i], MQTTQoS1);
        if (status != MQTTSuccess) {
            return status;
        }
    }
    client->receiver = (struct mqtt_link_receiver){NULL, on_message, NULL, NULL, client};
    mqtt_link_add(config->link, &client->receiver);
    return MQTTSuccess;
}
