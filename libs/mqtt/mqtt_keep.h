/* SPDX-License-Identifier: MIT */
/* A message that is about to leave is kept first. Inline in each version's mqtt_publish. */
#ifndef MQTT_KEEP_H
#define MQTT_KEEP_H

#include "mqtt_engine.h"

/* Record and copy: from here on the message is found again whatever becomes of the connection. */
static inline MQTTStatus_t keep(MQTTContext_t *context, const TransportOutVector_t *pieces,
                                size_t count, const MQTTPublishInfo_t *publish_info,
                                uint16_t packet_id)
{
    MQTT_PRE_STATE_UPDATE_HOOK(context);
    const MQTTStatus_t status = mqtt_state_sending(context, publish_info, packet_id);
    MQTT_POST_STATE_UPDATE_HOOK(context);

    if (status != MQTTSuccess || context->storeFunction == NULL || publish_info->dup) {
        return status;
    }
    MQTTVec_t vec = {pieces, count};
    if (!context->storeFunction(context, packet_id, &vec)) {
        (void)MQTT_RemoveStateRecord(context, packet_id);
        return MQTTPublishStoreFailed;
    }
    return MQTTSuccess;
}

#endif
