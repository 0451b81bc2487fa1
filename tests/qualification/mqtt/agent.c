/* SPDX-License-Identifier: MIT */
/* MQTT_AGENT_*: subscribe to oneself, publish, hear it. */
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "aws_mqtt_agent.h"
#include "broker.h"
#include "qualification.h"
#include "qualification_network.h"

#define MESSAGES   5u
#define TASKS      2u
#define TOPIC      TOPIC_ROOT "agent"
#define WAIT_TICKS pdMS_TO_TICKS(ANSWER_MS)

static MQTTAgentHandle_t agent;

static MQTTBool_t on_message(void *context, const MQTTPublishData_t *const message)
{
    (void)context;
    heard_text(message->pvData, message->ulDataLength);
    return eMQTTFalse;
}

static MQTTAgentReturnCode_t connect(enum qualification_port port, BaseType_t flags)
{
    const char *const root = qualification_parameters.root;
    const MQTTAgentConnectParams_t params = {
        .pcURL = qualification_parameters.host_name,
        .xFlags = mqttagentREQUIRE_TLS | flags,
        .usPort = qualification_parameters.port[port],
        .pucClientId = (const uint8_t *)qualification_parameters.thing,
        .usClientIdLength = (uint16_t)strlen(qualification_parameters.thing),
        .pcCertificate = (char *)(uintptr_t)root,
        .ulCertificateSize = (uint32_t)strlen(root) + 1u};

    return MQTT_AGENT_Connect(agent, &params, WAIT_TICKS);
}

static bool created(void)
{
    return EXPECT_EQUAL(MQTT_AGENT_Init(), pdPASS) &&
           EXPECT_EQUAL(MQTT_AGENT_Create(&agent), eMQTTAgentSuccess);
}

static MQTTAgentReturnCode_t publish(unsigned number)
{
    const char text[] = {(char)('0' + number / 10u), (char)('0' + number % 10u)};
    const MQTTAgentPublishParams_t message = {.pucTopic = (const uint8_t *)TOPIC,
                                              .usTopicLength = sizeof TOPIC - 1,
                                              .xQoS = eMQTTQoS1,
                                              .pvData = text,
                                              .ulDataLength = sizeof text};

    return MQTT_AGENT_Publish(agent, &message, WAIT_TICKS);
}

static bool subscribed(void)
{
    const MQTTAgentSubscribeParams_t filter = {.pucTopic = (const uint8_t *)TOPIC,
                                               .usTopicLength = sizeof TOPIC - 1,
                                               .xQoS = eMQTTQoS1,
                                               .pxPublishCallback = on_message};

    return EXPECT_EQUAL(MQTT_AGENT_Subscribe(agent, &filter, WAIT_TICKS), eMQTTAgentSuccess);
}

static void hear_oneself(enum qualification_port port, BaseType_t flags)
{
    const MQTTAgentUnsubscribeParams_t filter = {(const uint8_t *)TOPIC, sizeof TOPIC - 1};

    if (!created()) {
        return;
    }
    if (EXPECT_EQUAL(connect(port, flags), eMQTTAgentSuccess)) {
        if (subscribed()) {
            for (unsigned i = 1; i <= MESSAGES; i++) {
                EXPECT_EQUAL(publish(i), eMQTTAgentSuccess);
            }
            EXPECT(heard_wait(MESSAGES));
            EXPECT_EQUAL(heard.wrong, 0);
            EXPECT_EQUAL(MQTT_AGENT_Unsubscribe(agent, &filter, WAIT_TICKS), eMQTTAgentSuccess);
            EXPECT_EQUAL(publish(9), eMQTTAgentSuccess);
            vTaskDelay(pdMS_TO_TICKS(300));
            EXPECT_EQUAL(heard.messages, MESSAGES);
        }
        EXPECT_EQUAL(MQTT_AGENT_Disconnect(agent, WAIT_TICKS), eMQTTAgentSuccess);
    }
    EXPECT_EQUAL(MQTT_AGENT_Delete(agent), eMQTTAgentSuccess);
}

void agent_default_port(void)
{
    hear_oneself(PORT_BROKER, 0);
}

void agent_alpn(void)
{
    hear_oneself(PORT_BROKER_ALPN, mqttagentUSE_AWS_IOT_ALPN_443);
}

void agent_invalid_credentials(void)
{
    REQUIRE(qualification_identify(&qualification_parameters.untrusted));
    REQUIRE(created());
    EXPECT(connect(PORT_BROKER, 0) != eMQTTAgentSuccess);
    EXPECT_EQUAL(MQTT_AGENT_Delete(agent), eMQTTAgentSuccess);
}

static volatile unsigned failed;
static SemaphoreHandle_t ended;

static void publisher(void *unused)
{
    (void)unused;
    for (unsigned i = 1; i <= MESSAGES; i++) {
        if (publish(i) != eMQTTAgentSuccess) {
            failed = failed + 1;
        }
    }
    (void)xSemaphoreGive(ended);
    vTaskSuspend(NULL);
}

static void publish_from_tasks(void)
{
    static StaticSemaphore_t memory;
    TaskHandle_t task[TASKS] = {NULL};

    ended = xSemaphoreCreateCountingStatic(TASKS, 0, &memory);
    for (unsigned i = 0; i < TASKS; i++) {
        EXPECT_EQUAL(xTaskCreate(publisher, "publisher", qualificationTASK_STACK_WORDS, NULL,
                                 uxTaskPriorityGet(NULL), &task[i]),
                     pdPASS);
    }
    for (unsigned i = 0; i < TASKS; i++) {
        EXPECT_EQUAL(xSemaphoreTake(ended, WAIT_TICKS), pdTRUE);
    }
    for (unsigned i = 0; i < TASKS; i++) {
        if (task[i] != NULL) {
            vTaskDelete(task[i]);
        }
    }
}

void agent_many_tasks(void)
{
    failed = 0;
    REQUIRE(created());
    if (EXPECT_EQUAL(connect(PORT_BROKER, 0), eMQTTAgentSuccess)) {
        if (subscribed()) {
            publish_from_tasks();
            EXPECT_EQUAL(failed, 0);
            EXPECT(heard_wait(TASKS * MESSAGES));
            vTaskDelay(pdMS_TO_TICKS(100));
            EXPECT_EQUAL(heard.messages, TASKS * MESSAGES);
        }
        EXPECT_EQUAL(MQTT_AGENT_Disconnect(agent, WAIT_TICKS), eMQTTAgentSuccess);
    }
    EXPECT_EQUAL(MQTT_AGENT_Delete(agent), eMQTTAgentSuccess);
}
