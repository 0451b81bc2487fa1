/* SPDX-License-Identifier: MIT */
/* Failed assertions, overflowed stacks, and accesses that the host refuses. */
#include "fault.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "console_sim.h"
#include "sim.h"

struct report {
    const char *kind;
    const char *assertion; /* NULL: none */
    const char *file;
    int line;
};

/* The head of the text format of docs/design/fault-dump.md; the host's debugger knows the rest. */
static void print_report(void *arg)
{
    const struct report *report = arg;
    char text[640];
    int length = snprintf(text, sizeof text, "fault: begin 1\nfault: kind %s\n", report->kind);

    console_sim_write(text, (size_t)length);
    if (report->assertion != NULL) {
        length = snprintf(text, sizeof text, "fault: assert %.400s\nfault: at %.160s:%d\n",
                          report->assertion, report->file, report->line);
        console_sim_write(text, (size_t)length);
    }
    length = snprintf(text, sizeof text, "fault: task %.60s\n%sfault: end 1\n", sim_task_name(),
                      sim_in_handler() ? "fault: context interrupt handler\n" : "");
    console_sim_write(text, (size_t)length);
}

static void print(struct report report)
{
    if (sim_knobs.failed == NULL) { /* an explorer prints one line for each run that fails */
        sim_beside(print_report, &report);
    }
}

void fault_assert(const char *expression, const char *file, int line)
{
    print((struct report){"failed assert", expression, file, line});
    sim_fail("assertion failed: %s, %s:%d", expression, file, line);
}

void fault_stack_overflow(const char *task_name)
{
    print((struct report){"stack overflow", NULL, NULL, 0});
    sim_fail("stack overflow of task '%s', seen at a switch", task_name != NULL ? task_name : "?");
}

static void refused(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    sim_fail("the host refused an access to %p (signal %d)", info->si_addr, signal_number);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif

void fault_catch_host_signals(void)
{
#if defined(HAS_ASAN)
    (void)refused; /* its own report says more */
#else
    static uint8_t stack[64 * 1024];
    stack_t where = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = refused, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

    sigaltstack(&where, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
#endif
}
