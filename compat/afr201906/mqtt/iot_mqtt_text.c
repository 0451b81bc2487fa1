/* SPDX-License-Identifier: MIT */
#include "iot_mqtt.h"

#define COUNT(names) (sizeof(names) / sizeof((names)[0]))

const char *IotMqtt_strerror(IotMqttError_t status)
{
    static const char *const names[] = {
        "SUCCESS",   "PENDING",        "INITIALIZATION FAILED", "BAD PARAMETER",
        "NO MEMORY", "NETWORK ERROR",  "SCHEDULING ERROR",      "BAD RESPONSE RECEIVED",
        "TIMEOUT",   "SERVER REFUSED", "NO RESPONSE",
    };

    return (unsigned)status < COUNT(names) ? names[status] : "INVALID STATUS";
}

const char *IotMqtt_OperationType(IotMqttOperationType_t operation)
{
    static const char *const names[] = {"CONNECT",     "PUBLISH", "PUBACK",    "SUBSCRIBE",
                                        "UNSUBSCRIBE", "PINGREQ", "DISCONNECT"};

    return (unsigned)operation < COUNT(names) ? names[operation] : "INVALID OPERATION";
}
