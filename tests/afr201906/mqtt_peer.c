/* SPDX-License-Identifier: MIT */
#include "mqtt_peer.h"

#include <string.h>

struct mqtt_peer mqtt_peer;

static void lock(void)
{
    (void)xSemaphoreTake(mqtt_peer.lock, portMAX_DELAY);
}

static void unlock(void)
{
    (void)xSemaphoreGive(mqtt_peer.lock);
}

static IotNetworkError_t create(void *server, void *credentials, void **const stream)
{
    (void)server;
    (void)credentials;
    lock();
    const bool there = fake_broker_open(&mqtt_peer.broker) == 0;
    unlock();
    if (!there) {
        return IOT_NETWORK_FAILURE;
    }
    mqtt_peer.created++;
    mqtt_peer.head_length = 0;
    *stream = &mqtt_peer;
    return IOT_NETWORK_SUCCESS;
}

static IotNetworkError_t set_callback(void *stream, IotNetworkReceiveCallback_t callback,
                                      void *context)
{
    (void)stream;
    mqtt_peer.context = context;
    mqtt_peer.callback = callback;
    return IOT_NETWORK_SUCCESS;
}

static size_t send_all(void *stream, const uint8_t *bytes, size_t length)
{
    (void)stream;
    for (size_t i = 0; i < length && mqtt_peer.head_length < sizeof mqtt_peer.head; i++) {
        mqtt_peer.head[mqtt_peer.head_length++] = bytes[i];
    }
    lock();
    const int32_t sent = fake_broker_send(&mqtt_peer.broker, bytes, length);
    const bool answered = fake_broker_readable(&mqtt_peer.broker) != 0;
    unlock();
    if (answered) {
        (void)xSemaphoreGive(mqtt_peer.wake);
    }
    return sent < 0 ? 0 : (size_t)sent;
}

static size_t receive_all(void *stream, uint8_t *bytes, size_t length)
{
    (void)stream;
    lock();
    const int32_t got = fake_broker_recv(&mqtt_peer.broker, bytes, length);
    unlock();
    return got < 0 ? 0 : (size_t)got;
}

static IotNetworkError_t close_stream(void *stream)
{
    (void)stream;
    mqtt_peer.closed++;
    mqtt_peer.callback = NULL;
    lock();
    fake_broker_close(&mqtt_peer.broker);
    unlock();
    return IOT_NETWORK_SUCCESS;
}

static IotNetworkError_t destroy(void *stream)
{
    (void)stream;
    mqtt_peer.destroyed++;
    return IOT_NETWORK_SUCCESS;
}

const IotNetworkInterface_t mqtt_peer_network = {
    .create = create,
    .setReceiveCallback = set_callback,
    .send = send_all,
    .receive = receive_all,
    .close = close_stream,
    .destroy = destroy,
};

/* A stream that has broken is told about once. */
static void network_task(void *arg)
{
    (void)arg;
    for (;;) {
        (void)xSemaphoreTake(mqtt_peer.wake, portMAX_DELAY);
        while (mqtt_peer.callback != NULL && fake_broker_readable(&mqtt_peer.broker) != 0) {
            mqtt_peer.calls++;
            mqtt_peer.callback(&mqtt_peer, mqtt_peer.context);
            if (!mqtt_peer.broker.open) {
                break;
            }
        }
    }
}

static void delivered(void *context, const struct fake_broker_message *message, bool duplicate)
{
    (void)context;
    (void)duplicate;
    strcpy(mqtt_peer.topic, message->topic);
    memcpy(mqtt_peer.payload, message->payload, message->length);
    mqtt_peer.payload[message->length] = '\0';
    mqtt_peer.messages++;
}

/* With a stack as that of a network: libraries' callbacks run on it. It lives until the next start.
 */
static void start_task(void)
{
    static StaticTask_t memory;
    static StackType_t stack[4 * configMINIMAL_STACK_SIZE + 512];
    static TaskHandle_t task;

    if (task != NULL) {
        vTaskDelete(task);
    }
    task = xTaskCreateStatic(network_task, "network", sizeof stack / sizeof stack[0], NULL, P_HIGH,
                             stack, &memory);
}

void mqtt_peer_start(void)
{
    memset(&mqtt_peer, 0, sizeof mqtt_peer);
    mqtt_peer.lock = xSemaphoreCreateMutexStatic(&mqtt_peer.lock_memory);
    mqtt_peer.wake = xSemaphoreCreateBinaryStatic(&mqtt_peer.wake_memory);
    fake_broker_init(&mqtt_peer.broker);
    mqtt_peer.broker.delivered = delivered;
    start_task();
}

bool mqtt_peer_say(const char *topic, const char *payload, uint8_t qos)
{
    lock();
    const bool taken = fake_broker_publish(&mqtt_peer.broker, topic, payload, strlen(payload), qos);
    unlock();
    (void)xSemaphoreGive(mqtt_peer.wake);
    return taken;
}

void mqtt_peer_say_large(const char *topic, size_t bytes)
{
    uint8_t *const packet = mqtt_peer.broker.out;
    const size_t rest = bytes - 3;

    lock();
    memset(packet, 0, bytes);
    packet[0] = 0x30;
    packet[1] = (uint8_t)(0x80u | (rest & 0x7fu));
    packet[2] = (uint8_t)(rest >> 7);
    packet[4] = (uint8_t)strlen(topic);
    memcpy(&packet[5], topic, strlen(topic));
    mqtt_peer.broker.out_length = bytes;
    unlock();
    (void)xSemaphoreGive(mqtt_peer.wake);
}

void mqtt_peer_break(void)
{
    lock();
    fake_broker_close(&mqtt_peer.broker);
    unlock();
    (void)xSemaphoreGive(mqtt_peer.wake);
}
