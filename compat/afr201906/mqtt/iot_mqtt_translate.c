/* SPDX-License-Identifier: MIT */
/* Packets of another form than MQTT's: the engine goes on speaking MQTT, and each of its packets is
 * made anew on the way.
 *
 *      engine ── bytes ──► out, complete ──► taken apart ──► serialize ──► network
 *      engine ◄── bytes ── in ◄── MQTT's form ◄── deserialize ◄── type, length, data ◄── network
 *
 * A serializer numbers packets by itself: `ids` has its numbers beside the engine's until they are
 * answered. Those of messages that come in are the server's and stay as they are.
 */
#include "iot_mqtt_parts.h"

#include <string.h>

#include "core_mqtt_serializer.h"

#define TYPE(byte)  ((byte)&0xF0u)
#define CONNECT     0x10u
#define SUBSCRIBE   0x80u
#define PINGREQ     0xC0u
#define DISCONNECT  0xE0u
#define UNSUBSCRIBE 0xA0u

#define REFUSED     0x80u /* of a filter in SUBACK */
#define NOT_ALLOWED 5u    /* of CONNACK */

static uint16_t read_u16(const uint8_t *bytes)
{
    return (uint16_t)((uint32_t)bytes[0] << 8 | bytes[1]);
}

/* --- the numbers of packets --- */

static void note_id(struct iot_mqtt_translation *t, uint16_t ours, uint16_t theirs, uint8_t answer,
                    size_t filters)
{
    struct iot_mqtt_translated_id *place = NULL;

    for (unsigned i = 0; i < TRANSLATED_IDS; i++) {
        if (t->ids[i].ours == ours || (place == NULL && t->ids[i].ours == 0)) {
            place = &t->ids[i];
        }
    }
    if (place == NULL) { /* one whose answer never came */
        place = &t->ids[t->next_id++ % TRANSLATED_IDS];
    }
    *place = (struct iot_mqtt_translated_id){ours, theirs, answer, (uint8_t)filters};
}

/* The engine's number of a packet that is answered now, 0: there is none. */
static uint16_t take_id(struct iot_mqtt_translation *t, uint16_t theirs, uint8_t answer,
                        size_t *filters)
{
    for (unsigned i = 0; i < TRANSLATED_IDS; i++) {
        struct iot_mqtt_translated_id *const place = &t->ids[i];
        const uint16_t ours = place->ours;
        if (ours != 0 && place->theirs == theirs && place->answer == answer) {
            *filters = place->filters;
            place->ours = 0;
            return ours;
        }
    }
    return 0;
}

/* --- to the network --- */

/* One packet of the engine: what follows type and length. */
struct outgoing {
    struct iot_mqtt_connection *connection;
    const IotMqttSerializer_t *serializer;
    MQTTPacketInfo_t packet;
    uint8_t *made;
    size_t size;
};

static IotMqttError_t make_connect(struct outgoing *o)
{
    return o->serializer->serialize.connect(o->connection->translation.hello, &o->made, &o->size);
}

static IotMqttError_t make_publish(struct outgoing *o)
{
    MQTTPublishInfo_t message;
    uint16_t ours = 0, theirs = 0;
    uint8_t *id_high = NULL;

    if (MQTT_DeserializePublish(&o->packet, &ours, &message) != MQTTSuccess) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    const IotMqttPublishInfo_t info = {.qos = (IotMqttQos_t)message.qos,
                                       .retain = message.retain,
                                       .pTopicName = message.pTopicName,
                                       .topicNameLength = (uint16_t)message.topicNameLength,
                                       .pPayload = message.pPayload,
                                       .payloadLength = message.payloadLength};
    const IotMqttError_t status =
        o->serializer->serialize.publish(&info, &o->made, &o->size, &theirs, &id_high);
    if (status == IOT_MQTT_SUCCESS && message.qos != MQTTQoS0) {
        note_id(&o->connection->translation, ours, theirs, MQTT_PACKET_TYPE_PUBACK, 0);
        if (message.dup && o->serializer->serialize.publishSetDup != NULL) {
            o->serializer->serialize.publishSetDup(o->made, id_high, NULL);
        }
    }
    return status;
}

