/* SPDX-License-Identifier: MIT */
/* The agent with tasks: what wakes it and how soon, many tasks, the offline queue, its life. */
#include <stdio.h>

#include "agent_peer.h"
#include "agent_version.h"
#include "clock.h"
#include "conformance.h"

#define POOL       MQTT_COMMAND_CONTEXTS_POOL_SIZE
#define BACKOFF_MS 20
#define SHARE      25u /* messages of each of the tasks that share */
#define TASKS      4u
#define SETTLE     pdMS_TO_TICKS(10)
#define NEXT_TRY   pdMS_TO_TICKS(2 * BACKOFF_MS)
#define KEEP_ALIVE 2u /* s */
#define LATENCY_US 1000u

struct MQTTAgentCommandContext {
    volatile unsigned calls;
    volatile MQTTStatus_t status;
    TaskHandle_t task; /* told, if any */
};

static struct mqtt_agent agent;
static struct mqtt_agent_config config;
static uint8_t receive_buffer[256];
static struct MQTTAgentCommandContext told[AGENT_PEER_NUMBERS];
static struct agent_version_message messages[AGENT_PEER_NUMBERS];
static uint8_t numbers[AGENT_PEER_NUMBERS];
static volatile unsigned received, unwanted, granted, ended;
static volatile enum mqtt_connection_state state;

static void on_state(void *context, enum mqtt_connection_state now, MQTTStatus_t reason)
{
    (void)context;
    (void)reason;
    state = now;
}

static void on_stray(void *context, const struct mqtt_connection_message *message)
{
    (void)context;
    (void)message;
    unwanted++;
}

static void on_granted(void *context, const char *filter, bool is_granted)
{
    (void)context;
    (void)filter;
    granted += is_granted;
}

static void on_down(void *context, MQTTPublishInfo_t *message)
{
    (void)context;
    (void)message;
    received++;
}

static void completed(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *info)
{
    context->status = info->returnCode;
    context->calls++;
    if (context->task != NULL) {
        (void)xTaskNotifyGive(context->task);
    }
}

static MQTTAgentCommandInfo_t info_of(unsigned number)
{
    return (MQTTAgentCommandInfo_t){completed, &told[number], 0};
}

static MQTTStatus_t publish(unsigned number, MQTTQoS_t qos)
{
    const MQTTAgentCommandInfo_t info = info_of(number);

    numbers[number] = (uint8_t)number;
    messages[number].info = (MQTTPublishInfo_t){.qos = qos,
                                                .pTopicName = "up",
                                                .topicNameLength = 2,
                                                .pPayload = &numbers[number],
                                                .payloadLength = 1};
    return agent_version_publish(&agent.context, &messages[number], &info);
}

static void agent_task(void *arg)
{
    (void)arg;
    mqtt_agent_run(&agent);
    ended++;
    park();
}

/* An agent that does not run yet. */
static void given_an_agent(enum mqtt_agent_offline_policy policy, uint16_t bound)
{
    config = (struct mqtt_agent_config){.offline_policy = policy, .offline_bound = bound};
    agent_peer_init(&config.connection);
    config.connection.client_id = "thing";
    config.connection.keep_alive_s = KEEP_ALIVE;
    config.connection.backoff_base_ms = BACKOFF_MS;
    config.connection.backoff_max_ms = BACKOFF_MS;
    config.connection.receive_buffer = receive_buffer;
    config.connection.receive_size = sizeof receive_buffer;
    config.connection.state = on_state;
    config.connection.message = on_stray;
    config.connection.subscribed = on_granted;
    for (unsigned i = 0; i < AGENT_PEER_NUMBERS; i++) {
        told[i] = (struct MQTTAgentCommandContext){0};
    }
    received = unwanted = granted = ended = 0;
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTSuccess);
    CHECK(addSubscription(agent.subscriptions, "down", 4, on_down, NULL));
}

/* The agent's task is above the tests: whatever wakes it, it has done its work when the call that
 * woke it returns. */
static void given_a_running_agent(void)
{
    given_an_agent(MQTT_AGENT_REFUSE, 0);
    (void)spawn(agent_task, P_HIGH, NULL);
    CHECK_EQ(state, MQTT_CONNECTION_CONNECTED);
    CHECK_EQ(granted, 1);
}

