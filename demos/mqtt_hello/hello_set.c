/* SPDX-License-Identifier: MIT */
#include "hello_set.h"

#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#define TOPICS 4
#define BURSTS 10

#define HELLO_TOPICS "iotdemo/topic/"

#define TOPICS_PER_BURST 10
#define ACKNOWLEDGEMENTS "iotdemo/acknowledgements"
#define GREETING         "Hello world "

#define PUBLISH_MS     10000u
#define PAUSE_MS       300u /* AWS takes 100 messages a second of a device; a burst is 20 */
#define PATIENCE_TICKS pdMS_TO_TICKS(60000u)

#define WILL_TOPIC "iotdemo/will"
#define WILL_TEXT  "The device has gone."

const MQTTPublishInfo_t hello_set_will = {.qos = MQTTQoS1,
                                          .pTopicName = WILL_TOPIC,
                                          .topicNameLength = sizeof WILL_TOPIC - 1,
                                          .pPayload = WILL_TEXT,
                                          .payloadLength = sizeof WILL_TEXT - 1};

static const char *const filters[TOPICS] = {"iotdemo/topic/1", "iotdemo/topic/2", "iotdemo/topic/3",
                                            "iotdemo/topic/4"};

static struct {
    struct mqtt_link *link;
    struct mqtt_link_receiver receiver;
    volatile TaskHandle_t task; /* that waits */
    volatile unsigned subscribed;
    volatile unsigned received; /* of our own */
    volatile unsigned answered;
    volatile bool greeted; /* by the host */
} hello;

/* The instruction count that `./run demo` prints stops here. */
__attribute__((noinline)) static MQTTStatus_t demo_first_publish(const char *topic,
                                                                 const char *text)
{
    return hello.link->publish(hello.link->context, topic, text, strlen(text), MQTTQoS1,
                               PUBLISH_MS);
}

/* Waits until `*count` has reached `wanted`; the callbacks notify. */
static bool wait_for(const volatile unsigned *count, unsigned wanted)
{
    TimeOut_t since;
    TickType_t left = PATIENCE_TICKS;

    vTaskSetTimeOutState(&since);
    while (*count < wanted && xTaskCheckForTimeOut(&since, &left) == pdFALSE) {
        (void)ulTaskNotifyTake(pdTRUE, left);
    }
    return *count >= wanted;
}

static bool burst(unsigned number)
{
    for (unsigned i = 0; i < TOPICS_PER_BURST; i++) {
        unsigned message = number * TOPICS_PER_BURST + i;
        char text[32];
        snprintf(text, sizeof text, GREETING "%u!", message);
        MQTTStatus_t status = demo_first_publish(filters[message % TOPICS], text);
        if (status != MQTTSuccess) {
            printf("demo: message %u was not accepted: %s\n", message,
                   MQTT_Status_strerror(status));
            return false;
        }
    }
    bool all = wait_for(&hello.received, (number + 1u) * TOPICS_PER_BURST);
    printf("burst %u: %u published, %u received back, %u acknowledgements sent\n", number + 1u,
           (number + 1u) * TOPICS_PER_BURST, hello.received, hello.answered);
    return all;
}

bool hello_set_run(void)
{
    hello.task = xTaskGetCurrentTaskHandle();
    if (!wait_for(&hello.subscribed, TOPICS)) {
        printf("demo: the server did not grant the %d subscriptions\n", TOPICS);
        return false;
    }
    for (unsigned i = 0; i < BURSTS; i++) {
        if (!burst(i)) {
            return false;
        }
        vTaskDelay(pdMS_TO_TICKS(PAUSE_MS));
    }
    printf("demo: waiting for a message from the host\n");
    TickType_t start = xTaskGetTickCount();
    while (!hello.greeted && xTaskGetTickCount() - start < PATIENCE_TICKS) {
        (void)ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(1000));
    }
    return hello.greeted;
}

static void notify(void)
{
    if (hello.task != NULL) {
        (void)xTaskNotifyGive(hello.task);
    }
}

static bool is_of_the_set(const char *topic, size_t length)
{
    return length >= sizeof HELLO_TOPICS - 1 &&
           memcmp(topic, HELLO_TOPICS, sizeof HELLO_TOPICS - 1) == 0;
}

static void on_granted(void *context, const char *filter, bool granted)
{
    (void)context;
    if (granted && is_of_the_set(filter, strlen(filter))) {
        hello.subscribed++;
        notify();
    }
}

static bool on_message(void *context, const struct mqtt_link_message *message)
{
    char text[24];
    size_t greeting = strlen(GREETING);

    (void)context;
    if (!is_of_the_set(message->topic, message->topic_length)) {
        return false;
    }
    if (message->length >= greeting && memcmp(message->payload, GREETING, greeting) == 0) {
        hello.received++;
    } else {
        printf("from the host: %.*s\n", (int)message->length, message->payload);
        hello.greeted = true;
    }
    snprintf(text, sizeof text, "Got %u", hello.answered + 1u);
    if (hello.link->publish(hello.link->context, ACKNOWLEDGEMENTS, text, strlen(text), MQTTQoS1,
                            0) == MQTTSuccess) {
        hello.answered++;
    }
    notify();
    return true;
}

bool hello_set_prepare(struct mqtt_link *link)
{
    bool good = true;

    hello.link = link;
    hello.receiver = (struct mqtt_link_receiver){.message = on_message, .granted = on_granted};
    mqtt_link_add(link, &hello.receiver);
    for (unsigned i = 0; i < TOPICS; i++) {
        good = good && link->subscribe(link->context, filters[i], MQTTQoS1) == MQTTSuccess;
    }
    return good;
}
