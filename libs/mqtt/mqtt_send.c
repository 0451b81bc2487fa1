/* SPDX-License-Identifier: MIT */
#include "mqtt_engine.h"

#include "lib_assert.h"
#include "lib_bytes.h"
#include "mqtt_writer.h"

/* A transport may take less than it is given. From the first time it does, the packet has
 * MQTT_SEND_TIMEOUT_MS to leave. */
struct patience {
    uint32_t since;
    bool begun;
};

static bool is_exhausted(struct patience *patience, const MQTTContext_t *context)
{
    const uint32_t now = context->getTime();

    if (!patience->begun) {
        *patience = (struct patience){.since = now, .begun = true};
    }
    return now - patience->since >= MQTT_SEND_TIMEOUT_MS;
}

/* Steps over bytes that are gone. */
static void skip(TransportOutVector_t **pieces, size_t *count, size_t bytes)
{
    while (*count > 1 && bytes >= (*pieces)->iov_len) {
        bytes -= (*pieces)->iov_len;
        (*pieces)++;
        (*count)--;
    }
    (*pieces)->iov_base = (const uint8_t *)(*pieces)->iov_base + bytes;
    (*pieces)->iov_len -= bytes;
}

static MQTTStatus_t sent(MQTTContext_t *context)
{
    context->lastPacketTxTime = context->getTime();
    return MQTTSuccess;
}

/* After a call that took `taken` of `total` bytes: goes on until all are gone. */
static MQTTStatus_t go_on(MQTTContext_t *context, TransportOutVector_t *pieces, size_t count,
                          size_t total, int32_t taken)
{
    const TransportInterface_t *transport = &context->transportInterface;
    struct patience patience = {0};

    while (taken >= 0 && (size_t)taken <= total) {
        total -= (size_t)taken;
        if (total == 0) {
            return sent(context);
        }
        skip(&pieces, &count, (size_t)taken);
        if (is_exhausted(&patience, context)) {
            break;
        }
        taken = count > 1 ? transport->writev(transport->pNetworkContext, pieces, count)
                          : transport->send(transport->pNetworkContext, pieces->iov_base, total);
    }
    return mqtt_end(context, MQTTSendFailed);
}

static inline MQTTStatus_t send_bytes(MQTTContext_t *context, const void *bytes, size_t length)
{
    const TransportInterface_t *transport = &context->transportInterface;

    LIB_ASSERT(length > 0);
    const int32_t taken = transport->send(transport->pNetworkContext, bytes, length);
    if (taken == (int32_t)length) {
        return sent(context);
    }
    TransportOutVector_t piece = {bytes, length};
    return go_on(context, &piece, 1, length, taken);
}

MQTTStatus_t mqtt_send(MQTTContext_t *context, const void *bytes, size_t length)
{
    return send_bytes(context, bytes, length);
}

MQTTStatus_t mqtt_send_pieces(MQTTContext_t *context, TransportOutVector_t *pieces, size_t count,
                              size_t total)
{
    const TransportInterface_t *transport = &context->transportInterface;

    if (transport->writev != NULL) {
        const int32_t taken = transport->writev(transport->pNetworkContext, pieces, count);
        return go_on(context, pieces, count, total, taken);
    }
    /* Gathered on the stack, so that a short packet is one call nevertheless. */
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    for (size_t i = 0; i < count; i++) {
        mqtt_writer_put(&writer, pieces[i].iov_base, pieces[i].iov_len);
    }
    return mqtt_writer_finish(&writer);
}

MQTTStatus_t mqtt_send_ack(MQTTContext_t *context, uint8_t type, uint16_t packet_id)
{
    uint8_t bytes[MQTT_PUBLISH_ACK_PACKET_SIZE] = {type, 2};

    lib_bytes_put16(&bytes[2], packet_id);
    MQTT_PRE_SEND_HOOK(context);
    const MQTTStatus_t status = send_bytes(context, bytes, sizeof bytes);
    MQTT_POST_SEND_HOOK(context);
    return status;
}
