/* SPDX-License-Identifier: MIT */
#include "scripted_server.h"

#include <string.h>

#include "FreeRTOS.h"
#include "qualification.h"
#include "semphr.h"
#include "task.h"

#define OUT_BYTES  512u
#define ID_BYTES   2u
#define TASK_WORDS (qualificationLINK_STACK_WORDS + 80u) /* for the callbacks of cases, too */

struct scripted_server scripted_server;

struct packet {
    size_t length;
    uint8_t bytes[SCRIPTED_PACKET_BYTES + 1u]; /* cut where longer; a 0 behind them */
};

static struct {
    uint8_t out[OUT_BYTES]; /* for the library */
    size_t out_length;
    struct packet in; /* of the library, so far */
    uint8_t first[8]; /* of the next stream */
    size_t first_length;
    char filters[SCRIPTED_FILTERS][SCRIPTED_FILTER_BYTES];
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

/* Where the length of a packet ends: one byte, or two from 128 on. */
static size_t head_of(const struct packet *packet)
{
    return (packet->bytes[1] & 0x80u) != 0 ? 3u : 2u;
}

static size_t rest_of(const struct packet *packet)
{
    return (packet->bytes[1] & 0x7Fu) +
           ((packet->bytes[1] & 0x80u) != 0 ? (size_t)packet->bytes[2] * 128u : 0u);
}

static size_t two_bytes(const uint8_t *at)
{
    return at[0] * 256u + at[1];
}

/* Acknowledges by the packet id at `at` of the packet. */
static void acknowledge(uint8_t type, const struct packet *packet, size_t at)
{
    const uint8_t answer[] = {type, 2, packet->bytes[at], packet->bytes[at + 1]};

    (void)say(answer, sizeof answer);
}

/* Filters that the library has asked for. */
static void note_filter(const uint8_t *filter, size_t length, bool wanted)
{
    char(*spare)[SCRIPTED_FILTER_BYTES] = NULL;

    for (size_t i = 0; i < SCRIPTED_FILTERS; i++) {
        char(*const at)[SCRIPTED_FILTER_BYTES] = &wire.filters[i];
        if (strlen(*at) == length && memcmp(*at, filter, length) == 0) {
            spare = at;
            break;
        }
        if ((*at)[0] == '\0' && spare == NULL) {
            spare = at;
        }
    }
    if (spare != NULL && length < SCRIPTED_FILTER_BYTES) {
        memset(*spare, 0, sizeof *spare);
        memcpy(*spare, filter, wanted ? length : 0);
    }
}

static void answer_subscribe(const struct packet *packet)
{
    const size_t head = head_of(packet);
    uint8_t answer[4 + 16] = {PACKET_SUBACK, 2, packet->bytes[head], packet->bytes[head + 1]};
    size_t length = 4;

    for (size_t at = head + ID_BYTES; at + 2 < packet->length && length < sizeof answer;) {
        const size_t bytes = two_bytes(&packet->bytes[at]);
        note_filter(&packet->bytes[at + 2], bytes, scripted_server.suback_code != 0x80);
        at += 2u + bytes;
        answer[length++] =
            scripted_server.suback_code != 0 ? scripted_server.suback_code : packet->bytes[at];
        at++;
    }
    answer[1] = (uint8_t)(length - 2u);
    (void)say(answer, length);
}

static void answer_unsubscribe(const struct packet *packet)
{
    const size_t head = head_of(packet);

    for (size_t at = head + ID_BYTES; at + 2 < packet->length;) {
        const size_t bytes = two_bytes(&packet->bytes[at]);
        note_filter(&packet->bytes[at + 2], bytes, false);
        at += 2u + bytes;
    }
    acknowledge(PACKET_UNSUBACK, packet, head);
}

/* Whoever listens gets texts that end in 0, made of the packet's own bytes: its topic moves to the
 * place of its length. */
static void let_hear(struct packet *packet, size_t topic_at, size_t topic_length, size_t payload_at)
{
    char *const topic = (char *)&packet->bytes[topic_at - 1u];

    memmove(topic, topic + 1, topic_length);
    topic[topic_length] = '\0';
    packet->bytes[packet->length] = 0;
    scripted_server.hear(topic, (const char *)&packet->bytes[payload_at]);
}

static void answer_publish(struct packet *packet)
{
    const size_t topic_at = head_of(packet) + 2u;
    const size_t id_at = topic_at + two_bytes(&packet->bytes[topic_at - 2u]);
    const bool sure = (packet->bytes[0] & 0x06u) != 0;
    const size_t payload_at = id_at + (sure ? ID_BYTES : 0u);

    if (sure && payload_at <= SCRIPTED_PACKET_BYTES) {
        acknowledge(PACKET_PUBACK, packet, id_at);
    }
    if (scripted_server.hear != NULL && payload_at <= packet->length &&
        packet->length <= SCRIPTED_PACKET_BYTES) {
        let_hear(packet, topic_at, id_at - topic_at, payload_at);
    }
}

static void answer_packet(struct packet *packet)
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
        answer_publish(packet);
        break;
    case PACKET_SUBSCRIBE & 0xF0u:
        answer_subscribe(packet);
        break;
    case PACKET_UNSUBSCRIBE & 0xF0u:
        answer_unsubscribe(packet);
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
    scripted_server.last[kind].length = wire.in.length;
    memcpy(scripted_server.last[kind].bytes, wire.in.bytes, SCRIPTED_HEAD_BYTES);
    if (kind == PACKET_PUBLISH >> 4 && (wire.in.bytes[0] & 0x08u) != 0) {
        scripted_server.duplicates++;
    }
    if (!scripted_server.withhold[kind]) {
        answer_packet(&wire.in);
    }
    wire.in.length = 0;
}

