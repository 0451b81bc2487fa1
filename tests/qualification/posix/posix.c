/* SPDX-License-Identifier: MIT */
/* What the group's cases share, and their table. */
#include "posix_cases.h"

#include <string.h>

#define EVENTS_MAX  32u
#define PATIENCE_MS 500

static char events[EVENTS_MAX + 1];
static volatile size_t event_count;

const struct timespec posix_bad_times[2] = {{.tv_nsec = -1}, {.tv_nsec = 1000000000}};

static void *run(void *arg)
{
    struct posix_worker *worker = arg;

    worker->result = worker->body(worker->arg);
    worker->ended = true;
    return NULL;
}

void posix_start(struct posix_worker *worker, int (*body)(void *arg), unsigned priority, void *arg)
{
    const struct sched_param param = {.sched_priority = (int)priority};
    pthread_attr_t attr;

    *worker = (struct posix_worker){.body = body, .arg = arg, .result = -77};
    (void)pthread_attr_init(&attr);
    (void)pthread_attr_setschedparam(&attr, &param);
    if (!EXPECT_EQUAL(pthread_create(&worker->id, &attr, run, worker), 0)) {
        worker->id = NULL;
    }
}

int posix_finish(struct posix_worker *worker)
{
    for (TickType_t i = 0; worker->id != NULL && !worker->ended; i++) {
        if (!EXPECT(i < pdMS_TO_TICKS(PATIENCE_MS) && "the thread ends")) {
            vTaskSuspend((TaskHandle_t)worker->id);
            return worker->result;
        }
        vTaskDelay(1);
    }
    if (worker->id != NULL) {
        (void)pthread_join(worker->id, NULL);
    }
    return worker->result;
}

struct timespec posix_in_ms(long ms)
{
    struct timespec time = {0};

    (void)clock_gettime(CLOCK_REALTIME, &time);
    long long ns = time.tv_nsec + ms * 1000000LL;
    for (; ns >= 1000000000LL; ns -= 1000000000LL) {
        time.tv_sec++;
    }
    for (; ns < 0; ns += 1000000000LL) {
        time.tv_sec--;
    }
    time.tv_nsec = (long)ns;
    return time;
}

TickType_t posix_fresh_tick(void)
{
    vTaskDelay(1);
    return xTaskGetTickCount();
}

void posix_burn(TickType_t ticks)
{
    TickType_t start = xTaskGetTickCount();

    while ((TickType_t)(xTaskGetTickCount() - start) < ticks) {
    }
}

void posix_event(char what)
{
    taskENTER_CRITICAL();
    if (event_count < EVENTS_MAX) {
        events[event_count] = what;
        event_count = event_count + 1u;
    }
    taskEXIT_CRITICAL();
}

bool posix_events_are(const char *letters)
{
    taskENTER_CRITICAL();
    bool same = strcmp(events, letters) == 0;
    memset(events, 0, sizeof events);
    event_count = 0;
    taskEXIT_CRITICAL();
    return same;
}

/* A heap that nobody has used yet has more free than it will ever have again. */
static bool begin(void)
{
    vPortFree(pvPortMalloc(1));
    return true;
}

static void tear_down(void)
{
    (void)posix_events_are("");
    vTaskDelay(2); /* the idle task frees who has ended */
}

#define CASE(name) {"AFQP_POSIX_" #name, posix_##name},
static const struct qualification_case posix_cases[] = {
#include "posix_case_list.h"
};
#undef CASE

QUALIFICATION_GROUP(posix, "Full_POSIX", .begin = begin, .tear_down = tear_down)
