/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aws_logging_task.h"
#include "line.h"

#ifndef configPRINT_STRING
#define configPRINT_STRING(text) ((void)fputs((text), stdout))
#endif

/* A line's bytes have no terminator. */
static void to_console(void *context, const char *text, size_t length)
{
    char line[LOG_LINE_BYTES + 1];

    (void)context;
    memcpy(line, text, length);
    line[length] = '\0';
    configPRINT_STRING(line);
}

BaseType_t xLoggingTaskInitialize(uint16_t usStackSize, UBaseType_t uxPriority,
                                  UBaseType_t uxQueueLength)
{
    const size_t lines = uxQueueLength > 2 ? uxQueueLength : 2;
    const size_t ring_bytes = lines * (LOG_LINE_BYTES + sizeof(configMESSAGE_BUFFER_LENGTH_TYPE));
    struct log_config config = {
        .ring = pvPortMalloc(ring_bytes),
        .ring_bytes = ring_bytes,
        .stack = pvPortMalloc(usStackSize * sizeof(StackType_t)),
        .stack_words = usStackSize,
        .priority = uxPriority,
        .level = LOG_DEBUG,
        .write = to_console,
    };

    if (log_start(&config)) {
        return pdPASS;
    }
    vPortFree(config.ring);
    vPortFree(config.stack);
    return pdFAIL;
}

/* What has no level is of the highest. */
static void write_line(struct line *line)
{
    line_drop_ends(line);
    log_write(LOG_ERROR, "%s", line->text);
}

void vLoggingPrintf(const char *pcFormat, ...)
{
    struct line line = {0, ""};
    va_list values;

    va_start(values, pcFormat);
    line_add_values(&line, pcFormat, values);
    va_end(values);
    write_line(&line);
}

void vLoggingPrint(const char *pcMessage)
{
    vLoggingPrintf("%s", pcMessage);
}
