/* SPDX-License-Identifier: MIT */
/* The text format. Every line begins with "fault: ", so that a report can be found among other
 * output and each line understood by itself. No printf: its stack and its state may be what broke.
 */
#include <string.h>

#include "board.h"
#include "fault.h"

#include "fault_dump.h"

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

/* Bits of CFSR and HFSR in the order of likely usefulness. DDI 0403 B3.2.15, B3.2.16; STKOF:
 * DDI 0553. */
static const struct {
    uint32_t bit;
    const char *words;
} cfsr_causes[] =
    {
        {1u << 25, "DIVBYZERO: division by zero"},
        {1u << 24, "UNALIGNED: access to an unaligned address"},
        {1u << 20, "STKOF: stack overflow, the stack pointer went below its limit"},
        {1u << 19, "NOCP: a coprocessor that is missing or off (FPU?)"},
        {1u << 18, "INVPC: invalid exception return"},
        {1u << 17, "INVSTATE: jump to an address without the thumb bit"},
        {1u << 16, "UNDEFINSTR: an instruction the processor does not have"},
        {1u << 13, "LSPERR: bus error while saving FPU registers"},
        {1u << 12, "STKERR: bus error on exception entry (stack pointer out of memory?)"},
        {1u << 11, "UNSTKERR: bus error on exception return"},
        {1u << 10, "IMPRECISERR: bus error some instructions before pc"},
        {1u << 9, "PRECISERR: bus error reading or writing data"},
        {1u << 8, "IBUSERR: bus error fetching an instruction"},
        {1u << 5, "MLSPERR: protection fault while saving FPU registers"},
        {1u << 4, "MSTKERR: protection fault on exception entry (stack overflow?)"},
        {1u << 3, "MUNSTKERR: protection fault on exception return"},
        {1u << 1, "DACCVIOL: forbidden access to data"},
        {1u << 0, "IACCVIOL: jump to memory that is not code"},
},
  hfsr_causes[] = {
      {1u << 1, "VECTTBL: bus error reading the vector table"},
      {1u << 30, "FORCED: a fault that could not be handled where it happened"},
      {1u << 31, "DEBUGEVT: breakpoint without debugger"},
};

#define CFSR_MMARVALID (1u << 7)
#define CFSR_BFARVALID (1u << 15)

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_hex(uint32_t value, int digits)
{
    char text[8];

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

static void print_words(const char *what, const uint32_t *words, size_t count)
{
    begin(what);
    for (size_t i = 0; i < count; i++) {
        put(" ");
        put_hex(words[i], 8);
    }
    put("\n");
}

static void print_word(const char *what, uint32_t word)
{
    print_words(what, &word, 1);
}

static void print_line(const char *what, const char *text)
{
    begin(what);
    put(" ");
    put(text);
    put("\n");
}

static void print_cause(const struct fault_dump *dump)
{
    for (size_t i = 0; i < sizeof cfsr_causes / sizeof cfsr_causes[0]; i++) {
        if ((dump->cfsr & cfsr_causes[i].bit) != 0) {
            print_line("cause", cfsr_causes[i].words);
        }
    }
    for (size_t i = 0; i < sizeof hfsr_causes / sizeof hfsr_causes[0]; i++) {
        if ((dump->hfsr & hfsr_causes[i].bit) != 0) {
            print_line("cause", hfsr_causes[i].words);
        }
    }
    if ((dump->cfsr & CFSR_MMARVALID) != 0) {
        print_word("address", dump->mmfar);
    } else if ((dump->cfsr & CFSR_BFARVALID) != 0) {
        print_word("address", dump->bfar);
    }
    print_word("cfsr", dump->cfsr);
    print_word("hfsr", dump->hfsr);
}

static void print_what(const struct fault_dump *dump)
{
    size_t known = sizeof kinds / sizeof kinds[0];
    const char *kind = dump->kind < known ? kinds[dump->kind] : NULL;

    print_line("kind", kind != NULL ? kind : "unknown");
    if (dump->kind == FAULT_ASSERT) {
        print_line("assert", dump->text);
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
        print_cause(dump);
    }
    print_line("task", dump->task[0] != '\0' ? dump->task : "(none)");
    if ((dump->flags & FAULT_IN_HANDLER) != 0) {
        print_line("context", "interrupt handler");
    }
    begin("build ");
    for (size_t i = 0; i < sizeof dump->build; i++) {
        put_hex(dump->build[i], 2);
    }
    put("\n");
}

static void print_registers(const struct fault_dump *dump)
{
    if ((dump->flags & FAULT_NO_REGISTERS) != 0) {
        print_line("lost", "pc lr psr r0-r3 r12: the stack pointer was outside memory");
    } else {
        print_word("pc", dump->pc);
        print_word("lr", dump->lr);
        print_word("psr", dump->psr);
    }
    print_word("sp", dump->sp);
    print_words("r0-r3", &dump->r[0], 4);
    print_words("r4-r7", &dump->r[4], 4);
    print_words("r8-r11", &dump->r[8], 4);
    print_word("r12", dump->r[12]);
    print_word("exc_return", dump->exc_return);
}

void fault_print(const struct fault_dump *dump)
{
    put("\n");
    print_line("begin", "1");
    print_what(dump);
    print_registers(dump);
    for (uint32_t i = 0; i < dump->stack_words; i += 4) {
        uint32_t left = dump->stack_words - i;
        begin("stack ");
        put_hex(dump->sp + 4u * i, 8);
        put(":");
        for (uint32_t k = i; k < i + (left < 4 ? left : 4); k++) {
            put(" ");
            put_hex(dump->stack[k], 8);
        }
        put("\n");
    }
    for (uint32_t i = 0; i < dump->stack_words; i++) {
        if (fault_is_return_address(dump->stack[i])) {
            print_word("likely", dump->stack[i]);
        }
    }
    print_line("end", "1");
}
