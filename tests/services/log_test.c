/* SPDX-License-Identifier: MIT */
/* The log: what a line looks like, its level, its order, and what happens when there is no room. */
#define LIBRARY_LOG_NAME  "lib"
#define LIBRARY_LOG_LEVEL LOG_WARN
#include "logging_stack.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"

#define RING_BYTES (2u * LOG_LINE_BYTES)
#define WAIT       pdMS_TO_TICKS(20)

/* The log can be started once, so each test changes what its writer does. */
static uint8_t ring[RING_BYTES];
static StackType_t stack[512];
static char written[4096];
static volatile size_t length;
static volatile bool stuck; /* the console takes nothing */

static void console(void *context, const char *text, size_t bytes)
{
    CHECK(context == written);
    while (stuck) {
        vTaskDelay(1);
    }
    if (length + bytes < sizeof written) {
        memcpy(&written[length], text, bytes);
        length += bytes;
        written[length] = '\0';
    }
}

static struct log_config config = {
    .ring = ring,
    .ring_bytes = sizeof ring,
    .stack = stack,
    .stack_words = sizeof stack / sizeof stack[0],
    .priority = P_LOWER,
    .level = LOG_INFO,
    .when_full = LOG_POLICY,
    .wait_ticks = WAIT,
    .write = console,
    .context = written,
};

static void written_is(const char *expected)
{
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    if (strcmp(written, expected) != 0) {
        printf("written: %s\nwanted: %s\n", written, expected);
        CHECK(false);
    }
    written[0] = '\0';
    length = 0;
}

static uint32_t lines(void)
{
    struct log_counts counts;

    log_statistics(&counts);
    return counts.lines;
}

static uint32_t dropped(void)
{
    struct log_counts counts;

    log_statistics(&counts);
    return counts.dropped;
}

static void what_is_incomplete_is_refused_and_a_second_start_too(void)
{
    struct log_config bad = config;

    CHECK(!log_start(NULL));
    bad.ring_bytes = LOG_LINE_BYTES;
    CHECK(!log_start(&bad));
    bad = config;
    bad.write = NULL;
    CHECK(!log_start(&bad));
    bad = config;
    bad.level = LOG_DEBUG + 1;
    CHECK(!log_start(&bad));
    CHECK(!log_start(&config)); /* it runs */
}

static void a_line_has_number_tick_task_and_text(void)
{
    char expected[64];
    const TickType_t tick = fresh_tick();

    log_write(LOG_INFO, "%d and %s", 5, "text");
    snprintf(expected, sizeof expected, "%lu %lu [%s] 5 and text\r\n", (unsigned long)lines(),
             (unsigned long)tick, pcTaskGetName(NULL));
    written_is(expected);
}

static void lines_above_the_level_are_not_taken(void)
{
    const uint32_t before = lines();

    log_write(LOG_DEBUG, "no");
    log_write(LOG_NONE, "never");
    CHECK_EQ(lines(), before);
    log_set_level(LOG_ERROR);
    log_write(LOG_WARN, "no");
    CHECK_EQ(lines(), before);
    log_write(LOG_ERROR, "yes");
    CHECK_EQ(lines(), before + 1);
    log_set_level(LOG_INFO);
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    written[length = 0] = '\0';
}

static unsigned evaluated;

static unsigned evaluate(void)
{
    return ++evaluated;
}

static void a_library_has_its_name_and_a_level_of_its_own(void)
{
    const uint32_t before = lines();

    LogInfo(("not evaluated: %u", evaluate()));
    LogDebug(("not evaluated"));
    CHECK_EQ(lines(), before);
    CHECK_EQ(evaluated, 0);
    LogWarn(("%u", evaluate()));
    LogError(("bare"));
    CHECK_EQ(lines(), before + 2);
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    CHECK(strstr(written, "] [lib] 1\r\n") != NULL);
    CHECK(strstr(written, "] [lib] bare\r\n") != NULL);
    written[length = 0] = '\0';
}

static void a_line_that_is_too_long_says_so(void)
{
    char text[LOG_LINE_BYTES + 1];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    log_write(LOG_INFO, "%s", text);
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    CHECK(length <= LOG_LINE_BYTES);
    CHECK(memcmp(&written[length - 6], "x...\r\n", 6) == 0);
    written[length = 0] = '\0';
}

static void log_ten(void *arg)
{
    for (unsigned i = 0; i < 10; i++) {
        log_write(LOG_INFO, "task %u line %u", (unsigned)(uintptr_t)arg, i);
        taskYIELD();
        vTaskDelay(1);
    }
    event('l');
    park();
}

