/* SPDX-License-Identifier: MIT */
/* The LAN9118 driver against a model of the chip: what QEMU cannot show. */
#include "lan9118.h"

#include <string.h>

#include "lan9118_model.h"
#include "test.h"

static struct lan9118 lan;
static struct netif_device device;
static bool is_ready; /* what the service behind ready() would remember */
static uint8_t frame[2048];

static void on_ready(void *context)
{
    (void)context;
    is_ready = true;
}

static void on_interrupt(void)
{
    lan9118_interrupt(&lan);
}

static void given_a_started_driver(void)
{
    model_init();
    model.interrupt = on_interrupt;
    lan = (struct lan9118){0};
    device = (struct netif_device){.driver = &lan9118_driver, .state = &lan};
    is_ready = false;
    CHECK_EQ(device.driver->start(&device, on_ready, NULL), 1);
    model.accesses = 0;
}

static uint8_t content(uint32_t number, uint32_t index)
{
    return (uint8_t)(number * 31u + index * 7u + 1u);
}

static void arrive(uint32_t number, uint32_t bytes, uint32_t status)
{
    uint8_t data[2048];

    for (uint32_t i = 0; i < bytes; i++) {
        data[i] = content(number, i);
    }
    model_arrive(data, bytes, status);
}

static uint32_t expect_frame(uint32_t number, size_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        CHECK_EQ(frame[i], content(number, i));
    }
    return number + 1;
}

/* ---- The sweep: frames arrive at chosen register accesses of a receiver at work ---- */

static uint32_t arrive_at[2];
static uint32_t arrived;

static void arrive_when_due(void)
{
    while (arrived < 2 && model.accesses >= arrive_at[arrived]) {
        arrive(arrived, 60 + arrived, 0);
        arrived++;
    }
}

/* A service that sleeps until ready() and then drains. @return Frames that it has seen. */
static uint32_t serve_until_quiet(void)
{
    uint32_t seen = 0;

    for (uint32_t idle = 0; idle < 8; idle++) {
        if (!is_ready) {
            (void)device.driver->link_up(&device); /* time passes: accesses of another kind */
            continue;
        }
        is_ready = false;
        idle = 0;
        for (size_t length; (length = device.driver->receive(&device, frame, 1514)) > 0;) {
            CHECK_EQ(length, 60u + seen);
            seen = expect_frame(seen, length);
        }
    }
    return seen;
}

static void receive_misses_no_frame_whichever_access_it_meets(void)
{
    for (int level = 0; level < 2; level++) {
        for (uint32_t first = 0; first < 90; first++) {
            for (uint32_t second = first; second < 90; second++) {
                given_a_started_driver();
                model.level = level;
                arrive_at[0] = first;
                arrive_at[1] = second;
                arrived = 0;
                model.step = arrive_when_due;
                CHECK_EQ(serve_until_quiet(), 2);
                CHECK_EQ(model_waiting(), 0);
                CHECK_EQ(model.interrupts <= 2, 1);
            }
        }
    }
}

/* ---- Receive ---- */

static void receive_gives_every_length_unchanged_and_leaves_the_next_frame_whole(void)
{
    for (uint32_t bytes = 14; bytes <= 1514; bytes++) {
        given_a_started_driver();
        arrive(1, bytes, 0);
        arrive(2, 60, 0);
        CHECK_EQ(device.driver->receive(&device, frame, 1514), bytes);
        (void)expect_frame(1, bytes);
        CHECK_EQ(device.driver->receive(&device, frame, 1514), 60);
        (void)expect_frame(2, 60);
        CHECK_EQ(device.driver->receive(&device, frame, 1514), 0);
    }
}

static void receive_writes_nothing_behind_the_frame(void)
{
    for (uint32_t bytes = 60; bytes < 68; bytes++) {
        given_a_started_driver();
        memset(frame, 0xEE, sizeof frame);
        arrive(1, bytes, 0);
        CHECK_EQ(device.driver->receive(&device, frame, bytes), bytes);
        CHECK_EQ(frame[bytes], 0xEE);
    }
}