static void stop_agent(void)
{
    const MQTTAgentCommandInfo_t info = {0};

    CHECK_EQ(MQTTAgent_Terminate(&agent.context, &info), MQTTSuccess);
    CHECK_EQ(ended, 1);
    CHECK_EQ(state, MQTT_CONNECTION_STOPPED);
}

static void a_publish_wakes_the_agent_at_once(void)
{
    given_a_running_agent();
    vTaskDelay(pdMS_TO_TICKS(100));
    const uint64_t start = clock_monotonic_us();
    CHECK_EQ(publish(0, MQTTQoS1), MQTTSuccess);
    const uint64_t end = clock_monotonic_us();
    CHECK_EQ(told[0].calls, 1); /* sent, and its answer read */
    CHECK_EQ(told[0].status, MQTTSuccess);
    CHECK(end - start < LATENCY_US);
    printf("publish to PUBACK: %lu us\n", (unsigned long)(end - start));
    stop_agent();
}

static void a_byte_wakes_the_agent_at_once(void)
{
    given_a_running_agent();
    vTaskDelay(pdMS_TO_TICKS(100));
    const uint64_t start = clock_monotonic_us();
    CHECK(agent_peer_publish("down", 1, 1));
    const uint64_t end = clock_monotonic_us();
    CHECK_EQ(received, 1);
    CHECK(end - start < LATENCY_US);
    printf("arrival to callback: %lu us\n", (unsigned long)(end - start));
    stop_agent();
}

static void keep_alive_wakes_it_once_in_its_time_and_nothing_else_does(void)
{
    given_a_running_agent();
    vTaskDelay(SETTLE);
    const unsigned before = agent_peer.looks;
    vTaskDelay(pdMS_TO_TICKS(KEEP_ALIVE * 5000u + 500u));
    CHECK_EQ(agent_peer.broker.pings, 5);
    CHECK(agent_peer.looks - before <=
          3u * 5u); /* for the ping, its answer, and that there is no more */
    stop_agent();
}

static void share(void *arg)
{
    const unsigned first = (unsigned)(uintptr_t)arg;
    const TaskHandle_t self = xTaskGetCurrentTaskHandle();

    for (unsigned i = 0; i < SHARE; i++) {
        told[first + i].task = self;
        CHECK_EQ(publish(first + i, (MQTTQoS_t)(i % 3)), MQTTSuccess);
        CHECK(ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(5000)) != 0);
    }
    event('s');
    park();
}

static void tasks_of_all_priorities_share_one_connection(void)
{
    static const UBaseType_t priorities[TASKS] = {P_LOWER, P_LOW, P_CONTROL, P_HIGHER};

    given_a_running_agent();
    for (unsigned i = 0; i < TASKS; i++) {
        (void)spawn(share, priorities[i], (void *)(uintptr_t)(i * SHARE));
    }
    vTaskDelay(pdMS_TO_TICKS(500));
    CHECK_EVENTS("ssss");
    CHECK_EQ(agent_peer.up_count, TASKS * SHARE);
    for (unsigned i = 0; i < TASKS * SHARE; i++) {
        CHECK_EQ(agent_peer.up[i], 1);
        CHECK_EQ(told[i].calls, 1);
    }
    CHECK_EQ(agent_peer.broker.connects, 1);
    stop_agent();
}

