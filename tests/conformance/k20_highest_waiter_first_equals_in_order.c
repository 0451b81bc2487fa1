/* SPDX-License-Identifier: MIT */
/* K20: the most urgent waiter is served first, equals in order of arrival. A priority change does
 * not move a task that waits already (where kernels are free to differ, this is what Dunlin does).
 * Fails on a kernel that serves in order of arrival only, or the last of the equals first. */
#include <string.h>

#include "conformance.h"
#include "waits.h"

static const struct wait_case *wait_case;

static void waiter(void *letter)
{
    if (wait_case->wait(portMAX_DELAY)) {
        event(*(const char *)letter);
        wait_case->undo();
    }
    park();
}

static const struct {
    UBaseType_t priority;
    const char *letter;
} arrivals[] = {{P_LOWER, "d"}, {P_LOW, "a"}, {P_LOW, "b"}, {P_LOWER, "e"}, {P_LOW, "c"}};

#define ARRIVALS (sizeof arrivals / sizeof arrivals[0])

/* Objects whose posts serve one waiter each. */
static bool serves_one(const struct wait_case *each)
{
    static const char *const names[] = {"xQueueReceive", "xSemaphoreTake, binary",
                                        "xSemaphoreTake, counting", "xSemaphoreTake, mutex",
                                        "xSemaphoreTakeRecursive"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], each->name) == 0) {
            return true;
        }
    }
    return false;
}

static void line_up(TaskHandle_t *tasks)
{
    for (size_t k = 0; k < ARRIVALS; k++) {
        tasks[k] = spawn(waiter, arrivals[k].priority, (void *)(uintptr_t)arrivals[k].letter);
        settle();
    }
}

static void post_all(bool mutex)
{
    size_t posts = mutex ? 1 : ARRIVALS;
    for (size_t k = 0; k < posts; k++) {
        wait_case->post(NULL);
        settle();
    }
}

static void each_object_serves_by_priority_then_arrival(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        TaskHandle_t tasks[ARRIVALS];
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        if (!serves_one(wait_case)) {
            continue;
        }
        wait_case->prepare();
        line_up(tasks);
        post_all(wait_case->undo != wait_cases[0].undo);
        CHECK_EVENTS("abcde");
        for (size_t k = 0; k < ARRIVALS; k++) {
            reap_one(tasks[k]);
        }
        wait_case->finish();
    }
}

static QueueHandle_t queue;

static void sender(void *letter)
{
    uint32_t item = (uint32_t)(*(const char *)letter);
    CHECK_EQ(xQueueSend(queue, &item, portMAX_DELAY), pdPASS);
    park();
}

static void senders_get_room_by_priority_then_arrival(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    uint32_t item = '.';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    for (size_t k = 0; k < ARRIVALS; k++) {
        spawn(sender, arrivals[k].priority, (void *)(uintptr_t)arrivals[k].letter);
        settle();
    }
    for (size_t k = 0; k <= ARRIVALS; k++) {
        CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
        event((char)item);
        settle();
    }
    CHECK_EVENTS(".abcde");
    vQueueDelete(queue);
}

static void priority_change_moves_a_task_that_waits(void)
{
    TaskHandle_t tasks[ARRIVALS];
    wait_case = &wait_cases[0];
    wait_case->prepare();
    line_up(tasks);
    vTaskPrioritySet(tasks[3], P_CONTROL - 1U); /* "e" was last in line, and is now first */
    vTaskPrioritySet(tasks[1], P_LOWER);        /* "a" was first, and is now last */
    post_all(false);
    CHECK_EVENTS("ebcda");
    wait_case->finish();
}

CONFORMANCE_MAIN("K20", TEST(each_object_serves_by_priority_then_arrival),
                 TEST(senders_get_room_by_priority_then_arrival),
                 TEST(priority_change_moves_a_task_that_waits))
