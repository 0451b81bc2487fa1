/* SPDX-License-Identifier: MIT */
#include "scripted_link.h"

#include <string.h>

static MQTTStatus_t publish(void *context, const char *topic, const void *payload, size_t length,
                            MQTTQoS_t qos, uint32_t timeout_ms)
{
    struct scripted_link *script = context;

    (void)qos;
    (void)timeout_ms;
    if (script->refuse != MQTTSuccess) {
        return script->refuse;
    }
    strcpy(script->topic, topic);
    memcpy(script->payload, payload, length);
    script->payload[length] = '\0';
    script->published++;
    return MQTTSuccess;
}

static MQTTStatus_t subscribe(void *context, const char *filter, MQTTQoS_t qos)
{
    struct scripted_link *script = context;

    (void)qos;
    if (script->subscribed == sizeof script->filters / sizeof script->filters[0]) {
        return MQTTNoMemory;
    }
    script->filters[script->subscribed++] = filter;
    return MQTTSuccess;
}

void scripted_link_init(struct scripted_link *script)
{
    memset(script, 0, sizeof *script);
    script->link =
        (struct mqtt_link){.publish = publish, .subscribe = subscribe, .context = script};
}

bool scripted_link_say(struct scripted_link *script, const char *topic, const char *payload)
{
    const struct mqtt_link_message message = {topic, strlen(topic), payload, strlen(payload)};

    return mqtt_link_deliver(&script->link, &message);
}

void scripted_link_grant(struct scripted_link *script)
{
    for (unsigned i = 0; i < script->subscribed; i++) {
        mqtt_link_granted(&script->link, script->filters[i], true);
    }
}

const char *scripted_link_token(const struct scripted_link *script)
{
    static char token[9];
    static const char member[] = "\"clientToken\":\"";
    const char *at = strstr(script->payload, member);

    token[0] = '\0';
    if (at != NULL) {
        memcpy(token, at + sizeof member - 1, 8);
    }
    return token;
}
