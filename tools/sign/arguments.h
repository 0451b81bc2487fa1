/* SPDX-License-Identifier: MIT */
/* The words behind a verb: "--name value", "--name" and one file without a name. */
#ifndef SIGN_ARGUMENTS_H
#define SIGN_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

#define ARGUMENTS_MAX 24

struct arguments {
    const char *file; /* the word without a name; NULL: none */
    unsigned count;
    struct {
        const char *name, *value; /* value NULL: a switch */
    } given[ARGUMENTS_MAX];
};

/* `known` has the names between blanks: "key= release " takes --key VALUE and --release. */
enum fault arguments_read(struct arguments *arguments, const char *verb, const char *known,
                          int count, char **words);
/* NULL: not given. */
const char *argument(const struct arguments *arguments, const char *name);
bool is_given(const struct arguments *arguments, const char *name);
/* FAULT_USAGE when it is not given. */
enum fault argument_need(const struct arguments *arguments, const char *name, const char **value);
/* Decimal, or hexadecimal behind 0x; `number` stays when it is not given. */
enum fault argument_number(const struct arguments *arguments, const char *name, uint32_t *number);
/* "1.2.3" as a sequence number; `sequence` stays when it is not given. */
enum fault argument_version(const struct arguments *arguments, const char *name,
                            uint32_t *sequence);

#endif
