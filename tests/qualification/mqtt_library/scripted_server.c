/* SPDX-License-Identifier: MIT */
#include "scripted_server.h"

#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#define OUT_BYTES  1024u
#define TASK_WORDS (configMINIMAL_STACK_SIZE + 768u)

struct scripted_server scripted_server;

static struct {
    uint8_t out[OUT_BYTES]; /* for the library */
    size_t out_length;
    struct scripted_packet in; /* of the library, so far */
    uint8_t first[8];          /* of the next stream */
    size_t first_length;
    bool open, broken;
    IotNetworkReceiveCallback_t callback;
    void *context;
    SemaphoreHandle_t lock, wake, ended;
    StaticSemaphore_t lock_memory, wake_memory, ended_memory;
    volatile bool ending;
} wire;

static void lock(void)
{
    (void)xSemaphoreTake(wire.lock, portMAX_DELAY);
}

static void unlock(void)
{
    (void)xSemaphoreGive(wire.lock);
}

static bool say(const uint8_t *bytes, size_t length)
{
    bool room = wire.open && length <= OUT_BYTES - wire.out_length;

    if (room) {
        memcpy(&wire.out[wire.out_length], bytes, length);
        wire.out_length += length;
    }
    return room;
}

/* Acknowledges by the packet id at `at` of the packet. */
static void acknowledge(uint8_t type, const struct scripted_packet *packet, size_t at)
{
    const uint8_t answer[] = {type, 2, packet->bytes[at], packet->bytes[at + 1]};

    (void)say(answer, sizeof answer);
}

static void answer_subscribe(const struct scripted_packet *packet)
{
    uint8_t answer[4 + 16] = {PACKET_SUBACK, 2, packet->bytes[2], packet->bytes[3]};
    size_t length = 4;

    for (size_t at = 4; at + 2 < packet->length && length < sizeof answer;) {
        at += 2u + (size_t)packet->bytes[at] * 256u + packet->bytes[at + 1];
        answer[length++] =
            scripted_server.suback_code != 0 ? scripted_server.suback_code : packet->bytes[at];
        at++;
    }
    answer[1] = (uint8_t)(length - 2u);
    (void)say(answer, length);
}

static void answer_packet(const struct scripted_packet *packet)
{
    const uint8_t connack[] = {PACKET_CONNACK, 2,
                               scripted_server.connack_code == 0 && scripted_server.session,
                               scripted_server.connack_code};
    static const uint8_t pingresp[] = {PACKET_PINGRESP, 0};

    switch (packet->bytes[0] & 0xF0u) {
    case PACKET_CONNECT:
        (void)say(connack, sizeof connack);
        break;
    case PACKET_PUBLISH:
        if ((packet->bytes[0] & 0x06u) != 0) {
            acknowledge(PACKET_PUBACK, packet, 4u + packet->bytes[2] * 256u + packet->bytes[3]);
        }
        break;
    case PACKET_SUBSCRIBE & 0xF0u:
        answer_subscribe(packet);
        break;
    case PACKET_UNSUBSCRIBE & 0xF0u:
        acknowledge(PACKET_UNSUBACK, packet, 2);
        break;
    case PACKET_PINGREQ:
        (void)say(pingresp, sizeof pingresp);
        break;
    default:
        break;
    }
}

static void take_packet(void)
{
    const uint8_t kind = wire.in.bytes[0] >> 4;

    scripted_server.count[kind]++;
    scripted_server.last[kind] = wire.in;
    if (kind == PACKET_PUBLISH >> 4 && (wire.in.bytes[0] & 0x08u) != 0) {
        scripted_server.duplicates++;
    }
    if (!scripted_server.withhold[kind]) {
        answer_packet(&wire.in);
    }
    wire.in.length = 0;
}

/* Packets of the cases are short: their length takes one byte. */
static void take_byte(uint8_t byte)
{
    if (wire.in.length < SCRIPTED_PACKET_BYTES) {
        wire.in.bytes[wire.in.length] = byte;
    }
    wire.in.length++;
    if (wire.in.length >= 2 && wire.in.length == 2u + wire.in.bytes[1]) {
        take_packet();
    }
}

static IotNetworkError_t create(void *server, void *credentials, void **const stream)
{
    (void)server;
    (void)credentials;
    if (scripted_server.absent) {
        return IOT_NETWORK_FAILURE;
    }
    lock();
    scripted_server.created++;
    wire.open = true;
    wire.broken = false;
    wire.in.length = wire.out_length = 0;
    (void)say(wire.first, wire.first_length);
    wire.first_length = 0;
    unlock();
    *stream = &wire;
    return IOT_NETWORK_SUCCESS;
}