static void take_byte(uint8_t byte)
{
    if (wire.in.length < SCRIPTED_PACKET_BYTES) {
        wire.in.bytes[wire.in.length] = byte;
    }
    wire.in.length++;
    if (wire.in.length >= 2 && wire.in.length >= head_of(&wire.in) &&
        wire.in.length == head_of(&wire.in) + rest_of(&wire.in)) {
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

/* Calls while there is something, once for a stream that broke. */
static void speak(void)
{
    for (bool again = true; again;) {
        lock();
        const IotNetworkReceiveCallback_t callback = wire.callback;
        void *const context = wire.context;
        const bool broken = wire.broken;
        again = callback != NULL && (wire.out_length > 0 || broken);
        unlock();
        if (again) {
            callback(&wire, context);
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
    memset(&scripted_server, 0, sizeof scripted_server);
    memset(&wire, 0, sizeof wire);
    wire.lock = xSemaphoreCreateMutexStatic(&wire.lock_memory);
    wire.wake = xSemaphoreCreateBinaryStatic(&wire.wake_memory);
    wire.ended = xSemaphoreCreateBinaryStatic(&wire.ended_memory);
    EXPECT_EQUAL(
        xTaskCreate(server_task, "server", TASK_WORDS, NULL, uxTaskPriorityGet(NULL) + 1u, &task),
        pdPASS);
}

void scripted_server_stop(void)
{
    if (task == NULL) {
        return;
    }
    wire.ending = true;
    (void)xSemaphoreGive(wire.wake);
    (void)xSemaphoreTake(wire.ended, pdMS_TO_TICKS(1000));
    vTaskDelete(task);
    task = NULL;
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

bool scripted_server_answer(const char *topic, const char *payload, uint8_t qos, uint16_t id)
{
    const size_t topic_length = strlen(topic), payload_length = strlen(payload);
    const size_t rest = 2u + topic_length + (qos != 0 ? ID_BYTES : 0u) + payload_length;
    const uint8_t head[] = {(uint8_t)(PACKET_PUBLISH | (unsigned)(qos << 1)),
                            (uint8_t)(rest < 128 ? rest : (rest & 0x7Fu) | 0x80u),
                            (uint8_t)(rest >> 7)};
    const uint8_t length[] = {(uint8_t)(topic_length >> 8), (uint8_t)topic_length};
    const uint8_t packet_id[] = {(uint8_t)(id >> 8), (uint8_t)id};

    return OUT_BYTES - wire.out_length >= sizeof head + rest && say(head, rest < 128 ? 2u : 3u) &&
           say(length, sizeof length) && say((const uint8_t *)topic, topic_length) &&
           say(packet_id, qos != 0 ? sizeof packet_id : 0u) &&
           say((const uint8_t *)payload, payload_length);
}

bool scripted_server_publish(const char *topic, const char *payload, uint8_t qos, uint16_t id)
{
    lock();
    const bool good = scripted_server_answer(topic, payload, qos, id);
    unlock();
    (void)xSemaphoreGive(wire.wake);
    return good;
}

bool scripted_server_has_filter(const char *filter)
{
    bool found = false;

    lock();
    for (size_t i = 0; i < SCRIPTED_FILTERS; i++) {
        found = found || strcmp(wire.filters[i], filter) == 0;
    }
    unlock();
    return found;
}

void scripted_server_break(void)
{
    lock();
    wire.broken = true;
    unlock();
    (void)xSemaphoreGive(wire.wake);
}
