/* SPDX-License-Identifier: MIT */
/* A resumed session of MQTT 5: the server's Receive Maximum, which may be another than before,
 * holds for messages that are sent again too.
 *
 *   CONNECT          what is unanswered becomes owed (MQTTPublishSend)
 *   mqtt_resend      the first of the owed leave, as long as there is room; at CONNACK, and
 * whenever a handshake has ended
 *
 * A new message waits until nothing is owed: records in use are then below the maximum.
 */
#include "core_mqtt.h"

#include "mqtt_engine.h"
#include "mqtt_packets.h"

void mqtt_owe_all(MQTTContext_t *context)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;

    while (MQTT_PublishToResend(context, &cursor) != MQTT_PACKET_ID_INVALID) {
        context->outgoingPublishRecords[cursor - 1u].publishState = MQTTPublishSend;
    }
}

size_t mqtt_under_way(const MQTTContext_t *context, uint16_t but)
{
    size_t count = 0;

    for (size_t i = 0; i < context->outgoingPublishRecordMaxCount; i++) {
        const MQTTPubAckInfo_t *const record = &context->outgoingPublishRecords[i];
        count += record->packetId != MQTT_PACKET_ID_INVALID && record->packetId != but &&
                 record->publishState != MQTTPublishSend;
    }
    return count;
}

MQTTStatus_t mqtt_resend(MQTTContext_t *context)
{
    size_t room = context->connectionProperties.serverReceiveMax;
    const size_t under_way = mqtt_under_way(context, MQTT_PACKET_ID_INVALID);
    MQTTStatus_t result = MQTTSuccess;

    room = under_way < room ? room - under_way : 0;
    for (size_t i = 0; i < context->outgoingPublishRecordMaxCount && room > 0; i++) {
        MQTTPubAckInfo_t *const record = &context->outgoingPublishRecords[i];
        if (record->packetId == MQTT_PACKET_ID_INVALID || record->publishState != MQTTPublishSend) {
            continue;
        }
        const MQTTStatus_t status = mqtt_resend_one(context, record->packetId);
        if (status == MQTTSendFailed) {
            return status;
        }
        if (status != MQTTSuccess) {
            result = status; /* the record is gone */
            continue;
        }
        record->publishState = MQTT_CalculateStatePublish(MQTT_SEND, record->qos);
        room--;
    }
    return result;
}
