/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "aws_mqtt_agent.h"
#include "aws_system_init.h"
#include "real_network.h"
#include "semphr.h"

#define ANSWER_TICKS pdMS_TO_TICKS(10000u)
#define TOPIC        "afr201906/agent"

static SemaphoreHandle_t heard;

static MQTTBool_t on_message(void *context, const MQTTPublishData_t *const message)
{
    (void)context;
    printf("mqtt_agent: heard %.*s\n", (int)message->ulDataLength, (const char *)message->pvData);
    (void)xSemaphoreGive(heard);
    return eMQTTFalse;
}

static void exchange(MQTTAgentHandle_t agent)
{
    static char text[16];
    const MQTTAgentSubscribeParams_t filter = {.pucTopic = (const uint8_t *)TOPIC,
                                               .usTopicLength = sizeof TOPIC - 1,
                                               .xQoS = eMQTTQoS1,
                                               .pxPublishCallback = on_message};
    MQTTAgentPublishParams_t message = {.pucTopic = (const uint8_t *)TOPIC,
                                        .usTopicLength = sizeof TOPIC - 1,
                                        .xQoS = eMQTTQoS1,
                                        .pvData = text};

    real_network_require(MQTT_AGENT_Subscribe(agent, &filter, ANSWER_TICKS) == eMQTTAgentSuccess,
                         "MQTT_AGENT_Subscribe");
    for (unsigned i = 1; i <= REAL_NETWORK_MESSAGES; i++) {
        message.ulDataLength = (uint32_t)snprintf(text, sizeof text, "message %u", i);
        real_network_require(MQTT_AGENT_Publish(agent, &message, ANSWER_TICKS) == eMQTTAgentSuccess,
                             "MQTT_AGENT_Publish");
        real_network_require(xSemaphoreTake(heard, ANSWER_TICKS) == pdTRUE,
                             "the agent's message did not come back");
    }
}

void real_network_agent(const char *host, uint16_t port, const char *client, const char *trusted,
                        size_t trusted_bytes)
{
    static StaticSemaphore_t memory;
    MQTTAgentHandle_t agent;
    const MQTTAgentConnectParams_t connect = {.pcURL = host,
                                              .xFlags =
                                                  mqttagentREQUIRE_TLS | mqttagentURL_IS_IP_ADDRESS,
                                              .usPort = port,
                                              .pucClientId = (const uint8_t *)client,
                                              .usClientIdLength = (uint16_t)strlen(client),
                                              .pcCertificate = (char *)(uintptr_t)trusted,
                                              .ulCertificateSize = (uint32_t)trusted_bytes};

    heard = xSemaphoreCreateCountingStatic(REAL_NETWORK_MESSAGES, 0, &memory);
    real_network_require(SYSTEM_Init() == pdPASS, "SYSTEM_Init");
    real_network_require(MQTT_AGENT_Create(&agent) == eMQTTAgentSuccess, "MQTT_AGENT_Create");
    real_network_require(MQTT_AGENT_Connect(agent, &connect, ANSWER_TICKS) == eMQTTAgentSuccess,
                         "MQTT_AGENT_Connect");
    exchange(agent);
    real_network_require(MQTT_AGENT_Disconnect(agent, ANSWER_TICKS) == eMQTTAgentSuccess &&
                             MQTT_AGENT_Delete(agent) == eMQTTAgentSuccess,
                         "the end of the agent");
    printf("mqtt_agent: done\n");
}
