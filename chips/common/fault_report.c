/* SPDX-License-Identifier: MIT */
/* One report: the same for every processor. A second fault inside it ends it at once. */
#include "fault_report.h"

#include <stdbool.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

#include "fault_dump.h"

#ifndef configFAULT_ACTION
#define configFAULT_ACTION FAULT_ACTION_EXIT
#endif

__attribute__((section(".noinit"))) static struct fault_dump dump;
static volatile bool reporting;

/* In images without the kernel these are NULL. */
#pragma weak xTaskGetSchedulerState
#pragma weak pcTaskGetName

/* The watchdog's promise is a reset, whatever the configuration says. */
__attribute__((noreturn)) static void act(void)
{
    if (configFAULT_ACTION == FAULT_ACTION_RESET || dump.kind == FAULT_WATCHDOG) {
        fault_machine_reset();
    }
    if (configFAULT_ACTION == FAULT_ACTION_EXIT) {
        board_exit(128 + dump.kind);
    }
    for (;;) {
    }
}

struct fault_dump *fault_begin(fault_kind_t kind)
{
    static const char again[] = "\nfault: again while reporting a fault\n";

    fault_machine_mask();
    if (reporting) {
        board_console_write(again, sizeof again - 1);
        act();
    }
    reporting = true;
    fault_dump_begin(&dump, kind);
    return &dump;
}

void fault_set_task_name(struct fault_dump *to, const char *name)
{
    if (name != NULL && fault_is_ram((uintptr_t)name, FAULT_TASK_BYTES)) {
        char copy[FAULT_TASK_BYTES];
        for (size_t i = 0; i < sizeof copy; i++) {
            copy[i] = name[i] >= ' ' && name[i] <= '~' ? name[i] : '\0';
        }
        copy[sizeof copy - 1] = '\0';
        fault_set_text(to->task, sizeof to->task, copy, false);
    }
}

void fault_take_task_name(struct fault_dump *to)
{
    if (xTaskGetSchedulerState == NULL || pcTaskGetName == NULL ||
        xTaskGetSchedulerState() == taskSCHEDULER_NOT_STARTED) {
        return;
    }
    fault_set_task_name(to, pcTaskGetName(NULL));
}

void fault_end(struct fault_dump *complete)
{
    fault_dump_take_stack(complete);
    fault_dump_seal(complete);
    fault_print(complete);
    act();
}

const struct fault_dump *fault_last(void)
{
    return fault_dump_is_valid(&dump) ? &dump : NULL;
}

void fault_forget(void)
{
    dump.magic = 0;
}
