/* SPDX-License-Identifier: MIT */
#include "core_sntp_serializer.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sntp_packet.h"
#include "test.h"

static const SntpTimestamp_t T1 = {3900000000u, 0x10000000u};
static const SntpTimestamp_t T2 = {3900000010u, 0x20000000u};
static const SntpTimestamp_t T3 = {3900000010u, 0x30000000u};
static const SntpTimestamp_t T4 = {3900000000u, 0x40000000u};

static SntpStatus_t parse(const uint8_t *packet, SntpResponseData_t *data)
{
    return Sntp_DeserializeResponse(&T1, &T4, packet, SNTP_PACKET_BASE_SIZE, data);
}

static void a_request_is_zero_but_for_version_mode_and_salted_time(void)
{
    uint8_t packet[SNTP_PACKET_BASE_SIZE + 2];
    memset(packet, 0xEE, sizeof packet);
    SntpTimestamp_t time = {0x01020304u, 0xAABBCCDDu};

    CHECK_EQ(Sntp_SerializeRequest(&time, 0x12345678u, packet, sizeof packet), SntpSuccess);

    CHECK_EQ(time.seconds, 0x01020304u);
    CHECK_EQ(time.fractions, 0xAABB1234u);
    static const uint8_t want[8] = {1, 2, 3, 4, 0xAA, 0xBB, 0x12, 0x34};
    CHECK_EQ(packet[0], 4 << 3 | 3);
    for (size_t i = 1; i < sizeof packet; i++) {
        const uint8_t byte = i < 40 ? 0 : i < 48 ? want[i - 40] : 0xEE;
        CHECK_EQ(packet[i], byte);
    }
}

static void a_request_never_carries_the_time_zero(void)
{
    uint8_t packet[SNTP_PACKET_BASE_SIZE];
    SntpTimestamp_t time = {0, 0xFFFFu};

    CHECK_EQ(Sntp_SerializeRequest(&time, 0xFFFFu, packet, sizeof packet), SntpSuccess);
    CHECK_EQ(time.fractions, 1);
    CHECK_EQ(packet[47], 1);
}

static void a_request_needs_its_pointers_and_48_bytes(void)
{
    uint8_t packet[SNTP_PACKET_BASE_SIZE] = {0};
    SntpTimestamp_t time = {5, 0x77777777u};

    CHECK_EQ(Sntp_SerializeRequest(NULL, 0, packet, 48), SntpErrorBadParameter);
    CHECK_EQ(Sntp_SerializeRequest(&time, 0, NULL, 48), SntpErrorBadParameter);
    for (size_t size = 0; size < 48; size++) {
        CHECK_EQ(Sntp_SerializeRequest(&time, 0, packet, size), SntpErrorBufferTooSmall);
    }
    CHECK_EQ(time.fractions, 0x77777777u);
    CHECK_EQ(packet[0], 0);
}

static void every_truncation_is_too_small(void)
{
    for (size_t size = 0; size < SNTP_PACKET_BASE_SIZE; size++) {
        uint8_t full[SNTP_PACKET_BASE_SIZE];
        packet_write(full, T1, T2, T3);
        uint8_t *exact = malloc(size + (size == 0)); /* a byte too far is ASan's to see */
        memcpy(exact, full, size);
        SntpResponseData_t data = {.clockOffsetMs = 77};
        CHECK_EQ(Sntp_DeserializeResponse(&T1, &T4, exact, size, &data), SntpErrorBufferTooSmall);
        CHECK_EQ(data.clockOffsetMs, 77);
        free(exact);
    }
}

static void a_good_response_gives_time_leap_and_offset(void)
{
    for (unsigned leap = 0; leap < 4; leap++) {
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        packet_write(packet, T1, T2, T3);
        packet[0] = (uint8_t)(leap << 6 | 0x24);
        SntpResponseData_t data;
        CHECK_EQ(parse(packet, &data), SntpSuccess);
        CHECK_EQ(data.serverTime.seconds, T3.seconds);
        CHECK_EQ(data.serverTime.fractions, T3.fractions);
        CHECK_EQ(data.leapSecondType, leap);
        CHECK_EQ(data.rejectedResponseCode, SNTP_KISS_OF_DEATH_CODE_NONE);
        CHECK_EQ(data.clockOffsetMs, 10000); /* (10 + 1/16 + 10 - 1/16) / 2 */
    }
}

