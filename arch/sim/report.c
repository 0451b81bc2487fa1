/* SPDX-License-Identifier: MIT */
/* What a run tells: the trace hash, who runs, why it failed, how to run it again. */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include "FreeRTOS.h"
#include "task.h"

#include <elf.h>
#include <inttypes.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "port.h"

#define FNV_PRIME UINT64_C(0x100000001b3)

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

#ifndef SIM_FLAGS
#define SIM_FLAGS "sim"
#endif

/* A tick of 1 ms holds about as many statements as on a Cortex-M3 at 25 MHz. Checks of the
 * sanitizers are points, too. */
#if defined(SIM_HAS_ASAN)
#define POINTS_PER_TICK 80000u
#elif SIM_FAST /* ways out of the kernel */
#define POINTS_PER_TICK 500u
#else
#define POINTS_PER_TICK 10000u
#endif

struct sim_knobs sim_knobs = {.points_per_tick = POINTS_PER_TICK, .seed = 1};

static uint64_t trace = UINT64_C(0xcbf29ce484222325);

static void mix(uint64_t value)
{
    for (unsigned i = 0; i < 8u; i++) {
        trace = (trace ^ (value & 0xffu)) * FNV_PRIME;
        value >>= 8;
    }
}

/* No address, path or host time may come in here. */
void sim_note(enum sim_note kind, uint64_t value)
{
    mix((uint64_t)kind << 32 | sim_port.current->id);
    mix(sim_knobs.realtime ? 0 : sim_points());
    mix(value);
}

uint64_t sim_hash(void)
{
    return trace;
}

const char *sim_task_name(void)
{
    if (sim_port.current == &sim_port.host) {
        return "(none)";
    }
    return pcTaskGetName((TaskHandle_t)(void *)sim_port.current);
}

bool sim_in_handler(void)
{
    return sim_port.irq >= 0;
}

const char *sim_where(void)
{
    static char text[80];

    if (sim_in_handler()) {
        snprintf(text, sizeof text, "interrupt %d over task '%s'", sim_port.irq, sim_task_name());
    } else if (sim_port.current != &sim_port.host) {
        snprintf(text, sizeof text, "task '%s'", sim_task_name());
    } else {
        snprintf(text, sizeof text, "start-up");
    }
    return text;
}

const char *sim_build(void)
{
    return "clang-" TEXT(__clang_major__) "." TEXT(__clang_minor__) "." TEXT(
        __clang_patchlevel__) "/" SIM_FLAGS;
}

/* The linker's build id of this image, from its notes. */
static int find_build_id(struct dl_phdr_info *image, size_t bytes, void *found)
{
    (void)bytes;
    for (unsigned i = 0; i < image->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &image->dlpi_phdr[i];
        uintptr_t at = image->dlpi_addr + part->p_vaddr;
        uintptr_t end = at + part->p_memsz;
        while (part->p_type == PT_NOTE && at + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
            at += sizeof *note + ((note->n_namesz + 3u) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID) {
                *(const uint8_t **)found = (const uint8_t *)at;
            }
            at += (note->n_descsz + 3u) & ~3u;
        }
    }
    return 1; /* the first object is the program: look no further */
}

const char *sim_image(void)
{
    static char text[20];
    const uint8_t *id = NULL;

    dl_iterate_phdr(find_build_id, &id);
    if (id == NULL) {
        return "unknown";
    }
    snprintf(text, sizeof text, "%02x%02x%02x%02x%02x%02x", id[0], id[1], id[2], id[3], id[4],
             id[5]);
    return text;
}

static void print_failure(const char *text)
{
    uint64_t step = sim_points(); /* asking for a name passes points, too */
    uint64_t ms = sim_now_ns() / 1000000u;

    fprintf(stderr,
            "sim: %s\n"
            "sim:   in %s, step %" PRIu64 ", %" PRIu64 ".%03u s\n"
            "sim:   again: --seed %" PRIu64
            " --gap %u --points-per-tick %u%s  (build %s, image %s)\n",
            text, sim_where(), step, ms / 1000u, (unsigned)(ms % 1000u), sim_knobs.seed,
            sim_knobs.gap, sim_knobs.points_per_tick, sim_knobs.realtime ? " --realtime" : "",
            sim_build(), sim_image());
}

/* Ends the run on the port's stack: the task's may be the problem. */
static _Noreturn void end_on_port_stack(void (*end)(void *), void *arg)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);

    sim_port.inside = true;
    sim_points_stack(0);
    if (!sim_port.running || here - (uintptr_t)sim_port_stack < sizeof sim_port_stack) {
        end(arg);
    } else {
        sim_call_on(sim_port_stack + sizeof sim_port_stack, end, arg);
    }
    _exit(1);
}

struct failure {
    const char *format;
    va_list *arguments;
};

static void fail_on_port_stack(void *arg)
{
    struct failure *failure = arg;
    char text[512];

    vsnprintf(text, sizeof text, failure->format, *failure->arguments);
    fflush(stdout);
    if (sim_knobs.failed != NULL) {
        sim_knobs.failed(text);
    } else {
        print_failure(text);
    }
    fflush(stderr);
    _exit(1);
}

void sim_fail(const char *format, ...)
{
    static bool has_failed;
    va_list arguments;
    va_start(arguments, format);
    struct failure failure = {.format = format, .arguments = &arguments};

    if (has_failed) { /* the report itself failed */
        _exit(1);
    }
    has_failed = true;
    end_on_port_stack(fail_on_port_stack, &failure);
}

static void print_hash(void)
{
    if (sim_knobs.print_hash) {
        printf("%016" PRIx64 "\n", sim_hash());
    }
    fflush(stdout);
}

static void exit_on_port_stack(void *status)
{
    fflush(stdout);
    print_hash();
    _exit(*(const int *)status);
}

void sim_exit(int status)
{
    end_on_port_stack(exit_on_port_stack, &status);
}

static bool number(const char *text, uint64_t *value)
{
    char *end = NULL;
    if (text == NULL || *text == '\0') {
        return false;
    }
    *value = strtoull(text, &end, 0);
    return *end == '\0';
}

int sim_option(char **argv)
{
    uint64_t value = 0;

    if (strcmp(argv[0], "--realtime") == 0) {
        sim_go_realtime();
        return 1;
    }
    if (strcmp(argv[0], "--hash") == 0) {
        sim_knobs.print_hash = true;
        atexit(print_hash); /* for a main() that returns */
        return 1;
    }
    if (strncmp(argv[0], "--", 2) != 0 || !number(argv[1], &value)) {
        return 0;
    }
    if (strcmp(argv[0], "--seed") == 0) {
        sim_knobs.seed = value;
    } else if (strcmp(argv[0], "--steps") == 0) {
        sim_knobs.steps = value;
    } else if (strcmp(argv[0], "--points-per-tick") == 0 && value > 0 && value <= UINT32_MAX) {
        sim_knobs.points_per_tick = (uint32_t)value;
    } else if (strcmp(argv[0], "--gap") == 0 && value <= UINT32_MAX / 4u) {
        sim_knobs.gap = (uint32_t)value;
    } else {
        return 0;
    }
    return 2;
}
