/* SPDX-License-Identifier: MIT */
/* A broker's task waits for `go`, lives one life of mqtt_agent, and waits again. `done` answers
 * who waits: connected, or the end of a life.
 *
 *      broker_connect ── go ──► mqtt_agent_run_once ── CONNECTED ── done
 *                                        └── ended ── done, or events.lost()
 *
 * What a command points at is copied into an operation, which belongs to the caller and to the
 * agent; who leaves last frees it. So a caller may give up waiting at any time.
 */
#include "broker.h"

#include <string.h>

#include "aws_mqtt_agent_config_defaults.h"
#include "broker_stream.h"
#include "dunlin_version.h"
#include "mqtt_agent.h"
#include "semphr.h"
#include "task.h"

#define METRICS         "?SDK=Dunlin&Version=" DUNLIN_VERSION
#define LONGEST_WAIT_MS 1000000u

struct broker {
    struct mqtt_agent agent;
    struct mqtt_connection_freertos wakes;
    struct mqtt_connection_system system;
    struct broker_target target;
    struct broker_events events;
    bool taken, prepared;
    volatile bool living, connected, ending;
    TaskHandle_t task;
    SemaphoreHandle_t go, done;
    StaticSemaphore_t go_memory, done_memory;
    uint8_t receive[mqttconfigRX_BUFFER_SIZE];
};

struct operation {
    MQTTPublishInfo_t publish;
    MQTTSubscribeInfo_t filter;
    MQTTAgentSubscribeArgs_t filters;
    SemaphoreHandle_t done;
    StaticSemaphore_t done_memory;
    volatile MQTTStatus_t status;
    uint8_t users;
    char bytes[];
};

static struct broker brokers[mqttconfigMAX_BROKERS];
static broker_stream_t make_stream;

void broker_use_stream(broker_stream_t stream)
{
    make_stream = stream;
}

static uint32_t ms_of(TickType_t ticks)
{
    const uint64_t ms = (uint64_t)ticks * 1000u / configTICK_RATE_HZ;

    return ms < LONGEST_WAIT_MS ? (uint32_t)ms : LONGEST_WAIT_MS;
}

/* --- the task --- */

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    struct broker *const broker = context;

    (void)reason;
    if (state == MQTT_CONNECTION_CONNECTED) {
        broker->connected = true;
        (void)xSemaphoreGive(broker->done);
    }
}

static void on_message(void *context, const struct mqtt_connection_message *message)
{
    const struct broker *const broker = context;
    const struct broker_message told = {message->topic, message->payload, message->topic_length,
                                        message->length, (uint8_t)message->qos};

    broker->events.message(broker->events.context, &told);
}

static void live(void *arg)
{
    struct broker *const broker = arg;

    for (;;) {
        (void)xSemaphoreTake(broker->go, portMAX_DELAY);
        (void)mqtt_agent_run_once(&broker->agent);
        const bool lost = broker->connected && !broker->ending;
        broker->connected = false;
        broker->living = false;
        if (lost) {
            broker->events.lost(broker->events.context);
        } else {
            (void)xSemaphoreGive(broker->done);
        }
    }
}

struct broker *broker_take(const struct broker_events *events)
{
    struct broker *broker = NULL;

    vTaskSuspendAll();
    for (size_t i = 0; i < mqttconfigMAX_BROKERS && broker == NULL; i++) {
        broker = brokers[i].taken ? NULL : &brokers[i];
    }
    if (broker != NULL) {
        broker->taken = true;
    }
    (void)xTaskResumeAll();
    if (broker == NULL) {
        return NULL;
    }
    broker->events = *events;
    broker->living = broker->connected = broker->ending = false;
    broker->go = xSemaphoreCreateBinaryStatic(&broker->go_memory);
    broker->done = xSemaphoreCreateBinaryStatic(&broker->done_memory);
    if (xTaskCreate(live, "MQTT", mqttconfigMQTT_TASK_STACK_DEPTH, broker,
                    mqttconfigMQTT_TASK_PRIORITY, &broker->task) != pdPASS) {
        broker->taken = false;
        return NULL;
    }
    return broker;
}

