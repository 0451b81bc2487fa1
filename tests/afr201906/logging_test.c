/* SPDX-License-Identifier: MIT */
/* Lines of libraries and of vLoggingPrintf(), as the console gets them. */
#define LIBRARY_LOG_NAME  "MQTT"
#define LIBRARY_LOG_LEVEL IOT_LOG_INFO
#include "iot_logging_setup.h"

#include <stdio.h>
#include <string.h>

#include "aws_logging_task.h"
#include "conformance.h"
#include "console.h"
#include "log.h"

#define STACK_WORDS 512

static char written[1024];
static size_t length;

void console_print(const char *text)
{
    CHECK(length + strlen(text) < sizeof written);
    strcpy(written + length, text);
    length += strlen(text);
}

/* What was written since the last time, without numbers and ticks of the head. */
static const char *lines(void)
{
    static char text[sizeof written];
    size_t out = 0;

    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    for (const char *line = written; *line != '\0';) {
        const char *const end = strstr(line, "\r\n");
        const char *const from = strchr(line, '[');
        CHECK(end != NULL && from != NULL && from < end);
        out += (size_t)snprintf(text + out, sizeof text - out, "%.*s\n", (int)(end - from), from);
        line = end + 2;
    }
    text[out] = '\0';
    written[0] = '\0';
    length = 0;
    return text;
}

static void written_is(const char *expected)
{
    const char *const text = lines();

    if (strcmp(text, expected) != 0) {
        printf("written: %s\nwanted: %s\n", text, expected);
        CHECK(false);
    }
}

static void the_log_starts_once(void)
{
    const size_t heap = xPortGetFreeHeapSize();

    CHECK_EQ(xLoggingTaskInitialize(STACK_WORDS, configMAX_PRIORITIES, 4), pdFAIL);
    CHECK_EQ(xLoggingTaskInitialize(STACK_WORDS, P_LOWER, 4), pdFAIL); /* it runs */
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
}

static void a_line_has_number_tick_task_and_text(void)
{
    unsigned long number, tick;
    char text[64];

    vLoggingPrintf("job %d received\r\n", 7);
    CHECK(log_flush(pdMS_TO_TICKS(1000)));
    CHECK_EQ(sscanf(written, "%lu %lu %63[^\r]", &number, &tick, text), 3);
    written_is("[control] job 7 received\n");
    configPRINT("plain 100%\n");
    written_is("[control] plain 100%\n");
}

static void a_line_of_a_library_has_level_name_and_time(void)
{
    char text[64];
    unsigned long ms;

    IotLogWarn("lost %s", "link");
    CHECK_EQ(sscanf(lines(), "[control] [WARN ][MQTT][%lu] %63[^\n]", &ms, text), 2);
    CHECK_EQ(strcmp(text, "lost link"), 0);
    CHECK(xTaskGetTickCount() - (TickType_t)((uint64_t)ms * configTICK_RATE_HZ / 1000) < 1000);
}

static void parts_of_the_head_can_be_left_out(void)
{
    const IotLogConfig_t no_time = {.hideTimestring = true};
    const IotLogConfig_t bare = {true, true, true};

    IotLog(IOT_LOG_ERROR, &no_time, "a");
    IotLog(IOT_LOG_INFO, &bare, "b %u", 2u);
    written_is("[control] [ERROR][MQTT] a\n[control] b 2\n");
}

static void what_is_above_the_limit_is_not_logged(void)
{
    const IotLogConfig_t bare = {true, true, true};
    int evaluated = 0;

    IotLogDebug("%d", ++evaluated);
    CHECK_EQ(evaluated, 0);
    IotLog_Generic(IOT_LOG_NONE, "x", IOT_LOG_ERROR, &bare, "none");
    IotLog_Generic(IOT_LOG_WARN, "x", IOT_LOG_INFO, &bare, "info");
    IotLog_Generic(IOT_LOG_DEBUG, "x", IOT_LOG_DEBUG + 1, &bare, "more");
    IotLog_Generic(IOT_LOG_DEBUG, "x", IOT_LOG_NONE, &bare, "less");
    IotLog_Generic(IOT_LOG_WARN, "x", IOT_LOG_WARN, &bare, "warn");
    written_is("[control] warn\n");
}

static void a_line_that_is_too_long_is_cut(void)
{
    char text[2 * LOG_LINE_BYTES];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    IotLogError("%s", text);
    IotLogError("%s", "short");
    const char *const both = lines();
    CHECK(strchr(both, '\n') < both + LOG_LINE_BYTES);
    CHECK(strstr(both, "...\n[control] [ERROR][MQTT]") != NULL);
}

static void bytes_come_sixteen_in_a_line(void)
{
    uint8_t bytes[17];

    for (unsigned i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 16u);
    }
    IotLog_PrintBuffer("not of this library", bytes, sizeof bytes); /* its limit is INFO */
    IotLog_GenericPrintBuffer("lib", "packet:", bytes, sizeof bytes);
    written_is("[control] [lib] packet:\n"
               "[control] [lib] 00 10 20 30 40 50 60 70 80 90 a0 b0 c0 d0 e0 f0\n"
               "[control] [lib] 00\n");
    IotLog_GenericPrintBuffer(NULL, NULL, bytes, 1);
    written_is("[control] 00\n");
}

void conformance_before_scheduler(void)
{
    vLoggingPrintf("too early");
    CHECK_EQ(xLoggingTaskInitialize(STACK_WORDS, P_LOWER, 4), pdPASS);
}

CONFORMANCE_MAIN("afr201906.logging", TEST(the_log_starts_once),
                 TEST(a_line_has_number_tick_task_and_text),
                 TEST(a_line_of_a_library_has_level_name_and_time),
                 TEST(parts_of_the_head_can_be_left_out),
                 TEST(what_is_above_the_limit_is_not_logged), TEST(a_line_that_is_too_long_is_cut),
                 TEST(bytes_come_sixteen_in_a_line))