static void lines_of_several_tasks_are_whole_and_in_order(void)
{
    uint32_t number = lines();

    for (unsigned i = 0; i < 3; i++) {
        (void)spawn(log_ten, P_LOW + (UBaseType_t)i, (void *)(uintptr_t)i);
    }
    vTaskDelay(pdMS_TO_TICKS(50));
    CHECK_EVENTS("lll");
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    CHECK_EQ(lines(), number + 30);
    const char *at = written;
    for (unsigned i = 0; i < 30; i++) {
        unsigned long n = 0, tick = 0;
        unsigned task = 9, line = 99;
        char name[16];
        CHECK_EQ(sscanf(at, "%lu %lu [%15[^]]] task %u line %u\r\n", &n, &tick, name, &task, &line),
                 5);
        CHECK_EQ(n, ++number);
        CHECK(task < 3 && line < 10);
        at = strchr(at, '\n') + 1;
    }
    written[length = 0] = '\0';
}

/* Ten lines for a console that takes none; the ring has room for fewer. Returns the first's number.
 */
static uint32_t overflow(void)
{
    stuck = true;
    const uint32_t first = lines() + 1;
    log_write(LOG_INFO, "%-60u", 0u);
    vTaskDelay(2); /* the log's task has it in its hands */
    for (unsigned i = 1; i < 10; i++) {
        log_write(LOG_INFO, "%-60u", i);
    }
    return first;
}

/* Whether the line with that number came. */
static bool came(uint32_t number)
{
    char start[16];
    snprintf(start, sizeof start, "%lu ", (unsigned long)number);
    const char *at = written;
    while (at != NULL && *at != '\0') {
        if (strncmp(at, start, strlen(start)) == 0) {
            return true;
        }
        at = strchr(at, '\n');
        at = at != NULL ? at + 1 : NULL;
    }
    return false;
}

static void without_room_the_policy_decides_and_the_gap_tells(void)
{
    const uint32_t before = dropped();
    const TickType_t start = xTaskGetTickCount();
    const uint32_t first = overflow();
    const TickType_t passed = xTaskGetTickCount() - start;
    const uint32_t lost = dropped() - before;

    CHECK(lost > 0 && lost < 9);
    CHECK((passed >= WAIT) == (LOG_POLICY == LOG_WAIT));
    stuck = false;
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    CHECK(came(first));
    CHECK_EQ(came(first + 1), LOG_POLICY != LOG_DROP_OLDEST);
    CHECK_EQ(came(first + 9), LOG_POLICY == LOG_DROP_OLDEST);
    unsigned count = 0;
    for (uint32_t i = 0; i < 10; i++) {
        count += came(first + i);
    }
    CHECK_EQ(count, 10 - lost);
    written[length = 0] = '\0';
}

static void release(void *arg)
{
    (void)arg;
    vTaskDelay(WAIT / 2);
    stuck = false;
    park();
}

static void who_may_wait_gets_room_when_the_console_goes_on(void)
{
    if (LOG_POLICY == LOG_WAIT) {
        const uint32_t before = dropped();
        const TickType_t start = xTaskGetTickCount();
        (void)spawn(release, P_HIGH, NULL);
        (void)overflow();
        CHECK(xTaskGetTickCount() - start < WAIT); /* woken, not timed out */
        CHECK(log_flush(pdMS_TO_TICKS(1000)));
        CHECK_EQ(dropped(), before);
    }
    stuck = false;
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    written[length = 0] = '\0';
}

static void a_flush_that_cannot_be_says_so(void)
{
    stuck = true;
    log_write(LOG_INFO, "waits");
    CHECK(!log_flush(5));
    stuck = false;
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    written[length = 0] = '\0';
}

static void the_line_from_before_the_scheduler_is_first(void)
{
    char expected[48];

    (void)snprintf(expected, sizeof expected, "1 %lu [main] before\r\n",
                   (unsigned long)configINITIAL_TICK_COUNT);
    written_is(expected);
}

void conformance_before_scheduler(void)
{
    log_write(LOG_INFO, "lost: the log does not run");
    CHECK(log_start(&config));
    log_write(LOG_INFO, "before");
    printf("log: %u bytes a line\n",
           (unsigned)LOG_LINE_BYTES); /* takes stdio's buffer from the heap */
}

CONFORMANCE_MAIN("log", TEST(the_line_from_before_the_scheduler_is_first),
                 TEST(what_is_incomplete_is_refused_and_a_second_start_too),
                 TEST(a_line_has_number_tick_task_and_text),
                 TEST(lines_above_the_level_are_not_taken),
                 TEST(a_library_has_its_name_and_a_level_of_its_own),
                 TEST(a_line_that_is_too_long_says_so),
                 TEST(lines_of_several_tasks_are_whole_and_in_order),
                 TEST(without_room_the_policy_decides_and_the_gap_tells),
                 TEST(who_may_wait_gets_room_when_the_console_goes_on),
                 TEST(a_flush_that_cannot_be_says_so))