/* Commands that came after the end of a life would never complete. */
static void cancel_late_commands(struct broker *broker)
{
    if (broker->prepared) {
        (void)MQTTAgent_CancelAll(&broker->agent.context);
    }
    broker->prepared = false;
}

bool broker_give_back(struct broker *broker)
{
    if (broker->living) {
        return false;
    }
    vTaskDelete(broker->task);
    cancel_late_commands(broker);
    broker->taken = false;
    return true;
}

bool broker_is_connected(const struct broker *broker)
{
    return broker->living;
}

bool broker_is_this_task(const struct broker *broker)
{
    return xTaskGetCurrentTaskHandle() == broker->task;
}

/* --- connecting --- */

static bool prepare(struct broker *broker, TickType_t timeout_ticks)
{
    struct mqtt_agent_config config = {.connection = {
                                           .client_id = broker->target.client_id,
                                           .user = mqttconfigENABLE_METRICS ? METRICS : NULL,
                                           .clean_session = true,
                                           .keep_alive_s = mqttconfigKEEP_ALIVE_INTERVAL_SECONDS,
                                           .connack_timeout_ms = ms_of(timeout_ticks) + 1u,
                                           .receive_buffer = broker->receive,
                                           .receive_size = sizeof broker->receive,
                                           .message = on_message,
                                           .state = on_state,
                                           .context = broker,
                                       }};

    cancel_late_commands(broker);
    if (make_stream == NULL) {
        return false;
    }
    make_stream((unsigned)(broker - brokers), &broker->target, &broker->wakes, &config.connection);
    broker->system = config.connection.system;
    broker->prepared = mqtt_agent_init(&broker->agent, &config) == MQTTSuccess;
    return broker->prepared;
}

enum broker_result broker_connect(struct broker *broker, const struct broker_target *target,
                                  TickType_t timeout_ticks)
{
    const TickType_t begun = xTaskGetTickCount();

    vTaskSuspendAll();
    const bool mine = !broker->living;
    broker->living = true;
    (void)xTaskResumeAll();
    if (!mine) {
        return BROKER_FAILED;
    }
    broker->target = *target;
    broker->ending = false;
    if (!prepare(broker, timeout_ticks)) {
        broker->living = false;
        return BROKER_FAILED;
    }
    (void)xSemaphoreTake(broker->done, 0); /* of a broker_disconnect that gave up waiting */
    (void)xSemaphoreGive(broker->go);
    if (xSemaphoreTake(broker->done, timeout_ticks) != pdTRUE) {
        broker->agent.attempt.stop = true;
        broker->system.wake(broker->system.context);
        (void)xSemaphoreTake(broker->done, portMAX_DELAY); /* opening cannot be cut short */
        broker->agent.attempt.stop = false;
    }
    if (broker->connected) {
        return BROKER_OK;
    }
    return xTaskGetTickCount() - begun >= timeout_ticks ? BROKER_TIMED_OUT : BROKER_FAILED;
}

enum broker_result broker_disconnect(struct broker *broker, TickType_t timeout_ticks)
{
    const MQTTAgentCommandInfo_t info = {.blockTimeMs = ms_of(timeout_ticks)};

    if (!broker->connected) {
        return BROKER_FAILED;
    }
    broker->ending = true;
    if (MQTTAgent_Disconnect(&broker->agent.context, &info) != MQTTSuccess) {
        broker->ending = false;
        return BROKER_TIMED_OUT;
    }
    return xSemaphoreTake(broker->done, timeout_ticks) == pdTRUE ? BROKER_OK : BROKER_TIMED_OUT;
}

/* --- operations --- */

/* With room for two texts of the caller's. */
static struct operation *operation_of(const void *first, size_t first_bytes, const void *second,
                                      size_t second_bytes)
{
    struct operation *const operation =
        pvPortMalloc(sizeof *operation + first_bytes + second_bytes);

    if (operation == NULL) {
        return NULL;
    }
    memset(operation, 0, sizeof *operation);
    operation->users = 2;
    operation->done = xSemaphoreCreateBinaryStatic(&operation->done_memory);
    memcpy(operation->bytes, first, first_bytes);
    if (second_bytes > 0) {
        memcpy(operation->bytes + first_bytes, second, second_bytes);
    }
    return operation;
}

