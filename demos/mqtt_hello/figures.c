/* SPDX-License-Identifier: MIT */
#include "figures.h"

#include <stdio.h>

#include "FreeRTOS.h"
#include "task.h"

static void print(const char *name, unsigned long value, const char *unit)
{
    printf("figure %s %lu %s\n", name, value, unit);
}

static unsigned long heap_peak(void)
{
    return (unsigned long)configTOTAL_HEAP_SIZE - (unsigned long)xPortGetMinimumEverFreeHeapSize();
}

void figures_start(void)
{
    xPortResetHeapMinimumEverFreeHeapSize();
    print("heap_before_connecting", heap_peak(), "bytes");
}

void figures_print_handshake(void)
{
    print("heap_peak_handshake", heap_peak(), "bytes");
    xPortResetHeapMinimumEverFreeHeapSize();
}

static void print_stacks(void)
{
    const UBaseType_t room = uxTaskGetNumberOfTasks();
    TaskStatus_t *const tasks = pvPortMalloc(room * sizeof *tasks);
    const UBaseType_t count = tasks != NULL ? uxTaskGetSystemState(tasks, room, NULL) : 0;

    for (UBaseType_t i = 0; i < count; i++) {
        unsigned long size =
            (unsigned long)((uint8_t *)tasks[i].pxEndOfStack - (uint8_t *)tasks[i].pxStackBase);
        unsigned long unused =
            (unsigned long)tasks[i].usStackHighWaterMark * (unsigned long)sizeof(StackType_t);
        char name[configMAX_TASK_NAME_LEN + 12];
        snprintf(name, sizeof name, "stack_used.%s", tasks[i].pcTaskName);
        for (char *c = name; *c != '\0'; c++) {
            *c = *c == ' ' ? '_' : *c;
        }
        printf("figure %s %lu of_%lu_bytes\n", name, size - unused, size);
    }
    vPortFree(tasks);
}

void figures_print_end(struct mqtt_connection *connection, unsigned greetings)
{
    struct mqtt_connection_counts counts;

    mqtt_connection_statistics(connection, &counts);
    print("heap_peak_steady", heap_peak(), "bytes");
    print("messages_of_the_set", greetings, "messages");
    print("messages_sent", counts.accepted, "messages");
    print("messages_acknowledged", counts.acknowledged, "messages");
    print("messages_received", counts.received, "messages");
    print("reconnects", counts.connects != 0 ? counts.connects - 1u : 0u, "connections");
    print_stacks();
}
