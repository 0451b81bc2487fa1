/* SPDX-License-Identifier: MIT */
#include "iot_mqtt.h"

#define COUNT(names) (sizeof(names) / sizeof((names)[0]))

const char *IotMqtt_strerror(IotMqttError_t status)
{
    static const char *const names[] = {
        "SUCCESS",   "STATUS_PENDING", "INIT_FAILED",       "BAD_PARAMETER",
        "NO_MEMORY", "NETWORK_ERROR",  "SCHEDULING_ERROR",  "BAD_RESPONSE",
        "TIMEOUT",   "SERVER_REFUSED", "RETRY_NO_RESPONSE",
    };

    return (unsigned)status < COUNT(names) ? names[status] : "INVALID STATUS";
}

const char *IotMqtt_OperationType(IotMqttOperationType_t operation)
{
    static const char *const names[] = {"CONNECT",     "PUBLISH", "PUBACK",    "SUBSCRIBE",
                                        "UNSUBSCRIBE", "PINGREQ", "DISCONNECT"};

    return (unsigned)operation < COUNT(names) ? names[operation] : "INVALID OPERATION";
}