static void a_broken_connection_comes_back_and_loses_nothing(void)
{
    given_a_running_agent();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(publish(0, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(told[0].calls, 0);
    agent_peer.broker.drop = 0;
    agent_peer_break(false);
    CHECK_EQ(publish(1, MQTTQoS1), MQTTSuccess); /* waits for the connection */
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(told[0].calls + told[1].calls, 2);
    CHECK_EQ(agent_peer.up[0], 2);
    CHECK_EQ(agent_peer.up[1], 1);
    CHECK_EQ(granted, 1); /* the server has kept it */
    stop_agent();
}

static void a_lost_session_is_told_and_subscribed_again(void)
{
    given_a_running_agent();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(publish(0, MQTTQoS1), MQTTSuccess);
    agent_peer.broker.drop = 0;
    agent_peer_break(true);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(told[0].calls, 1);
    CHECK_EQ(told[0].status, MQTTRecvFailed);
    CHECK_EQ(granted, 2);
    CHECK(agent_peer_publish("down", 1, 0));
    CHECK_EQ(received, 1);
    CHECK_EQ(unwanted, 0);
    stop_agent();
}

static void a_subscription_of_a_task_lasts(void)
{
    given_a_running_agent();
    CHECK_EQ(mqtt_agent_subscribe(&agent, "more", MQTTQoS1, on_down, NULL, 0), MQTTSuccess);
    CHECK_EQ(granted, 2);
    CHECK(agent_peer_publish("more", 1, 1));
    CHECK_EQ(received, 1);
    CHECK_EQ(agent_peer.broker.subscribes, 2); /* each filter once */
    agent_peer_break(true);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(granted, 4);
    CHECK(agent_peer_publish("more", 1, 1));
    CHECK_EQ(received, 2);
    stop_agent();
}

static void a_subscription_while_offline_is_made_when_connected(void)
{
    given_an_agent(MQTT_AGENT_REFUSE, 0);
    agent_peer_set_away(true);
    (void)spawn(agent_task, P_HIGH, NULL);
    CHECK_EQ(mqtt_agent_subscribe(&agent, "more", MQTTQoS1, NULL, NULL, 0), MQTTSuccess);
    CHECK_EQ(granted, 0);
    agent_peer_set_away(false);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(granted, 2);
    CHECK(agent_peer_publish("more", 1, 1));
    CHECK_EQ(received, 0);
    CHECK_EQ(unwanted, 1); /* without a callback it is for everybody's */
    stop_agent();
}

static void a_subscription_that_was_not_answered_is_asked_for_again(void)
{
    given_a_running_agent();
    agent_peer.broker.drop = FAKE_BROKER_SUBACK;
    CHECK_EQ(mqtt_agent_subscribe(&agent, "more", MQTTQoS1, on_down, NULL, 0), MQTTSuccess);
    CHECK_EQ(granted, 1);
    agent_peer.broker.drop = 0;
    agent_peer_break(false);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(granted, 2); /* the session was kept: only what is missing */
    stop_agent();
}

static void a_subscription_that_cannot_be_is_refused(void)
{
    static const char filters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p";
    unsigned count = 0;

    given_a_running_agent();
    CHECK_EQ(mqtt_agent_subscribe(&agent, "a#", MQTTQoS1, NULL, NULL, 0), MQTTBadParameter);
    CHECK_EQ(mqtt_agent_subscribe(&agent, "", MQTTQoS1, NULL, NULL, 0), MQTTBadParameter);
    CHECK_EQ(mqtt_agent_subscribe(&agent, NULL, MQTTQoS1, NULL, NULL, 0), MQTTBadParameter);
    CHECK_EQ(mqtt_agent_subscribe(&agent, "a", (MQTTQoS_t)3, NULL, NULL, 0), MQTTBadParameter);
    while (mqtt_agent_subscribe(&agent, &filters[2 * count], MQTTQoS0, NULL, NULL, 0) ==
           MQTTSuccess) {
        count++;
    }
    CHECK_EQ(count, SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS - 1u);
    stop_agent();
}

/* Five messages for a queue of three. */
static void given_a_full_offline_queue(enum mqtt_agent_offline_policy policy, MQTTStatus_t beyond)
{
    given_an_agent(policy, 3);
    agent_peer_set_away(true);
    (void)spawn(agent_task, P_HIGH, NULL);
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ(publish(i, MQTTQoS1), i < 3 ? MQTTSuccess : beyond);
    }
    agent_peer_set_away(false);
    vTaskDelay(NEXT_TRY);
}

static void check_kept(uint8_t first)
{
    CHECK_EQ(agent_peer.up_count, 3);
    for (unsigned i = 0; i < 3; i++) {
        CHECK_EQ(agent_peer.up_order[i], first + i);
        CHECK_EQ(told[first + i].calls, 1);
        CHECK_EQ(told[first + i].status, MQTTSuccess);
    }
    stop_agent();
}

static void offline_beyond_the_bound_a_message_is_refused(void)
{
    given_a_full_offline_queue(MQTT_AGENT_REFUSE, MQTTSendFailed);
    CHECK_EQ(told[3].calls + told[4].calls, 0);
    CHECK_EQ(agent.messages.dropped, 0);
    check_kept(0);
}

static void offline_beyond_the_bound_the_newest_is_dropped_and_told(void)
{
    given_a_full_offline_queue(MQTT_AGENT_DROP_NEWEST, MQTTSuccess);
    CHECK_EQ(told[3].calls, 1);
    CHECK_EQ(told[3].status, MQTTNoMemory);
    CHECK_EQ(agent.messages.dropped, 2);
    check_kept(0);
}

static void offline_beyond_the_bound_the_oldest_is_dropped_and_told(void)
{
    given_a_full_offline_queue(MQTT_AGENT_DROP_OLDEST, MQTTSuccess);
    CHECK_EQ(told[0].calls, 1);
    CHECK_EQ(told[0].status, MQTTNoMemory);
    CHECK_EQ(agent.messages.dropped, 2);
    check_kept(2);
}

static void dropping_spares_commands_of_other_kinds(void)
{
    static MQTTSubscribeInfo_t filter = {
        .qos = MQTTQoS1, .pTopicFilter = "other", .topicFilterLength = 5};
    static MQTTAgentSubscribeArgs_t args = {.pSubscribeInfo = &filter, .numSubscriptions = 1};
    const MQTTAgentCommandInfo_t info = info_of(10);

    given_an_agent(MQTT_AGENT_DROP_OLDEST, 2);
    agent_peer_set_away(true);
    (void)spawn(agent_task, P_HIGH, NULL);
    CHECK_EQ(MQTTAgent_Subscribe(&agent.context, &args, &info), MQTTSuccess);
    for (unsigned i = 0; i < 3; i++) {
        CHECK_EQ(publish(i, MQTTQoS1), MQTTSuccess);
    }
    agent_peer_set_away(false);
    vTaskDelay(NEXT_TRY);
    CHECK_EQ(told[10].calls, 1);
    CHECK_EQ(told[10].status, MQTTSuccess);
    CHECK_EQ(agent_peer.up_count, 1);
    CHECK_EQ(agent_peer.up_order[0], 2);
    stop_agent();
}

static void a_policy_that_cannot_work_is_refused(void)
{
    given_an_agent(MQTT_AGENT_REFUSE, 0);
    config.offline_policy = MQTT_AGENT_DROP_OLDEST;
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTBadParameter);
    config.offline_bound = POOL;
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTBadParameter);
    config.offline_bound = POOL - 1;
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTSuccess);
    config.connection.client_id = "";
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTBadParameter);
    CHECK_EQ(mqtt_agent_init(NULL, &config), MQTTBadParameter);
    CHECK_EQ(mqtt_agent_init(&agent, NULL), MQTTBadParameter);
}

