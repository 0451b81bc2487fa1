/* SPDX-License-Identifier: MIT */
/* A qualification case, as its author sees it: a function that expects things of the port, the
 * library or the peer, through public interfaces only. docs/design/qualification.md has the whole.
 *
 *   main ─► runner task ─► each enabled group ─► each case ─► one verdict on the console
 *
 * A group is a folder of tests/qualification: group.json (what the tester knows: clauses, advice,
 * peers, the names of all cases) and C files (the cases). A case that is in one of them and not in
 * the other is an error that the tester reports.
 */
#ifndef QUALIFICATION_H
#define QUALIFICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct qualification_case {
    const char *name; /* AFQP_..., as in group.json */
    void (*run)(void);
};

struct qualification_group {
    const char *name;        /* as in group.json: Full_TCP */
    bool (*begin)(void);     /* once, before the first case, or NULL; false: no case can run */
    void (*end)(void);       /* once, after the last case, or NULL */
    void (*set_up)(void);    /* before each case, or NULL: may expect things, too */
    void (*tear_down)(void); /* after each case, failed or not, or NULL: frees what it holds */
    const struct qualification_case *cases;
    size_t count;
};

/* Defines the group that the runner knows as qualification_<id>. */
#define QUALIFICATION_GROUP(id, group_name, ...)                                                   \
    const struct qualification_group qualification_##id = {.name = (group_name),                   \
                                                           .cases = id##_cases,                    \
                                                           .count = sizeof id##_cases /            \
                                                                    sizeof id##_cases[0],          \
                                                           __VA_ARGS__};

/**
 * Run one group and print a line for each case.
 *
 * @param group  Not NULL.
 *
 * Context: the runner's task.  Blocks: as its cases do.
 */
void qualification_run(const struct qualification_group *group);

/**
 * A value that the report shows and plots: time, memory, accuracy. Judges nothing.
 *
 * @param name   "tick.period", "heap.low": lower case, dots, no spaces.
 * @param value  In `unit`.
 * @param unit   "us", "bytes", "ppm", "ms".
 *
 * Context: task.  Blocks: as the console does.
 */
void qualification_measure(const char *name, long long value, const char *unit);

/**
 * The case cannot be judged on this board. Counts as skipped; the reason is shown in the report.
 *
 * @param reason  What is missing, a phrase. Not NULL.
 *
 * Context: task, at the beginning of a case. Return from the case after it.
 */
void qualification_ignore(const char *reason);

/** @return Whether an expectation of the running case failed. Context: task. Blocks: never. */
bool qualification_failed(void);

/* Expectations. EXPECT_* go on after a failure, REQUIRE_* return from the (void) function. */
#define EXPECT(condition) qualification_expect((condition), __FILE__, __LINE__, #condition)
#define EXPECT_EQUAL(actual, expected)                                                             \
    qualification_expect_equal((long long)(actual), (long long)(expected), __FILE__, __LINE__,     \
                               #actual)
/* lowest <= actual <= highest; the unit is shown. */
#define EXPECT_WITHIN(actual, lowest, highest, unit)                                               \
    qualification_expect_within((long long)(actual), (long long)(lowest), (long long)(highest),    \
                                (unit), __FILE__, __LINE__, #actual)
#define EXPECT_BYTES(actual, expected, length)                                                     \
    qualification_expect_bytes((actual), (expected), (length), __FILE__, __LINE__, #actual)

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!EXPECT(condition)) {                                                                  \
            return;                                                                                \
        }                                                                                          \
    } while (0)
#define REQUIRE_EQUAL(actual, expected)                                                            \
    do {                                                                                           \
        if (!EXPECT_EQUAL(actual, expected)) {                                                     \
            return;                                                                                \
        }                                                                                          \
    } while (0)

/* The functions behind them; used through the macros. */

/**
 * @param good  What was expected.
 * @param file  Where, with `line`.
 * @param text  What, as it stands in the source.
 * @return `good`.
 *
 * Context: any task of the case.  Blocks: as the console does, when it does not hold.
 */
bool qualification_expect(bool good, const char *file, int line, const char *text);

/** Like qualification_expect(). @return actual == expected. Context: task. */
bool qualification_expect_equal(long long actual, long long expected, const char *file, int line,
                                const char *text);

/** Like qualification_expect(). @return lowest <= actual <= highest. Context: task. */
bool qualification_expect_within(long long actual, long long lowest, long long highest,
                                 const char *unit, const char *file, int line, const char *text);

/** Like qualification_expect(). @return Whether `length` bytes are equal. Context: task. */
bool qualification_expect_bytes(const void *actual, const void *expected, size_t length,
                                const char *file, int line, const char *text);

#endif
