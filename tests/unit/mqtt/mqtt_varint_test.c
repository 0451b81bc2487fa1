/* SPDX-License-Identifier: MIT */
#include "mqtt_varint.h"
#include "test.h"

/* Boundaries from MQTT 5.0 table 1-1, then each way to be wrong. */
static const struct {
    const char *what;
    uint8_t bytes[5];
    size_t length;
    MQTTStatus_t status;
    uint32_t value;
} cases[] = {
    {"smallest", {0x00}, 1, MQTTSuccess, 0},
    {"last of one byte", {0x7F}, 1, MQTTSuccess, 127},
    {"first of two bytes", {0x80, 0x01}, 2, MQTTSuccess, 128},
    {"last of two bytes", {0xFF, 0x7F}, 2, MQTTSuccess, 16383},
    {"first of three bytes", {0x80, 0x80, 0x01}, 3, MQTTSuccess, 16384},
    {"largest", {0xFF, 0xFF, 0xFF, 0x7F}, 4, MQTTSuccess, MQTT_VARINT_MAX},
    {"nothing yet", {0}, 0, MQTTNeedMoreBytes, 0},
    {"cut short", {0xFF, 0xFF}, 2, MQTTNeedMoreBytes, 0},
    {"five bytes", {0xFF, 0xFF, 0xFF, 0xFF, 0x01}, 5, MQTTBadResponse, 0},
    {"padded zero", {0x80, 0x00}, 2, MQTTBadResponse, 0},
};

static void varint_read_gives_the_status_and_value_of_every_case(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        size_t value = 0;
        size_t used = 0;
        CHECK_EQ(mqtt_varint_read(cases[i].bytes, cases[i].length, &value, &used), cases[i].status);
        CHECK_EQ(value, cases[i].value);
        CHECK_EQ(used, cases[i].status == MQTTSuccess ? cases[i].length : 0);
    }
}

static void varint_survives_a_round_trip_around_every_power_of_two(void)
{
    for (unsigned bit = 0; bit < 28; bit++) {
        for (uint32_t delta = 0; delta < 3; delta++) {
            uint32_t value = (UINT32_C(1) << bit) - 1u + delta;
            if (value > MQTT_VARINT_MAX) {
                continue;
            }
            uint8_t bytes[MQTT_VARINT_BYTES_MAX];
            size_t wrote = mqtt_varint_write(value, bytes);
            size_t back = 0;
            size_t used = 0;
            CHECK_EQ(mqtt_varint_read(bytes, wrote, &back, &used), MQTTSuccess);
            CHECK_EQ(back, value);
            CHECK_EQ(used, wrote);
        }
    }
}

int main(void)
{
    RUN(varint_read_gives_the_status_and_value_of_every_case);
    RUN(varint_survives_a_round_trip_around_every_power_of_two);
    return 0;
}
