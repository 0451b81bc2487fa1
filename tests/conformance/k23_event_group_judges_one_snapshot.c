/* SPDX-License-Identifier: MIT */
/* K23: set, rendezvous and broadcast of an event group are judged on one snapshot of the bits,
 * before any clear-on-exit; each waiter receives that snapshot. Fails on a kernel that clears while
 * it walks the waiters, or gives a waiter the bits of later. */
#include "conformance.h"

static EventGroupHandle_t group;

struct wish {
    EventBits_t bits;
    BaseType_t clear, all;
    char letter;
    volatile EventBits_t got;
};

static void waiter(void *arg)
{
    struct wish *wish = arg;
    wish->got = xEventGroupWaitBits(group, wish->bits, wish->clear, wish->all, portMAX_DELAY);
    event(wish->letter);
    park();
}

static void party(void *arg)
{
    struct wish *wish = arg;
    wish->got = xEventGroupSync(group, wish->bits, 7, portMAX_DELAY);
    event(wish->letter);
    park();
}

static void broadcast(UBaseType_t priority)
{
    struct wish wishes[] = {{1, pdTRUE, pdFALSE, 'a', 0},
                            {3, pdFALSE, pdTRUE, 'b', 0},
                            {1, pdFALSE, pdFALSE, 'c', 0},
                            {4, pdTRUE, pdFALSE, 'd', 0}};
    TaskHandle_t tasks[4];
    group = xEventGroupCreate();
    for (size_t i = 0; i < 4; i++) {
        tasks[i] = spawn(waiter, priority, &wishes[i]);
        settle();
    }
    CHECK_EQ(xEventGroupSetBits(group, 8), 8);
    CHECK_EVENTS("");
    EventBits_t after = xEventGroupSetBits(group, 3);
    settle();
    CHECK_EVENTS("abc");
    CHECK_EQ(after, 8 | 2);
    CHECK_EQ(wishes[0].got, 8 | 3);
    CHECK_EQ(wishes[1].got, 8 | 3);
    CHECK_EQ(wishes[2].got, 8 | 3);
    CHECK_EQ(xEventGroupGetBits(group), 8 | 2);
    for (size_t i = 0; i < 4; i++) {
        reap_one(tasks[i]);
    }
    vEventGroupDelete(group);
}

static void broadcast_wakes_all_it_meets_with_one_snapshot(void)
{
    conformance_case = "lower waiters";
    broadcast(P_LOW);
    conformance_case = "higher waiters";
    broadcast(P_HIGH);
}

/* A lower waiter runs long after the set; the bits have changed, its answer has not. */
static void waiter_receives_the_bits_of_the_set_not_of_later(void)
{
    struct wish wish = {1, pdTRUE, pdFALSE, 'w', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_LOW, &wish);
    settle();
    CHECK_EQ(xEventGroupSetBits(group, 1), 0);
    (void)xEventGroupSetBits(group, 6);
    (void)xEventGroupClearBits(group, 2);
    settle();
    CHECK_EVENTS("w");
    CHECK_EQ(wish.got, 1);
    CHECK_EQ(xEventGroupGetBits(group), 4);
    vEventGroupDelete(group);
}

static void rendezvous_lets_all_go_with_all_bits_and_clears_them(void)
{
    struct wish wishes[] = {{1, 0, 0, 'a', 0}, {2, 0, 0, 'b', 0}};
    group = xEventGroupCreate();
    spawn(party, P_LOW, &wishes[0]);
    spawn(party, P_LOW, &wishes[1]);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xEventGroupGetBits(group), 3);
    CHECK_EQ(xEventGroupSync(group, 4, 7, 0), 7);
    CHECK_EQ(xEventGroupGetBits(group), 0);
    settle();
    CHECK_EVENTS("ab");
    CHECK_EQ(wishes[0].got, 7);
    CHECK_EQ(wishes[1].got, 7);
    vEventGroupDelete(group);
}

static void rendezvous_that_times_out_returns_the_bits_and_keeps_them(void)
{
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupSync(group, 4, 7, 3), 4);
    CHECK_EQ(xEventGroupGetBits(group), 4);
    vEventGroupDelete(group);
}

static void wait_that_is_met_at_once_returns_the_bits_before_clearing(void)
{
    group = xEventGroupCreate();
    (void)xEventGroupSetBits(group, 5);
    CHECK_EQ(xEventGroupWaitBits(group, 1, pdTRUE, pdFALSE, 0), 5);
    CHECK_EQ(xEventGroupGetBits(group), 4);
    CHECK_EQ(xEventGroupWaitBits(group, 5, pdTRUE, pdTRUE, 0), 4);
    CHECK_EQ(xEventGroupGetBits(group), 4);
    vEventGroupDelete(group);
}

static void deleting_a_group_releases_its_waiters(void)
{
    struct wish wish = {1, pdFALSE, pdFALSE, 'w', 99};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &wish);
    vEventGroupDelete(group);
    CHECK_EVENTS("w");
    CHECK_EQ(wish.got & 1U, 0);
}

CONFORMANCE_MAIN("K23", TEST(broadcast_wakes_all_it_meets_with_one_snapshot),
                 TEST(waiter_receives_the_bits_of_the_set_not_of_later),
                 TEST(rendezvous_lets_all_go_with_all_bits_and_clears_them),
                 TEST(rendezvous_that_times_out_returns_the_bits_and_keeps_them),
                 TEST(wait_that_is_met_at_once_returns_the_bits_before_clearing),
                 TEST(deleting_a_group_releases_its_waiters))
