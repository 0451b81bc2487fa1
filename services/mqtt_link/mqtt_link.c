/* SPDX-License-Identifier: MIT */
#include "mqtt_link.h"

static MQTTStatus_t publish(void *context, const char *topic, const void *payload, size_t length,
                            MQTTQoS_t qos, uint32_t timeout_ms)
{
    return mqtt_connection_publish(context, topic, payload, length, qos, timeout_ms);
}

static MQTTStatus_t subscribe(void *context, const char *filter, MQTTQoS_t qos)
{
    return mqtt_connection_subscribe(context, filter, qos);
}

void mqtt_link_of_connection(struct mqtt_link *link, struct mqtt_connection *connection)
{
    *link = (struct mqtt_link){.publish = publish, .subscribe = subscribe, .context = connection};
}

void mqtt_link_add(struct mqtt_link *link, struct mqtt_link_receiver *receiver)
{
    receiver->next = link->receivers;
    link->receivers = receiver;
}

bool mqtt_link_deliver(const struct mqtt_link *link, const struct mqtt_link_message *message)
{
    const struct mqtt_link_receiver *r = link->receivers;

    while (r != NULL && (r->message == NULL || !r->message(r->context, message))) {
        r = r->next;
    }
    return r != NULL;
}

void mqtt_link_granted(const struct mqtt_link *link, const char *filter, bool granted)
{
    for (const struct mqtt_link_receiver *r = link->receivers; r != NULL; r = r->next) {
        if (r->granted != NULL) {
            r->granted(r->context, filter, granted);
        }
    }
}

void mqtt_link_up(const struct mqtt_link *link)
{
    for (const struct mqtt_link_receiver *r = link->receivers; r != NULL; r = r->next) {
        if (r->up != NULL) {
            r->up(r->context);
        }
    }
}
