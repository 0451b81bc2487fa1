/* SPDX-License-Identifier: MIT */
/* What a client may do, by AWS's limits and by its policies: answers in mosquitto's codes. */
#ifndef CLOUD_PLUGIN_GUARD_H
#define CLOUD_PLUGIN_GUARD_H

#include "sessions.h"

struct guard_config {
    const char *user, *password; /* the daemon's account */
    bool limits_connects;        /* one CONNECT a second for each client id */
    bool limits_publishes;       /* 100 messages and 512 KB a second for each connection */
};

int guard_connect(const struct guard_config *config, struct mosquitto_evt_basic_auth *event);
int guard_publish(const struct guard_config *config, struct session *session,
                  const struct mosquitto_evt_acl_check *event);
int guard_subscribe(struct session *session, const struct mosquitto_evt_acl_check *event);
int guard_unsubscribe(struct session *session, const struct mosquitto_evt_acl_check *event);
/* `is_retained_one`: it is sent because the client subscribes. */
int guard_receive(struct session *session, const char *topic, bool is_retained_one);

#endif
