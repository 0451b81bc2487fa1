/* SPDX-License-Identifier: MIT */
/* The text format. Every line begins with "fault: ", so that a report can be found among other
 * output and each line understood by itself. No printf: its stack and its state may be what broke.
 */
#include <string.h>

#include "board.h"
#include "fault.h"

#include "fault_dump.h"

#define WORD_DIGITS ((int)(2 * sizeof(uintptr_t)))

static const char *const kinds[] = {
    [FAULT_HARD] = "hard fault",
    [FAULT_MEMORY] = "memory management fault",
    [FAULT_BUS] = "bus fault",
    [FAULT_USAGE] = "usage fault",
    [FAULT_ASSERT] = "failed assert",
    [FAULT_STACK_OVERFLOW] = "stack overflow",
    [FAULT_UNEXPECTED] = "unexpected exception",
    [FAULT_WATCHDOG] = "watchdog not fed",
    [FAULT_SECURE] = "secure fault",
};

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_hex(uintptr_t value, int digits)
{
    char text[2 * sizeof value];

    for (int i = digits - 1; i >= 0; i--) {
        text[i] = "0123456789abcdef"[value & 0xFu];
        value >>= 4;
    }
    board_console_write(text, (size_t)digits);
}

static void put_decimal(uint32_t value)
{
    char text[10];
    size_t at = sizeof text;

    do {
        text[--at] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0);
    board_console_write(text + at, sizeof text - at);
}

static void begin(const char *what)
{
    put("fault: ");
    put(what);
}

void fault_print_words(const char *what, const uintptr_t *words, size_t count)
{
    begin(what);
    for (size_t i = 0; i < count; i++) {
        put(" ");
        put_hex(words[i], WORD_DIGITS);
    }
    put("\n");
}

void fault_print_word(const char *what, uintptr_t word)
{
    fault_print_words(what, &word, 1);
}

void fault_print_line(const char *what, const char *text)
{
    begin(what);
    put(" ");
    put(text);
    put("\n");
}

static void print_what(const struct fault_dump *dump)
{
    size_t known = sizeof kinds / sizeof kinds[0];
    const char *kind = dump->kind < known ? kinds[dump->kind] : NULL;

    fault_print_line("kind", kind != NULL ? kind : "unknown");
    if (dump->kind == FAULT_ASSERT) {
        fault_print_line("assert", dump->text);
        begin("at ");
        put(dump->file);
        put(":");
        put_decimal(dump->line);
        put("\n");
    } else if (dump->kind == FAULT_UNEXPECTED) {
        begin("exception ");
        put_decimal(dump->line);
        put("\n");
    } else if (dump->kind <= FAULT_USAGE) {
        fault_machine_print_cause(dump);
    }
    fault_print_line("task", dump->task[0] != '\0' ? dump->task : "(none)");
    if ((dump->flags & FAULT_IN_HANDLER) != 0) {
        fault_print_line("context", "interrupt handler");
    }
    begin("build ");
    for (size_t i = 0; i < sizeof dump->build; i++) {
        put_hex(dump->build[i], 2);
    }
    put("\n");
}

void fault_print(const struct fault_dump *dump)
{
    put("\n");
    fault_print_line("begin", "1");
    print_what(dump);
    fault_machine_print_registers(dump);
    for (uint32_t i = 0; i < dump->stack_words; i += 4) {
        uint32_t left = dump->stack_words - i;
        begin("stack ");
        put_hex(dump->machine.sp + sizeof dump->stack[0] * i, WORD_DIGITS);
        put(":");
        for (uint32_t k = i; k < i + (left < 4 ? left : 4); k++) {
            put(" ");
            put_hex(dump->stack[k], WORD_DIGITS);
        }
        put("\n");
    }
    for (uint32_t i = 0; i < dump->stack_words; i++) {
        if (fault_is_return_address(dump->stack[i])) {
            fault_print_word("likely", dump->stack[i]);
        }
    }
    fault_print_line("end", "1");
}
