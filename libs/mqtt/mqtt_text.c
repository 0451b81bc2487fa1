/* SPDX-License-Identifier: MIT */
/* Names of enumeration values, for logs. */
#include "core_mqtt.h"
#include "core_mqtt_state.h"

#define NAME(value)                                                                                \
    case value:                                                                                    \
        return #value

const char *MQTT_Status_strerror(MQTTStatus_t status)
{
    switch (status) {
        NAME(MQTTSuccess);
        NAME(MQTTBadParameter);
        NAME(MQTTNoMemory);
        NAME(MQTTSendFailed);
        NAME(MQTTRecvFailed);
        NAME(MQTTBadResponse);
        NAME(MQTTServerRefused);
        NAME(MQTTNoDataAvailable);
        NAME(MQTTIllegalState);
        NAME(MQTTStateCollision);
        NAME(MQTTKeepAliveTimeout);
        NAME(MQTTNeedMoreBytes);
        NAME(MQTTStatusConnected);
        NAME(MQTTStatusNotConnected);
        NAME(MQTTStatusDisconnectPending);
        NAME(MQTTPublishStoreFailed);
        NAME(MQTTPublishRetrieveFailed);
        NAME(MQTTEventCallbackFailed);
        NAME(MQTTEndOfProperties);
    }
    return "Invalid MQTT Status code";
}

const char *MQTT_State_strerror(MQTTPublishState_t state)
{
    switch (state) {
        NAME(MQTTStateNull);
        NAME(MQTTPublishSend);
        NAME(MQTTPubAckSend);
        NAME(MQTTPubRecSend);
        NAME(MQTTPubRelSend);
        NAME(MQTTPubCompSend);
        NAME(MQTTPubAckPending);
        NAME(MQTTPubRecPending);
        NAME(MQTTPubRelPending);
        NAME(MQTTPubCompPending);
        NAME(MQTTPublishDone);
    }
    return "Invalid MQTT State";
}
