/* SPDX-License-Identifier: MIT */
#include "lib_assert.h"

__attribute__((weak)) void lib_assert_failed(const char *expression, const char *file, int line)
{
    (void)expression;
    (void)file;
    (void)line;
    __builtin_trap();
}