static void only_mode_4_and_versions_1_to_4_answer(void)
{
    for (unsigned first = 0; first < 256; first++) {
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        packet_write(packet, T1, T2, T3);
        packet[0] = (uint8_t)first;
        const unsigned version = first >> 3 & 7u;
        const bool good = (first & 7u) == 4 && version >= 1 && version <= 4;
        SntpResponseData_t data;
        CHECK_EQ(parse(packet, &data), good ? SntpSuccess : SntpInvalidResponse);
    }
}

static void strata_1_to_15_answer(void)
{
    for (unsigned stratum = 1; stratum < 256; stratum++) {
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        packet_write(packet, T1, T2, T3);
        packet[AT_STRATUM] = (uint8_t)stratum;
        SntpResponseData_t data;
        CHECK_EQ(parse(packet, &data), stratum <= 15 ? SntpSuccess : SntpInvalidResponse);
    }
}

static void one_wrong_bit_of_the_originate_time_is_no_answer(void)
{
    for (unsigned bit = 0; bit < 64; bit++) {
        for (int kiss = 0; kiss < 2; kiss++) { /* an attacker's kiss does no harm either */
            uint8_t packet[SNTP_PACKET_BASE_SIZE];
            packet_write(packet, T1, T2, T3);
            if (kiss) {
                packet_make_kiss(packet, "DENY");
            }
            packet[AT_ORIGINATE + bit / 8] ^= (uint8_t)(1u << bit % 8);
            SntpResponseData_t data = {.rejectedResponseCode = 77};
            CHECK_EQ(parse(packet, &data), SntpInvalidResponse);
            CHECK_EQ(data.rejectedResponseCode, 77);
        }
    }
}

static void a_time_of_zero_is_no_answer_but_either_half_may_be_zero(void)
{
    static const SntpTimestamp_t zero = {0, 0}, second = {1, 0}, fraction = {0, 1};
    static const struct {
        const char *what;
        SntpTimestamp_t receive, transmit;
        SntpStatus_t status;
    } cases[] = {
        {"no transmit time", T2, zero, SntpInvalidResponse},
        {"no receive time", zero, T3, SntpInvalidResponse},
        {"neither", zero, zero, SntpInvalidResponse},
        {"first moment of an era", fraction, fraction, SntpSuccess},
        {"whole seconds", second, second, SntpSuccess},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        packet_write(packet, T1, cases[i].receive, cases[i].transmit);
        SntpResponseData_t data;
        CHECK_EQ(parse(packet, &data), cases[i].status);
    }
}

static void kiss_codes_say_what_to_do(void)
{
    static const struct {
        const char *code;
        SntpStatus_t status;
    } cases[] = {
        {"DENY", SntpRejectedResponseChangeServer},
        {"RSTR", SntpRejectedResponseChangeServer},
        {"RATE", SntpRejectedResponseRetryWithBackoff},
        {"INIT", SntpRejectedResponseOtherCode},
        {"deny", SntpRejectedResponseOtherCode},
        {"DENX", SntpRejectedResponseOtherCode},
        {"\0\0\0", SntpRejectedResponseOtherCode},
        {"\xFF\xFF\xFF\xFF", SntpRejectedResponseOtherCode},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].code;
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        const SntpTimestamp_t zero = {0, 0}; /* servers that refuse often tell no time at all */
        packet_write(packet, T1, zero, zero);
        packet_make_kiss(packet, cases[i].code);
        SntpResponseData_t data;
        memset(&data, 0xEE, sizeof data);
        CHECK_EQ(parse(packet, &data), cases[i].status);
        uint32_t code = 0;
        for (int k = 0; k < 4; k++) {
            code = code << 8 | (uint8_t)cases[i].code[k];
        }
        CHECK_EQ(data.rejectedResponseCode, code);
        CHECK_EQ(data.serverTime.seconds, 0);
        CHECK_EQ(data.clockOffsetMs, 0);
    }
}

