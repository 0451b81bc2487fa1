/* SPDX-License-Identifier: MIT */
#ifndef CONSOLE_API_PACKAGE_H
#define CONSOLE_API_PACKAGE_H

#include "answer.h"
#include "console.h"
#include "console_core.h"

/* Answer with the zip of a choice that is valid; it is consumed. */
void package_answer(const struct console *console, json_t *choice, const struct package_file *files,
                    size_t file_count, struct answer *answer);

#endif
