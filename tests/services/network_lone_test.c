/* SPDX-License-Identifier: MIT */
/* The network manager over one radio: no task, and who needs the network tries it. */
#include "conformance.h"
#include "fake_interfaces.h"

static const struct network_interface *const interfaces[] = {&fake_radio};
const struct network_table network_table = {interfaces, 1, NULL};

static const struct network_config config = {.hostname = "test"};
static net_status_t waiter_got;

static void nobody_tries_for_nobody(void)
{
    CHECK_EQ(network_start(&config, 0), NET_TIMED_OUT);
    vTaskDelay(pdMS_TO_TICKS(5000));
    CHECK_EQ(fake.tries, 0);
}

static void who_waits_tries_after_1_2_and_4_seconds(void)
{
    const TickType_t start = xTaskGetTickCount();

    CHECK_EQ(network_wait_up(7100), NET_TIMED_OUT);
    CHECK_EQ(fake.tries, 4);
    CHECK(xTaskGetTickCount() - start <= pdMS_TO_TICKS(7100) + 2);
    for (unsigned i = 1; i < 4; i++) {
        const TickType_t gap = fake.tried_at[i] - fake.tried_at[i - 1];
        CHECK(gap >= pdMS_TO_TICKS(500u << i) && gap <= pdMS_TO_TICKS(500u << i) + 3);
    }
}

static void who_asks_for_a_name_tries_when_it_is_due_and_not_before(void)
{
    uint32_t address = 0;

    fake.radio_reachable = true;
    CHECK_EQ(network_resolve("x", &address, 1), NET_DOWN);
    CHECK_EQ(fake.tries, 4);
    vTaskDelay(pdMS_TO_TICKS(8000));
    CHECK_EQ(network_resolve("x", &address, 1), NET_OK);
    CHECK_EQ(fake.tries, 5);
    CHECK_EQ(fake.asked, 1);
}

static void wait_long(void *unused)
{
    (void)unused;
    waiter_got = network_wait_up(60000);
    vTaskSuspend(NULL);
}

/* The first one's time is up before there is a network: another that waits takes over. */
static void when_one_gives_up_another_goes_on_trying(void)
{
    waiter_got = NET_TIMED_OUT;
    vTaskDelay(pdMS_TO_TICKS(2000));
    fake.radio_reachable = false;
    fake_set(&fake_radio, false);
    fake.try_ticks = pdMS_TO_TICKS(500);
    const unsigned tries = fake.tries;
    spawn(wait_long, P_HIGH, NULL);
    CHECK_EQ(network_wait_up(2000), NET_TIMED_OUT);
    CHECK(fake.tries > tries);
    fake.radio_reachable = true;
    vTaskDelay(pdMS_TO_TICKS(10000));
    CHECK_EQ(waiter_got, NET_OK);
    CHECK(network_current() == &fake_radio);
}

static void all_who_wait_go_on_when_it_is_up(void)
{
    fake.try_ticks = 0;
    fake.radio_reachable = false;
    fake_set(&fake_radio, false);
    waiter_got = NET_TIMED_OUT;
    spawn(wait_long, P_HIGH, NULL);
    spawn(wait_long, P_LOW, NULL);
    vTaskDelay(2);
    fake_set(&fake_radio, true); /* by somebody else */
    CHECK_EQ(waiter_got, NET_OK);
    waiter_got = NET_TIMED_OUT;
    vTaskDelay(2);
    CHECK_EQ(waiter_got, NET_OK);
}

CONFORMANCE_MAIN("network_lone", TEST(nobody_tries_for_nobody),
                 TEST(who_waits_tries_after_1_2_and_4_seconds),
                 TEST(who_asks_for_a_name_tries_when_it_is_due_and_not_before),
                 TEST(when_one_gives_up_another_goes_on_trying),
                 TEST(all_who_wait_go_on_when_it_is_up))