/* SUBSCRIBE and UNSUBSCRIBE: a number; then filters with their lengths, and with a QoS each. */
static IotMqttError_t make_filters(struct outgoing *o, bool with_qos)
{
    IotMqttSubscription_t list[IOT_MQTT_SUBSCRIPTIONS];
    const uint8_t *at = o->packet.pRemainingData;
    const uint8_t *const end = at + o->packet.remainingLength;
    const uint16_t ours = read_u16(at);
    uint16_t theirs = 0;
    size_t count = 0;

    for (at += 2; at < end && count < IOT_MQTT_SUBSCRIPTIONS; count++) {
        list[count] = (IotMqttSubscription_t){.pTopicFilter = (const char *)at + 2,
                                              .topicFilterLength = read_u16(at)};
        at += 2u + read_u16(at);
        if (with_qos) {
            list[count].qos = (IotMqttQos_t)*at++;
        }
    }
    const IotMqttError_t status =
        with_qos ? o->serializer->serialize.subscribe(list, count, &o->made, &o->size, &theirs)
                 : o->serializer->serialize.unsubscribe(list, count, &o->made, &o->size, &theirs);
    if (status == IOT_MQTT_SUCCESS) {
        note_id(&o->connection->translation, ours, theirs,
                with_qos ? MQTT_PACKET_TYPE_SUBACK : MQTT_PACKET_TYPE_UNSUBACK, count);
    }
    return status;
}

/* Without a function for it `made` stays NULL: it leaves as it is. */
static IotMqttError_t make(struct outgoing *o)
{
    const IotMqttSerializer_t *const s = o->serializer;

    switch (TYPE(o->packet.type)) {
    case CONNECT:
        return s->serialize.connect != NULL ? make_connect(o) : IOT_MQTT_SUCCESS;
    case MQTT_PACKET_TYPE_PUBLISH:
        return s->serialize.publish != NULL ? make_publish(o) : IOT_MQTT_SUCCESS;
    case MQTT_PACKET_TYPE_PUBACK:
        return s->serialize.puback != NULL
                   ? s->serialize.puback(read_u16(o->packet.pRemainingData), &o->made, &o->size)
                   : IOT_MQTT_SUCCESS;
    case SUBSCRIBE:
        return s->serialize.subscribe != NULL ? make_filters(o, true) : IOT_MQTT_SUCCESS;
    case UNSUBSCRIBE:
        return s->serialize.unsubscribe != NULL ? make_filters(o, false) : IOT_MQTT_SUCCESS;
    case PINGREQ:
        return s->serialize.pingreq != NULL ? s->serialize.pingreq(&o->made, &o->size)
                                            : IOT_MQTT_SUCCESS;
    case DISCONNECT:
        return s->serialize.disconnect != NULL ? s->serialize.disconnect(&o->made, &o->size)
                                               : IOT_MQTT_SUCCESS;
    default:
        return IOT_MQTT_SUCCESS;
    }
}

static bool send_bytes(const struct iot_mqtt_connection *connection, const uint8_t *bytes,
                       size_t length)
{
    return connection->network->send(connection->stream, bytes, length) == length;
}

/* The length of type and length, and what they say follows; 0: they are not complete. */
static size_t head_of(const uint8_t *bytes, size_t length, size_t *rest)
{
    *rest = 0;
    for (size_t i = 1; i < length && i <= 4u; i++) {
        *rest |= (size_t)(bytes[i] & 0x7Fu) << (7u * (i - 1u));
        if ((bytes[i] & 0x80u) == 0) {
            return i + 1u;
        }
    }
    return 0;
}

