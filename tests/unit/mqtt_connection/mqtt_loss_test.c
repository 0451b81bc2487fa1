/* SPDX-License-Identifier: MIT */
/* The stream dies at every byte of the dialogue; what was accepted must come through. */
#include "rig.h"
#include "test.h"

#define MESSAGES 6
#define LAST     (RIG_NUMBERS - 1)

struct scenario {
    const char *name;
    uint8_t qos;  /* of both directions; 3: QoS 1 and 2 in turn */
    bool silent;  /* what is sent at death seems to leave */
    bool forgets; /* the broker loses the session */
    bool drop;    /* drop_unacknowledged: the test must be able to fail */
    size_t bytes_at_once;
};

static MQTTQoS_t qos_of(const struct scenario *scenario, uint8_t number)
{
    return (MQTTQoS_t)(scenario->qos < 3 ? scenario->qos : 1 + number % 2);
}

static long dialogue_bytes;

/* Whether the broker, with or without the session of before, finds the client subscribed. */
static bool is_subscribed(void)
{
    rig.broker.bytes_to_live = -1;
    rig_run_ms(100);
    return rig_down(LAST, 1) && rig_settle(1000) && rig.down[LAST] == 1;
}

/* The dialogue: three messages up before the first connection, three later, six down. With death at
 * `first` bytes, and once more `second` bytes later; -1: no death. False: it does not come to rest.
 */
static bool run_dialogue(const struct scenario *scenario, long first, long second)
{
    rig_init();
    rig.config.drop_unacknowledged = scenario->drop;
    rig.broker.forgets = scenario->forgets;
    rig.broker.dies_silently = scenario->silent;
    rig.broker.bytes_at_once = scenario->bytes_at_once;
    rig.broker.bytes_to_live = first;
    rig_start();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS2), MQTTSuccess);
    uint8_t up = 0;
    uint8_t down = 0;
    const uint32_t start = rig_clock_ms;
    while (rig_clock_ms - start < 300000) {
        if (up < (rig.connection.state == MQTT_CONNECTION_CONNECTED ? MESSAGES : MESSAGES / 2) &&
            rig_up(up, qos_of(scenario, up)) == MQTTSuccess) {
            up++;
        }
        if (down < MESSAGES && rig_down(down, (uint8_t)qos_of(scenario, down))) {
            down++;
        }
        if (first >= 0 && second >= 0 && rig.broker.bytes_to_live < 0) {
            rig.broker.bytes_to_live = second;
            second = -1;
        }
        if (up == MESSAGES && (down == MESSAGES || scenario->forgets)) {
            const bool settled = rig_settle(300000);
            dialogue_bytes = rig.broker.bytes;
            return settled && is_subscribed();
        }
        (void)mqtt_connection_run(&rig.connection, 10);
    }
    return false;
}

struct outcome {
    unsigned lost, repeated; /* messages up that came never, or more than once */
};

static struct outcome check_dialogue(const struct scenario *scenario)
{
    const struct mqtt_connection_counts counts = rig_counts();
    struct outcome outcome = {0, 0};

    CHECK_EQ(rig.broker.protocol_errors, 0);
    CHECK_EQ(counts.accepted, MESSAGES);
    for (uint8_t i = 0; i < MESSAGES; i++) {
        outcome.lost += rig.up[i] == 0;
        outcome.repeated += rig.up[i] > 1;
        if (!scenario->forgets) {
            CHECK_EQ(rig.down[i] >= 1, true);
            CHECK_EQ(qos_of(scenario, i) == MQTTQoS1 || rig.down[i] == 1, true);
            CHECK_EQ(qos_of(scenario, i) == MQTTQoS1 || rig.up[i] <= 1, true);
        }
        if (scenario->qos < 3 && !scenario->drop) {
            CHECK_EQ(rig.up_order[i], i);
        }
    }
    CHECK_EQ(counts.dropped >= outcome.lost, true);
    return outcome;
}

static unsigned sweep(const struct scenario *scenario, bool twice)
{
    struct outcome sum = {0, 0};

    test_case = scenario->name;
    CHECK_EQ(run_dialogue(scenario, -1, -1), true);
    CHECK_EQ(check_dialogue(scenario).lost, 0);
    const long total = dialogue_bytes;
    for (long first = 0; first < total; first += twice ? 5 : 1) {
        for (long second = twice ? 0 : -1; second < (twice ? total : 0); second += 7) {
            CHECK_EQ(run_dialogue(scenario, first, second), true);
            CHECK_EQ(rig_counts().losses + rig_counts().failures >= 1, true);
            const struct outcome outcome = check_dialogue(scenario);
            sum.lost += outcome.lost;
            sum.repeated += outcome.repeated;
        }
    }
    printf("   %s: %ld bytes, %u delivered twice, %u lost\n", scenario->name, total, sum.repeated,
           sum.lost);
    return sum.lost;
}

static void what_was_accepted_is_delivered_wherever_the_stream_dies(void)
{
    static const struct scenario scenarios[] = {
        {.name = "QoS 1", .qos = 1},
        {.name = "QoS 2", .qos = 2},
        {.name = "QoS 1 and 2", .qos = 3},
        {.name = "QoS 1, the loss is seen late", .qos = 1, .silent = true},
        {.name = "QoS 2, the loss is seen late", .qos = 2, .silent = true},
        {.name = "QoS 1, the session is lost", .qos = 1, .forgets = true},
        {.name = "QoS 2, the session is lost", .qos = 2, .forgets = true},
        {.name = "QoS 1 and 2, the session is lost, seen late",
         .qos = 3,
         .forgets = true,
         .silent = true},
        {.name = "QoS 1 and 2, byte by byte", .qos = 3, .silent = true, .bytes_at_once = 1},
    };
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
        CHECK_EQ(sweep(&scenarios[i], false), 0);
    }
}

static void it_is_when_the_stream_dies_twice(void)
{
    static const struct scenario scenarios[] = {
        {.name = "QoS 1 and 2, twice", .qos = 3, .silent = true},
        {.name = "QoS 1, twice, the session is lost", .qos = 1, .forgets = true},
    };
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
        CHECK_EQ(sweep(&scenarios[i], true), 0);
    }
}

static void without_resend_messages_are_lost(void)
{
    static const struct scenario scenario = {
        .name = "QoS 1, no resend", .qos = 1, .silent = true, .drop = true};

    CHECK_EQ(sweep(&scenario, false) > 0, true);
}

int main(void)
{
    RUN(what_was_accepted_is_delivered_wherever_the_stream_dies);
    RUN(it_is_when_the_stream_dies_twice);
    RUN(without_resend_messages_are_lost);
    return 0;
}
