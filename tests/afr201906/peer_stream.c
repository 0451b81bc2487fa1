/* SPDX-License-Identifier: MIT */
#include "peer_stream.h"

#include "agent_peer.h"
#include "broker_stream.h"

static struct mqtt_connection_config peer;

static void make_stream(unsigned index, const struct broker_target *target,
                        struct mqtt_connection_freertos *wakes,
                        struct mqtt_connection_config *config)
{
    (void)index;
    (void)target;
    (void)wakes;
    config->transport = peer.transport;
    config->system = peer.system;
}

void peer_stream_begin(void)
{
    agent_peer_init(&peer);
    broker_use_stream(make_stream);
}

bool peer_stream_say(const char *topic, uint8_t number, uint8_t qos)
{
    return agent_peer_publish(topic, number, qos);
}

unsigned peer_stream_got(uint8_t number)
{
    return agent_peer.up[number];
}

unsigned peer_stream_disconnects(void)
{
    return agent_peer.broker.disconnects;
}

unsigned peer_stream_errors(void)
{
    return agent_peer.broker.protocol_errors;
}

void peer_stream_break(void)
{
    agent_peer_break(false);
}

void peer_stream_set_away(bool away)
{
    agent_peer_set_away(away);
}

void peer_stream_drop(bool connacks, bool pubacks)
{
    agent_peer.broker.drop =
        (uint8_t)((connacks ? FAKE_BROKER_CONNACK : 0u) | (pubacks ? FAKE_BROKER_PUBACK : 0u));
}

void peer_stream_refuse_filters(bool refuse)
{
    agent_peer.broker.suback_code = refuse ? 0x80 : 0;
}
