/* SPDX-License-Identifier: MIT */
#include "iot_logging.h"

#include "line.h"
#include "task.h"

_Static_assert(IOT_LOG_ERROR == LOG_ERROR && IOT_LOG_DEBUG == LOG_DEBUG, "the levels of the log");

static const char *const level_names[] = {"", "ERROR", "WARN ", "INFO ", "DEBUG"};

__attribute__((format(printf, 2, 3))) static void add(struct line *line, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    line_add_values(line, format, values);
    va_end(values);
}

void IotLog_Generic(int libraryLogSetting, const char *const pLibraryName, int messageLevel,
                    const IotLogConfig_t *const pLogConfig, const char *const pFormat, ...)
{
    static const IotLogConfig_t all;
    const IotLogConfig_t *const config = pLogConfig != NULL ? pLogConfig : &all;
    struct line line = {0, ""};
    va_list values;

    if (messageLevel <= IOT_LOG_NONE || messageLevel > IOT_LOG_DEBUG ||
        messageLevel > libraryLogSetting) {
        return;
    }
    if (!config->hideLogLevel) {
        add(&line, "[%s]", level_names[messageLevel]);
    }
    if (!config->hideLibraryName && pLibraryName != NULL) {
        add(&line, "[%s]", pLibraryName);
    }
    if (!config->hideTimestring) {
        add(&line, "[%lu]",
            (unsigned long)((uint64_t)xTaskGetTickCount() * 1000u / configTICK_RATE_HZ));
    }
    if (line.length > 0) {
        add(&line, " ");
    }
    va_start(values, pFormat);
    line_add_values(&line, pFormat, values);
    va_end(values);
    line_drop_ends(&line);
    log_write(messageLevel, "%s", line.text);
}

void IotLog_GenericPrintBuffer(const char *const pLibraryName, const char *const pHeader,
                               const uint8_t *const pBuffer, size_t bufferSize)
{
    struct line line;

    if (pHeader != NULL) {
        log_write_of(LOG_DEBUG, pLibraryName, "%s", pHeader);
    }
    for (size_t i = 0; i < bufferSize; i += 16) {
        line.length = 0;
        for (size_t j = i; j < bufferSize && j < i + 16; j++) {
            add(&line, "%s%02x", j > i ? " " : "", (unsigned)pBuffer[j]);
        }
        log_write_of(LOG_DEBUG, pLibraryName, "%s", line.text);
    }
}
