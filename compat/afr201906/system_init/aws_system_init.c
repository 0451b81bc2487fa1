/* SPDX-License-Identifier: MIT */
#include "aws_system_init.h"

#include "aws_bufferpool.h"
#include "aws_mqtt_agent.h"
#include "iot_secure_sockets.h"

BaseType_t SYSTEM_Init(void)
{
    return BUFFERPOOL_Init() == pdPASS && MQTT_AGENT_Init() == pdPASS && SOCKETS_Init() == pdPASS
               ? pdPASS
               : pdFAIL;
}