static void publish_and_wait(void *arg)
{
    MQTTAgentCommandInfo_t info = info_of(POOL);

    (void)arg;
    info.blockTimeMs = 5000;
    messages[POOL] = messages[0];
    CHECK_EQ(agent_version_publish(&agent.context, &messages[POOL], &info), MQTTSuccess);
    event('p');
    park();
}

static void with_all_commands_out_a_publish_fails_or_waits(void)
{
    given_a_running_agent();
    agent_peer.broker.drop = FAKE_BROKER_PUBACK;
    for (unsigned i = 0; i < POOL; i++) {
        CHECK_EQ(publish(i, MQTTQoS1), MQTTSuccess);
    }
    CHECK_EQ(publish(POOL, MQTTQoS1), MQTTNoMemory);
    (void)spawn(publish_and_wait, P_HIGHER, NULL);
    CHECK_EVENTS("");
    agent_peer.broker.drop = 0;
    agent_peer_break(false);
    vTaskDelay(NEXT_TRY);
    CHECK_EVENTS("p");
    CHECK_EQ(told[POOL].calls, 1);
    stop_agent();
}

static void given_an_agent_that_waits_a_minute(void)
{
    given_an_agent(MQTT_AGENT_REFUSE, 0);
    agent_peer_set_away(true);
    config.connection.backoff_base_ms = config.connection.backoff_max_ms = 60000;
    CHECK_EQ(mqtt_agent_init(&agent, &config), MQTTSuccess);
    (void)spawn(agent_task, P_HIGH, NULL);
    CHECK_EQ(publish(0, MQTTQoS1), MQTTSuccess);
}

static void terminate_ends_it_and_all_commands_while_offline(void)
{
    const MQTTAgentCommandInfo_t info = info_of(1);

    given_an_agent_that_waits_a_minute();
    CHECK_EQ(MQTTAgent_Terminate(&agent.context, &info), MQTTSuccess);
    CHECK_EQ(ended, 1);
    CHECK_EQ(told[1].calls, 1);
    CHECK_EQ(told[1].status, MQTTSuccess);
    CHECK_EQ(told[0].calls, 1);
    CHECK_EQ(told[0].status, MQTTRecvFailed);
}

