/* SPDX-License-Identifier: MIT */
/* The host's network at frame level: who has 10.0.2.2? Needs neither root nor a network. */
#include <string.h>

#include "port_test.h"

static TaskHandle_t asker;

static void ready(void *context)
{
    BaseType_t woken = pdFALSE;
    (void)context;
    CHECK(xPortIsInsideInterrupt());
    vTaskNotifyGiveFromISR(asker, &woken);
    portYIELD_FROM_ISR(woken);
}

static void gateway_answers_an_arp_request_by_interrupt(void)
{
    static const uint8_t head[] = {0x08, 0x06, 0, 1, 0x08,
                                   0,    6,    4, 0, 1}; /* ARP, Ethernet, IPv4: who has */
    static const uint8_t own[] = {10, 0, 2, 15}, gateway[] = {10, 0, 2, 2};
    struct netif_device *lan = board_netif();
    uint8_t request[42] = {0};
    uint32_t buffer[NETIF_FRAME_BYTES_MAX / 4u + 1u];
    uint8_t *answer = (uint8_t *)buffer;
    size_t length = 0;

    CHECK(lan != NULL && lan->driver->start(lan, ready, NULL) && lan->driver->link_up(lan));
    memset(request, 0xFF, 6);
    memcpy(request + 6, lan->mac, 6);
    memcpy(request + 12, head, sizeof head);
    memcpy(request + 22, lan->mac, 6);
    memcpy(request + 28, own, 4);
    memcpy(request + 38, gateway, 4);
    CHECK(!lan->driver->send(lan, request, 13));
    CHECK(lan->driver->send(lan, request, sizeof request));
    for (unsigned tries = 0; tries < 20u && length == 0; tries++) {
        (void)ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(100));
        length = lan->driver->receive(lan, buffer, sizeof buffer);
        if (length != 0 && (memcmp(answer + 12, head, 2) != 0 || answer[21] != 2)) {
            length = 0; /* something else, an announcement of IPv6 perhaps */
        }
    }
    CHECK(length >= 42 && memcmp(answer + 28, gateway, 4) == 0);
    CHECK(memcmp(answer + 32, lan->mac, 6) == 0);
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
    RUN(time_is_the_hosts_once_the_network_runs);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    spawn("control", control, 1, NULL);
    vTaskStartScheduler();
}