/* True: the packet has left, or is not complete. */
static bool send_complete(struct iot_mqtt_connection *connection)
{
    struct iot_mqtt_translation *const t = &connection->translation;
    size_t rest;
    const size_t head = head_of(t->out, t->out_length, &rest);
    struct outgoing o = {.connection = connection, .serializer = t->serializer};

    if (head == 0 || t->out_length < head + rest) {
        return true;
    }
    o.packet = (MQTTPacketInfo_t){.type = t->out[0],
                                  .pRemainingData = t->out + head,
                                  .remainingLength = rest,
                                  .headerLength = head};
    t->out_length = 0;
    bool sent = make(&o) == IOT_MQTT_SUCCESS;
    if (sent) {
        sent = o.made != NULL ? send_bytes(connection, o.made, o.size)
                              : send_bytes(connection, t->out, head + rest);
    }
    if (o.made != NULL && t->serializer->freePacket != NULL) {
        t->serializer->freePacket(o.made);
    }
    return sent;
}

int32_t iot_mqtt_translate_send(struct iot_mqtt_connection *connection, const void *bytes,
                                size_t length)
{
    struct iot_mqtt_translation *const t = &connection->translation;

    if (length > TRANSLATED_BYTES - t->out_length) {
        return -1;
    }
    memcpy(t->out + t->out_length, bytes, length);
    t->out_length += length;
    return send_complete(connection) ? (int32_t)length : -1;
}

/* --- from the network --- */

static bool receive_bytes(const struct iot_mqtt_connection *connection, uint8_t *bytes,
                          size_t length)
{
    return length == 0 || connection->network->receive(connection->stream, bytes, length) == length;
}

/* The length as MQTT has it; SIZE_MAX: broken. */
static size_t receive_length(const struct iot_mqtt_connection *connection)
{
    size_t length = 0;
    uint8_t byte;

    for (unsigned shift = 0; shift < 28u; shift += 7u) {
        if (!receive_bytes(connection, &byte, 1)) {
            return SIZE_MAX;
        }
        length |= (size_t)(byte & 0x7Fu) << shift;
        if ((byte & 0x80u) == 0) {
            return length;
        }
    }
    return SIZE_MAX;
}

static bool pass_over(struct iot_mqtt_connection *connection, size_t length)
{
    struct iot_mqtt_translation *const t = &connection->translation;

    while (length > 0) {
        const size_t part = length < sizeof t->in ? length : sizeof t->in;
        if (!receive_bytes(connection, t->in, part)) {
            return false;
        }
        length -= part;
    }
    return true;
}

typedef IotMqttError_t (*take_apart_t)(struct iot_mqtt_packet *packet);

static take_apart_t function_for(const IotMqttSerializer_t *s, uint8_t type)
{
    switch (TYPE(type)) {
    case MQTT_PACKET_TYPE_CONNACK:
        return s->deserialize.connack;
    case MQTT_PACKET_TYPE_PUBLISH:
        return s->deserialize.publish;
    case MQTT_PACKET_TYPE_PUBACK:
        return s->deserialize.puback;
    case MQTT_PACKET_TYPE_SUBACK:
        return s->deserialize.suback;
    case MQTT_PACKET_TYPE_UNSUBACK:
        return s->deserialize.unsuback;
    case MQTT_PACKET_TYPE_PINGRESP:
        return s->deserialize.pingresp;
    default:
        return NULL;
    }
}

/* As it came: type, length, data. False: too large. */
static bool copy_packet(struct iot_mqtt_translation *t, const struct iot_mqtt_packet *packet)
{
    size_t rest = packet->remainingLength, at = 0;

    if (rest > TRANSLATED_BYTES - 5u) {
        return false;
    }
    t->in[at++] = packet->type;
    do {
        t->in[at++] = (uint8_t)((rest & 0x7Fu) | (rest > 0x7Fu ? 0x80u : 0));
        rest >>= 7;
    } while (rest > 0);
    memcpy(&t->in[at], packet->pRemainingData, packet->remainingLength);
    t->in_length = at + packet->remainingLength;
    return true;
}

static bool write_publish(struct iot_mqtt_translation *t, const struct iot_mqtt_packet *packet)
{
    const MQTTFixedBuffer_t room = {t->in, TRANSLATED_BYTES};
    const MQTTPublishInfo_t message = iot_mqtt_message(&packet->publish);
    size_t rest;

    return MQTT_GetPublishPacketSize(&message, &rest, &t->in_length) == MQTTSuccess &&
           MQTT_SerializePublish(&message, packet->packetIdentifier, rest, &room) == MQTTSuccess;
}

