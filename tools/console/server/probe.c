/* SPDX-License-Identifier: MIT */
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX (64 << 10)
#define BEGINS   '\x1e'
#define ENDS     '\x1f'
#define STATS    "#define configGENERATE_RUN_TIME_STATS"
/* The bootloader has the kernel's library, too, and not the task. */
#define STATS_NOW                                                                                  \
    "#define configGENERATE_RUN_TIME_STATS 1\n"                                                    \
    "#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS()\n"                                           \
    "#define portGET_RUN_TIME_COUNTER_VALUE() (__extension__({ extern __UINT32_TYPE__ "            \
    "run_figures_clock(void) __attribute__((weak)); run_figures_clock != 0 ? run_figures_clock() " \
    ": 0U; }))\n//"
/* Where an image runs in place there is one for each slot. */
#define LISTED                                                                                     \
    "\n# Figures for the console.\n"                                                               \
    "foreach(image IN ITEMS %.*s %.*s_1)\n"                                                        \
    "    if(TARGET ${image})\n"                                                                    \
    "        target_sources(${image} PRIVATE ${PROJECT_SOURCE_DIR}/app/run_figures.c)\n"           \
    "    endif()\n"                                                                                \
    "endforeach()\n"

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

static void write_changes(const char *package, const char *target, const char *source,
                          const char *config, const char *line)
{
    char lines[512];
    const int bytes = (int)strcspn(target, " )\n");

    (void)snprintf(lines, sizeof(lines), LISTED, bytes, target, bytes, target);
    write_all(package, "CMakeLists.txt", "a", "", 0, lines);
    write_all(package, "app/run_figures.c", "w", "", 0, source);
    write_all(package, "config/FreeRTOSConfig.h", "w", config, (size_t)(line - config), STATS_NOW);
    write_all(package, "config/FreeRTOSConfig.h", "a", "", 0, line);
}

bool probe_add(const char *root, const char *package, char *why, size_t why_bytes)
{
    static const char call[] = "dunlin_add_run(";
    char *list = read_all(package, "CMakeLists.txt");
    char *config = read_all(package, "config/FreeRTOSConfig.h");
    char *source = read_all(root, "tools/console/package/texts/run_figures.c.text");
    const char *target = list != NULL ? strstr(list, call) : NULL;
    const char *line = config != NULL ? stats_line(config) : NULL;
    const bool is_added = target != NULL && line != NULL && source != NULL;

    if (is_added) {
        write_changes(package, target + strlen(call), source, config, line);
    } else {
        (void)snprintf(why, why_bytes, "Its configuration keeps no figures of tasks");
    }
    free(source);
    free(config);
    free(list);
    return is_added;
}

void probe_tell_none(struct events *events, const char *why)
{
    events_add(events, "figures", json_pack("{s:s}", "unavailable", why));
}

/* What this task had used when it was told last. */
static uint32_t spent_before(const struct probe *probe, unsigned number)
{
    for (size_t i = 0; i < probe->before_count; i++) {
        if (probe->before[i].number == number) {
            return probe->before[i].spent;
        }
    }
    return 0;
}

static bool hear_task(struct probe *probe)
{
    struct probe_task task;
    int end = 0;

    if (probe->task_count == PROBE_TASKS_MAX ||
        sscanf(probe->text, "t %x %x %x %x %n", &task.number, &task.spent, &task.stack_free,
               &task.stack, &end) != 4 ||
        end == 0) {
        return false;
    }
    (void)snprintf(task.name, sizeof(task.name), "%.20s", probe->text + end);
    probe->task[probe->task_count++] = task;
    return true;
}

static json_t *tasks_document(const struct probe *probe, uint32_t passed)
{
    json_t *tasks = json_array();

    for (size_t i = 0; i < probe->task_count; i++) {
        const struct probe_task *task = &probe->task[i];
        const uint32_t spent = task->spent - spent_before(probe, task->number);
        const uint64_t permille = passed > 0 ? (uint64_t)spent * 1000u / passed : 0;
        json_t *row = json_pack("{s:s, s:f, s:I, s:I}", "name", task->name, "cpu",
                                permille < 1000 ? (double)permille / 10 : 100.0, "stack_free",
                                (json_int_t)task->stack_free, "stack", (json_int_t)task->stack);
        if (row != NULL) { /* its name is no text */
            json_array_append_new(tasks, row);
        }
    }
    return tasks;
}

static bool hear_whole(struct probe *probe, struct events *events)
{
    unsigned ms, clock, left, least, size;

    if (sscanf(probe->text, "f %x %x %x %x %x", &ms, &clock, &left, &least, &size) != 5) {
        return false;
    }
    if (clock < probe->clock) { /* it has begun anew */
        probe->before_count = 0;
        probe->clock = 0;
    }
    json_t *tasks = tasks_document(probe, clock - probe->clock);
    events_add(events, "figures",
               json_pack("{s:I, s:{s:I, s:I, s:I}, s:o}", "ms", (json_int_t)ms, "heap", "free",
                         (json_int_t)left, "least", (json_int_t)least, "size", (json_int_t)size,
                         "tasks", tasks));
    memcpy(probe->before, probe->task, sizeof(probe->task));
    probe->before_count = probe->task_count;
    probe->task_count = 0;
    probe->clock = clock;
    return true;
}

static bool is_heard(struct probe *probe, struct events *events)
{
    probe->is_inside = false;
    probe->text[probe->count] = '\0';
    return probe->text[0] == 't' ? hear_task(probe) : hear_whole(probe, events);
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
        } else if (text[i] != ENDS && text[i] != '\n' && probe->count + 1 < sizeof(probe->text)) {
            probe->text[probe->count++] = text[i];
        } else if (text[i] != ENDS || !is_heard(probe, events)) {
            /* A reset in the middle, or another task's text between: it is no figures, and is not
             * lost. */
            probe->is_inside = false;
            probe->task_count = 0;
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
