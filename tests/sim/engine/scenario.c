/* SPDX-License-Identifier: MIT */
/* The scenarios' half of the engine: actors and their progress, the end of a run. */
#include "scenario.h"

#include "engine.h"

#define ACTORS        16u
#define SETTLE_TICKS  20u
#define SETTLE_POINTS 30000u /* for the idle task */
#define TICK_NS       (1000000000u / configTICK_RATE_HZ)
#define IRQ_PRIORITY  0xC0u
#define WAKE_UP_IRQ   (SIM_IRQS - 1u)

static struct {
    const struct scenario *running;
    struct {
        const char *name;
        uint64_t last; /* point of its last progress */
        bool is_done;
    } actors[ACTORS];
    unsigned count;
    unsigned done;
    uint64_t choices;
    uint32_t allocations_left; /* until one fails; 0 = none fails */
    struct sim_event watch;
    struct sim_event end;
    uint64_t done_at; /* point of the last done() */
} stage;

unsigned actor(const char *name)
{
    if (stage.count == ACTORS) {
        sim_fail("a scenario has more than %u actors", ACTORS);
    }
    stage.actors[stage.count].name = name;
    return stage.count++;
}

void progress(unsigned number)
{
    stage.actors[number].last = sim_points();
}

static void wake_up(void *arg)
{
    (void)arg;
}

/* An idle task that sleeps without ticks passes no points and leaves interrupts masked. */
static void look_again(struct sim_event *event, uint32_t ns)
{
    if (configUSE_TICKLESS_IDLE) {
        sim_irq_attach(WAKE_UP_IRQ, IRQ_PRIORITY, wake_up, NULL);
        sim_irq_raise(WAKE_UP_IRQ);
    }
    sim_event_at(event, sim_now_ns() + ns);
}

static void finish(struct sim_event *event)
{
    uint32_t points = engine.is_systematic ? SETTLE_POINTS / 10u : SETTLE_POINTS;

    if (sim_points() - stage.done_at < points) {
        look_again(event, SETTLE_TICKS * TICK_NS);
        return;
    }
    if (!sim_is_open()) { /* a handler or the kernel is at work: not now */
        look_again(event, TICK_NS / 50u);
        return;
    }
    if (stage.running->check != NULL) {
        stage.running->check();
    }
    engine_run_ends();
}

void done(unsigned number)
{
    if (stage.actors[number].is_done) {
        return;
    }
    stage.actors[number].is_done = true;
    if (++stage.done == stage.count) {
        stage.end.happen = finish;
        stage.done_at = sim_points();
        engine.depth = 0; /* what happens from now on is not the question */
        sim_event_at(&stage.end, sim_now_ns() + SETTLE_TICKS * TICK_NS);
    }
}

/* Every tick: has somebody been waiting for too long? */
static void look(struct sim_event *event)
{
    uint64_t now = sim_points();

    for (unsigned i = 0; i < stage.count; i++) {
        if (!stage.actors[i].is_done && now - stage.actors[i].last > engine.patience) {
            sim_fail("no progress of '%s' for %u points", stage.actors[i].name, engine.patience);
        }
    }
    sim_event_at(event, event->when_ns + TICK_NS);
}

void scenario_run(const struct scenario *scenario)
{
    stage.running = scenario;
    stage.watch.happen = look;
    scenario->setup();
    for (unsigned i = 0; i < stage.count; i++) {
        stage.actors[i].last = sim_points();
    }
    sim_event_at(&stage.watch, sim_now_ns() + TICK_NS / 2u);
    vTaskStartScheduler();
    sim_fail("the scheduler did not start");
}

uint32_t rounds(void)
{
    return engine.rounds;
}

bool is_systematic(void)
{
    return engine.is_systematic;
}

uint32_t choose(uint32_t limit)
{
    uint64_t z = sim_knobs.seed * UINT64_C(0xda942042e4dd58b5) +
                 ++stage.choices * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)(z >> 32) % limit;
}

TaskHandle_t spawn(const char *name, TaskFunction_t code, UBaseType_t priority, void *arg)
{
    TaskHandle_t task = NULL;
    if (xTaskCreate(code, name, 512, arg, priority, &task) != pdPASS) {
        sim_fail("no memory for task '%s'", name);
    }
    return task;
}

void rest(void)
{
    for (;;) {
        vTaskSuspend(NULL);
    }
}

#define OWN_PERIOD_NS (3u * TICK_NS + TICK_NS / 3u)

/* The line comes now and then by itself, too: where every schedule is tried nobody else raises it.
 */
static void comes(struct sim_event *event)
{
    sim_irq_raise((unsigned)(uintptr_t)event->arg);
    sim_event_at(event, event->when_ns + OWN_PERIOD_NS);
}

void invite(unsigned irq, void (*handler)(void *), void *arg)
{
    static struct sim_event events[SIM_IRQS];

    sim_irq_attach(irq, IRQ_PRIORITY, handler, arg);
    sim_irq_invite(irq, true);
    events[irq].happen = comes;
    events[irq].arg = (void *)(uintptr_t)irq;
    sim_event_at(&events[irq], sim_now_ns() + OWN_PERIOD_NS);
}

void expectation_failed(const char *text, const char *file, int line)
{
    sim_fail("expected %s, %s:%d", text, file, line);
}

/* ---- Memory that runs out: the linker leads pvPortMalloc here ---- */

void *__real_pvPortMalloc(size_t bytes);
void *__wrap_pvPortMalloc(size_t bytes);

void fail_allocation(uint32_t k)
{
    stage.allocations_left = k;
}

void *__wrap_pvPortMalloc(size_t bytes)
{
    if (stage.allocations_left != 0 && --stage.allocations_left == 0) {
        return NULL;
    }
    return __real_pvPortMalloc(bytes);
}
