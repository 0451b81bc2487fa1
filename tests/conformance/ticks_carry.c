/* SPDX-License-Identifier: MIT */
/* A tick count of 64 bits carries into its upper half, again and again, while tasks read it and
 * wait across it. Fails where a reader takes the halves from different counts (on a processor that
 * loads them one by one, as RISC-V; LDRD is begun anew after an interrupt), or where time-outs are
 * ordered by one half. */
#include "conformance.h"

#define CARRIES 1000U

static volatile unsigned torn;
static volatile bool reading;

/* Idle time is not what this is about. */
void vPortSuppressTicksAndSleep(TickType_t ticks)
{
    (void)ticks;
}

/* Lets the ticks up to `left` before the next carry pass, as after a sleep. @return The carry. */
static TickType_t step_before_carry(TickType_t left)
{
    vTaskSuspendAll();
    TickType_t now = xTaskGetTickCount();
    TickType_t carry = ((now + left) | 0xFFFFFFFFU) + 1U;
    vTaskStepTick((TickType_t)(carry - left - now));
    (void)xTaskResumeAll();
    return carry;
}

/* Reads until after `end`. Half of a count and half of the next is less than what was read before,
 * or more than what is read next. */
static void read_until(TickType_t end)
{
    TickType_t last, now = xTaskGetTickCount();
    do {
        last = now;
        now = xTaskGetTickCount();
        if (now < last) {
            torn = torn + 1U;
        }
    } while (last < end);
}

/* So that the carry comes to another instruction of the loop each time, whatever its length. */
static void shift_phase(unsigned short_steps, unsigned long_steps)
{
    while (short_steps-- != 0) {
        __asm volatile("nop");
    }
    while (long_steps-- != 0) {
        __asm volatile("nop\n\tnop");
    }
}

static void read_too(void *arg)
{
    (void)arg;
    while (reading) {
        read_until(xTaskGetTickCount() + 1U);
    }
    event('r');
    park();
}

static void no_reader_sees_half_a_carry(void)
{
    torn = 0;
    reading = true;
    (void)spawn(read_too, P_CONTROL, NULL); /* they take turns */
    TickType_t begin = xTaskGetTickCount() >> 16 >> 16;
    for (unsigned i = 0; i < CARRIES; i++) {
        TickType_t carry = step_before_carry(1);
        shift_phase(i % 7U, i % 11U);
        read_until(carry);
    }
    reading = false;
    vTaskDelay(5);
    CHECK_EVENTS("r");
    CHECK_EQ((xTaskGetTickCount() >> 16 >> 16) - begin, CARRIES);
    CHECK_EQ(torn, 0);
}

static void sleep_for(void *arg)
{
    TickType_t ticks = (TickType_t)(uintptr_t)arg;
    TickType_t begin = xTaskGetTickCount();
    vTaskDelay(ticks);
    CHECK_EQ(xTaskGetTickCount() - begin, ticks);
    event('s');
    park();
}

static void waits_across_the_carry_end_at_their_tick(void)
{
    for (TickType_t left = 1; left < 6; left++) {
        TickType_t carry = step_before_carry(left);
        TickType_t begin = fresh_tick();
        TaskHandle_t sleepers[4];
        for (unsigned i = 0; i < 4; i++) {
            sleepers[i] = spawn(sleep_for, P_HIGHEST, (void *)(uintptr_t)(i * 2U + 1U));
        }
        vTaskDelay(10);
        CHECK_EVENTS("ssss");
        CHECK_EQ(xTaskGetTickCount() - begin, 10);
        CHECK(xTaskGetTickCount() > carry);
        for (unsigned i = 0; i < 4; i++) {
            reap_one(sleepers[i]);
        }
    }
}

static void a_period_of_time_across_the_carry_is_counted(void)
{
    TimeOut_t since;
    TickType_t left = 8;

    (void)step_before_carry(4);
    (void)fresh_tick();
    vTaskSetTimeOutState(&since);
    burn_ticks(5);
    CHECK_EQ(xTaskCheckForTimeOut(&since, &left), pdFALSE);
    CHECK_EQ(left, 3);
    burn_ticks(3);
    CHECK_EQ(xTaskCheckForTimeOut(&since, &left), pdTRUE);
}

CONFORMANCE_MAIN("ticks_carry", TEST(no_reader_sees_half_a_carry),
                 TEST(waits_across_the_carry_end_at_their_tick),
                 TEST(a_period_of_time_across_the_carry_is_counted))