static void the_offset_is_right_in_every_direction_and_across_eras(void)
{
    static const struct {
        const char *what;
        SntpTimestamp_t t1, t2, t3, t4;
        int64_t offset_ms;
    } cases[] = {
        {"equal clocks", {100, 0}, {101, 0}, {101, 0}, {102, 0}, 0},
        {"server ahead", {100, 0}, {161, 0}, {161, 0}, {102, 0}, 60000},
        {"server behind", {100, 0}, {41, 0}, {41, 0}, {102, 0}, -60000},
        {"over half a millisecond behind", {9, 0}, {8, 0xFFDF3B63u}, {8, 0xFFDF3B63u}, {9, 0}, -1},
        {"half a millisecond behind", {9, 0}, {8, 0xFFDF3B65u}, {8, 0xFFDF3B65u}, {9, 0}, 0},
        {"half a millisecond ahead", {9, 0}, {9, 0x0020C49Bu}, {9, 0x0020C49Bu}, {9, 0}, 0},
        {"over half a millisecond ahead", {9, 0}, {9, 0x0020C49Cu}, {9, 0x0020C49Cu}, {9, 0}, 1},
        /* 4295 fractions are a little more than a microsecond */
        {"500,000 us ahead", {9, 0}, {9, 2147500000u}, {9, 2147500000u}, {9, 0}, 500},
        {"500,000 us behind", {9, 2147500000u}, {9, 0}, {9, 0}, {9, 2147500000u}, -500},
        {"halves are kept", {100, 0}, {100, 0}, {100, 0}, {101, 0}, -500},
        {"era ends at the server", {0xFFFFFFF0u, 0}, {4, 0}, {4, 0}, {0xFFFFFFF0u, 0}, 20000},
        {"era ends at the client", {4, 0}, {0xFFFFFFF0u, 0}, {0xFFFFFFF0u, 0}, {4, 0}, -20000},
        {"era ends on the way", {0xFFFFFFFFu, 0}, {0, 1}, {0, 1}, {1, 0}, 0},
        {"era ends while the server thinks", {0xFFFFFFFEu, 0}, {0xFFFFFFFFu, 0}, {1, 0}, {2, 0}, 0},
        {"60 years ahead", {1, 0}, {1892160001u, 0}, {1892160001u, 0}, {1, 0}, 1892160000000},
        {"67 years behind", {2114000000u, 0}, {1, 0}, {1, 0}, {2114000000u, 0}, -2113999999000},
        {"furthest ahead", {5, 0}, {0x80000004u, 0}, {0x80000004u, 0}, {5, 0}, 2147483647000},
        {"furthest behind", {5, 0}, {0x80000005u, 0}, {0x80000005u, 0}, {5, 0}, -2147483648000},
        /* the two differences have different signs: a mean of plain sums would be 68 years off */
        {"round the back", {5, 0}, {0x80000004u, 0}, {0x80000004u, 0}, {3, 0}, -2147483648000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        uint8_t packet[SNTP_PACKET_BASE_SIZE];
        packet_write(packet, cases[i].t1, cases[i].t2, cases[i].t3);
        SntpResponseData_t data;
        CHECK_EQ(Sntp_DeserializeResponse(&cases[i].t1, &cases[i].t4, packet, 48, &data),
                 SntpSuccess);
        CHECK_EQ(data.clockOffsetMs, cases[i].offset_ms);
    }
}

static void a_response_needs_its_pointers_and_a_request(void)
{
    static const SntpTimestamp_t zero = {0, 0};
    uint8_t packet[SNTP_PACKET_BASE_SIZE];
    packet_write(packet, zero, T2, T3);
    SntpResponseData_t data;

    CHECK_EQ(Sntp_DeserializeResponse(NULL, &T4, packet, 48, &data), SntpErrorBadParameter);
    CHECK_EQ(Sntp_DeserializeResponse(&T1, NULL, packet, 48, &data), SntpErrorBadParameter);
    CHECK_EQ(Sntp_DeserializeResponse(&T1, &T4, NULL, 48, &data), SntpErrorBadParameter);
    CHECK_EQ(Sntp_DeserializeResponse(&T1, &T4, packet, 48, NULL), SntpErrorBadParameter);
    test_case = "no request was sent, and the response says so";
    CHECK_EQ(Sntp_DeserializeResponse(&zero, &T4, packet, 48, &data), SntpErrorBadParameter);
}

static void poll_intervals_are_the_largest_power_of_two_that_is_accurate(void)
{
    static const struct {
        uint16_t ppm, ms;
        SntpStatus_t status;
        uint32_t seconds;
    } cases[] = {
        {100, 100, SntpSuccess, 512},
        {32, 1024, SntpSuccess, 16384},
        {1, 65535, SntpSuccess, 33554432},
        {1, 1, SntpSuccess, 512},
        {1000, 1, SntpSuccess, 1},
        {1001, 1, SntpZeroPollInterval, 99},
        {65535, 65, SntpZeroPollInterval, 99},
        {65535, 66, SntpSuccess, 1},
        {500, 1, SntpSuccess, 2},
        {0, 1, SntpErrorBadParameter, 99},
        {1, 0, SntpErrorBadParameter, 99},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t seconds = 99;
        CHECK_EQ(Sntp_CalculatePollInterval(cases[i].ppm, cases[i].ms, &seconds), cases[i].status);
        CHECK_EQ(seconds, cases[i].seconds);
    }
    CHECK_EQ(Sntp_CalculatePollInterval(1, 1, NULL), SntpErrorBadParameter);
}

static void unix_time_runs_from_1970_to_2106_without_a_gap(void)
{
    static const struct {
        const char *what;
        SntpTimestamp_t time;
        uint32_t seconds, microseconds;
    } cases[] = {
        {"1970", {SNTP_TIME_AT_UNIX_EPOCH_SECS, 0}, 0, 0},
        {"half a second", {SNTP_TIME_AT_UNIX_EPOCH_SECS, 0x80000000u}, 0, 500000},
        {"the last fraction", {SNTP_TIME_AT_UNIX_EPOCH_SECS, UINT32_MAX}, 0, 999999},
        {"a microsecond",
         {SNTP_TIME_AT_UNIX_EPOCH_SECS, SNTP_FRACTION_VALUE_PER_MICROSECOND},
         0,
         1},
        {"end of era 0", {UINT32_MAX, 0}, UNIX_TIME_SECS_AT_SNTP_ERA_1_SMALLEST_TIME - 1u, 0},
        {"era 1", {0, 0}, UNIX_TIME_SECS_AT_SNTP_ERA_1_SMALLEST_TIME, 0},
        {"end of 31 bits", {SNTP_TIME_AT_LARGEST_UNIX_TIME_SECS, 0}, INT32_MAX, 0},
        {"2038", {SNTP_TIME_AT_LARGEST_UNIX_TIME_SECS + 1u, 0}, 0x80000000u, 0},
        {"2106", {SNTP_TIME_AT_UNIX_EPOCH_SECS - 1u, 0}, UINT32_MAX, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        uint32_t seconds, microseconds;
        CHECK_EQ(Sntp_ConvertToUnixTime(&cases[i].time, &seconds, &microseconds), SntpSuccess);
        CHECK_EQ(seconds, cases[i].seconds);
        CHECK_EQ(microseconds, cases[i].microseconds);
    }
    uint32_t number;
    CHECK_EQ(Sntp_ConvertToUnixTime(NULL, &number, &number), SntpErrorBadParameter);
    CHECK_EQ(Sntp_ConvertToUnixTime(&T1, NULL, &number), SntpErrorBadParameter);
    CHECK_EQ(Sntp_ConvertToUnixTime(&T1, &number, NULL), SntpErrorBadParameter);
}

int main(void)
{
    RUN(a_request_is_zero_but_for_version_mode_and_salted_time);
    RUN(a_request_never_carries_the_time_zero);
    RUN(a_request_needs_its_pointers_and_48_bytes);
    RUN(every_truncation_is_too_small);
    RUN(a_good_response_gives_time_leap_and_offset);
    RUN(only_mode_4_and_versions_1_to_4_answer);
    RUN(strata_1_to_15_answer);
    RUN(one_wrong_bit_of_the_originate_time_is_no_answer);
    RUN(a_time_of_zero_is_no_answer_but_either_half_may_be_zero);
    RUN(kiss_codes_say_what_to_do);
    RUN(the_offset_is_right_in_every_direction_and_across_eras);
    RUN(a_response_needs_its_pointers_and_a_request);
    RUN(poll_intervals_are_the_largest_power_of_two_that_is_accurate);
    RUN(unix_time_runs_from_1970_to_2106_without_a_gap);
    return 0;
}
