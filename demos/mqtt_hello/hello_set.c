/* SPDX-License-Identifier: MIT */
#include "hello_set.h"

#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "figures.h"
#include "hello_shadow.h"
#include "task.h"

#define TOPICS 4
#define BURSTS 10

#define HELLO_TOPICS "iotdemo/topic/"

#define TOPICS_PER_BURST 10
#define ACKNOWLEDGEMENTS "iotdemo/acknowledgements"
#define GREETING         "Hello world "

#define TASK_WORDS     512u
#define TASK_PRIORITY  2u
#define PUBLISH_MS     10000u
#define PAUSE_MS       300u /* AWS takes 100 messages a second of a device; a burst is 20 */
#define PATIENCE_TICKS pdMS_TO_TICKS(60000u)

static const char *const filters[TOPICS] = {"iotdemo/topic/1", "iotdemo/topic/2", "iotdemo/topic/3",
                                            "iotdemo/topic/4"};

static struct {
    struct mqtt_connection *connection;
    TaskHandle_t task;
    volatile unsigned subscribed;
    volatile unsigned received; /* of our own */
    volatile unsigned answered;
    volatile bool greeted; /* by the host */
} hello;

/* The instruction count that `./run demo` prints stops here. */
__attribute__((noinline)) static MQTTStatus_t demo_first_publish(const char *topic,
                                                                 const char *text)
{
    return mqtt_connection_publish(hello.connection, topic, text, strlen(text), MQTTQoS1,
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

static bool everything_is_acknowledged(void)
{
    struct mqtt_connection_counts counts;

    for (unsigned i = 0; i < 100; i++) {
        mqtt_connection_statistics(hello.connection, &counts);
        if (counts.waiting == 0) {
            return true;
        }
        vTaskDelay(pdMS_TO_TICKS(100));
    }
    return false;
}

static bool run_set(void)
{
    if (!wait_for(&hello.subscribed, TOPICS)) {
        printf("demo: the server did not grant the %d subscriptions\n", TOPICS);
        return false;
    }
    figures_print_handshake();
    if (!hello_shadow_round_trip()) {
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
    return hello.greeted && everything_is_acknowledged();
}

static void hello_task(void *arg)
{
    (void)arg;
    bool good = run_set();
    figures_print_end(hello.connection, BURSTS * TOPICS_PER_BURST);
    printf(good ? "demo: done\n" : "demo: failed\n");
    vTaskDelete(NULL);
}

void hello_set_start(struct mqtt_connection *connection)
{
    hello.connection = connection;
    for (unsigned i = 0; i < TOPICS; i++) {
        (void)mqtt_connection_subscribe(connection, filters[i], MQTTQoS1);
    }
    if (xTaskCreate(hello_task, "hello", TASK_WORDS, NULL, TASK_PRIORITY, &hello.task) != pdPASS) {
        printf("demo: no memory for the hello task\n");
    }
}

static void notify(void)
{
    if (hello.task != NULL) {
        (void)xTaskNotifyGive(hello.task);
    }
}

void hello_set_subscribed(const char *filter, bool granted)
{
    printf("mqtt: subscription to %s %s\n", filter, granted ? "granted" : "refused");
    hello.subscribed +=
        granted && strncmp(filter, HELLO_TOPICS, sizeof HELLO_TOPICS - 1) == 0 ? 1u : 0u;
    notify();
}

void hello_set_message(const struct mqtt_connection_message *message)
{
    char text[24];
    size_t greeting = strlen(GREETING);

    if (message->length >= greeting && memcmp(message->payload, GREETING, greeting) == 0) {
        hello.received++;
    } else {
        printf("from the host: %.*s\n", (int)message->length, (const char *)message->payload);
        hello.greeted = true;
    }
    snprintf(text, sizeof text, "Got %u", hello.answered + 1u);
    if (mqtt_connection_publish(hello.connection, ACKNOWLEDGEMENTS, text, strlen(text), MQTTQoS1,
                                0) == MQTTSuccess) {
        hello.answered++;
    }
    notify();
}
