/* SPDX-License-Identifier: MIT */
/* A connection as the shadow library sees it: one of IotMqtt_Connect(), or a link that was handed
 * in. Who is connected again has the same session, and none of its subscriptions. */
#ifndef AFR201906_SHADOW_SESSION_H
#define AFR201906_SHADOW_SESSION_H

#include "afr201906_shadow.h"

struct shadow_session {
    IotMqttConnection_t connection; /* NULL: the place is free */
    struct mqtt_link *link;
    struct mqtt_link own; /* over `connection`; `link` of one that was handed in */
    struct mqtt_link_receiver receiver;
};

/* The session of a connection, made if there is none; NULL: no place. `receiver`: to be added to
 * a new one, with the session as its context. Any task. */
struct shadow_session *shadow_session_of(IotMqttConnection_t connection,
                                         const struct mqtt_link_receiver *receiver);

/* The session of a link that is handed in; NULL: there is one, or no place. */
struct shadow_session *shadow_session_of_link(struct mqtt_link *link,
                                              const struct mqtt_link_receiver *receiver);

/* Whether what was subscribed to may still be there. */
bool shadow_session_has(const struct shadow_session *session, const char *filter);

/* Send. `retry_*` are for QoS 1 over a connection; a link has its own. */
MQTTStatus_t shadow_session_publish(const struct shadow_session *session, const char *topic,
                                    const IotMqttPublishInfo_t *message, uint32_t timeout_ms);

#endif