static void disconnect_ends_it_while_offline_and_another_run_goes_on(void)
{
    const MQTTAgentCommandInfo_t info = info_of(1);

    given_an_agent_that_waits_a_minute();
    CHECK_EQ(agent_version_disconnect(&agent.context, &info), MQTTSuccess);
    CHECK_EQ(ended, 1);
    CHECK_EQ(told[1].status, MQTTSuccess);
    CHECK_EQ(told[0].calls, 0);
    agent_peer_set_away(false);
    ended = 0;
    (void)spawn(agent_task, P_HIGH, NULL); /* at once: earlier failures are forgotten */
    CHECK_EQ(told[0].calls, 1);
    CHECK_EQ(told[0].status, MQTTSuccess);
    stop_agent();
}

static void disconnect_is_orderly(void)
{
    const MQTTAgentCommandInfo_t info = info_of(0);

    given_a_running_agent();
    CHECK_EQ(agent_version_disconnect(&agent.context, &info), MQTTSuccess);
    CHECK_EQ(ended, 1);
    CHECK_EQ(told[0].status, MQTTSuccess);
    CHECK_EQ(agent_peer.broker.disconnects, 1);
    CHECK_EQ(agent_peer.broker.protocol_errors, 0);
}

static void a_plain_queue_is_a_message_interface_too(void)
{
    static MQTTAgentCommand_t *places[2];
    static StaticQueue_t memory;
    struct MQTTAgentMessageContext plain = {
        .queue = xQueueCreateStatic(2, sizeof places[0], (uint8_t *)places, &memory)};

    Agent_InitializePool();
    MQTTAgentCommand_t *const command = Agent_GetCommand(0);
    MQTTAgentCommand_t *got = NULL;
    *command = (MQTTAgentCommand_t){.commandType = PING};
    CHECK(!Agent_MessageReceive(&plain, &got, 0));
    CHECK(Agent_MessageSend(&plain, &command, 0));
    CHECK(Agent_MessageSend(&plain, &command, 0));
    const TickType_t start = fresh_tick();
    CHECK(!Agent_MessageSend(&plain, &command, 5));
    CHECK_EQ(xTaskGetTickCount() - start, pdMS_TO_TICKS(5));
    CHECK(Agent_MessageReceive(&plain, &got, 0));
    CHECK(got == command);
    CHECK(Agent_ReleaseCommand(command));
    CHECK(!Agent_ReleaseCommand(NULL));
}

static void context_and_command_keep_their_size(void)
{
    CHECK(sizeof(void *) > 4 || sizeof(MQTTAgentContext_t) <= AGENT_VERSION_CONTEXT_BYTES);
    CHECK(sizeof(MQTTAgentCommand_t) <= 4 * sizeof(void *));
}

/* The C library takes its buffer from the heap at the first line. */
void conformance_before_scheduler(void)
{
    printf("mqtt_agent: %lu bytes of an agent, %lu of its context\n", (unsigned long)sizeof agent,
           (unsigned long)sizeof agent.context);
}

CONFORMANCE_MAIN(
    "mqtt_agent", TEST(a_publish_wakes_the_agent_at_once), TEST(a_byte_wakes_the_agent_at_once),
    TEST(keep_alive_wakes_it_once_in_its_time_and_nothing_else_does),
    TEST(tasks_of_all_priorities_share_one_connection),
    TEST(a_broken_connection_comes_back_and_loses_nothing),
    TEST(a_lost_session_is_told_and_subscribed_again), TEST(a_subscription_of_a_task_lasts),
    TEST(a_subscription_while_offline_is_made_when_connected),
    TEST(a_subscription_that_was_not_answered_is_asked_for_again),
    TEST(a_subscription_that_cannot_be_is_refused),
    TEST(offline_beyond_the_bound_a_message_is_refused),
    TEST(offline_beyond_the_bound_the_newest_is_dropped_and_told),
    TEST(offline_beyond_the_bound_the_oldest_is_dropped_and_told),
    TEST(dropping_spares_commands_of_other_kinds), TEST(a_policy_that_cannot_work_is_refused),
    TEST(with_all_commands_out_a_publish_fails_or_waits),
    TEST(terminate_ends_it_and_all_commands_while_offline),
    TEST(disconnect_ends_it_while_offline_and_another_run_goes_on), TEST(disconnect_is_orderly),
    TEST(a_plain_queue_is_a_message_interface_too), TEST(context_and_command_keep_their_size))
