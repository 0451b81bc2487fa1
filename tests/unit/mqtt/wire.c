/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include <stdlib.h>

struct NetworkContext wire;
struct wire_event wire_events[WIRE_EVENTS];
size_t wire_event_count;
void (*wire_on_event)(MQTTContext_t *context, const struct wire_event *event);
uint32_t wire_now;
uint32_t wire_tick;
MQTTContext_t wire_context;
MQTTPubAckInfo_t wire_outgoing[WIRE_RECORDS];
MQTTPubAckInfo_t wire_incoming[WIRE_RECORDS];

static uint8_t *buffer; /* on the heap, so that a byte too far is seen */

uint32_t wire_clock(void)
{
    wire_now += wire_tick;
    return wire_now;
}

static bool fails(NetworkContext_t *network)
{
    network->calls++;
    return network->fail_call != 0 && network->calls >= network->fail_call;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int32_t receive(NetworkContext_t *network, void *bytes, size_t length)
{
    network->reads++;
    if (fails(network)) {
        return network->fail_result;
    }
    const size_t count =
        least(least(length, network->in_step), network->in_length - network->in_at);
    memcpy(bytes, &network->in[network->in_at], count);
    network->in_at += count;
    return (int32_t)count;
}

static size_t take(NetworkContext_t *network, const void *bytes, size_t length)
{
    const size_t count = least(length, network->out_room);

    if (network->out_length + count > WIRE_BYTES) {
        abort();
    }
    if (count > 0) {
        memcpy(&network->out[network->out_length], bytes, count);
    }
    network->out_length += count;
    network->out_room -= count;
    return count;
}

static int32_t send_some(NetworkContext_t *network, const void *bytes, size_t length)
{
    network->writes++;
    if (fails(network)) {
        return network->fail_result;
    }
    return (int32_t)take(network, bytes, least(length, network->out_step));
}

static int32_t writev_some(NetworkContext_t *network, TransportOutVector_t *pieces, size_t count)
{
    size_t left = network->out_step;
    size_t sum = 0;

    network->writes++;
    if (fails(network)) {
        return network->fail_result;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t length = least(pieces[i].iov_len, left);
        const size_t taken = take(network, pieces[i].iov_base, length);
        sum += taken;
        left -= taken;
    }
    return (int32_t)sum;
}

void wire_remember(MQTTContext_t *context, const MQTTPacketInfo_t *packet,
                   const MQTTDeserializedInfo_t *info)
{
    if (wire_event_count == WIRE_EVENTS) {
        abort();
    }
    struct wire_event *const event = &wire_events[wire_event_count++];
    *event = (struct wire_event){
        .type = packet->type,
        .id = info->packetIdentifier,
        .result = info->deserializationResult,
    };
    if (info->pPublishInfo != NULL) {
        event->info = *info->pPublishInfo;
        memcpy(event->topic, event->info.pTopicName,
               least(event->info.topicNameLength, sizeof event->topic - 1));
        memcpy(event->payload, event->info.pPayload,
               least(event->info.payloadLength, sizeof event->payload - 1));
    }
    if (wire_on_event != NULL) {
        wire_on_event(context, event);
    }
}

void wire_clean(void)
{
    wire = (struct NetworkContext){
        .in_step = SIZE_MAX, .out_step = SIZE_MAX, .out_room = SIZE_MAX, .fail_result = -1};
}

void wire_client(bool with_writev)
{
    const TransportInterface_t transport = {receive, send_some, with_writev ? writev_some : NULL,
                                            &wire};

    free(buffer);
    buffer = malloc(WIRE_BUFFER);
    const MQTTFixedBuffer_t fixed = {buffer, WIRE_BUFFER};
    wire_clean();
    wire_event_count = 0;
    wire_on_event = NULL;
    wire_now = 1000;
    wire_tick = 0;
    if (buffer == NULL || wire_init(&transport, &fixed) != MQTTSuccess) {
        abort();
    }
}

void wire_connected_client(bool with_writev, uint16_t seconds)
{
    wire_client(with_writev);
    if (wire_connect(false, seconds) != MQTTSuccess || wire.out_length != 0) {
        abort();
    }
}

MQTTStatus_t wire_reconnect(bool session_present)
{
    return wire_connect(session_present, 0);
}

void wire_feed(const void *bytes, size_t length)
{
    if (wire.in_length + length > WIRE_BYTES) {
        abort();
    }
    memcpy(&wire.in[wire.in_length], bytes, length);
    wire.in_length += length;
}

void wire_forget(void)
{
    wire.out_length = 0;
    wire.calls = wire.reads = wire.writes = 0;
    wire_event_count = 0;
}

MQTTPublishInfo_t wire_message(MQTTQoS_t qos, const char *payload)
{
    return (MQTTPublishInfo_t){.qos = qos,
                               .pTopicName = "a/b",
                               .topicNameLength = 3,
                               .pPayload = payload,
                               .payloadLength = strlen(payload)};
}
