/* SPDX-License-Identifier: MIT */
/* An image with every function and every macro of the API in it: it links, so they are there. */
#include <string.h>

#include "FreeRTOS.h"

#include "board.h"
#include "task.h"

typedef void (*any)(void);
extern any functions[], macros[];
extern const unsigned functions_count, macros_count;
extern const char *const *const old_names[];

static unsigned failures;

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_number(unsigned value)
{
    char digits[8];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10U);
        value /= 10U;
    } while (value != 0);
    put(&digits[at]);
}

static void check(bool good, const char *text)
{
    if (!good) {
        failures++;
        put("FAIL ");
        put(text);
        put("\n");
    }
}

/* What the application supplies. */
uint32_t api_run_time(void)
{
    return 0;
}

void vApplicationIdleHook(void)
{
}

void vApplicationTickHook(void)
{
}

void vApplicationMallocFailedHook(void)
{
}

void vApplicationDaemonTaskStartupHook(void)
{
}

void vApplicationGetIdleTaskMemory(StaticTask_t **block, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t memory;
    static StackType_t words[configMINIMAL_STACK_SIZE];
    *block = &memory;
    *stack = words;
    *depth = configMINIMAL_STACK_SIZE;
}

void vApplicationGetTimerTaskMemory(StaticTask_t **block, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *depth)
{
    vApplicationGetIdleTaskMemory(block, stack, depth);
}

int main(void)
{
    board_init();
    for (unsigned i = 0; i < functions_count; i++) {
        check(functions[i] != NULL, "a function is NULL");
    }
    for (unsigned i = 0; i < macros_count; i++) {
        check(macros[i] != NULL, "a macro is NULL");
    }
    unsigned old = 0;
    for (; old_names[old] != NULL; old++) {
        check(strcmp(old_names[old][0], old_names[old][1]) == 0, old_names[old][1]);
    }
    check(strcmp(tskKERNEL_VERSION_NUMBER, "V11.3.0") == 0, "the version");
    put_number(functions_count);
    put(" functions, ");
    put_number(macros_count);
    put(" macros, ");
    put_number(old);
    put(" old names\n");
    board_exit(failures == 0 ? 0 : 1);
    return 1;
}
