/* SPDX-License-Identifier: MIT */
/* The network manager over a cable and a radio of the test's. There is one manager in a program:
 * the tests follow each other. */
#include "conformance.h"
#include "fake_interfaces.h"
#include "network_clock.h"

static const struct network_interface *const interfaces[] = {&fake_cable, &fake_radio};
const struct network_table network_table = {interfaces, 2, &network_clock};

static const struct network_config config = {.hostname = "test"};

/* What a listener was told. */
static struct {
    volatile unsigned count;
    unsigned broken; /* a change that does not begin where the last one ended */
    const struct network_interface *used;
    bool in_call;
    bool drop_cable; /* when the cable is told of: the next change comes from within a call */
} told;

static void on_change(void *context, const struct network_interface *from,
                      const struct network_interface *to)
{
    CHECK(context == &told);
    told.broken += from != told.used || to == from || told.in_call;
    told.used = to;
    told.count++;
    if (told.drop_cable && to == &fake_cable) {
        told.drop_cable = false;
        told.in_call = true;
        fake_set(&fake_cable, false);
        told.in_call = false;
    }
}

static void wait_ms(uint32_t ms)
{
    vTaskDelay(pdMS_TO_TICKS(ms));
}

static void the_radio_is_tried_at_once_and_then_after_1_2_and_4_seconds(void)
{
    wait_ms(7100);
    CHECK_EQ(fake.tries, 4);
    for (unsigned i = 1; i < 4; i++) {
        const TickType_t gap = fake.tried_at[i] - fake.tried_at[i - 1];
        CHECK(gap >= pdMS_TO_TICKS(500u << i) && gap <= pdMS_TO_TICKS(500u << i) + 3);
    }
    CHECK_EQ(told.count, 0);
    CHECK_EQ(network_wait_up(10), NET_TIMED_OUT);
}

static void who_waits_goes_on_when_one_is_up(void)
{
    fake.radio_reachable = true;
    CHECK_EQ(network_wait_up(20000), NET_OK);
    CHECK(network_current() == &fake_radio);
    CHECK_EQ(network_address(), 2);
    CHECK_EQ(told.count, 1);
}

static void the_preferred_one_is_used_when_it_was_up_for_two_seconds(void)
{
    fake_set(&fake_cable, true);
    wait_ms(1000);
    fake_set(&fake_cable, false); /* a loose one */
    fake_set(&fake_cable, true);
    wait_ms(1900);
    CHECK(network_current() == &fake_radio);
    wait_ms(200);
    CHECK(network_current() == &fake_cable);
    CHECK(told.used == &fake_cable);
    CHECK_EQ(told.count, 2);
}

static void a_loss_falls_back_before_the_report_returns(void)
{
    fake_set(&fake_cable, false);
    CHECK(network_current() == &fake_radio && told.used == &fake_radio);
    fake_set(&fake_cable, true);
    wait_ms(2100);
    CHECK(told.used == &fake_cable);
}

static void the_radio_is_tried_again_beside_the_cable(void)
{
    const unsigned count = told.count, tries = fake.tries;

    fake_set(&fake_radio, false);
    CHECK_EQ(told.count, count); /* it was not used */
    wait_ms(1100);
    CHECK_EQ(fake.tries, tries + 1);
    CHECK(fake.radio_up);
}

static void a_change_that_comes_from_a_listener_is_told_after_it(void)
{
    fake_set(&fake_cable, false);
    told.drop_cable = true;
    fake_set(&fake_cable, true);
    wait_ms(2100);
    CHECK(!told.drop_cable && told.used == &fake_radio && network_current() == &fake_radio);
    CHECK_EQ(told.broken, 0);
}

/* Two reports of an interface overtook each other: what is so counts. */
static void a_report_that_is_no_longer_true_does_not_stay(void)
{
    fake_set(&fake_cable, false);
    fake_set(&fake_radio, false);
    fake_say(&fake_cable, true);
    CHECK(network_current() == NULL && told.used == NULL);
    fake_set(&fake_radio, true);
    fake_say(&fake_radio, false);
    CHECK(network_current() == &fake_radio && told.used == &fake_radio);
}

/* Reports without end, for the two to get into each other's way. */
static void toggle(void *interface)
{
    for (unsigned i = 0; i < 400; i++) {
        fake_set(interface, i % 2 != 0);
        if (i % 7 == 0) {
            vTaskDelay(1);
        } else {
            taskYIELD();
        }
    }
    vTaskSuspend(NULL);
}

static void reports_of_two_tasks_are_told_one_after_the_other(void)
{
    spawn(toggle, P_LOW, (void *)(uintptr_t)&fake_cable);
    spawn(toggle, P_LOW, (void *)(uintptr_t)&fake_radio);
    wait_ms(1000);
    CHECK_EQ(told.broken, 0);
    CHECK(told.count > 50);
    CHECK(fake.cable_up && fake.radio_up);
    wait_ms(2100);
    CHECK(network_current() == &fake_cable && told.used == &fake_cable);
}

static void there_are_four_listeners_and_who_leaves_hears_nothing(void)
{
    unsigned count = told.count;

    CHECK(network_subscribe(on_change, NULL) && network_subscribe(on_change, &count) &&
          network_subscribe(on_change, &fake));
    CHECK(!network_subscribe(on_change, &fake.asked));
    CHECK(network_unsubscribe(on_change, NULL) && network_unsubscribe(on_change, &count) &&
          network_unsubscribe(on_change, &fake) && network_unsubscribe(on_change, &told));
    CHECK(!network_unsubscribe(on_change, &told));
    fake_set(&fake_cable, false);
    CHECK_EQ(told.count, count);
}

static void calls_go_to_the_one_that_is_used(void)
{
    uint32_t found = 0;
    uint64_t ms = 0;

    CHECK_EQ(network_resolve("x", &found, 1), NET_OK);
    CHECK_EQ(found, 3);
    CHECK_EQ(network_ping(1, 1, &found), NET_OK);
    CHECK_EQ(found, 4);
    CHECK_EQ(network_time("x", 1, 1, &ms), TIME_SERVICE_OK);
    CHECK_EQ((uint32_t)ms, 5);
}

/* The manager's task stays. */
void conformance_before_scheduler(void)
{
    uint32_t any;

    CHECK_EQ(network_wait_up(0), NET_DOWN);
    CHECK(network_current() == NULL && !network_is_up());
    CHECK_EQ(network_address(), 0);
    CHECK_EQ(network_resolve("x", &any, 1), NET_DOWN);
    CHECK_EQ(network_ping(1, 1, &any), NET_DOWN);
    CHECK(network_subscribe(on_change, &told));
    CHECK_EQ(network_start(&config, 0), NET_TIMED_OUT);
}

CONFORMANCE_MAIN("network", TEST(the_radio_is_tried_at_once_and_then_after_1_2_and_4_seconds),
                 TEST(who_waits_goes_on_when_one_is_up),
                 TEST(the_preferred_one_is_used_when_it_was_up_for_two_seconds),
                 TEST(a_loss_falls_back_before_the_report_returns),
                 TEST(the_radio_is_tried_again_beside_the_cable),
                 TEST(a_change_that_comes_from_a_listener_is_told_after_it),
                 TEST(a_report_that_is_no_longer_true_does_not_stay),
                 TEST(reports_of_two_tasks_are_told_one_after_the_other),
                 TEST(there_are_four_listeners_and_who_leaves_hears_nothing),
                 TEST(calls_go_to_the_one_that_is_used))
