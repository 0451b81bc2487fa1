/* SPDX-License-Identifier: MIT */
/* Idle without ticks, for minutes of virtual time: sleepers of every length, and a device whose
 * interrupts end sleeps early. The oracle is the simulator's clock, which goes on whether ticks are
 * counted or not:
 *
 *      clock   |....|....|....|....|....|....|
 *      ticks   0    1    (asleep)       5    6     the same number at each tick that comes
 *                                       ^ due: the tick comes, and the sleeper is ready then
 */
#include "semphr.h"

#include "scenario.h"

#define TICK_NS      (1000000000u / configTICK_RATE_HZ)
#define SLEEPERS     3u
#define IRQ          SIM_IRQ_TEST
#define IRQ_PRIORITY 0xC0u
#define DEVICE_TICKS 300u /* at most, from one of its interrupts to the next */
#define PENDING      4u   /* ticks that may have come and wait for the handler */

static struct sleeper {
    TaskHandle_t task;
    unsigned actor;
    TickType_t due;
    bool waits; /* for `due`, which has not come */
} sleepers[SLEEPERS];

static SemaphoreHandle_t rung;
static unsigned waiter_actor;
static uint32_t taken, sleeps, ended_early;
static volatile uint32_t given;

static struct sim_event device;
static uint64_t device_ns; /* of its last interrupt */
static uint64_t asleep_ns; /* since then */

/* ---- Oracles ---- */

static void count_agrees_with_the_clock(TickType_t now)
{
    static uint64_t first_ns;
    static TickType_t first;

    if (first_ns == 0) {
        first_ns = sim_now_ns();
        first = now;
    }
    uint64_t passed = (sim_now_ns() - first_ns + TICK_NS / 2u) / TICK_NS;
    TickType_t behind = (TickType_t)((TickType_t)passed - (TickType_t)(now - first));
    EXPECT((TickType_t)(behind + PENDING) <= 2u * PENDING);
}

void vApplicationTickHook(void)
{
    TickType_t now = xTaskGetTickCountFromISR();

    count_agrees_with_the_clock(now);
    for (unsigned i = 0; i < SLEEPERS; i++) {
        struct sleeper *sleeper = &sleepers[i];
        if (sleeper->waits) {
            EXPECT((TickType_t)(sleeper->due - now) < 0x80000000u); /* its tick was not left out */
            if (sleeper->due == now) {
                sleeper->waits = false;
                EXPECT(eTaskGetState(sleeper->task) != eBlocked);
            }
        }
    }
}

void tickless_sleep_begins(void)
{
    asleep_ns = sim_now_ns();
}

void tickless_sleep_ends(void)
{
    sleeps++;
    if (device_ns > asleep_ns) {
        EXPECT(sim_now_ns() - device_ns < PENDING * TICK_NS);
        ended_early++;
    }
}

/* ---- Actors ---- */

/* Mostly short, some for seconds. */
static TickType_t length(void)
{
    static const uint32_t limits[] = {4, 40, 400, 4000};
    return 1u + choose(limits[choose(4)]);
}

static void sleep_and_wake(void *arg)
{
    struct sleeper *self = arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        TickType_t ticks = length();
        taskENTER_CRITICAL();
        TickType_t wake = xTaskGetTickCount();
        TickType_t due = (TickType_t)(wake + ticks);
        self->due = due;
        self->waits = true;
        taskEXIT_CRITICAL();
        (void)xTaskDelayUntil(&wake, ticks);
        EXPECT(wake == due && !self->waits);
        progress(self->actor);
    }
    done(self->actor);
    rest();
}

static void wait_for_device(void *arg)
{
    (void)arg;
    while (taken < rounds()) {
        if (xSemaphoreTake(rung, 1u + choose(2u * DEVICE_TICKS)) == pdPASS) {
            taken++;
        }
        progress(waiter_actor);
    }
    done(waiter_actor);
    rest();
}

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (xSemaphoreGiveFromISR(rung, &woken) == pdPASS) {
        given = given + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void device_rings(struct sim_event *event)
{
    device_ns = sim_now_ns();
    sim_irq_raise(IRQ);
    sim_event_at(event, device_ns + 1u + choose(DEVICE_TICKS * 1000u) * (TICK_NS / 1000u));
}

static void setup(void)
{
    static const char *const names[SLEEPERS] = {"low", "middle", "high"};

    rung = xSemaphoreCreateCounting(1000000, 0);
    waiter_actor = actor("waiter");
    spawn("waiter", wait_for_device, P_MIDDLE, NULL);
    for (unsigned i = 0; i < SLEEPERS; i++) {
        sleepers[i].actor = actor(names[i]);
        sleepers[i].task = spawn(names[i], sleep_and_wake, P_LOW + i, &sleepers[i]);
    }
    sim_irq_attach(IRQ, IRQ_PRIORITY, interrupt, NULL);
    sim_irq_invite(IRQ, true);
    device.happen = device_rings;
    sim_event_at(&device, sim_now_ns() + TICK_NS);
}

static void check(void)
{
    EXPECT(taken + uxSemaphoreGetCount(rung) == given);
    EXPECT(is_systematic() || (sleeps > 100 && ended_early > 10));
}

SCENARIO(tickless, "without ticks the count keeps to the clock, and nobody's tick is left out");
