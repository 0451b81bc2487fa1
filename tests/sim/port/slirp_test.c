/* SPDX-License-Identifier: MIT */
/* The host's network at frame level: who has 10.0.2.2? Needs neither root nor a network. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "port_test.h"
#include "slirp_sim.h"

static TaskHandle_t asker;

static void ready(void *context)
{
    BaseType_t woken = pdFALSE;
    (void)context;
    CHECK(xPortIsInsideInterrupt());
    vTaskNotifyGiveFromISR(asker, &woken);
    portYIELD_FROM_ISR(woken);
}

/* Whether the gateway answers within the tries, 100 ms each. */
static bool gateway_is_there(unsigned tries)
{
    static const uint8_t head[] = {0x08, 0x06, 0, 1, 0x08,
                                   0,    6,    4, 0, 1}; /* ARP, Ethernet, IPv4: who has */
    static const uint8_t own[] = {10, 0, 2, 15}, gateway[] = {10, 0, 2, 2};
    struct netif_device *lan = board_netif();
    uint8_t request[42] = {0};
    uint32_t buffer[NETIF_FRAME_BYTES_MAX / 4u + 1u];
    const uint8_t *answer = (const uint8_t *)buffer;

    memset(request, 0xFF, 6);
    memcpy(request + 6, lan->mac, 6);
    memcpy(request + 12, head, sizeof head);
    memcpy(request + 22, lan->mac, 6);
    memcpy(request + 28, own, 4);
    memcpy(request + 38, gateway, 4);
    CHECK(!lan->driver->send(lan, request, 13));
    CHECK(lan->driver->send(lan, request, sizeof request));
    for (unsigned i = 0; i < tries; i++) {
        (void)ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(100));
        const size_t length = lan->driver->receive(lan, buffer, sizeof buffer);
        if (length != 0 && memcmp(answer + 12, head, 2) == 0 && answer[21] == 2) {
            CHECK(length >= 42 && memcmp(answer + 28, gateway, 4) == 0);
            CHECK(memcmp(answer + 32, lan->mac, 6) == 0);
            return true;
        } /* else something else, an announcement of IPv6 perhaps */
    }
    return false;
}

static void gateway_answers_an_arp_request_by_interrupt(void)
{
    struct netif_device *lan = board_netif();

    CHECK(lan != NULL && lan->driver->start(lan, ready, NULL) && lan->driver->link_up(lan));
    CHECK(gateway_is_there(20));
}

static char cut_file[32];

static void nothing_comes_or_goes_while_the_cable_is_cut(void)
{
    const struct netif_device *lan = board_netif();

    for (unsigned i = 0; i < 2; i++) {
        CHECK(close(open(cut_file, O_WRONLY | O_CREAT, 0600)) == 0);
        vTaskDelay(pdMS_TO_TICKS(100));
        CHECK(!lan->driver->link_up(board_netif()));
        CHECK(!gateway_is_there(5));
        CHECK(unlink(cut_file) == 0);
        vTaskDelay(pdMS_TO_TICKS(100));
        CHECK(lan->driver->link_up(board_netif()));
        CHECK(gateway_is_there(20));
    }
}

static void time_is_the_hosts_once_the_network_runs(void)
{
    uint64_t before = sim_now_ns();
    TickType_t start = xTaskGetTickCount();

    CHECK(sim_knobs.realtime);
    vTaskDelay(pdMS_TO_TICKS(200));
    CHECK((TickType_t)(xTaskGetTickCount() - start) >= pdMS_TO_TICKS(200));
    CHECK(sim_now_ns() - before >= 100000000u); /* ticks that a busy host owed come in a burst */
}

static void control(void *arg)
{
    (void)arg;
    asker = xTaskGetCurrentTaskHandle();
    RUN(gateway_answers_an_arp_request_by_interrupt);
    RUN(nothing_comes_or_goes_while_the_cable_is_cut);
    RUN(time_is_the_hosts_once_the_network_runs);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    (void)snprintf(cut_file, sizeof cut_file, "cut-%d", (int)getpid());
    slirp_sim_cut_by(cut_file);
    spawn("control", control, 1, NULL);
    vTaskStartScheduler();
}
