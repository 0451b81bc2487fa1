/* SPDX-License-Identifier: MIT */
/* No byte is lost at 921600 baud while interrupts are held off: the driver of a UART as it is on
 * the chip (chips/nrf51/uart_nrf51.c) and the module's driver, over a model of the receiver's
 * hardware, in virtual time. A byte takes 10.85 us; interrupts are held off for `off_us` of each
 * period; the task that reads runs `late_us` after it was woken.
 *
 *      module ── while RTS, and `slack` bytes more ──► hardware, `depth` bytes ── interrupt ──►
 * ring RTS is given up at `threshold` bytes                           task ◄──┘
 *
 * With flow control every byte comes, whatever is held off. Without, what is lost is counted, ends
 * the link, and is never made up for by other bytes.
 *
 * Usage: esp_at_flow SCENARIO
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "nrf51.h"
#include "uart_nrf51.h"
#include "world.h"

#define BYTE_NS   10851
#define FIFO_MAX  16u
#define RING_MAX  512u
#define TOTAL     6000u
#define PERIOD_US 300 /* of which interrupts may run, beside `off_us` */

struct load {
    unsigned depth, threshold, slack, ring;
    int64_t off_us, late_us;
    bool flow_control;
};

static struct load load;
static unsigned failures, runs;

/* ---- the receiver's hardware ---- */

static struct {
    uint8_t bytes[FIFO_MAX];
    unsigned count, after_rts; /* bytes that were sent although RTS was given up */
    int64_t busy_until_ns;     /* the wire */
    uint32_t rx_ready, tx_ready, error, enabled, others[0x200];
    uint32_t cell, address; /* the last access, its effect is still to come */
    bool inside;            /* the interrupt */
    unsigned lost;
} hardware;

static uint8_t ring[RING_MAX];
static struct uart_nrf51 state;
static struct uart_device uart = {&uart_nrf51_driver, &state};
static bool woken;

static void on_ready(void *context)
{
    (void)context;
    woken = true;
}

#define AT(offset) (NRF51_UART0 + (offset))

static void send_byte(uint8_t byte);

/* What a write did; a read did nothing more. */
static void finish(void)
{
    const uint32_t address = hardware.address, value = hardware.cell;

    hardware.address = 0;
    switch (address) {
    case AT(0x108u):
        hardware.rx_ready = value;
        break;
    case AT(0x11Cu):
        hardware.tx_ready = value;
        break;
    case AT(0x124u):
        hardware.error = value;
        break;
    case AT(0x304u):
        hardware.enabled |= value;
        break;
    case AT(0x308u):
        hardware.enabled &= ~value;
        break;
    case AT(0x51Cu):
        send_byte((uint8_t)value);
        hardware.tx_ready = 1;
        break;
    default:
        if ((address & ~0x7FFu) == NRF51_UART0) {
            hardware.others[(address & 0x7FFu) / 4] = value;
        }
    }
}

static uint32_t take_received(void)
{
    const uint8_t byte = hardware.bytes[0];

    if (hardware.count > 0) {
        hardware.count--;
        memmove(hardware.bytes, hardware.bytes + 1, hardware.count);
    }
    hardware.rx_ready = hardware.count > 0;
    hardware.after_rts = hardware.count < load.threshold ? 0 : hardware.after_rts;
    return byte;
}

volatile uint32_t *model_register(uint32_t address)
{
    finish();
    switch (address) {
    case AT(0x108u):
        hardware.cell = hardware.rx_ready;
        break;
    case AT(0x11Cu):
        hardware.cell = hardware.tx_ready;
        break;
    case AT(0x124u):
        hardware.cell = hardware.error;
        break;
    case AT(0x304u):
    case AT(0x308u):
        hardware.cell = 0;
        break;
    case AT(0x480u):
        hardware.cell = 1; /* an overrun: no other error happens here */
        break;
    case AT(0x518u):
        hardware.cell = take_received();
        break;
    default:
        hardware.cell = hardware.others[(address & 0x7FFu) / 4];
    }
    hardware.address = address;
    return &hardware.cell;
}

static bool rts(void)
{
    return !state.flow_control || hardware.count < load.threshold ||
           hardware.after_rts < load.slack;
}

static void receive(uint8_t byte)
{
    if (hardware.count >= load.threshold) {
        hardware.after_rts++;
    }
    if (hardware.count == load.depth) {
        hardware.error = 1;
        hardware.lost++;
        return;
    }
    hardware.bytes[hardware.count++] = byte;
    hardware.rx_ready = 1;
}

