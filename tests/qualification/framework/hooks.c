/* SPDX-License-Identifier: MIT */
#include "qualification_hooks.h"

#include "arch.h"
#include "board.h"

void (*volatile qualification_on_tick)(void);
void (*volatile qualification_on_idle)(void);
void (*volatile qualification_on_overflow)(TaskHandle_t task);
void (*volatile qualification_on_assert)(const char *expression);

void qualification_hooks_clear(void)
{
    qualification_on_tick = NULL;
    qualification_on_idle = NULL;
    qualification_on_overflow = NULL;
    qualification_on_assert = NULL;
}

void vApplicationTickHook(void)
{
    void (*hook)(void) = qualification_on_tick;

    if (hook != NULL) {
        hook();
    }
}

/* The kernel does not sleep where there is a hook. */
void vApplicationIdleHook(void)
{
    void (*hook)(void) = qualification_on_idle;

    if (hook != NULL) {
        hook();
    } else {
        arch_sleep();
    }
}

void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
    void (*hook)(TaskHandle_t) = qualification_on_overflow;

    (void)name;
    if (hook == NULL) {
        fault_assert("false && \"the running task has overflowed its stack\"", __FILE__, __LINE__);
    }
    hook(task);
}

void qualification_assert(const char *expression, const char *file, int line)
{
    void (*hook)(const char *) = qualification_on_assert;

    if (hook != NULL) {
        hook(expression);
    }
    fault_assert(expression, file, line);
}
