/* SPDX-License-Identifier: MIT */
#include "agent_peer.h"

#include <string.h>

struct agent_peer agent_peer;

static void lock(void)
{
    (void)xSemaphoreTake(agent_peer.lock, portMAX_DELAY);
}

static void unlock(void)
{
    (void)xSemaphoreGive(agent_peer.lock);
}

static int32_t peer_open(void *context)
{
    (void)context;
    lock();
    const int32_t result = fake_broker_open(&agent_peer.broker);
    unlock();
    return result;
}

static void peer_close(void *context)
{
    (void)context;
    lock();
    fake_broker_close(&agent_peer.broker);
    unlock();
}

static int32_t peer_recv(NetworkContext_t *network, void *buffer, size_t length)
{
    (void)network;
    lock();
    agent_peer.looks++;
    const int32_t result = fake_broker_recv(&agent_peer.broker, buffer, length);
    unlock();
    return result;
}

static int32_t peer_send(NetworkContext_t *network, const void *buffer, size_t length)
{
    (void)network;
    lock();
    const int32_t result = fake_broker_send(&agent_peer.broker, buffer, length);
    const bool answered = fake_broker_readable(&agent_peer.broker) != 0;
    unlock();
    if (answered) {
        mqtt_connection_freertos_wake(&agent_peer.wakes);
    }
    return result;
}

static void delivered(void *context, const struct fake_broker_message *message, bool duplicate)
{
    (void)context;
    (void)duplicate;
    const uint8_t number = message->payload[0];
    if (agent_peer.up[number]++ == 0) {
        agent_peer.up_order[agent_peer.up_count++] = number;
    }
}

void agent_peer_init(struct mqtt_connection_config *config)
{
    memset(&agent_peer, 0, sizeof agent_peer);
    agent_peer.lock = xSemaphoreCreateMutexStatic(&agent_peer.lock_memory);
    fake_broker_init(&agent_peer.broker);
    agent_peer.broker.delivered = delivered;
    mqtt_connection_freertos_init(&agent_peer.wakes, &config->system);
    config->transport = (struct mqtt_connection_transport){
        .open = peer_open, .close = peer_close, .stream = {.recv = peer_recv, .send = peer_send}};
}

bool agent_peer_publish(const char *topic, uint8_t number, uint8_t qos)
{
    lock();
    const bool taken = fake_broker_publish(&agent_peer.broker, topic, &number, 1, qos);
    unlock();
    mqtt_connection_freertos_wake(&agent_peer.wakes);
    return taken;
}

void agent_peer_break(bool forget)
{
    lock();
    fake_broker_close(&agent_peer.broker);
    if (forget) {
        fake_broker_forget_session(&agent_peer.broker);
    }
    unlock();
    mqtt_connection_freertos_wake(&agent_peer.wakes);
}

void agent_peer_set_away(bool away)
{
    lock();
    agent_peer.broker.away = away;
    unlock();
}