static void leave(struct operation *operation)
{
    taskENTER_CRITICAL();
    const bool last = --operation->users == 0;
    taskEXIT_CRITICAL();
    if (last) {
        vSemaphoreDelete(operation->done);
        vPortFree(operation);
    }
}

static void on_complete(MQTTAgentCommandContext_t *context, MQTTAgentReturnInfo_t *result)
{
    struct operation *const operation = (struct operation *)(void *)context;

    operation->status = result->returnCode;
    (void)xSemaphoreGive(operation->done);
    leave(operation);
}

/* How the hand-over went; then wait for the answer. */
static enum broker_result finish(struct operation *operation, MQTTStatus_t handed,
                                 TickType_t timeout_ticks)
{
    enum broker_result result = BROKER_FAILED;

    if (handed != MQTTSuccess) {
        leave(operation);
    } else if (xSemaphoreTake(operation->done, timeout_ticks) != pdTRUE) {
        result = BROKER_TIMED_OUT;
    } else if (operation->status == MQTTSuccess) {
        result = BROKER_OK;
    }
    leave(operation);
    return result;
}

static MQTTAgentCommandInfo_t told(struct operation *operation, TickType_t timeout_ticks)
{
    return (MQTTAgentCommandInfo_t){on_complete, (MQTTAgentCommandContext_t *)(void *)operation,
                                    ms_of(timeout_ticks)};
}

enum broker_result broker_publish(struct broker *broker, const struct broker_message *message,
                                  TickType_t timeout_ticks)
{
    struct operation *const operation =
        broker->connected
            ? operation_of(message->topic, message->topic_length, message->payload, message->length)
            : NULL;

    if (operation == NULL) {
        return BROKER_FAILED;
    }
    const MQTTAgentCommandInfo_t info = told(operation, timeout_ticks);
    operation->publish = (MQTTPublishInfo_t){
        .qos = (MQTTQoS_t)message->qos,
        .pTopicName = operation->bytes,
        .topicNameLength = (uint16_t)message->topic_length,
        .pPayload = operation->bytes + message->topic_length,
        .payloadLength = message->length,
    };
    return finish(operation, MQTTAgent_Publish(&broker->agent.context, &operation->publish, &info),
                  timeout_ticks);
}

static struct operation *filter_of(struct broker *broker, const uint8_t *filter, size_t length,
                                   uint8_t qos)
{
    struct operation *const operation =
        broker->connected ? operation_of(filter, length, NULL, 0) : NULL;

    if (operation != NULL) {
        operation->filter =
            (MQTTSubscribeInfo_t){(MQTTQoS_t)qos, operation->bytes, (uint16_t)length};
        operation->filters = (MQTTAgentSubscribeArgs_t){&operation->filter, 1};
    }
    return operation;
}

enum broker_result broker_subscribe(struct broker *broker, const uint8_t *filter, size_t length,
                                    uint8_t qos, TickType_t timeout_ticks)
{
    struct operation *const operation = filter_of(broker, filter, length, qos);

    if (operation == NULL) {
        return BROKER_FAILED;
    }
    const MQTTAgentCommandInfo_t info = told(operation, timeout_ticks);
    return finish(operation,
                  MQTTAgent_Subscribe(&broker->agent.context, &operation->filters, &info),
                  timeout_ticks);
}

enum broker_result broker_unsubscribe(struct broker *broker, const uint8_t *filter, size_t length,
                                      TickType_t timeout_ticks)
{
    struct operation *const operation = filter_of(broker, filter, length, 0);

    if (operation == NULL) {
        return BROKER_FAILED;
    }
    const MQTTAgentCommandInfo_t info = told(operation, timeout_ticks);
    return finish(operation,
                  MQTTAgent_Unsubscribe(&broker->agent.context, &operation->filters, &info),
                  timeout_ticks);
}

bool broker_matches(const struct broker_message *message, const char *filter, size_t length)
{
    bool matches = false;

    return MQTT_MatchTopic(message->topic, (uint16_t)message->topic_length, filter,
                           (uint16_t)length, &matches) == MQTTSuccess &&
           matches;
}
