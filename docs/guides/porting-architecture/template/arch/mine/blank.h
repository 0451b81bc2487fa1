/* SPDX-License-Identifier: MIT */
/* What a function does that you have not written yet. */
#ifndef BLANK_H
#define BLANK_H

__attribute__((noreturn)) void fault_assert(const char *expression, const char *file, int line);

#define BLANK(function) fault_assert(#function " is blank", __FILE__, __LINE__)

#endif