static bool may_interrupt(int64_t us)
{
    return us % (PERIOD_US + load.off_us) >= load.off_us;
}

static void interrupt(int64_t us)
{
    finish();
    const bool wanted = (hardware.rx_ready != 0 && (hardware.enabled & 1u << 2) != 0) ||
                        (hardware.error != 0 && (hardware.enabled & 1u << 9) != 0);
    if (wanted && may_interrupt(us)) {
        uart_nrf51_interrupt(&state);
        finish();
    }
}

/* All that happens up to now, microsecond by microsecond. */
static int64_t hardware_us;

static bool is_still(void)
{
    return world.wire_first == world.wire_end && hardware.count == 0 && hardware.error == 0;
}

static void advance(void)
{
    if (is_still()) {
        hardware_us = world.now_us + 1;
        return;
    }
    for (; hardware_us <= world.now_us; hardware_us++) {
        while (world.wire_first < world.wire_end) {
            const struct on_wire *const next = &world.wire[world.wire_first];
            const int64_t said = next->at_us * 1000, free = hardware.busy_until_ns + BYTE_NS;
            const int64_t comes = said > free ? said : free;
            if (comes > hardware_us * 1000 || !rts()) {
                break;
            }
            hardware.busy_until_ns = comes;
            world.wire_first++;
            receive(next->byte);
            interrupt(hardware_us);
        }
        if (!rts() && hardware.busy_until_ns < (hardware_us - 10) * 1000) {
            hardware.busy_until_ns = (hardware_us - 10) * 1000; /* the next begins when it may */
        }
        interrupt(hardware_us);
    }
}

/* ---- the port of the module's driver ---- */

static void send_byte(uint8_t byte)
{
    world.now_us += 11;
    world.to_module++;
    (void)send(world.uart, &byte, 1, MSG_NOSIGNAL);
    world.settled = false;
    advance();
}

static void port_write(void *context, const void *bytes, size_t length)
{
    (void)context;
    uart.driver->write(&uart, bytes, length);
    finish();
}

static size_t port_read(void *context, void *bytes, size_t capacity, uint32_t wait_ms)
{
    const int64_t until = world.now_us + (int64_t)wait_ms * 1000;

    (void)context;
    for (;;) {
        world_settle();
        advance();
        const size_t got = uart.driver->read(&uart, bytes, capacity);
        finish();
        if (got > 0 || world.now_us >= until) {
            world.now_us += 5;
            return got;
        }
        woken = false;
        while (!woken && world.now_us < until) {
            world.now_us++;
            if (is_still()) {
                world.now_us = world.next_us < until ? world.next_us : until;
            }
            if (world.now_us >= world.next_us) {
                world_settle();
            }
            advance();
        }
        world.now_us += woken ? load.late_us : 0;
    }
}

static uint32_t port_now(void *context)
{
    (void)context;
    return world_ms();
}

static bool port_set_baud(void *context, uint32_t baud, bool flow_control)
{
    (void)context;
    world.our_baud = baud;
    return uart.driver->start(&uart, baud, on_ready, NULL) &&
           (uart.driver->set_flow_control(&uart, flow_control) || !flow_control);
}

static uint32_t port_overruns(void *context)
{
    (void)context;
    return uart.driver->overruns(&uart);
}

static struct esp_at_port port = {.write = port_write,
                                  .read = port_read,
                                  .now_ms = port_now,
                                  .set_baud = port_set_baud,
                                  .overruns = port_overruns,
                                  .baud = 921600};

/* ---- runs ---- */

static void complain(const char *what, long a, long b)
{
    failures++;
    printf("not ok depth %u, RTS at %u, slack %u, ring %u, off %ld us, late %ld us, flow %d: %s "
           "(%ld, %ld)\n",
           load.depth, load.threshold, load.slack, load.ring, (long)load.off_us, (long)load.late_us,
           load.flow_control, what, a, b);
}

static unsigned connect_quietly(const char *scenario)
{
    static const struct wifi_network network = {.ssid = (const uint8_t *)"espressif",
                                                .password = (const uint8_t *)"1234567890",
                                                .ssid_bytes = 9,
                                                .password_bytes = 10,
                                                .security = WIFI_SECURITY_WPA2};
    const struct load meant = load;

    load.off_us = load.late_us = 0; /* until the link is open */
    world_begin(scenario);
    memset(&hardware, 0, sizeof hardware);
    state = (struct uart_nrf51){
        .ring = ring, .ring_bytes = load.ring, .has_flow_pins = load.flow_control};
    hardware_us = 0;
    port.flow_control = load.flow_control;
    world.module.port = &port;
    bool good = esp_at_start(&world.module) == WIFI_RESULT_OK &&
                esp_at_join(&world.module, &network, 5000) == WIFI_RESULT_OK;
    const unsigned link = (unsigned)esp_at_link_take(&world.module);
    good = good && esp_at_link_connect(&world.module, link, "server.example", 80, NULL) == 0;
    load = meant;
    if (!good) {
        complain("could not be prepared", link, hardware.lost);
    }
    return link;
}

