/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "mqtt_store.h"
#include "test.h"

static _Alignas(4) uint8_t memory[400];
static struct mqtt_store store;
static uint8_t payload[400];

static bool append(uint8_t number, size_t length)
{
    memset(payload, number, length);
    const MQTTPublishInfo_t message = {.qos = MQTTQoS1,
                                       .pTopicName = "topic",
                                       .topicNameLength = 5,
                                       .pPayload = payload,
                                       .payloadLength = length};
    return mqtt_store_append(&store, &message);
}

/* Compares what is in the store with `length[]` and `number[]`. */
static void check_contents(const uint8_t *number, const size_t *length, size_t count)
{
    struct mqtt_store_entry *entry = NULL;

    for (size_t i = 0; i < count; i++) {
        entry = mqtt_store_next(&store, entry);
        CHECK_EQ(entry != NULL, true);
        const MQTTPublishInfo_t message = mqtt_store_message(entry);
        CHECK_EQ(message.topicNameLength, 5);
        CHECK_EQ(memcmp(message.pTopicName, "topic", 5), 0);
        CHECK_EQ(message.payloadLength, length[i]);
        for (size_t j = 0; j < length[i]; j++) {
            CHECK_EQ(((const uint8_t *)message.pPayload)[j], number[i]);
        }
    }
    CHECK_EQ(mqtt_store_next(&store, entry) == NULL, true);
}

/* Against a model: a queue of lengths, and the rule that an entry is freed only behind the head. */
static void entries_come_out_in_order_and_whole_whatever_their_sizes(void)
{
    uint8_t numbers[64];
    size_t lengths[64];
    size_t count = 0;
    uint32_t random = 7;
    unsigned refused = 0;
    unsigned wrapped = 0;

    mqtt_store_init(&store, memory, sizeof memory);
    for (unsigned round = 0; round < 20000; round++) {
        random = random * 1664525u + 1013904223u;
        const size_t length = (random >> 20) % 150;
        const uint32_t tail = store.tail;
        if (append((uint8_t)round, length)) {
            numbers[count] = (uint8_t)round;
            lengths[count++] = length;
            wrapped += store.tail < tail;
        } else {
            CHECK_EQ(count > 0, true);
            refused++;
        }
        check_contents(numbers, lengths, count);
        if ((random >> 10) % 3 == 0 && count > 0) {
            mqtt_store_first(&store, MQTT_STORE_QUEUED)->phase = MQTT_STORE_DONE;
            CHECK_EQ(mqtt_store_free_done(&store), true);
            count--;
            memmove(numbers, numbers + 1, count);
            memmove(lengths, lengths + 1, count * sizeof lengths[0]);
            check_contents(numbers, lengths, count);
        }
    }
    CHECK_EQ(refused > 100, true);
    CHECK_EQ(wrapped > 100, true);
}

static void memory_of_an_entry_comes_back_when_all_older_ones_are_done(void)
{
    mqtt_store_init(&store, memory, sizeof memory);
    for (uint8_t i = 0; i < 4; i++) {
        CHECK_EQ(append(i, 60), true);
    }
    CHECK_EQ(append(9, 60), false);
    struct mqtt_store_entry *const first = mqtt_store_next(&store, NULL);
    mqtt_store_next(&store, first)->phase = MQTT_STORE_DONE;
    CHECK_EQ(mqtt_store_free_done(&store), false);
    CHECK_EQ(append(9, 60), false);
    first->phase = MQTT_STORE_DONE;
    CHECK_EQ(mqtt_store_free_done(&store), true);
    CHECK_EQ(store.count, 2);
    CHECK_EQ(append(9, 60), true);
}

static void an_empty_store_holds_the_largest_message_wherever_it_was_emptied(void)
{
    const size_t largest = sizeof memory - sizeof(struct mqtt_store_entry) - 5;

    CHECK_EQ(largest % 4, 3);
    mqtt_store_init(&store, memory, sizeof memory);
    CHECK_EQ(mqtt_store_may_hold(&store, 5, largest), true);
    CHECK_EQ(mqtt_store_may_hold(&store, 5, largest + 1), false);
    CHECK_EQ(mqtt_store_may_hold(&store, 5, SIZE_MAX), false);
    for (size_t length = 0; length <= largest; length++) {
        CHECK_EQ(append(1, length), true);
        CHECK_EQ(append(2, largest), false);
        mqtt_store_next(&store, NULL)->phase = MQTT_STORE_DONE;
        CHECK_EQ(mqtt_store_free_done(&store), true);
        CHECK_EQ(append(3, largest), true);
        mqtt_store_next(&store, NULL)->phase = MQTT_STORE_DONE;
        CHECK_EQ(mqtt_store_free_done(&store), true);
    }
}

static void an_id_is_found_while_it_is_under_way_and_not_after(void)
{
    mqtt_store_init(&store, memory, sizeof memory);
    for (uint8_t i = 0; i < 3; i++) {
        CHECK_EQ(append(i, 10), true);
    }
    struct mqtt_store_entry *const first = mqtt_store_next(&store, NULL);
    struct mqtt_store_entry *const second = mqtt_store_next(&store, first);
    first->packet_id = 7;
    first->phase = MQTT_STORE_DONE;
    CHECK_EQ(mqtt_store_find(&store, 7) == NULL, true);
    second->packet_id = 7;
    second->phase = MQTT_STORE_SENT;
    CHECK_EQ(mqtt_store_find(&store, 7) == second, true);
    CHECK_EQ(mqtt_store_find(&store, 8) == NULL, true);
    CHECK_EQ(mqtt_store_first(&store, MQTT_STORE_SENT | MQTT_STORE_RELEASED) == second, true);
}

int main(void)
{
    RUN(entries_come_out_in_order_and_whole_whatever_their_sizes);
    RUN(memory_of_an_entry_comes_back_when_all_older_ones_are_done);
    RUN(an_empty_store_holds_the_largest_message_wherever_it_was_emptied);
    RUN(an_id_is_found_while_it_is_under_way_and_not_after);
    return 0;
}