static void receive_drops_and_counts_what_is_damaged_too_short_or_too_long(void)
{
    static const struct {
        const char *what;
        uint32_t bytes, status;
    } cases[] = {
        {"damaged", 100, 1u << 15},
        {"damaged and long", 1600, 1u << 15},
        {"empty", 0, 0},
        {"one byte", 1, 0},
        {"too short", 13, 0},
        {"one too long", 1515, 0},
        {"much too long", 2000, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        given_a_started_driver();
        arrive(1, cases[i].bytes, cases[i].status);
        arrive(2, 64, 0);
        CHECK_EQ(device.driver->receive(&device, frame, 1514), 64);
        (void)expect_frame(2, 64);
        CHECK_EQ(lan.receive_errors, 1);
    }
}

/* ---- Send ---- */

static void send_writes_every_length_from_every_alignment(void)
{
    static uint8_t source[1600];

    given_a_started_driver();
    for (uint32_t i = 0; i < sizeof source; i++) {
        source[i] = content(5, i);
    }
    for (uint32_t length = 14; length <= 1514; length++) {
        const uint8_t *from = source + length % 4;
        CHECK_EQ(device.driver->send(&device, from, length), 1);
        CHECK_EQ(model.last_sent_bytes, length);
        CHECK_EQ(memcmp(model.last_sent, from, length), 0);
    }
    CHECK_EQ(model.sent, 1514 - 14 + 1); /* the status FIFO never filled */
    CHECK_EQ(lan.send_errors, 0);
}

static void send_refuses_lengths_out_of_range(void)
{
    static const size_t lengths[] = {0, 1, 13, 1515, 2048, SIZE_MAX};

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        given_a_started_driver();
        CHECK_EQ(device.driver->send(&device, frame, lengths[i]), 0);
        CHECK_EQ(model.sent, 0);
        CHECK_EQ(lan.send_errors, 1);
    }
}

static uint32_t fifo_bytes(uint32_t length)
{
    return 8u + (length + 3u) / 4u * 4u; /* two command words, whole words */
}

static void send_fills_the_fifo_to_the_last_frame_that_fits_and_refuses_the_next(void)
{
    for (uint32_t first = 14; first <= 1514; first++) {
        uint32_t length = 14 + first * 7u % 1501u;
        given_a_started_driver();
        model.wire_blocked = true;
        CHECK_EQ(device.driver->send(&device, frame, first), 1);
        uint32_t accepted = 0;
        while (device.driver->send(&device, frame, length)) {
            accepted++; /* the model fails if more is written than there is room for */
        }
        CHECK_EQ(accepted, (4608u - fifo_bytes(first)) / fifo_bytes(length));
        CHECK_EQ(lan.send_errors, 1);
    }
}

/* ---- Start, cable ---- */

static void start_fails_where_there_is_no_such_controller(void)
{
    for (int way = 0; way < 3; way++) {
        model_init();
        model.interrupt = on_interrupt;
        model.dead = way == 0;
        model.reset_hangs = way == 1;
        model.id = way == 2 ? 0x12340000u : model.id;
        lan = (struct lan9118){0};
        device = (struct netif_device){.driver = &lan9118_driver, .state = &lan};
        CHECK_EQ(device.driver->start(&device, on_ready, NULL), 0);
        CHECK_EQ(model.irq_enabled, 0);
    }
}

static void start_takes_the_address_from_the_eeprom_or_programs_the_boards(void)
{
    static const uint8_t stored[6] = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};
    static const uint8_t own[6] = {0x02, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE};

    given_a_started_driver();
    CHECK_EQ(memcmp(device.mac, stored, 6), 0);

    model_init();
    model.interrupt = on_interrupt;
    memcpy(device.mac, own, 6);
    CHECK_EQ(device.driver->start(&device, on_ready, NULL), 1);
    CHECK_EQ(memcmp(model.mac, own, 6), 0);
}

static void link_up_tells_the_cable_as_it_is_now(void)
{
    given_a_started_driver();
    CHECK_EQ(device.driver->link_up(&device), 1);
    model.cable = false;
    CHECK_EQ(device.driver->link_up(&device), 0);
    model.cable = true;
    CHECK_EQ(device.driver->link_up(&device), 1);
}

int main(void)
{
    RUN(receive_misses_no_frame_whichever_access_it_meets);
    RUN(receive_gives_every_length_unchanged_and_leaves_the_next_frame_whole);
    RUN(receive_writes_nothing_behind_the_frame);
    RUN(receive_drops_and_counts_what_is_damaged_too_short_or_too_long);
    RUN(send_writes_every_length_from_every_alignment);
    RUN(send_refuses_lengths_out_of_range);
    RUN(send_fills_the_fifo_to_the_last_frame_that_fits_and_refuses_the_next);
    RUN(start_fails_where_there_is_no_such_controller);
    RUN(start_takes_the_address_from_the_eeprom_or_programs_the_boards);
    RUN(link_up_tells_the_cable_as_it_is_now);
    return 0;
}