/* An answer to a packet of ours. False: to none. */
static bool write_answer(struct iot_mqtt_translation *t, const struct iot_mqtt_packet *packet,
                         bool refused)
{
    const uint8_t type = TYPE(packet->type);
    size_t filters = 0;
    const uint16_t ours = take_id(t, packet->packetIdentifier, type, &filters);

    if (ours == 0) {
        return false;
    }
    filters = type == MQTT_PACKET_TYPE_SUBACK ? filters : 0;
    t->in[0] = type;
    t->in[1] = (uint8_t)(2u + filters);
    t->in[2] = (uint8_t)(ours >> 8);
    t->in[3] = (uint8_t)ours;
    memset(&t->in[4], refused ? REFUSED : 1, filters);
    t->in_length = 4u + filters;
    return true;
}

static bool write_two(struct iot_mqtt_translation *t, uint8_t type, uint8_t code)
{
    const bool is_connack = type == MQTT_PACKET_TYPE_CONNACK;

    t->in[0] = type;
    t->in[1] = is_connack ? 2 : 0;
    t->in[2] = 0;
    t->in[3] = code;
    t->in_length = is_connack ? 4 : 2;
    return true;
}

/* Puts the packet into `in` as MQTT has it, or passes over what is not for us. False: broken. */
static bool translate(struct iot_mqtt_translation *t, struct iot_mqtt_packet *packet)
{
    const take_apart_t take_apart = function_for(t->serializer, packet->type);
    const uint8_t type = TYPE(packet->type);

    if (take_apart == NULL) {
        (void)copy_packet(t, packet);
        return true;
    }
    const IotMqttError_t status = take_apart(packet);
    const bool refused = status == IOT_MQTT_SERVER_REFUSED;
    if (status != IOT_MQTT_SUCCESS && !refused) {
        return false;
    }
    if (type == MQTT_PACKET_TYPE_PUBLISH) {
        t->in_length = write_publish(t, packet) ? t->in_length : 0;
    } else if (type == MQTT_PACKET_TYPE_CONNACK || type == MQTT_PACKET_TYPE_PINGRESP) {
        (void)write_two(t, type, refused ? NOT_ALLOWED : 0);
    } else {
        (void)write_answer(t, packet, refused);
    }
    return true;
}

static bool receive_packet(struct iot_mqtt_connection *connection)
{
    struct iot_mqtt_translation *const t = &connection->translation;
    const IotMqttSerializer_t *const s = t->serializer;
    struct iot_mqtt_packet packet = {0};

    if (s->getPacketType != NULL) {
        packet.type = s->getPacketType(connection->stream, connection->network);
    } else if (!receive_bytes(connection, &packet.type, 1)) {
        return false;
    }
    packet.remainingLength = s->getRemainingLength != NULL
                                 ? s->getRemainingLength(connection->stream, connection->network)
                                 : receive_length(connection);
    if (packet.remainingLength == SIZE_MAX) {
        return false;
    }
    if (packet.remainingLength > TRANSLATED_BYTES) {
        return pass_over(connection, packet.remainingLength);
    }
    packet.pRemainingData = iot_mqtt_memory_take(packet.remainingLength + 1u);
    if (packet.pRemainingData == NULL) {
        return false;
    }
    const bool good = receive_bytes(connection, packet.pRemainingData, packet.remainingLength) &&
                      translate(t, &packet);
    iot_mqtt_memory_give(packet.pRemainingData);
    return good;
}

int32_t iot_mqtt_translate_receive(struct iot_mqtt_connection *connection, void *bytes,
                                   size_t length)
{
    struct iot_mqtt_translation *const t = &connection->translation;

    if (t->in_read == t->in_length) {
        t->in_read = t->in_length = 0;
        if (!receive_packet(connection)) {
            return -1;
        }
    }
    const size_t left = t->in_length - t->in_read;
    const size_t part = left < length ? left : length;
    memcpy(bytes, t->in + t->in_read, part);
    t->in_read += part;
    connection->left = t->in_length - t->in_read;
    return (int32_t)part;
}