static void run(const char *scenario)
{
    static uint8_t said[TOTAL], read[TOTAL + 2048];
    const unsigned link = connect_quietly(scenario);
    size_t got = 0;
    int32_t result = 0;

    runs++;
    for (size_t i = 0; i < TOTAL; i++) {
        said[i] = (uint8_t)(i * 7u + i / 251u);
    }
    peer_says(newest_peer(), said, TOTAL);
    for (unsigned looks = 0; got < TOTAL && looks < 200; looks++) {
        result = esp_at_link_receive(&world.module, link, read + got, 1460);
        got += result > 0 ? (size_t)result : 0;
        if (result < OFFLOAD_WAIT) {
            break;
        }
        if (result == OFFLOAD_WAIT) {
            esp_at_poll(&world.module, 20);
        }
    }
    if (memcmp(read, said, got < TOTAL ? got : TOTAL) != 0) {
        complain("bytes are not those that were said", (long)got, hardware.lost);
    }
    const uint32_t counted = uart.driver->overruns(&uart);
    if (load.flow_control && (got != TOTAL || hardware.lost > 0 || counted > 0)) {
        complain("a byte is lost with flow control", (long)got, hardware.lost);
    }
    if (!load.flow_control && hardware.lost > 0 && counted == 0) {
        complain("what is lost is not counted", hardware.lost, counted);
    }
    if (!load.flow_control && counted > 0 && got < TOTAL && result != OFFLOAD_RESET) {
        complain("bytes were lost, and the link goes on", result, counted);
    }
    if (!load.flow_control && load.off_us > 1000 && counted == 0) {
        complain("nothing was lost: this shows nothing", load.off_us, 0);
    }
}

/* A port that nobody reads, the radio being off, and that is started again: with its ring and its
 * receiver full it hears what comes then. */
static void starts_with_a_full_receiver(const char *scenario)
{
    uint8_t bytes[RING_MAX];
    size_t got = 0;

    load = (struct load){6, 2, 4, 64, 0, 0, true};
    runs++;
    (void)connect_quietly(scenario);
    for (unsigned i = 0; i < load.ring + load.depth; i++) {
        receive('o');
        interrupt(0);
    }
    if (hardware.count != load.depth) {
        complain("the receiver is not full: this shows nothing", hardware.count, load.depth);
    }
    (void)uart.driver->start(&uart, 115200, on_ready, NULL);
    (void)uart.driver->read(&uart, bytes, sizeof bytes);
    finish();
    interrupt(0);
    receive('n');
    interrupt(0);
    got = uart.driver->read(&uart, bytes, sizeof bytes);
    if (got == 0 || bytes[got - 1] != 'n') {
        complain("a port that was full is deaf when it is started again", (long)got,
                 hardware.count);
    }
}

int main(int count, char **words)
{
    static const int64_t off[] = {0, 30, 64, 65, 90, 150, 400, 1500, 6000};
    static const struct load receivers[] = {
        {1, 1, 0, 64, 0, 0, true},   {2, 1, 1, 64, 0, 0, true},   {4, 2, 2, 128, 0, 0, true},
        {6, 2, 4, 64, 0, 0, true},   {8, 6, 1, 256, 0, 0, true},  {16, 8, 4, 512, 0, 0, true},
        {16, 14, 2, 64, 0, 0, true}, {6, 2, 4, 256, 0, 0, false}, {1, 1, 0, 512, 0, 0, false},
        {16, 8, 4, 128, 0, 0, false}};

    if (count != 2) {
        return 2;
    }
    starts_with_a_full_receiver(words[1]);
    for (size_t i = 0; i < sizeof receivers / sizeof receivers[0]; i++) {
        for (size_t k = 0; k < sizeof off / sizeof off[0]; k++) {
            for (int64_t late = 0; late <= 3000; late += 1500) {
                load = receivers[i];
                load.off_us = off[k];
                load.late_us = late;
                run(words[1]);
            }
        }
    }
    printf("%u runs, %u failures\n", runs, failures);
    return failures > 0 ? 1 : 0;
}
