/* SPDX-License-Identifier: MIT */
#include "defender_client.h"

#include <string.h>

#include "cbor_reader.h"
#include "json_member.h"

static uint32_t answered_id(enum defender_format format, const struct mqtt_link_message *message)
{
    struct cbor_in value;
    struct cbor_item item;

    if (format == DEFENDER_JSON) {
        return json_member_number(message->payload, message->length, "reportId");
    }
    const struct cbor_in all = {(const uint8_t *)message->payload, message->length};
    return cbor_find(all, LIB_TEXT("reportId"), &value) && cbor_read(&value, &item) &&
                   item.type == CBOR_UINT
               ? (uint32_t)item.value
               : 0;
}

static bool on_message(void *context, const struct mqtt_link_message *message)
{
    struct defender_client *client = context;
    const char *thing = NULL;
    uint16_t thing_length = 0;
    DefenderTopic_t topic = DefenderMaxTopic;

    if (message->topic_length > UINT16_MAX ||
        Defender_MatchTopic(message->topic, (uint16_t)message->topic_length, &topic, &thing,
                            &thing_length) != DefenderSuccess ||
        thing_length != strlen(client->config.thing) ||
        memcmp(thing, client->config.thing, thing_length) != 0) {
        return false;
    }
    const bool accepted =
        topic == DefenderJsonReportAccepted || topic == DefenderCborReportAccepted;
    const bool rejected =
        topic == DefenderJsonReportRejected || topic == DefenderCborReportRejected;
    if ((accepted || rejected) && answered_id(client->config.format, message) == client->id) {
        mqtt_request_answer(&client->request, accepted, message->payload, message->length);
    }
    return true;
}

static bool write_topic(struct defender_client *client)
{
    const struct defender_client_config *c = &client->config;
    const DefenderTopic_t topic =
        c->format == DEFENDER_JSON ? DefenderJsonReportPublish : DefenderCborReportPublish;
    uint16_t length = 0;

    if (Defender_GetTopic(client->topic, (uint16_t)(sizeof client->topic - sizeof "/+"), c->thing,
                          (uint16_t)strlen(c->thing), topic, &length) != DefenderSuccess) {
        return false;
    }
    client->topic[length] = '\0';
    strcpy(client->filter, client->topic);
    strcat(client->filter, "/+");
    return true;
}

MQTTStatus_t defender_client_init(struct defender_client *client,
                                  const struct defender_client_config *config)
{
    if (client == NULL || config == NULL || config->link == NULL || config->thing == NULL ||
        config->report == NULL || config->answer == NULL || config->answer_size == 0) {
        return MQTTBadParameter;
    }
    memset(client, 0, sizeof *client);
    client->config = *config;
    client->id = config->first_id;
    mqtt_request_init(&client->request, config->answer, config->answer_size);
    if (!write_topic(client)) {
        return MQTTBadParameter;
    }
    client->receiver = (struct mqtt_link_receiver){NULL, on_message, NULL, NULL, client};
    const MQTTStatus_t status =
        config->link->subscribe(config->link->context, client->filter, MQTTQoS1);
    if (status == MQTTSuccess) {
        mqtt_link_add(config->link, &client->receiver);
    }
    return status;
}

mqtt_request_result_t defender_client_send(struct defender_client *client,
                                           const struct defender_report *report,
                                           uint32_t timeout_ms)
{
    const struct defender_client_config *c = &client->config;
    struct defender_report numbered = *report;
    char token[MQTT_REQUEST_TOKEN_BYTES];
    mqtt_request_result_t result = MQTT_REQUEST_NOT_SENT;
    size_t length;

    if (!mqtt_request_begin(&client->request, timeout_ms, token)) {
        return MQTT_REQUEST_TIMED_OUT;
    }
    numbered.id = client->id + 1u;
    client->report_length = 0;
    if (defender_report_write(&numbered, c->format, c->report, c->report_size, &length) ==
        DefenderSuccess) {
        client->id = numbered.id;
        client->report_length = length;
        result = mqtt_request_exchange(&client->request, c->link, client->topic, c->report, length,
                                       timeout_ms);
    }
    mqtt_request_end(&client->request);
    return result;
}

void defender_client_last(const struct defender_client *client,
                          struct defender_client_exchange *exchange)
{
    *exchange =
        (struct defender_client_exchange){client->id, client->config.report, client->report_length,
                                          client->request.answer, client->request.answer_length};
}
