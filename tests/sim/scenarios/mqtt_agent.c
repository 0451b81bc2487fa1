/* SPDX-License-Identifier: MIT */
/* Three tasks publish over one agent while the stream breaks at moments of the schedule's choosing,
 * sometimes with the session. Each publisher waits for the end of its message and repeats what was
 * refused or lost with the session. The server publishes too, and counts what it got.
 *
 * A server that forgets, makes a new session for a CONNECT and loses the CONNACK says PUBCOMP for a
 * QoS 2 message that it does not know: only without a lost session these must arrive. */
#include <string.h>

#include "agent_peer.h"
#include "scenario.h"

#define PUBLISHERS 3u
#define MESSAGES   (is_systematic() ? 1u : 10u)
#define BREAKS     (is_systematic() ? 1u : 6u)
#define DOWN       8u /* messages of the server */

#define STACK_WORDS 2048u

struct MQTTAgentCommandContext {
    TaskHandle_t task;
    unsigned calls;
    MQTTStatus_t status;
};

static struct mqtt_agent agent;
static uint8_t receive_buffer[128];
static unsigned publisher_actors[PUBLISHERS], breaker_actor, server_actor;
static unsigned tries[AGENT_PEER_NUMBERS], sessions_lost;
static volatile unsigned received[DOWN], publishers_done;

static void on_down(void *context, MQTTPublishInfo_t *message)
{
    (void)context;
    const uint8_t number = *(const uint8_t *)message->pPayload;
    EXPECT(number < DOWN);
    received[number]++;
}

static void completed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *info)
{
    context->calls++;
    context->status = info->returnCode;
    (void)xTaskNotifyGive(context->task);
}

static void publish_one(unsigned publisher, uint8_t number, MQTTQoS_t qos)
{
    struct MQTTAgentCommandContext told = {.task = xTaskGetCurrentTaskHandle(),
                                           .status = MQTTRecvFailed};
    const MQTTAgentCommandInfo_t info = {completed, &told, portMAX_DELAY};
    MQTTPublishInfo_t message = {.qos = qos,
                                 .pTopicName = "up",
                                 .topicNameLength = 2,
                                 .pPayload = &number,
                                 .payloadLength = 1};

    while (told.status != MQTTSuccess) {
        told.calls = 0;
        tries[number]++;
        EXPECT(MQTTAgent_Publish(&agent.context, &message, &info) == MQTTSuccess);
        EXPECT(ulTaskNotifyTake(pdTRUE, portMAX_DELAY) == 1);
        EXPECT(told.calls == 1);
        EXPECT(told.status == MQTTSuccess || told.status == MQTTRecvFailed);
    }
    EXPECT(agent_peer.up[number] >= 1 || (qos == MQTTQoS2 && sessions_lost > 0));
    progress(publisher_actors[publisher]);
}

static void publish(void *arg)
{
    const unsigned self = (unsigned)(uintptr_t)arg;

    for (unsigned i = 0; i < MESSAGES; i++) {
        publish_one(self, (uint8_t)(self * MESSAGES + i), (MQTTQoS_t)(1 + i % 2));
    }
    done(publisher_actors[self]);
    if (++publishers_done == PUBLISHERS) {
        const MQTTAgentCommandInfo_t info = {.blockTimeMs = portMAX_DELAY};
        while (received[DOWN - 1] == 0) {
            vTaskDelay(1);
        }
        EXPECT(MQTTAgent_Terminate(&agent.context, &info) == MQTTSuccess);
    }
    rest();
}

static void break_streams(void *arg)
{
    (void)arg;
    for (unsigned i = 0; i < BREAKS; i++) {
        vTaskDelay(1 + choose(20));
        const bool forget = choose(4) == 0 && received[DOWN - 1] > 0;
        sessions_lost += forget;
        agent_peer_break(forget);
        progress(breaker_actor);
    }
    done(breaker_actor);
    rest();
}

static void serve(void *arg)
{
    (void)arg;
    for (uint8_t i = 0; i < DOWN; i++) {
        while (!agent_peer_publish("down", i, 1)) { /* not subscribed yet */
            vTaskDelay(1);
        }
        progress(server_actor);
    }
    done(server_actor);
    rest();
}

static void run_agent(void *arg)
{
    (void)arg;
    mqtt_agent_run(&agent);
    rest();
}

/* Under ASan frames are large. */
static void spawn_deep(const char *name, TaskFunction_t code, UBaseType_t priority, void *arg)
{
    EXPECT(xTaskCreate(code, name, STACK_WORDS, arg, priority, NULL) == pdPASS);
}

static void setup(void)
{
    static const char *const names[] = {"publisher 0", "publisher 1", "publisher 2"};
    struct mqtt_agent_config config = {.connection = {.client_id = "thing",
                                                      .backoff_base_ms = 4,
                                                      .backoff_max_ms = 8,
                                                      .receive_buffer = receive_buffer,
                                                      .receive_size = sizeof receive_buffer}};

    agent_peer_init(&config.connection);
    EXPECT(mqtt_agent_init(&agent, &config) == MQTTSuccess);
    EXPECT(addSubscription(agent.subscriptions, "down", 4, on_down, NULL));
    for (unsigned i = 0; i < PUBLISHERS; i++) {
        publisher_actors[i] = actor(names[i]);
        spawn_deep(names[i], publish, choose(2) ? P_LOW : P_HIGH, (void *)(uintptr_t)i);
    }
    breaker_actor = actor("breaker");
    server_actor = actor("server");
    spawn_deep("breaker", break_streams, P_MIDDLE, NULL);
    spawn_deep("server", serve, P_LOW, NULL);
    spawn_deep("agent", run_agent, P_MIDDLE, NULL);
}

static void check(void)
{
    EXPECT(agent_peer.broker.protocol_errors == 0);
    for (unsigned i = 0; i < PUBLISHERS * MESSAGES; i++) {
        EXPECT(agent_peer.up[i] >= 1 || (i % MESSAGES % 2 == 1 && sessions_lost > 0));
        EXPECT(tries[i] <= 1u + sessions_lost);
        if (i % MESSAGES % 2 == 1 && tries[i] == 1) {
            EXPECT(agent_peer.up[i] <= 1); /* QoS 2 */
        }
    }
    for (unsigned i = 0; i < DOWN; i++) {
        EXPECT(received[i] >= 1);
    }
}

SCENARIO(mqtt_agent, "each message over a shared agent arrives, and ends once for its publisher");
