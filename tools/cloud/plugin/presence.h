/* SPDX-License-Identifier: MIT */
/* Life-cycle events: who has connected, left, could not connect, has subscribed. */
#ifndef CLOUD_PLUGIN_PRESENCE_H
#define CLOUD_PLUGIN_PRESENCE_H

#include "sessions.h"

void presence_connected(const struct session *session);
void presence_disconnected(const struct session *session, const char *reason, bool by_client);
void presence_connect_failed(const char *id, const char *certificate, const char *address);
/* The topics of the SUBSCRIBE or UNSUBSCRIBE that was in hand, if there was one. */
void presence_flush_topics(struct session *session);

void presence_make_uuid(char text[37]);

#endif
