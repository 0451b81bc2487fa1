/* SPDX-License-Identifier: MIT */
/* What the parts of board_test give each other. */
#ifndef BOARD_TEST_H
#define BOARD_TEST_H

#include <stddef.h>
#include <stdio.h>

#include "board.h"

/* A check that fails says where and ends the run with status 1. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("\nFAILED %s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            board_exit(1);                                                                         \
        }                                                                                          \
    } while (0)

struct command {
    const char *name;
    void (*run)(const char *arguments);
};

/* flash_rules.c: ends the run where a rule is broken. */
void flash_rules(const char *unused);

/* Of the chip; the last has no name. */
extern const struct command chip_commands[];

#endif
