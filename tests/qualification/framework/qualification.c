/* SPDX-License-Identifier: MIT */
#include "qualification.h"

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "qualification_parameters.h"
#include "qualification_report.h"

static struct {
    const struct qualification_group *group;
    const struct qualification_case *running;
    bool spoken; /* something was printed since the case's name */
    volatile unsigned failures;
    const char *ignored;
} now;

static struct qualification_totals totals;

/* No printf: an expectation must fit on the stack of any task. */
static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_number(long long value)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    unsigned long long rest =
        value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;

    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10U);
        rest /= 10U;
    } while (rest != 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    put(&digits[at]);
}

static void put_name(void)
{
    put("TEST(");
    put(now.group->name);
    put(", ");
    put(now.running->name);
    put(")");
}

static void fail_head(const char *file, int line)
{
    if (!now.spoken) {
        put("\n");
    }
    now.spoken = true;
    now.failures = now.failures + 1;
    put(file);
    put(":");
    put_number(line);
    put(":");
    put_name();
    put(":FAIL: ");
}

bool qualification_expect(bool good, const char *file, int line, const char *text)
{
    if (!good) {
        fail_head(file, line);
        put("not so: ");
        put(text);
        put("\n");
    }
    return good;
}

bool qualification_expect_equal(long long actual, long long expected, const char *file, int line,
                                const char *text)
{
    if (actual != expected) {
        fail_head(file, line);
        put(text);
        put(" is ");
        put_number(actual);
        put(", want ");
        put_number(expected);
        put("\n");
    }
    return actual == expected;
}

bool qualification_expect_within(long long actual, long long lowest, long long highest,
                                 const char *unit, const char *file, int line, const char *text)
{
    bool good = actual >= lowest && actual <= highest;

    if (!good) {
        fail_head(file, line);
        put(text);
        put(" is ");
        put_number(actual);
        put(" ");
        put(unit);
        put(", want ");
        put_number(lowest);
        put(" to ");
        put_number(highest);
        put("\n");
    }
    return good;
}

bool qualification_expect_bytes(const void *actual, const void *expected, size_t length,
                                const char *file, int line, const char *text)
{
    const unsigned char *is = actual, *want = expected;
    size_t at = 0;

    while (at < length && is[at] == want[at]) {
        at++;
    }
    if (at < length) {
        fail_head(file, line);
        put(text);
        put(": byte ");
        put_number((long long)at);
        put(" of ");
        put_number((long long)length);
        put(" is ");
        put_number(is[at]);
        put(", want ");
        put_number(want[at]);
        put("\n");
    }
    return at == length;
}

void qualification_measure(const char *name, long long value, const char *unit)
{
    if (!now.spoken) {
        put("\n");
    }
    now.spoken = true;
    put("MEASURE ");
    put(now.group->name);
    put(" ");
    put(now.running->name);
    put(" ");
    put(name);
    put(" ");
    put_number(value);
    put(" ");
    put(unit);
    put("\n");
}

void qualification_ignore(const char *reason)
{
    now.ignored = reason;
}

bool qualification_failed(void)
{
    return now.failures != 0;
}

/* Is `name` a word of the list? */
static bool listed(const char *list, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = list; *at != '\0';) {
        const char *end = strchr(at, ',');
        size_t word = end != NULL ? (size_t)(end - at) : strlen(at);

        if (word == length && strncmp(at, name, length) == 0) {
            return true;
        }
        at = end != NULL ? end + 1 : at + word;
    }
    return false;
}

static void run_case(bool begun)
{
    const struct qualification_group *group = now.group;

    now.failures = 0;
    now.ignored = NULL;
    now.spoken = false;
    put_name();
    if (!EXPECT(begun && "the group could not begin: see the lines above")) {
        /* said */
    } else {
        if (group->set_up != NULL) {
            group->set_up();
        }
        if (now.failures == 0) {
            now.running->run();
        }
        if (group->tear_down != NULL) {
            group->tear_down();
        }
    }
    totals.tests++;
    if (now.failures != 0) {
        totals.failures++;
    } else if (now.ignored != NULL) {
        totals.ignored++;
        put(now.spoken ? "" : "\n");
        put(__FILE__ ":0:");
        put_name();
        put(":IGNORE: ");
        put(now.ignored);
        put("\n");
    } else {
        put(" PASS\n");
    }
}

void qualification_run(const struct qualification_group *group)
{
    const char *only = qualification_parameters.only;
    bool begun = true;
    bool first = true;

    now.group = group;
    for (size_t i = 0; i < group->count; i++) {
        now.running = &group->cases[i];
        if (only[0] != '\0' && !listed(only, now.running->name)) {
            continue;
        }
        if (first && group->begin != NULL) {
            begun = group->begin();
        }
        first = false;
        run_case(begun);
    }
    if (!first && begun && group->end != NULL) {
        group->end();
    }
}

void qualification_begin(void)
{
    put("\n-------STARTING TESTS ");
    put(board_name());
    put(" run ");
    put(qualification_parameters.run);
    put("-------\n");
}

void qualification_finish(void)
{
    put("\n-----------------------\n");
    put_number(totals.tests);
    put(" Tests ");
    put_number(totals.failures);
    put(" Failures ");
    put_number(totals.ignored);
    put(" Ignored \n");
    put(totals.failures == 0 ? "OK\n" : "FAIL\n");
    put("-------ALL TESTS FINISHED-------\n");
}
