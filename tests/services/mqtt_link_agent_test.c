/* SPDX-License-Identifier: MIT */
/* A link over an agent: what it copies, how long, and what it does when the server forgets. */
#include "mqtt_link_agent.h"

#include <string.h>

#include "agent_peer.h"
#include "conformance.h"

#define BACKOFF_MS 20
#define NEXT_TRY   pdMS_TO_TICKS(2 * BACKOFF_MS)
#define MESSAGES   MQTT_LINK_AGENT_MESSAGES

static struct mqtt_agent agent;
static struct mqtt_link way;
static struct mqtt_link_agent copies;
static uint8_t receive_buffer[256];
static volatile unsigned received, granted, ups;

static void on_state(void *context, enum mqtt_connection_state now, MQTTStatus_t reason)
{
    (void)context;
    (void)reason;
    if (now == MQTT_CONNECTION_CONNECTED) {
        mqtt_link_up(&way);
    }
}

static void on_message(void *context, const struct mqtt_connection_message *m)
{
    const struct mqtt_link_message message = {m->topic, m->topic_length, (const char *)m->payload,
                                              m->length};
    (void)context;
    CHECK(mqtt_link_deliver(&way, &message));
}

static void on_subscribed(void *context, const char *filter, bool is_granted)
{
    (void)context;
    mqtt_link_granted(&way, filter, is_granted);
}

static bool receive(void *context, const struct mqtt_link_message *message)
{
    (void)context;
    CHECK_EQ(message->length, 1);
    received++;
    return true;
}

static void note_granted(void *context, const char *filter, bool is_granted)
{
    (void)context;
    CHECK(strcmp(filter, "down") == 0);
    granted += is_granted;
}

static void note_up(void *context)
{
    (void)context;
    ups++;
}

static void agent_task(void *arg)
{
    (void)arg;
    mqtt_agent_run(&agent);
    park();
}

/* A link whose agent runs, above the tests: what a call begins is done when it returns. */
static void given_a_link(void)
{
    static struct mqtt_link_receiver receiver;
    struct mqtt_agent_config config = {.connection = {.client_id = "thing",
                                                      .backoff_base_ms = BACKOFF_MS,
                                                      .backoff_max_ms = BACKOFF_MS,
                                                      .receive_buffer = receive_buffer,
                                                      .receive_size = sizeof receive_buffer,
                                                      .state = on_state,
                                                      .message = on_message,
                                                      .subscribed = on_subscribed}};

    received = granted = ups = 0;
    agent_peer_init(&config.connection);
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTSuccess);
    mqtt_link_of_agent(&way, &copies, &agent);
    receiver =
        (struct mqtt_link_receiver){.message = receive, .granted = note_granted, .up = note_up};
    mqtt_link_add(&way, &receiver);
    CHECK_EQ(way.subscribe(way.context, "down", MQTTQoS1), MQTTSuccess);
    (void)spawn(agent_task, P_HIGH, NULL);
    CHECK_EQ(ups, 1);
    CHECK_EQ(granted, 1);
}

static void stop(void)
{
    const MQTTAgentCommandInfo_t info = {0};

    CHECK_EQ(MQTTAgent_Terminate(&agent.context, &info), MQTTSuccess);
    CHECK_EQ(uxSemaphoreGetCount(copies.unused), MESSAGES); /* no copy is forgotten */
}

static MQTTStatus_t publish(uint8_t number, uint32_t timeout_ms)
{
    return way.publish(way.context, "up", &number, 1, MQTTQoS1, timeout_ms);
}

static void a_message_is_copied_and_arrives(void)
{
    given_a_link();
    CHECK_EQ(publish(7, 0), MQTTSuccess);
    CHECK_EQ(agent_peer.up[7], 1);
    CHECK(agent_peer_publish("down", 1, 1));
    CHECK_EQ(received, 1);
    stop();
}

static void a_message_that_does_not_fit_is_refused(void)
{
    static char longer[MQTT_LINK_AGENT_BYTES];

    given_a_link();
    CHECK_EQ(way.publish(way.context, "up", longer, sizeof longer - 1, MQTTQoS1, 0),
             MQTTBadParameter);
    stop();
}

static void copies_are_the_bound_and_come_back_with_the_answer(void)
{
    given_a_link();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    for (uint8_t i = 0; i < MESSAGES; i++) {
        CHECK_EQ(publish(i, 0), MQTTSuccess);
    }
    const TickType_t start = fresh_tick();
    CHECK_EQ(publish(MESSAGES, 5), MQTTNoMemory);
    CHECK(xTaskGetTickCount() - start >= pdMS_TO_TICKS(5));
    agent_peer.broker.drop = 0;
    agent_peer_break(false);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(publish(MESSAGES, 0), MQTTSuccess);
    CHECK_EQ(agent_peer.up_count, MESSAGES + 1);
    stop();
}

static void what_the_server_forgot_is_published_anew_and_subscribed_again(void)
{
    given_a_link();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(publish(3, 0), MQTTSuccess);
    agent_peer.broker.drop = 0;
    agent_peer_break(true);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(agent_peer.up[3], 2);
    CHECK_EQ(granted, 2);
    CHECK_EQ(ups, 2);
    stop();
}

static void the_end_of_the_agent_gives_all_copies_back(void)
{
    given_a_link();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(publish(1, 0), MQTTSuccess);
    CHECK_EQ(uxSemaphoreGetCount(copies.unused), MESSAGES - 1);
    stop();
    CHECK_EQ(publish(2, 0), MQTTSuccess); /* waits for another run */
    CHECK_EQ(MQTTAgent_CancelAll(&agent.context), MQTTSuccess);
    CHECK_EQ(uxSemaphoreGetCount(copies.unused), MESSAGES);
}

CONFORMANCE_MAIN("mqtt_link_agent", TEST(a_message_is_copied_and_arrives),
                 TEST(a_message_that_does_not_fit_is_refused),
                 TEST(copies_are_the_bound_and_come_back_with_the_answer),
                 TEST(what_the_server_forgot_is_published_anew_and_subscribed_again),
                 TEST(the_end_of_the_agent_gives_all_copies_back))