static IotNetworkError_t set_callback(void *stream, IotNetworkReceiveCallback_t callback,
                                      void *context)
{
    (void)stream;
    lock();
    wire.context = context;
    wire.callback = callback;
    unlock();
    return IOT_NETWORK_SUCCESS;
}

static size_t send_all(void *stream, const uint8_t *bytes, size_t length)
{
    (void)stream;
    lock();
    const bool good = wire.open && !wire.broken;
    for (size_t i = 0; good && i < length; i++) {
        take_byte(bytes[i]);
    }
    unlock();
    (void)xSemaphoreGive(wire.wake);
    return good ? length : 0;
}

static size_t receive_all(void *stream, uint8_t *bytes, size_t length)
{
    size_t got;

    (void)stream;
    lock();
    got = wire.broken || wire.out_length < length ? 0 : length;
    memcpy(bytes, wire.out, got);
    wire.out_length -= got;
    memmove(wire.out, &wire.out[got], wire.out_length);
    unlock();
    return got;
}

static IotNetworkError_t close_stream(void *stream)
{
    (void)stream;
    lock();
    scripted_server.closed++;
    wire.open = false;
    wire.callback = NULL;
    unlock();
    return IOT_NETWORK_SUCCESS;
}

static IotNetworkError_t destroy(void *stream)
{
    (void)stream;
    scripted_server.destroyed++;
    return IOT_NETWORK_SUCCESS;
}

const IotNetworkInterface_t scripted_network = {
    .create = create,
    .setReceiveCallback = set_callback,
    .send = send_all,
    .receive = receive_all,
    .close = close_stream,
    .destroy = destroy,
};

/* Calls while there is something, once for a stream that broke. Who leaves bytes unread is called
 * again, not at once. */
static void speak(void)
{
    for (bool again = true; again;) {
        lock();
        const IotNetworkReceiveCallback_t callback = wire.callback;
        void *const context = wire.context;
        const bool broken = wire.broken;
        const size_t before = wire.out_length;
        again = callback != NULL && (wire.out_length > 0 || broken);
        unlock();
        if (again) {
            callback(&wire, context);
            vTaskDelay(wire.out_length == before);
        }
        if (broken) {
            break;
        }
    }
}

static void server_task(void *unused)
{
    (void)unused;
    while (!wire.ending) {
        (void)xSemaphoreTake(wire.wake, portMAX_DELAY);
        speak();
    }
    (void)xSemaphoreGive(wire.ended);
    vTaskSuspend(NULL);
}

static TaskHandle_t task;

void scripted_server_start(void)
{
    static StaticTask_t memory;
    static StackType_t stack[TASK_WORDS];

    memset(&scripted_server, 0, sizeof scripted_server);
    memset(&wire, 0, sizeof wire);
    wire.lock = xSemaphoreCreateMutexStatic(&wire.lock_memory);
    wire.wake = xSemaphoreCreateBinaryStatic(&wire.wake_memory);
    wire.ended = xSemaphoreCreateBinaryStatic(&wire.ended_memory);
    task = xTaskCreateStatic(server_task, "server", TASK_WORDS, NULL, uxTaskPriorityGet(NULL) + 1u,
                             stack, &memory);
}

void scripted_server_stop(void)
{
    wire.ending = true;
    (void)xSemaphoreGive(wire.wake);
    (void)xSemaphoreTake(wire.ended, pdMS_TO_TICKS(1000));
    vTaskDelete(task);
}

bool scripted_server_say(const uint8_t *bytes, size_t length)
{
    lock();
    const bool good = say(bytes, length);
    unlock();
    (void)xSemaphoreGive(wire.wake);
    return good;
}

void scripted_server_say_first(const uint8_t *bytes, size_t length)
{
    memcpy(wire.first, bytes, length);
    wire.first_length = length;
}

bool scripted_server_publish(const char *topic, const char *payload, uint8_t qos, uint16_t id)
{
    uint8_t packet[SCRIPTED_PACKET_BYTES];
    const size_t topic_length = strlen(topic), payload_length = strlen(payload);
    size_t at = 4;

    packet[0] = (uint8_t)(PACKET_PUBLISH | (unsigned)(qos << 1));
    packet[2] = 0;
    packet[3] = (uint8_t)topic_length;
    memcpy(&packet[at], topic, topic_length);
    at += topic_length;
    if (qos != 0) {
        packet[at++] = (uint8_t)(id >> 8);
        packet[at++] = (uint8_t)id;
    }
    memcpy(&packet[at], payload, payload_length);
    at += payload_length;
    packet[1] = (uint8_t)(at - 2u);
    return scripted_server_say(packet, at);
}

void scripted_server_break(void)
{
    lock();
    wire.broken = true;
    unlock();
    (void)xSemaphoreGive(wire.wake);
}
