/* SPDX-License-Identifier: MIT */
/* Every register of a task survives everything that can happen to the task.
 *
 *   stayers   fill all registers and stay: tick, timers and their handlers, which use the FPU, take
 *             the processor away at every place
 *   leavers   fill them and yield
 *   waiter    more urgent; fills them and waits for a timer's interrupt
 *   plain     never touches the FPU, and must not be given the state of one that does
 *   fresh     tasks that begin meanwhile: with the default rounding mode
 *
 * Each has patterns of its own. So all four ways between the two kinds of frame (arch/README.md)
 * are taken, with and without a floating-point state on either side. Fails on a port that forgets
 * one register: registers_planted_* are such ports. */
#include <string.h>

#include "conformance.h"

#include "board.h"

#include "machine.h"
#include "registers.h"

#define TICKS       1500u /* at 4001 Hz */
#define TIMER_TIMES 400u  /* the least number of interrupts that prove something */
#define HOLDS       40u   /* the same of each task */
#define PERIOD_0    3001u
#define PERIOD_1    4799u

enum holder { STAYER_A, STAYER_B, LEAVER_A, LEAVER_B, WAITER, HOLDERS };

static const char *const holder_names[HOLDERS] = {"stayer A", "stayer B", "leaver A", "leaver B",
                                                  "waiter"};

static struct {
    uintptr_t values[REGISTERS_MAX];
    uintptr_t found[REGISTERS_MAX];
    volatile uint32_t holds;
} holders[HOLDERS];

static volatile uint32_t timer_count[2];
static volatile uint32_t plain_count, fresh_count;
static volatile bool wrong; /* one report is enough */
static SemaphoreHandle_t alarm;

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_hex(uintptr_t value)
{
    char text[2 * sizeof value + 1];

    for (size_t i = 0; i < 2 * sizeof value; i++) {
        text[i] = "0123456789abcdef"[(value >> (4 * (2 * sizeof value - 1 - i))) & 0xFu];
    }
    text[2 * sizeof value] = '\0';
    put(text);
}

static void report(const char *who, const char *reg, uintptr_t is, uintptr_t want)
{
    taskENTER_CRITICAL();
    if (!wrong) {
        wrong = true;
        put("register ");
        put(reg);
        put(" of ");
        put(who);
        put(" is ");
        put_hex(is);
        put(", want ");
        put_hex(want);
        put("\n");
    }
    taskEXIT_CRITICAL();
}

/* Another pattern in each register of each task, and in the next round the complement. */
static void fill(enum holder who)
{
    for (size_t i = 0; registers_info[i].name != NULL; i++) {
        uintptr_t pattern = (uintptr_t)0x9E3779B97F4A7C15u * (i + 1 + (size_t)REGISTERS_MAX * who);
        pattern ^= pattern >> 17;
        holders[who].values[i] =
            (holders[who].holds % 2 == 0 ? pattern : ~pattern) & registers_info[i].bits;
    }
}

static void hold(enum holder who, void (*leave)(void))
{
    fill(who);
    registers_hold(holders[who].values, holders[who].found, leave);
    for (size_t i = 0; registers_info[i].name != NULL; i++) {
        uintptr_t mask = leave == NULL ? registers_info[i].bits : registers_info[i].kept;
        uintptr_t is = holders[who].found[i] & mask;
        uintptr_t want = holders[who].values[i] & mask;
        if (is != want) {
            report(holder_names[who], registers_info[i].name, is, want);
        }
    }
    holders[who].holds++;
}

static void stay(void *who)
{
    for (;;) {
        hold((enum holder)(uintptr_t)who, NULL);
    }
}

static void yield(void)
{
    taskYIELD();
}

static void leave(void *who)
{
    for (;;) {
        hold((enum holder)(uintptr_t)who, yield);
    }
}

static void wait_for_alarm(void)
{
    (void)xSemaphoreTake(alarm, portMAX_DELAY);
}

static void wait(void *who)
{
    for (;;) {
        hold((enum holder)(uintptr_t)who, wait_for_alarm);
    }
}

static void plain(void *unused)
{
    (void)unused;
    for (;;) {
        if (registers_has_float_state() != 0) {
            report("plain", "float state", 1, 0);
        }
        plain_count = plain_count + 1;
        if (plain_count % 3 == 0) {
            taskYIELD();
        }
    }
}

static void fresh(void *unused)
{
    (void)unused;
    uintptr_t rounding = registers_rounding();

    if (rounding != 0) {
        report("fresh", "rounding", rounding, 0);
    }
    fresh_count = fresh_count + 1;
    park();
}

static void timer_0(void)
{
    BaseType_t woken = pdFALSE;

    registers_disturb_float();
    timer_count[0] = timer_count[0] + 1;
    (void)xSemaphoreGiveFromISR(alarm, &woken);
    portYIELD_FROM_ISR(woken);
}

static void timer_1(void)
{
    registers_disturb_float();
    timer_count[1] = timer_count[1] + 1;
    portYIELD_FROM_ISR(pdTRUE);
}

static void every_register_survives_interrupts_and_switches(void)
{
    memset(holders, 0, sizeof holders);
    alarm = xSemaphoreCreateBinary();
    TaskHandle_t tasks[] = {
        spawn(stay, P_LOW, (void *)(uintptr_t)STAYER_A),
        spawn(stay, P_LOW, (void *)(uintptr_t)STAYER_B),
        spawn(leave, P_LOW, (void *)(uintptr_t)LEAVER_A),
        spawn(leave, P_LOW, (void *)(uintptr_t)LEAVER_B),
        spawn(plain, P_LOW, NULL),
        spawn(wait, P_HIGH, (void *)(uintptr_t)WAITER),
    };
    machine_timer(0, PERIOD_0, timer_0);
    if (machine_timers() > 1) {
        machine_timer(1, PERIOD_1, timer_1);
    }
    for (TickType_t tick = 0; tick < TICKS && !wrong; tick += 3) {
        vTaskDelay(2);
        TaskHandle_t begun = spawn(fresh, P_LOW, NULL);
        vTaskPrioritySet(begun, P_HIGH);
        vTaskDelay(1);
        reap_one(begun);
    }
    machine_stop();

    CHECK(!wrong);
    if (!wrong) {
        for (size_t who = 0; who < HOLDERS; who++) {
            conformance_case = holder_names[who];
            CHECK(holders[who].holds >= HOLDS);
        }
        CHECK(timer_count[0] >= TIMER_TIMES);
        CHECK(machine_timers() < 2 || timer_count[1] >= TIMER_TIMES);
        CHECK(plain_count > HOLDS && fresh_count >= TICKS / 3 - 1);
    }
    conformance_case = "";
    for (size_t i = 0; i < sizeof tasks / sizeof tasks[0]; i++) {
        reap_one(tasks[i]);
    }
    vSemaphoreDelete(alarm);
}

CONFORMANCE_MAIN("registers", TEST(every_register_survives_interrupts_and_switches))
