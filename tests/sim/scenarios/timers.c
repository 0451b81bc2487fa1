/* SPDX-License-Identifier: MIT */
/* A periodic timer, a one-shot that is started again and again, and a task that stops them: periods
 * are neither lost nor added, and nothing fires after a stop was carried out. */
#include "timers.h"

#include "scenario.h"

#define PERIOD 3u

static TimerHandle_t periodic, shot;
static unsigned driver_actor, beat_actor;
static volatile uint32_t beats, shots, stopped;
static TickType_t start;

static void beat(TimerHandle_t timer)
{
    (void)timer;
    EXPECT(!stopped);
    beats = beats + 1u;
    progress(beat_actor);
}

static void fire(TimerHandle_t timer)
{
    uint32_t *count = pvTimerGetTimerID(timer);
    *count = *count + 1u;
    shots = shots + 1u;
}

/* The timer task outranks everybody: whoever runs sees all beats that were due. */
static void count_beats(void)
{
    taskENTER_CRITICAL();
    TickType_t passed = xTaskGetTickCount() - start;
    uint32_t seen = beats;
    taskEXIT_CRITICAL();
    EXPECT(seen == passed / PERIOD);
}

static void drive(void *arg)
{
    uint32_t started = 0, reset = 0;
    (void)arg;
    while (beats < rounds()) {
        uint32_t before = shots;
        EXPECT(xTimerStart(shot, portMAX_DELAY) == pdPASS);
        bool is_reset = choose(2) == 1;
        if (is_reset) {
            EXPECT(xTimerReset(shot, portMAX_DELAY) == pdPASS);
            reset++;
        }
        started++;
        while (xTimerIsTimerActive(shot) || shots == before) {
            vTaskDelay(1);
        }
        EXPECT(shots == before + 1u || (is_reset && shots == before + 2u));
        count_beats();
        progress(driver_actor);
    }
    EXPECT(shots >= started && shots <= started + reset);
    EXPECT(xTimerStop(periodic, portMAX_DELAY) == pdPASS);
    while (xTimerIsTimerActive(periodic)) {
        vTaskDelay(1);
    }
    stopped = 1;
    done(beat_actor);
    done(driver_actor);
    rest();
}

static uint32_t shot_id;

static void setup(void)
{
    periodic = xTimerCreate("beat", PERIOD, pdTRUE, NULL, beat);
    shot = xTimerCreate("shot", 2, pdFALSE, &shot_id, fire);
    driver_actor = actor("driver");
    beat_actor = actor("beat");
    start = xTaskGetTickCount();
    EXPECT(xTimerStart(periodic, 0) == pdPASS);
    spawn("driver", drive, P_MIDDLE, NULL);
}

static void check(void)
{
    EXPECT(shot_id == shots);
}

SCENARIO(timers, "timers fire once a period, and not after they were stopped");
