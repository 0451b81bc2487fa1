/* SPDX-License-Identifier: MIT */
/* The in-process cable: frames arrive when they should, faults happen as often as asked, and the
 * watchdog bites in simulated time. */
#include <string.h>

#include "port_test.h"

#include "watchdog_sim.h"
#include "wire_sim.h"

#define FRAMES 400u

static struct wire wire;
static struct netif_device ends[2];
static TaskHandle_t receiver;
static volatile unsigned bites;

static void ready(void *context)
{
    BaseType_t woken = pdFALSE;
    (void)context;
    vTaskNotifyGiveFromISR(receiver, &woken);
    portYIELD_FROM_ISR(woken);
}

static void ignore(void *context)
{
    (void)context;
}

static unsigned received, repeated, late;

/* Sends numbered frames and reads what comes of them. */
static void exchange(void)
{
    uint8_t seen[FRAMES] = {0};
    unsigned last = 0;

    received = repeated = late = 0;
    for (unsigned n = 0; n < FRAMES; n++) {
        uint8_t frame[60] = {0};
        memcpy(frame + 14, &n, sizeof n);
        CHECK(ends[0].driver->send(&ends[0], frame, sizeof frame));
        uint32_t buffer[NETIF_FRAME_BYTES_MAX / 4u + 1u];
        for (;;) {
            size_t length = ends[1].driver->receive(&ends[1], buffer, sizeof buffer);
            if (length == 0 && (n + 1u < FRAMES || ulTaskNotifyTake(pdTRUE, 20) == 0)) {
                break;
            }
            if (length != 0) {
                unsigned number;
                memcpy(&number, (uint8_t *)buffer + 14, sizeof number);
                CHECK(length == sizeof frame && number < FRAMES);
                repeated += seen[number] != 0;
                late += number < last;
                seen[number] = 1;
                last = number > last ? number : last;
                received++;
            }
        }
        vTaskDelay(1);
    }
}

static void good_cable_loses_nothing(void)
{
    wire.faults = (struct wire_faults){.delay_us = 1500};
    exchange();
    CHECK(received == FRAMES && repeated == 0 && late == 0);
}

static void bad_cable_loses_repeats_and_reorders(void)
{
    wire.faults = (struct wire_faults){.loss_permille = 200,
                                       .duplicate_permille = 100,
                                       .reorder_permille = 100,
                                       .reorder_us = 3000};
    exchange();
    CHECK(received - repeated > FRAMES * 7u / 10u && received - repeated < FRAMES * 9u / 10u);
    CHECK(repeated > 10 && repeated < 80 && late > 10 && late < 100);
}

static void cut_cable_is_down(void)
{
    uint8_t frame[60] = {0};
    wire.is_cut = true;
    CHECK(!ends[0].driver->link_up(&ends[0]));
    CHECK(ends[0].driver->send(&ends[0], frame, sizeof frame));
    CHECK(ulTaskNotifyTake(pdTRUE, 20) == 0);
    wire.is_cut = false;
    CHECK(!ends[0].driver->send(&ends[0], frame, 13));
    CHECK(!ends[0].driver->send(&ends[0], frame, NETIF_FRAME_BYTES_MAX + 1u));
}

static void bite(void)
{
    bites = bites + 1u;
}

static void watchdog_bites_unless_it_is_fed(void)
{
    static struct watchdog_sim state = {.reset = bite};
    struct watchdog_device watchdog = {.driver = &watchdog_sim_driver, .state = &state};

    CHECK(!watchdog.driver->start(&watchdog, 0));
    CHECK(watchdog.driver->start(&watchdog, 10));
    for (unsigned i = 0; i < 10u; i++) {
        vTaskDelay(5);
        watchdog.driver->feed(&watchdog);
    }
    CHECK(bites == 0);
    vTaskDelay(12);
    CHECK(bites == 1);
}

static void control(void *arg)
{
    (void)arg;
    receiver = xTaskGetCurrentTaskHandle();
    wire_join(&wire, ends, SIM_IRQ_WIRE);
    CHECK(ends[0].driver->start(&ends[0], ignore, NULL));
    CHECK(ends[1].driver->start(&ends[1], ready, NULL));
    RUN(good_cable_loses_nothing);
    RUN(bad_cable_loses_repeats_and_reorders);
    RUN(cut_cable_is_down);
    RUN(watchdog_bites_unless_it_is_fed);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    spawn("control", control, 1, NULL);
    vTaskStartScheduler();
}
