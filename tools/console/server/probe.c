/* SPDX-License-Identifier: MIT */
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_MIN (1 << 20) /* of code and of RAM: some KB more are no matter then */
#define TEXT_MAX  (64 << 10)
#define BEGINS    '\x1e'
#define ENDS      '\x1f'
#define STATS     "#define configGENERATE_RUN_TIME_STATS"
#define STATS_NOW                                                                                  \
    "#define configGENERATE_RUN_TIME_STATS 1\n"                                                    \
    "#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS()\n"                                           \
    "#define portGET_RUN_TIME_COUNTER_VALUE() (__extension__({ extern __UINT32_TYPE__ "            \
    "run_figures_clock(void); run_figures_clock(); }))\n//"

static char *read_all(const char *folder, const char *name)
{
    char path[1024];
    char *text = calloc(1, TEXT_MAX + 1);

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = text != NULL ? fopen(path, "r") : NULL;
    const size_t count = file != NULL ? fread(text, 1, TEXT_MAX, file) : 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    if (count == 0 || count == TEXT_MAX) {
        free(text);
        return NULL;
    }
    return text;
}

static void write_all(const char *folder, const char *name, const char *mode, const char *first,
                      size_t bytes, const char *second)
{
    char path[1024];

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    if (file != NULL) {
        (void)fwrite(first, 1, bytes, file);
        (void)fputs(second, file);
        (void)fclose(file);
    }
}

/* A configuration that keeps each task's state, but no processor time: where its line is. */
static const char *stats_line(const char *config)
{
    const char *trace = strstr(config, "#define configUSE_TRACE_FACILITY");
    const char *line = strstr(config, STATS);

    if (trace == NULL || strstr(config, "configRECORD_STACK_HIGH_ADDRESS") == NULL) {
        return NULL;
    }
    trace += strlen("#define configUSE_TRACE_FACILITY");
    return trace[strspn(trace, " ")] == '1' ? line : NULL;
}

static bool has_room(const json_t *board, const char *memory)
{
    const json_t *place = json_object_get(json_object_get(board, "memory"), memory);

    return json_integer_value(json_object_get(place, "bytes")) >= BYTES_MIN;
}

void probe_add(const char *root, const json_t *board, const char *package)
{
    static const char call[] = "dunlin_add_run(";
    const char *arch = json_string_value(json_object_get(board, "arch"));
    char *list = read_all(package, "CMakeLists.txt");
    char *config = read_all(package, "config/FreeRTOSConfig.h");
    char *source = read_all(root, "tools/console/package/texts/run_figures.c.text");
    const char *target = list != NULL ? strstr(list, call) : NULL;
    const char *line = config != NULL ? stats_line(config) : NULL;
    const bool is_arm =
        arch != NULL && (strcmp(arch, "armv7m") == 0 || strcmp(arch, "armv8m") == 0);
    char *app = read_all(package, "app/CMakeLists.txt");
    /* Images for a bootloader are linked more than once, in places of their own. */
    const bool is_plain = app != NULL && strstr(app, "ota") == NULL;

    if (is_arm && is_plain && has_room(board, "ram") && has_room(board, "code") && target != NULL &&
        line != NULL && source != NULL) {
        char lines[256];
        target += strlen(call);
        (void)snprintf(lines, sizeof(lines), "\ntarget_sources(%.*s PRIVATE run_figures.c)\n",
                       (int)strcspn(target, " )\n"), target);
        write_all(package, "app/CMakeLists.txt", "a", "", 0, lines);
        write_all(package, "app/run_figures.c", "w", "", 0, source);
        char *after = strdup(line);
        write_all(package, "config/FreeRTOSConfig.h", "w", config, (size_t)(line - config),
                  STATS_NOW);
        if (after != NULL) {
            write_all(package, "config/FreeRTOSConfig.h", "a", "", 0, after);
        }
        free(after);
    }
    free(app);
    free(source);
    free(config);
    free(list);
}

static bool is_told(struct probe *probe, struct events *events)
{
    json_t *data = json_loadb(probe->text, probe->count, 0, NULL);

    probe->is_inside = false;
    if (json_is_object(data)) {
        events_add(events, "figures", data);
        return true;
    }
    json_decref(data);
    return false;
}

size_t probe_take(struct probe *probe, struct events *events, char *text, size_t bytes)
{
    size_t left = 0;

    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == BEGINS) {
            probe->is_inside = true;
            probe->count = 0;
        } else if (!probe->is_inside) {
            text[left++] = text[i];
        } else if (text[i] != ENDS && text[i] != '\n' && probe->count < sizeof(probe->text)) {
            probe->text[probe->count++] = text[i];
        } else if (text[i] != ENDS || !is_told(probe, events)) {
            /* A reset in the middle, or another task's text between: it is no figures, and is not
             * lost. */
            probe->is_inside = false;
            events_add_serial(events, text, left);
            events_add_serial(events, probe->text, probe->count);
            left = 0;
            if (text[i] != ENDS) {
                text[left++] = text[i];
            }
        }
    }
    return left;
}
