/* SPDX-License-Identifier: MIT */
#include "aws_iot_shadow.h"

const char *AwsIotShadow_strerror(AwsIotShadowError_t status)
{
    switch (status) {
    case AWS_IOT_SHADOW_SUCCESS:
        return "success";
    case AWS_IOT_SHADOW_STATUS_PENDING:
        return "under way";
    case AWS_IOT_SHADOW_INIT_FAILED:
        return "not initialised";
    case AWS_IOT_SHADOW_BAD_PARAMETER:
        return "bad parameter";
    case AWS_IOT_SHADOW_NO_MEMORY:
        return "no memory";
    case AWS_IOT_SHADOW_MQTT_ERROR:
        return "MQTT error";
    case AWS_IOT_SHADOW_BAD_RESPONSE:
        return "response without a known code";
    case AWS_IOT_SHADOW_TIMEOUT:
        return "timed out";
    case AWS_IOT_SHADOW_BAD_REQUEST:
        return "rejected: bad request";
    case AWS_IOT_SHADOW_UNAUTHORIZED:
        return "rejected: unauthorized";
    case AWS_IOT_SHADOW_FORBIDDEN:
        return "rejected: forbidden";
    case AWS_IOT_SHADOW_NOT_FOUND:
        return "rejected: no such thing or shadow";
    case AWS_IOT_SHADOW_CONFLICT:
        return "rejected: version conflict";
    case AWS_IOT_SHADOW_TOO_LARGE:
        return "document too large";
    case AWS_IOT_SHADOW_UNSUPPORTED:
        return "rejected: unsupported encoding";
    case AWS_IOT_SHADOW_TOO_MANY_REQUESTS:
        return "rejected: too many requests";
    case AWS_IOT_SHADOW_SERVER_ERROR:
        return "rejected: server error";
    }
    return "unknown status";
}
