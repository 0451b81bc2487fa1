/* SPDX-License-Identifier: MIT */
/* A watcher sees every access of firmware with who made it and what was masked: all that a race
 * detector needs. */
#include "port_test.h"

static volatile uint32_t guarded, open_count;
static uint32_t guarded_writes, open_writes, masked_open_writes, unmasked_guarded_writes;
static uint32_t writers[2], reads;

static void see(const struct sim_access *access)
{
    const void *address = access->address;

    if (address == &guarded && access->write) {
        guarded_writes++;
        unmasked_guarded_writes += access->critical == 0 || access->mask == 0;
    }
    if (address == &open_count && access->write && access->handlers == 0) {
        open_writes++;
        masked_open_writes += access->critical != 0;
        writers[access->task % 2u]++;
    }
    reads += address == &open_count && !access->write && access->bytes == sizeof open_count;
}

static void write_both(void *arg)
{
    (void)arg;
    for (unsigned n = 0; n < 100u; n++) {
        taskENTER_CRITICAL();
        guarded = guarded + 1u;
        taskEXIT_CRITICAL();
        open_count = open_count + 1u;
        taskYIELD();
    }
    vTaskSuspend(NULL);
}

static void watcher_sees_task_mask_and_size_of_every_access(void)
{
    sim_watch(see);
    vTaskDelay(50);
    sim_watch(NULL);
    CHECK(guarded_writes == 200 && unmasked_guarded_writes == 0);
    CHECK(open_writes == 200 && masked_open_writes == 0);
    CHECK(writers[0] == 100 && writers[1] == 100);
    CHECK(reads == 200);
}

static void control(void *arg)
{
    (void)arg;
    RUN(watcher_sees_task_mask_and_size_of_every_access);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    spawn("one", write_both, 1, NULL);
    spawn("two", write_both, 1, NULL);
    spawn("control", control, 2, NULL);
    vTaskStartScheduler();
}
