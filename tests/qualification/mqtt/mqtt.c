/* SPDX-License-Identifier: MIT */
/* MQTT over mutual TLS with the tester's broker: the legacy agent and the library, on the board's
 * own network. */
#include <stdlib.h>

#include "FreeRTOS.h"
#include "task.h"

#include "broker.h"
#include "qualification.h"
#include "qualification_network.h"

struct heard heard;

void heard_nothing(void)
{
    heard = (struct heard){.next = 1};
}

void heard_text(const void *text, uint32_t length)
{
    unsigned number = 0;

    for (uint32_t i = 0; i < length; i++) {
        const char digit = ((const char *)text)[i];
        number = digit >= '0' && digit <= '9' ? number * 10u + (unsigned)(digit - '0') : number;
    }
    heard.wrong = heard.wrong + (number != heard.next);
    heard.next = number + 1u;
    heard.messages = heard.messages + 1u;
}

bool heard_wait(unsigned count)
{
    const TickType_t begun = xTaskGetTickCount();

    while (heard.messages < count && xTaskGetTickCount() - begun < pdMS_TO_TICKS(ANSWER_MS)) {
        vTaskDelay(pdMS_TO_TICKS(5));
    }
    return heard.messages >= count;
}

static void set_up(void)
{
    heard_nothing();
    EXPECT(qualification_identify(&qualification_parameters.identity));
}

static const struct qualification_case mqtt_cases[] = {
    {"AFQP_MQTT_Agent_SubscribePublishDefaultPort", agent_default_port},
    {"AFQP_MQTT_Agent_SubscribePublishALPN", agent_alpn},
    {"AFQP_MQTT_Agent_InvalidCredentials", agent_invalid_credentials},
    {"AFQP_MQTT_Agent_MultiTaskTest", agent_many_tasks},
    {"AFQP_MQTT_System_SubscribePublishQoS0", system_at_most_once},
    {"AFQP_MQTT_System_SubscribePublishQoS1", system_at_least_once},
    {"AFQP_MQTT_System_SubscribePublishAsync", system_asynchronous},
    {"AFQP_MQTT_System_RestorePreviousSession", system_session_goes_on},
    {"AFQP_MQTT_System_WaitAfterDisconnect", system_wait_after_disconnect},
    {"AFQP_MQTT_System_PublishInCallback", system_publish_in_callback},
    {"AFQP_MQTT_System_LargeMessage", system_large_message},
    {"AFQP_MQTT_System_ConnectAgain", system_connect_again},
};

QUALIFICATION_GROUP(mqtt, "Full_MQTT", .begin = qualification_network_up, .set_up = set_up)
