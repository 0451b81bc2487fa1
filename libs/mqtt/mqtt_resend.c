/* SPDX-License-Identifier: MIT */
/* A resumed session of MQTT 3.1.1: everything unanswered is sent again at once, in order. */
#include "core_mqtt.h"

#include "mqtt_engine.h"

MQTTStatus_t mqtt_resend(MQTTContext_t *context)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTStatus_t result = MQTTSuccess;
    uint16_t id;

    while ((id = MQTT_PublishToResend(context, &cursor)) != MQTT_PACKET_ID_INVALID) {
        const MQTTStatus_t status = mqtt_resend_one(context, id);
        if (status == MQTTSendFailed) {
            return status;
        }
        if (status != MQTTSuccess) {
            result = status;
        }
    }
    return result;
}
