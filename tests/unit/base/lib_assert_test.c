/* SPDX-License-Identifier: MIT */
#undef NDEBUG
#include "lib_assert.h"
#include "test.h"

#include <setjmp.h>
#include <string.h>

static jmp_buf back;
static const char *failed_expression;
static int failed_line;

/* Strong: replaces the library's, as a board does. */
void lib_assert_failed(const char *expression, const char *file, int line)
{
    (void)file;
    failed_expression = expression;
    failed_line = line;
    longjmp(back, 1);
}

static void a_true_condition_passes(void)
{
    if (setjmp(back) == 0) {
        LIB_ASSERT(1 + 1 == 2);
        return;
    }
    CHECK_EQ(0, 1);
}

static void a_false_condition_names_itself_and_its_line(void)
{
    volatile int line = 0;
    if (setjmp(back) == 0) {
        line = __LINE__ + 1;
        LIB_ASSERT(line == 0);
        CHECK_EQ(0, 1);
    }
    CHECK_EQ(failed_line, line);
    CHECK_EQ(strcmp(failed_expression, "line == 0"), 0);
}

int main(void)
{
    RUN(a_true_condition_passes);
    RUN(a_false_condition_names_itself_and_its_line);
    return 0;
}
